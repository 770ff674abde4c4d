"""Rounds of statuses: the list of them, and of one its frister and what the sekretær does to them (21 §3)."""

from functools import partial

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.beregning.runder import Frister
from indsatser.document.statusord import titel
from indsatser.enums import Rundetilstand
from indsatser.forms.runde import SELV, TIDLIGERE, Aflysform, Rundeform
from indsatser.forms.verber import Verbumform
from indsatser.models import Statusrunde
from indsatser.views.eksport import TYPER
from indsatser.views.find import complete
from indsatser.views.rundemoede import find_runde, sted
from indsatser.views.rundeplaner import plans
from indsatser.views.tabeller import pager, stamp, table
from indsatser.workflow import runder as verb
from indsatser.workflow.rundeudgave import sees_every_plan
from indsatser.workflow.statusaabning import DATOER, in_holidays, may_open
from indstillinger.beregning.aarshjul import weeks
from indstillinger.enums_moede import Moedetilstand
from indstillinger.models import Moede
from indstillinger.workflow.kalender import Aftale, ics
from mso_portal.motor import ur
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.motor.workflow import available, fits
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import dato_kort, dato_lang, periode, ugedag_dato

BEGGE = require_http_methods(["GET", "POST"])
T = Rundetilstand
HER, RYTMER = "/kvartalsstatus/", "/opsaetning/rytmer/"
INGEN_KOMMENDE = "Ingen runder er planlagt. De kommer af forummernes rytmer."
SLAGS = {T.PLANLAGT: "neutral", T.AABEN: "info", T.AFSLUTTET: "ok", T.AFLYST: "obs"}
LOEBER = (T.PLANLAGT, T.AABEN)
FERIE = {"tekst": "Ligger i ferien", "slags": "obs"}
HVEM = {
    "bidragsfrist": "De ansvarlige", "tekstfrist": "Tovholderne", "godkendelsesfrist": "Programejerne",
    "laasefrist": "Forummets sekretær",
}  # fmt: skip
FRISTER = Frister.__dataclass_fields__
SIDESTOERRELSE = 50
KOLONNER = ["Runde", "Statusdato", "Møde", "Tilstand"]


@signed_in
@require_GET
def liste(request):
    """The rounds that are open, those to come, and those that have ended, a page at a time."""
    rows = Statusrunde.objects.select_related("forum")
    ended = rows.filter(tilstand__in=(T.AFSLUTTET, T.AFLYST)).order_by("-statusdato", "forum")
    page = Paginator(ended, SIDESTOERRELSE).get_page(request.GET.get("side"))
    context = {
        "afsnit": [
            _ahead("I gang", rows.filter(tilstand=T.AABEN).order_by("laasefrist", "forum"), "Ingen runder er i gang."),
            _ahead("Kommende", rows.filter(tilstand=T.PLANLAGT).order_by("statusdato", "forum"), INGEN_KOMMENDE),
            table("Afsluttede", KOLONNER, [_row(one) for one in page], "Ingen runder er afsluttet endnu."),
        ],
        "side": pager(page.number, page.paginator.num_pages),
        "links": [{"label": "Mine bidrag", "url": reverse("mine_bidrag")}, {"label": "Rytmer", "url": RYTMER}],
    }  # fmt: skip
    return render(request, "indsatser/runde_liste.html", context)


def _row(runde):
    return [{"tekst": f"{runde.forum}, {runde.betegnelse}", "url": sted(runde)}, dato_kort(runde.statusdato),
            dato_kort(runde.moededato) if runde.moededato else runde.note,
            {"maerke": FERIE if _waits(runde) else _badge(runde)}]  # fmt: skip


def _ahead(titel, rounds, tom):
    """Return the table of rounds that still have dates to come."""
    return table(titel, [*KOLONNER, "Næste frist"], [[*_row(one), _coming(one)] for one in rounds], tom)


def _coming(runde):
    """Return the next date of a round that runs, with what it is."""
    coming = [(day, name) for name in DATOER if (day := getattr(runde, name)) and day >= ur.i_dag()]
    return f"{label(coming[0][1])} {dato_kort(coming[0][0])}, {countdown(coming[0][0])}" if coming else "overskredet"


def label(name):
    """Return what a date of a round is called."""
    return capfirst(Statusrunde._meta.get_field(name).verbose_name)


def countdown(day):
    """Return how far a day is from today, in words."""
    days = (day - ur.i_dag()).days
    if abs(days) <= 1:
        return {-1: "i går", 0: "i dag", 1: "i morgen"}[days]
    return f"om {days} dage" if days > 0 else f"for {-days} dage siden"


def _badge(runde):
    return {"tekst": runde.get_tilstand_display(), "slags": SLAGS[runde.tilstand]}


def _marks(runde):
    return [_badge(runde), FERIE] if runde.tilstand in LOEBER and in_holidays(runde) else [_badge(runde)]


def _waits(runde):
    """Say whether it is not opened until the sekretær has confirmed it."""
    return runde.tilstand == T.PLANLAGT and not may_open(runde)


@rule("runde.laes", find_runde)
@require_GET
def vis(request, runde):
    """The frister with how far away they are, and the plans of the round."""
    context = {
        "titel": titel(runde.betegnelse), "tilbage_url": HER, "tilbage_tekst": "Kvartalsstatus",
        "maerker": _marks(runde), "fakta": [str(runde.forum), f"Data pr. {dato_lang(runde.statusdato)}"],
        "links": _links(request.user, runde), "handlinger": _acts(request.user, runde), "beskeder": _notices(runde),
        "stamdata": _facts(request.user, runde), "frister": _dates(runde),
        "planer": plans(request, runde) if runde.tilstand in (T.AABEN, T.AFSLUTTET) else None,
    }  # fmt: skip
    return render(request, "indsatser/runde.html", context)


def _links(user, runde):
    """Return where to go on from here: for everybody the calendar and what was decided, for the sekretær the dates."""
    found = [(one.label, "bekraeft-ferie/") for one in available([verb.CONFIRM], runde, user)]
    if runde.tilstand in LOEBER and ask(user, "runde.ret", runde):
        found.append(("Ret møde og frister", "ret/"))
    if runde.tilstand in (T.AABEN, T.AFSLUTTET):
        found.append(("Beslutninger", "moede/"))
    found.append(("Hent frister til kalender", "frister.ics"))
    return [{"label": text, "url": sted(runde, rest)} for text, rest in found]


def _acts(user, runde):
    found = available([verb.CANCEL], runde, user)
    return [{"label": one.label, "url": sted(runde, "aflys/"), "fare": True} for one in found]


def _notices(runde):
    """Say what hinders the round, or has ended it."""
    found = []
    if _waits(runde):
        found.append("Runden ligger i ferien. Den åbner ikke, før sekretæren har bekræftet eller flyttet den.")
    if runde.tilstand == T.AFLYST:
        found.append(f"Aflyst {stamp(runde.aflyst_den, runde.aflyst_af)}: {runde.aflyst_grund}")
    elif runde.moede and (runde.moede.dato != runde.moededato or runde.moede.tilstand == Moedetilstand.AFLYST):
        found.append("Mødet er flyttet eller aflyst. Fristerne er ikke fulgt med.")
    return found


def _facts(user, runde):
    rows = [
        {"navn": "Periode", "vaerdi": periode(runde.periode_start, runde.statusdato)}, _meeting(user, runde),
        {"navn": "Holdes i ferien", "vaerdi": stamp(runde.ferie_bekraeftet_den, runde.ferie_bekraeftet_af)},
        {"navn": "Afsluttet", "vaerdi": stamp(runde.afsluttet_den, runde.afsluttet_af)},
        {"navn": "Planer uden låst status", "vaerdi": _why_without(user, runde)},
    ]  # fmt: skip
    return [row for row in rows if row["vaerdi"]]


def _why_without(user, runde):
    """The reason speaks of all the plans at once, and so to those who see every one."""
    why = runde.uden_status_grund
    return why if why and sees_every_plan(user, runde) else ""


def _meeting(user, runde):
    """Return the meeting, which leads on for who may see it in the portal."""
    day = ugedag_dato(runde.moededato) if runde.moededato else ""
    row = {"navn": "Møde", "vaerdi": day or runde.note or "Ikke sat endnu"}
    if runde.moede_id and Moede.objects.visible_to(user).filter(pk=runde.moede_id).exists():
        row["url"] = f"/moeder/{runde.moede.noegle}/"
    return row


def _dates(runde):
    runs, holidays = runde.tilstand in LOEBER, in_holidays(runde)
    heads = ["Hvad", "Hvem", "Dag", *["Hvornår"] * runs, *["Ferie"] * holidays]
    rows = [[label(name), HVEM.get(name, ""), ugedag_dato(day), *[countdown(day)] * runs, *[_week(day)] * holidays]
            for name in DATOER if (day := getattr(runde, name))]  # fmt: skip
    return table("Frister", heads, rows, "")


def _week(day):
    """Return the badge of a day in the holidays."""
    week = day.isocalendar().week
    return {"maerke": {"tekst": f"Ferieuge {week}", "slags": "obs"}} if week in weeks(settings.MSO_FERIEUGER) else ""


@rule("runde.laes", find_runde)
@require_GET
def kalender(request, runde):
    """The dates of the round as all-day entries, which name the forum and the round alone."""
    response = HttpResponse(ics(_entries(runde)), content_type=TYPER["ics"])
    name = f"frister-{runde.forum.kode}-{runde.noegle}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _entries(runde):
    changed, cancelled = runde.history.latest().history_date, runde.tilstand == T.AFLYST
    return [
        Aftale(f"{runde.uuid}-{name}", f"{runde.forum}, {runde.betegnelse}: {label(name).lower()}", sted(runde), day,
               changed, runde.version, aflyst=cancelled)
        for name in DATOER if (day := getattr(runde, name))
    ]  # fmt: skip


def _page(request, runde, form, act, **page):
    named = f"{runde.forum}, {runde.betegnelse}"
    return form_page(request, form, act, tilbage=(sted(runde), runde.betegnelse), manchet=named, **page)


@rule("runde.ret", find_runde)
@BEGGE
def ret(request, runde):
    """Choose the meeting, and have the frister counted, or type them."""
    if not complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET":
        verb.require_movable(runde)
    told = ["De, der mangler at svare, får besked om de nye frister."] * (runde.tilstand == T.AABEN)
    return _page(
        request, runde, Rundeform(posted(request), row=runde), partial(_set_dates, runde), titel="Ret møde og frister",
        knap="Gem frister", besked="Runden er ændret.", effekter=told,
    )  # fmt: skip


def _set_dates(runde, *, by, vej, **given):
    """Take the frister that were typed, or have them counted from the status date and the meeting."""
    if vej == SELV:
        return verb.move(runde, by=by, **given)
    counted = {name: value for name, value in given.items() if name not in FRISTER}
    return verb.set_meeting(runde, by=by, tidligere=vej == TIDLIGERE, **counted)


@rule("runde.ret", find_runde)
@BEGGE
def bekraeft_ferie(request, runde):
    """Hold the round although it lies in the holidays."""
    return _verb(request, runde, verb.CONFIRM, Verbumform, verb.confirm_holiday)


@rule("runde.aflys", find_runde)
@BEGGE
def aflys(request, runde):
    """Cancel the round, with the reason."""
    return _verb(request, runde, verb.CANCEL, Aflysform, verb.cancel)


def _verb(request, runde, transition, make, act):
    if not complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET" and not (answer := fits(transition, runde)):
        raise NotNow(answer.reason)
    return _page(
        request, runde, make(posted(request), row=runde), partial(act, runde), titel=transition.label,
        knap=transition.label, fare=transition is verb.CANCEL, besked=transition.done,
        effekter=transition.effects_text,
    )  # fmt: skip


RUNDE = "kvartalsstatus/<str:forum>/<str:k>"
urlpatterns = [
    path("kvartalsstatus/", liste, name="runde_liste"),
    path(f"{RUNDE}/", vis, name="runde"),
    path(f"{RUNDE}/frister.ics", kalender, name="runde_ics"),
    path(f"{RUNDE}/ret/", ret, name="runde_ret"),
    path(f"{RUNDE}/bekraeft-ferie/", bekraeft_ferie, name="runde_bekraeft_ferie"),
    path(f"{RUNDE}/aflys/", aflys, name="runde_aflys"),
]
