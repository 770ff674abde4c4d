"""Verbs of the agenda over HTTP: GET is the confirm page, POST the act. All but Inhabilitet are the sekretær's."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from indstillinger.enums import Tilstand
from indstillinger.forms.dagsorden import (
    Bekraeft,
    Flytform,
    Fritform,
    Grund,
    Grundversion,
    Inviterform,
    Optagform,
    Pauseform,
    Udelukform,
)
from indstillinger.models import Indstilling
from indstillinger.views.byg_find import SIDE, byg_url, neutral, verb_page
from indstillinger.views.byg_find import punkt as find_punkt
from indstillinger.views.find_moede import adresse
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.workflow import dagsorden as verb
from indstillinger.workflow import udelukkelse as kept_out
from mso_portal.motor.access import rule
from mso_portal.motor.log import seen, seen_by
from mso_portal.motor.rules import ask
from mso_portal.organisation.views.side import posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

BEGGE = require_http_methods(["GET", "POST"])
FOLK = "indstillinger/moede_punktfolk.html"


def _back(moede):
    return byg_url(moede), SIDE


@rule("punkt.optag", find_moede)
@BEGGE
def optag(request, moede, nr):
    """Put an approved paper on the agenda."""
    papers = Indstilling.objects.visible_to(request.user).filter(forum=moede.forum_id)
    paper = get_object_or_404(papers.select_related("ansvarlig_leder", "sagsbehandler", "forum"), nummer=nr)
    if paper.er_lukket:
        seen(request, "vis", paper)
    waits = [] if paper.tilstand == Tilstand.GODKENDT else [verb.VENTER_PAA[paper.tilstand].format(paper=paper)]
    return verb_page(
        request, Optagform(posted(request), moede=moede, paper=paper), partial(verb.place, moede, paper),
        titel=f"Sæt {paper.nummer} på dagsordenen", manchet=paper.egentlig_titel, tilbage=_back(moede),
        knap="Sæt på dagsordenen", besked=f"{paper.nummer} står på dagsordenen.",
        effekter=[*waits, "Sagen kommer sidst på dagsordenen. Du kan flytte den bagefter.",
                  "Forfatterne og den ansvarlige leder får besked.", "Sagens deltagere bliver inviteret til punktet."],
    )  # fmt: skip


@rule("punkt.opret", find_moede)
@BEGGE
def nyt(request, moede):
    """Add an item with a text of its own; asked for, the page of its files comes next."""
    raised, made = moede.tilstand == "i_gang", []

    def act(by, bilag, **felter):
        punkt = verb.add_frit_punkt(moede, by=by, **felter)
        made.extend([punkt] if bilag else [])

    answer = verb_page(
        request, Fritform(posted(request), minutter=moede.forum.standardminutter), act,
        titel="Punkt rejst på mødet" if raised else "Nyt punkt",
        tilbage=_back(moede), knap="Opret punkt", besked="Punktet er oprettet.",
        effekter=["Punktet får sit nummer med det samme."] if raised else ["Punktet kommer sidst på dagsordenen."],
    )  # fmt: skip
    return redirect(byg_url(moede, f"{made[0].uuid}/bilag/")) if made else answer


@rule("punkt.opret", find_moede)
@BEGGE
def pause(request, moede):
    """Add a pause."""
    return verb_page(request, Pauseform(posted(request)), partial(verb.add_pause, moede), titel="Pause",
                     tilbage=_back(moede), knap="Tilføj pause", besked="Pausen er tilføjet.")  # fmt: skip


@rule("punkt.rediger", find_punkt)
@BEGGE
def ret(request, punkt):
    """Write the text of a tekst item."""
    if punkt.art != "tekst":
        raise Http404
    sent = ["Punktet er sendt. Ændringen skal sendes i et tillæg."] if punkt.nummer else []
    return verb_page(
        request, Fritform(posted(request), punkt=punkt), partial(verb.edit_frit_punkt, punkt), punkt=punkt,
        versioned=True, titel=f"Ret {neutral(punkt)}", tilbage=_back(punkt.moede), effekter=sent,
    )  # fmt: skip


@rule("punkt.andet_moede", find_punkt)
@BEGGE
def flyt(request, punkt):
    """Move an item that was never sent to another meeting."""
    return verb_page(
        request, Flytform(posted(request), punkt=punkt), partial(verb.move_meeting, punkt), punkt=punkt,
        titel=f"Flyt {neutral(punkt)} til et andet møde", tilbage=_back(punkt.moede), knap="Flyt punktet",
        besked="Punktet er flyttet.", effekter=["Punktet kommer sidst på det andet møde.", "Forfatterne får besked."],
    )  # fmt: skip


@rule("punkt.fjern", find_punkt)
@BEGGE
def fjern(request, punkt):
    """Take an item that was never sent off the agenda."""
    return verb_page(
        request, Bekraeft(posted(request)), partial(verb.remove, punkt), punkt=punkt, fare=True,
        titel=f"Tag {neutral(punkt)} af dagsordenen", tilbage=_back(punkt.moede), knap="Tag af dagsordenen",
        besked="Punktet er taget af dagsordenen.",
        effekter=["En sag venter igen på et møde, og forfatterne får besked."],
    )  # fmt: skip


@rule("punkt.udgaar", find_punkt)
@BEGGE
def udgaar(request, punkt):
    """Let an item that was sent go out, with a reason."""
    return verb_page(
        request, Grundversion(posted(request), initial={"version": punkt.version}),
        lambda grund, **data: verb.drop(punkt, grund, **data), punkt=punkt, versioned=True, fare=True,
        titel=f"Lad {neutral(punkt)} udgå", tilbage=_back(punkt.moede), knap=verb.DROP.label,
        besked=verb.DROP.done, effekter=verb.DROP.effects_text,
    )  # fmt: skip


@rule("punkt.inviter", find_punkt)
@BEGGE
def deltagere(request, punkt):
    """Who comes under the item; a post invites one more."""
    own = byg_url(punkt.moede, f"{punkt.uuid}/deltagere/")
    guests = punkt.deltagere.select_related("bruger").order_by("pk")
    return verb_page(
        request, Inviterform(posted(request)), partial(verb.invite, punkt), punkt=punkt, skabelon=FOLK,
        titel=f"Deltagere i {neutral(punkt)}", tilbage=_back(punkt.moede), knap="Invitér", videre=own,
        besked="Deltageren er inviteret.", folketitel="Inviteret", tomt="Ingen er inviteret.",
        folk=[{"tekst": f"{one}{', fremlægger' if one.fremlaegger else ''}", "knap": "Fjern",
               "navn": str(one), "url": f"{own}{one.uuid}/fjern/"} for one in guests],
        effekter=["Personen får besked og kan læse punktet, når dagsordenen er sendt.",
                  "Personen ser ikke resten af dagsordenen."],
    )  # fmt: skip


@rule("punkt.inviter", find_punkt)
@BEGGE
def deltager_fjern(request, punkt, deltager):
    """Take a guest off the item."""
    guest = get_object_or_404(punkt.deltagere.select_related("bruger", "punkt__moede"), uuid=deltager)
    own = byg_url(punkt.moede, f"{punkt.uuid}/deltagere/")
    return verb_page(
        request, Bekraeft(posted(request)), partial(verb.uninvite, guest), punkt=punkt, fare=True,
        titel=f"Fjern {guest} fra {neutral(punkt)}", tilbage=(own, "Deltagere"), knap="Fjern",
        besked="Deltageren er fjernet.", effekter=["Personen kan ikke længere læse punktet."],
    )  # fmt: skip


@rule("punkt.udeluk", find_punkt)
@BEGGE
def inhabilitet(request, punkt):
    """Keep a person out of the item; who leads or prepares the meeting sees who is, and who has opened it."""
    leads = kept_out.choosable(request.user, punkt.moede)
    form = Udelukform(posted(request), user=request.user, alle=leads)
    home = _back(punkt.moede) if leads else (adresse(punkt.moede), str(punkt.moede))
    return verb_page(
        request, form, partial(kept_out.exclude, punkt), punkt=punkt, skabelon=FOLK,
        titel=f"Inhabilitet i {neutral(punkt)}", tilbage=home, knap="Meld inhabilitet", besked="Det er noteret.",
        folketitel="Deltager ikke i punktet", tomt="Alle deltager i punktet.",
        folk=_kept_out(request.user, punkt) if leads else [], skjult=not leads,
        laesere=[*seen_by(punkt), *(seen_by(punkt.indstilling) if punkt.indstilling else [])] if leads else [],
        effekter=["Fra næste klik kan personen ikke læse punktet, dets bilag eller dets referat.",
                  "Det gælder også stedfortrædere for personen.", "Referatet skriver, hvem der ikke deltog i punktet.",
                  "Kun mødelederen kan ophæve det, før punktet er behandlet."],
    )  # fmt: skip


def _kept_out(user, punkt):
    rows = punkt.udelukkelser.filter(ophaevet_den=None).select_related("bruger", "oprettet_af").order_by("pk")
    lifts = bool(ask(user, "punkt.ophaev", punkt))
    own = byg_url(punkt.moede, f"{punkt.uuid}/inhabilitet/")
    return [
        {"tekst": f"{one.bruger}, {one.get_grund_display().lower()}. {_when(one)}", "note": one.begrundelse,
         "knap": "Ophæv", "navn": str(one.bruger), "url": f"{own}{one.pk}/ophaev/" if lifts else ""} for one in rows
    ]  # fmt: skip


def _when(row):
    return f"Noteret {dato_lang(row.oprettet_den.astimezone(DANSK_TID))} {klokken(row.oprettet_den)}"


@rule("punkt.ophaev", find_punkt)
@BEGGE
def ophaev(request, punkt, pk):
    """Let a person in again."""
    row = get_object_or_404(punkt.udelukkelser.filter(ophaevet_den=None).select_related("bruger"), pk=pk)
    return verb_page(
        request, Grund(posted(request)), lambda grund, **data: kept_out.readmit(row, grund, **data), punkt=punkt,
        titel=f"Lad {row.bruger} deltage i {neutral(punkt)}", knap="Ophæv", besked="Personen deltager igen i punktet.",
        tilbage=(byg_url(punkt.moede, f"{punkt.uuid}/inhabilitet/"), "Inhabilitet"),
        effekter=["Personen kan igen læse punktet fra næste klik."],
    )  # fmt: skip
