"""The meeting of a round: what each plan asks, what became of it, and the end of the round (21 §10)."""

from functools import partial

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.enums import Aendringstilstand, Beslutningsniveau
from indsatser.forms.raekker import Bekraeft
from indsatser.forms.statusudfald import Afslutform, Udfaldsform
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusbeslutning, Statusrunde
from indsatser.views import find, tabeller
from indsatser.views.find import complete
from indsatser.views.statusfind import sted as statussted
from indsatser.workflow import rundeslut
from indsatser.workflow.rundeudgave import unreported
from indsatser.workflow.statusindstilling import chefteam, make_paper, require_chefteams
from indsatser.workflow.statusudfald import can_change, decide, require_changeable
from indstillinger.models import Indstilling
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import dato_kort, dato_lang

BEGGE = require_http_methods(["GET", "POST"])
KOLONNER = ["Mulighed", "Konsekvens", "Indstilling"]
SPOERGER_IKKE = "Der ønskes ingen beslutning."
INGEN = "Ingen låst status i runden."
INDSTILLET = {"maerke": {"tekst": "Indstillet", "slags": "info"}}


def find_runde(user, forum, k):
    """Return the forum's round of that key."""
    return get_object_or_404(Statusrunde.objects.select_related("forum", "moede"), forum__kode=forum, noegle=k)


def _statuses(user, runde):
    """Return the locked statuses of the round that the person may read, in the version that asks; their plans know
    whether they are lukket."""
    rows = Kvartalsstatus.objects.visible_to(user).filter(runde=runde, nr=1, laast_den__isnull=False)
    rows = rows.prefetch_related(Prefetch("plan", Indsatsplan.objects.med_lukning())).defer("data")
    return rows.order_by("plan__nummer")


def find_status(user, forum, k, nr):
    """Return the locked status of the plan in the round; 404 alike for invisible and missing."""
    runde = find_runde(user, forum, k)
    status = get_object_or_404(_statuses(user, runde), plan__nummer=nr)
    status.runde = runde
    return status


def sted(runde, rest=""):
    """Return the address of the round, or of a page below it."""
    return f"/kvartalsstatus/{runde.forum.kode}/{runde.noegle}/{rest}"


@rule("runde.laes", find_runde)
@require_GET
def moede(request, runde):
    """What each plan asks and what became of it, for who may read its status; the sekretær goes on from here."""
    statuses = list(_statuses(request.user, runde))
    for status in statuses:
        status.runde = runde
        find.noted(request, status.plan)
    name = runde.betegnelse[:1].lower() + runde.betegnelse[1:]
    context = {
        "titel": f"Beslutninger, {name}", "tilbage_url": sted(runde), "tilbage_tekst": runde.betegnelse,
        "fakta": _facts(runde), "links": _links(request.user, runde), "tom": "" if statuses else INGEN,
        "planer": _plans(request.user, statuses),
    }  # fmt: skip
    return render(request, "indsatser/rundemoede.html", context)


def _facts(runde):
    held = [f"Møde {dato_lang(runde.moededato)}"] if runde.moededato else []
    return [str(runde.forum), *held, f"Data pr. {dato_lang(runde.statusdato)}", runde.get_tilstand_display()]


def _links(user, runde):
    """What the sekretær may do to the round as a whole."""
    found = []
    if runde.moede and ask(user, "runde.dagsorden", runde) and rundeslut.not_on_agenda(runde, user):
        found.append({"label": "Sæt på dagsordenen", "url": sted(runde, "dagsorden/")})
    if fits(rundeslut.CLOSE, runde) and ask(user, rundeslut.CLOSE.rule, runde):
        found.append({"label": rundeslut.CLOSE.label, "url": sted(runde, "afslut/")})
    return found


def _plans(user, statuses):
    rows = Statusbeslutning.objects.filter(status__in=statuses).order_by("nr").prefetch_related("valgmuligheder")
    asked = {}
    for row in rows.select_related("udfald__valgt__aendring", "udfald__udsat_til", "udfald__indstilling"):
        asked.setdefault(row.status_id, []).append((row, getattr(row, "udfald", None)))
    papers = [udfald.indstilling_id for found in asked.values() for _, udfald in found if udfald]
    readable = set(Indstilling.objects.visible_to(user).filter(pk__in=papers).values_list("pk", flat=True))
    return [
        {"navn": f"{one.plan} {one.plan.egentlig_titel}", "url": statussted(one), "maerker": tabeller.lukket(one.plan),
         "tom": "" if one.pk in asked else SPOERGER_IKKE,
         "beslutninger": [_question(user, one, *pair, readable) for pair in asked.get(one.pk, [])]}
        for one in statuses
    ]  # fmt: skip


def _question(user, status, row, udfald, readable):
    return {
        "afsnit": _options(row),
        "stamdata": [{"navn": "Besluttes af", "vaerdi": row.get_niveau_display()}, *_outcome(udfald, readable)],
        "knapper": _acts(user, status, row, udfald),
    }  # fmt: skip


def _options(row):
    found = sorted(row.valgmuligheder.all(), key=lambda one: one.bogstav)
    cells = [[str(one), one.konsekvens, INDSTILLET if one.indstillet else ""] for one in found]
    return tabeller.table(f"Beslutning {row.nr}: {row.spoergsmaal}", KOLONNER, cells, "")


def _outcome(udfald, readable):
    """Return what came of a question; the chefteam's indstilling leads on for who may read it."""
    if udfald is None:
        return [{"navn": "Udfald", "vaerdi": "Ikke skrevet endnu"}]
    if paper := udfald.indstilling:
        link = {"vaerdi": f"Indstilling {paper}", "url": f"/indstillinger/{paper}/"} if paper.pk in readable else {}
        return [{"navn": "Sendt til chefteamet", "vaerdi": "Som indstilling", **link}]
    accepted = f"{udfald.get_accepteret_display()} til {dato_kort(udfald.accepteret_til)}" if udfald.accepteret else ""
    art = f"{udfald.get_art_display()}, {udfald.valgt}" if udfald.valgt else udfald.get_art_display()
    rows = [
        ("Udfald", art), ("Ordlyd", udfald.tekst),
        ("Udsat til", udfald.udsat_til and udfald.udsat_til.betegnelse), ("Accepteret afvigelse", accepted),
    ]  # fmt: skip
    return [{"navn": name, "vaerdi": value} for name, value in rows if value]


def _acts(user, status, row, udfald):
    """Return what may still be done to a question."""
    found, base = [], sted(status.runde, f"moede/{status.plan}/{row.nr}/")
    if not can_change(status, udfald):
        return found
    if ask(user, "status.udfald", status):
        found.append({"tekst": "Ret udfald" if udfald else "Skriv udfald", "url": base})
    if row.niveau == Beslutningsniveau.CHEFTEAM and ask(user, "status.indstil", status):
        found.append({"tekst": "Opret indstilling", "url": f"{base}indstilling/"})
    return found


@rule("status.udfald", find_status)
@BEGGE
def afgoer(request, status, beslutning):
    """Write what became of one question, with the new points of the plan."""
    row = _asked(status, beslutning)
    if not complete(request, "version"):
        return error_page(request, 400)
    known = require_changeable(row) if request.method == "GET" else getattr(row, "udfald", None)
    return _page(
        request, row, Udfaldsform(posted(request), beslutning=row, udfald=known), partial(decide, row),
        titel="Skriv udfald", knap="Gem udfald", besked="Udfaldet er gemt.", effekter=_effects(row),
        skabelon="indsatser/rundemoede_udfald.html", afsnit=_options(row),
    )  # fmt: skip


def _asked(status, nr):
    """Return the question, whose status knows its plan and round."""
    row = get_object_or_404(status.beslutninger.select_related("udfald__valgt"), nr=nr)
    row.status = status
    return row


def _page(request, row, form, act, **page):
    plan = row.status.plan
    find.noted(request, plan)
    back = sted(row.status.runde, "moede/"), "Beslutninger"
    return form_page(request, form, act, tilbage=back, manchet=f"{plan} {plan.egentlig_titel}", **page)


def _effects(row):
    """Say what is done at once, before it is."""
    carried = row.valgmuligheder.filter(aendring__tilstand=Aendringstilstand.FORELAGT).select_related("aendring")
    return [
        "Udfaldet kan rettes, til runden bliver afsluttet. Det står i den næste kvartalsstatus.",
        *(f"Bliver {one.bogstav} vedtaget, gennemføres ændring {one.aendring.nr} af planen med det samme, og udfaldet "
          "ligger fast." for one in carried.order_by("bogstav")),
    ]  # fmt: skip


@rule("status.indstil", find_status)
@BEGGE
def indstilling(request, status, beslutning):
    """Bring a question to the chefteam: then its paper is written on."""
    row = _asked(status, beslutning)
    if not complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        require_changeable(row)
        require_chefteams(row)
    made = []
    response = _page(
        request, row, Bekraeft(posted(request)), lambda by: made.append(make_paper(row, by=by)),
        titel="Opret indstilling", knap="Opret indstilling", besked="Indstillingen er oprettet.",
        effekter=[f"Der bliver oprettet en kladde til {chefteam(status.plan)} med spørgsmålet, mulighederne og status "
                  "som bilag. Du bliver sagsbehandler.", "Udfaldet er det, chefteamet beslutter."],
    )  # fmt: skip
    return redirect(f"/indstillinger/{made[0]}/rediger/") if made else response


@rule("runde.dagsorden", find_runde)
@BEGGE
def dagsorden(request, runde):
    """Put the locked statuses that are not there on the agenda of the meeting."""
    if not complete(request):
        return error_page(request, 400)
    rundeslut.require_meeting(runde)
    found = rundeslut.not_on_agenda(runde, request.user)
    return form_page(
        request, Bekraeft(posted(request)), partial(rundeslut.fill_agenda, runde), titel="Sæt på dagsordenen",
        knap="Sæt på dagsordenen", besked="Status står på dagsordenen.", tilbage=(sted(runde), runde.betegnelse),
        manchet=str(runde.moede), effekter=[
            f"{one.plan} {one.plan.titel} kommer på mødet med status som bilag." for one in found
        ],
    )  # fmt: skip


@rule("runde.afslut", find_runde)
@BEGGE
def afslut(request, runde):
    """Close the round: the outcomes are final."""
    if not complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET":
        rundeslut.require_closable(runde)
    form = Afslutform(posted(request), runde=runde, uden=list(unreported(runde)))
    return form_page(
        request, form, partial(rundeslut.close_round, runde), titel=rundeslut.CLOSE.label, knap=rundeslut.CLOSE.label,
        besked=rundeslut.CLOSE.done, tilbage=(sted(runde, "moede/"), "Beslutninger"), manchet=runde.betegnelse,
        effekter=rundeslut.CLOSE.effects_text,
    )  # fmt: skip


RUNDE = "kvartalsstatus/<str:forum>/<str:k>"
BESLUTNING = f"{RUNDE}/moede/<str:nr>/<int:beslutning>"
urlpatterns = [
    path(f"{RUNDE}/moede/", moede, name="rundemoede"),
    path(f"{BESLUTNING}/", afgoer, name="rundemoede_udfald"),
    path(f"{BESLUTNING}/indstilling/", indstilling, name="rundemoede_indstilling"),
    path(f"{RUNDE}/dagsorden/", dagsorden, name="runde_dagsorden"),
    path(f"{RUNDE}/afslut/", afslut, name="runde_afslut"),
]
