"""The plans of a round: the lights of the locked ones, else how far they are and who has not answered (21 §11)."""

from functools import partial

from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.document.portefoelje import RAEKKEFOELGE, UDEN_STATUS
from indsatser.document.statusord import DIMENSION
from indsatser.enums import Dimension, Rundetilstand
from indsatser.forms.raekker import Bekraeft
from indsatser.models import Indsatsplan, Kvartalsstatus
from indsatser.views.find import adresse, complete
from indsatser.views.rundemoede import INGEN, find_runde, sted
from indsatser.views.status import IKKE_GODKENDT, lysord, state
from indsatser.views.statusfind import skrivested
from indsatser.views.statusfind import sted as statussted
from indsatser.views.statuskladde import persons
from indsatser.views.tabeller import lukket
from indsatser.workflow import rundeslut
from indsatser.workflow.rundeudgave import unreported
from indsatser.workflow.statusbidrag import completenesses
from indsatser.workflow.statuslaas import LOCK, LOCK_UNAPPROVED, lock_all, lockable
from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Punkttilstand
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow, ask
from mso_portal.motor.workflow import available, fits
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort

BEGGE = require_http_methods(["GET", "POST"])
LAASES = (LOCK, LOCK_UNAPPROVED)
INGEN_KAN = "Ingen status i runden kan låses nu."
LUKKET = [{"tekst": "Lukket", "slags": "obs", "laas": True}]


def plans(request, runde):
    """Return the inputs of _rundeplaner.html: what the reader may see, and may do. Five queries however many plans;
    that lukkede plans are shown is noted."""
    user = request.user
    rows = _statuses(user, runde)
    locked = sorted((one for one in rows if one.laast_den), key=_order)
    drafts = [one for one in rows if not one.laast_den]
    shown = {one.plan_id for one in rows}
    without = [plan for plan in unreported(runde).visible_to(user).med_lukning() if plan.pk not in shown]
    seen(request, "liste", *{one.plan for one in rows if _is_closed(one)}, *(one for one in without if one.er_lukket))
    counts = completenesses(drafts)
    return {
        "kolonner": list(DIMENSION.values()), "laaste": _locked(locked), "tom": INGEN,
        "kladder": [_draft(user, one, counts[one.pk]) for one in drafts],
        "uden": [{**_named(plan), "url": adresse(plan), "maerker": lukket(plan)} for plan in without],
        "uden_titel": UDEN_STATUS, "knapper": _acts(user, runde, locked, drafts),
    }  # fmt: skip


def _statuses(user, runde):
    """Return of each plan its newest locked status, and what is being written; each knows its round, and its plan
    whether it is lukket."""
    aabne = Indsatsplan.objects.filter(Indsatsplan.objects.er_aaben(), pk=OuterRef("plan")).order_by()
    rows = Kvartalsstatus.objects.visible_to(user).filter(runde=runde).annotate(
        plan_aaben=Exists(aabne), aabenhed=F("udgave__aabenhed"), frosne_lys=F("udgave__data__lys"),
        spoergsmaal=F("udgave__data__beslutninger"),
    )  # fmt: skip
    found = {}
    for one in rows.select_related("plan", "dagsordenspunkt").defer("data").order_by("plan__nummer", "nr"):
        one.runde, one.plan.lukket_ved_sag = runde, not one.plan_aaben
        found[one.plan_id, one.laast_den is not None] = one
    return list(found.values())


def _is_closed(status):
    return status.plan.er_lukket or status.aabenhed == Aabenhed.LUKKET


def _chosen(status):
    return {row["dimension"]: row["valgt"] for row in status.frosne_lys or []}


def _order(status):
    """As the portfolio prints them."""
    return RAEKKEFOELGE.index(_chosen(status).get(Dimension.SAMLET)), not status.spoergsmaal, status.plan.nummer


def _named(plan):
    return {"tekst": f"{plan.nummer} {plan.egentlig_titel}"}


def _locked(rows):
    """Each light is drawn once for all the rows that have it."""
    drawn = {value: render_to_string("indsatser/_status_lys.html", {"lys": lysord(value)}) for value in RAEKKEFOELGE}
    return [_line(one, drawn) for one in rows]


def _line(one, drawn):
    lights = _chosen(one)
    version = [f"version {one.nr}"] if one.nr > 1 else []
    return {
        **_named(one.plan), "url": statussted(one),
        "detalje": ", ".join([f"Låst {dato_kort(one.laast_den.astimezone(DANSK_TID))}", *version]),
        "maerker": [*LUKKET * _is_closed(one), *[IKKE_GODKENDT] * one.uden_godkendelse],
        "lys": [{"navn": name, "vist": drawn[lights.get(key)]} for key, name in DIMENSION.items()],
    }  # fmt: skip


def _draft(user, one, found):
    acts = available(LAASES, one, user)
    return {
        **_named(one.plan), "url": skrivested(one), "detalje": f"version {one.nr}" if one.nr > 1 else "",
        "maerker": lukket(one.plan), "tilstand": state(one), "fuldstaendighed": found.tekst,
        "personer": persons(user, one, found.mangler, "runde"),
        "ingen": sum(each.ansvarlig is None for each in found.mangler),
        "knapper": [{"tekst": act.label, "url": statussted(one, f"{act.name.replace('_', '-')}/")} for act in acts],
    }  # fmt: skip


def _acts(user, runde, locked, drafts):
    """Return what is done to all of the round; a query."""
    found = []
    if any(available(LAASES, one, user) for one in drafts):
        found.append(("Lås alle", "laas/"))
    if runde.moede_id and ask(user, "runde.dagsorden", runde) and not all(map(_is_on_agenda, locked)):
        found.append(("Sæt på dagsordenen", "dagsorden/"))
    if (
        runde.tilstand == Rundetilstand.AABEN
        and fits(rundeslut.CLOSE, runde)
        and ask(user, rundeslut.CLOSE.rule, runde)
    ):
        found.append((rundeslut.CLOSE.label, "afslut/"))
    if runde.udgaver.exists():
        found += [("Hent portefølje (PDF)", "portefoelje.pdf"), ("Udskriv alle (PDF)", "samlet.pdf")]
    return [{"tekst": text, "url": sted(runde, rest)} for text, rest in found]


def _is_on_agenda(status):
    item = status.dagsordenspunkt
    return item is not None and (item.moede_id, item.tilstand) == (status.runde.moede_id, Punkttilstand.OPTAGET)


@rule("runde.ret", find_runde)
@BEGGE
def laas_alle(request, runde):
    """Lock every status of the round that can be locked now, each in a job of its own."""
    if not complete(request):
        return error_page(request, 400)
    found = lockable(runde, request.user)
    if request.method == "GET" and not found:
        raise NotNow(INGEN_KAN)
    return form_page(
        request, Bekraeft(posted(request)), partial(lock_all, runde), titel="Lås alle", knap="Lås alle",
        besked="Status bliver låst en for en. Genindlæs siden om lidt.", tilbage=(sted(runde), runde.betegnelse),
        manchet=str(runde.forum), effekter=[*map(_told, found), *LOCK.effects_text],
    )  # fmt: skip


def _told(status):
    how = "bliver låst uden godkendelse" if status.tilstand in LOCK_UNAPPROVED.sources else "bliver låst"
    return f"{status.plan} {status.plan.egentlig_titel} {how}."


urlpatterns = [path("kvartalsstatus/<str:forum>/<str:k>/laas/", laas_alle, name="runde_laas")]
