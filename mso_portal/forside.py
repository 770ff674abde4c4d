"""Composition root: the shell's menus and the start page per role ("Kræver din handling" first)."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from indsatser.views.pligter import plan_rows
from indsatser.views.statuspligter import status_rows
from indstillinger.enums import Fase, Tilstand
from indstillinger.models import Indstilling
from indstillinger.views.koordinering import action_row
from indstillinger.views.opgaver import duty_row
from indstillinger.views.pligter import meeting_rows
from indstillinger.workflow.koordinering import waiting_for
from indstillinger.workflow.opgave import duties_of
from mso_portal.motor import driftsbillede, sessions, ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.rules import er_administrator
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken, ugedag_dato

# Cards on the start page: each kind no more than this.
MOST = 12
MENU = (
    ("Overblik", "forside"), ("Indstillinger", "indstilling_liste"), ("Møder", "moede_liste"),
    ("Beslutninger", "beslutning_liste"), ("Indsatsplaner", "plan_liste"), ("Opgaver", "opgave_liste"),
)  # fmt: skip
# Addresses of their own that belong under an entry of the menu: rounds are gone to from the plans.
HOERER_UNDER = {"plan_liste": ("/kvartalsstatus/",)}
FODMENU = (("Tilgængelighedserklæring", "tilgaengelighed"), ("Hjælp", "hjaelp"))


def shell(request):
    """Context of every page: menus, the person, the demo's date, when the session ends."""
    user = getattr(request, "user", None)
    signed = user is not None and user.is_authenticated
    return {
        "bruger": user if signed else None,
        "menu": [_entry(label, name, request.path) for label, name in MENU] if signed else [],
        "personmenu": _person_menu(user) if signed else [],
        "fodmenu": [{"label": label, "url": reverse(name)} for label, name in FODMENU],
        "soeg_url": reverse("soeg") if signed else "",
        "notifikationer_url": reverse("notifikationer") if signed else "",
        "notifikationer_antal": getattr(user, "ulaeste", 0) if signed else 0,
        "driftsbesked": driftsbillede.banner(user.arbejder_set) if signed and _runs_it(user) else "",
        "session_slut": sessions.ends_at(request.session) if signed else None,
        "MSO_MILJOE": settings.MSO_MILJOE,
        "MSO_ORGANISATION": settings.MSO_ORGANISATION,
        "demodato": dato_lang(ur.i_dag()) if ur.forskydning() else "",
    }


def _runs_it(user):
    """Say whether the person is told when the worker stands still: those who wait for it or mend it."""
    return er_administrator(user) or any(one.rolle == Medlemsrolle.SEKRETAER for one in user.rettigheder.medlemskaber)


def _entry(label, name, path):
    url = reverse(name)
    inside = path == url if url == "/" else path.startswith((url, *HOERER_UNDER.get(name, ())))
    return {"label": label, "url": url, "aktuel": inside}


def _person_menu(user):
    entries = [("Kalender", "kalender"), ("Min profil", "profil"), ("Hjælp", "hjaelp")]
    if er_administrator(user):
        entries.append(("Opsætning", "opsaetning"))
    return [{"label": label, "url": reverse(name)} for label, name in entries] + [
        {"label": "Log ud", "url": reverse("logud"), "post": True}
    ]


@signed_in
@require_GET
def forside(request):
    """What waits for this person, what others wait for first: eleven queries beside the rights."""
    visible = Indstilling.objects.visible_to(request.user).kraever_handling(request.user)
    papers = list(visible.med_fase().til_liste().order_by("-redigeret_den")[:MOST])
    asked = list(waiting_for(request.user)[:MOST])
    tasks = list(duties_of(request.user)[:MOST])
    closed = {one.nummer: one for one in (*papers, *(one.indstilling for one in asked)) if one.er_lukket}
    plan_duties, slipping, closed_plans = plan_rows(request.user, MOST)
    reports, reported = status_rows(request.user)
    tasks_closed = (one for one in tasks if one.punkt.er_lukket)
    seen(request, "liste", *closed.values(), *tasks_closed, *dict.fromkeys((*closed_plans, *reported)))
    drafts = [paper for paper in papers if paper.tilstand == Tilstand.KLADDE]
    duties = [paper for paper in papers if paper.tilstand != Tilstand.KLADDE]
    context = {
        "hilsen": f"Goddag, {request.user.fornavn}",
        "dato": ugedag_dato(ur.i_dag()),
        "ny_url": reverse("indstilling_ny"),
        "handlinger": [
            *map(action_row, asked),
            *meeting_rows(request.user),
            *(duty_row(request.user, one) for one in tasks),
            *reports,
            *plan_duties,
            *map(_duty, duties),
            *map(_draft, drafts),
        ],
        "skrider": slipping,
    }
    return render(request, "forside.html", context)


def _duty(paper):
    """A paper to approve, or to place on an agenda."""
    if paper.tilstand == Tilstand.TIL_GODKENDELSE:
        return _card(
            "Læs og godkend", paper.egentlig_titel, "indstilling_laes", paper, f"Sendt {_when(paper.indsendt_den)}"
        )
    return _card(
        "Sæt på dagsordenen", paper.egentlig_titel, "indstilling_laes", paper, f"Godkendt {_when(paper.godkendt_den)}"
    )


def _draft(paper):
    """One's own draft: returned, waiting for answers, or simply unfinished."""
    verb = {Fase.RETURNERET: "Ret og send igen", Fase.I_KOORDINERING: "Følg koordineringen"}.get(
        paper.fase, "Skriv færdig"
    )
    target = "koordinering" if paper.fase == Fase.I_KOORDINERING else "indstilling_rediger"
    return _card(verb, paper.egentlig_titel, target, paper, f"Gemt {_when(paper.redigeret_den)}")


def _card(verb, titel, target, paper, why):
    return {"verbum": verb, "titel": titel, "url": reverse(target, args=[paper.nummer]), "hvorfor": why,
            "forum": paper.forum, "moede": paper.oensket_moede}  # fmt: skip


def _when(moment):
    return f"{dato_lang(moment.astimezone(DANSK_TID))} {klokken(moment)}"
