"""Rhythms: how often a forum gets a status, and how many hverdage each step has (21 §2, §3)."""

from functools import partial

from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.enums import Plantilstand, Rytmeart
from indsatser.forms.runde import HVERDAGE, Datoform, Rytmeform
from indsatser.models import Indsatsplan, Rapporteringsrytme
from indsatser.views.find import adresse, complete
from indsatser.views.rundemoede import sted
from indsatser.views.tabeller import table
from indsatser.workflow import runder as verb
from mso_portal.motor import ur
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import Denied, ask
from mso_portal.organisation.models import Forum
from mso_portal.organisation.views.side import form_page, overview, posted
from mso_portal.vaerdier.datoer import antal, dato_kort

BEGGE = require_http_methods(["GET", "POST"])
HER = "/opsaetning/rytmer/"
ALLE = (HER, "Rytmer")
INGEN_FORA = "Kun et forums sekretær og administratorer kan oprette en rytme."
HVER = {Rytmeart.MAANED: ("Hver måned", "Hver {}. måned"), Rytmeart.UGER: ("Hver uge", "Hver {}. uge")}
LAVES = "Portalen laver selv rytmens runder et år frem, og de åbner af sig selv."
BLIVER = "Runder, der er planlagt, beholder deres frister. De rettes på runden."
INGEN_PLANER = "Ingen planer, du kan se, rapporterer i rytmen."
LOEBER = (Plantilstand.KLADDE, Plantilstand.AKTIV)


@signed_in
@require_GET
def liste(request):
    """The rhythms of all fora, those that have ended last."""
    found = Rapporteringsrytme.objects.select_related("forum")
    found = found.order_by(F("aktiv_til").desc(nulls_first=True), "forum__sortering", "navn")
    rows = [[{"tekst": str(one), "url": _sted(one)}, how_often(one), _until(one)] for one in found]
    part = table("Hvor tit hvert forum får status", ["Rytme", "Hvor tit", "Gælder til"], rows, "Ingen rytmer endnu.")
    links = [{"label": "Ny rytme", "url": f"{HER}ny/"}] if _fora(request.user) else []
    return overview(request, "Rytmer", _above(request.user), links=links, afsnit=[part])


def _above(user):
    """Where the reader came from: administrators from Opsætning."""
    if ask(user, "opsaetning.ret"):
        return reverse("opsaetning"), "Opsætning"
    return reverse("runde_liste"), "Kvartalsstatus"


def _fora(user):
    """Return the fora whose rhythms the person keeps; a query."""
    return [one for one in Forum.objects.aktive().order_by("sortering") if ask(user, "rytme.opret", one)]


def how_often(rytme):
    """Return the rhythm in words: »Hver 6. uge«."""
    if rytme.art not in HVER:
        return rytme.get_art_display()
    once, every = HVER[rytme.art]
    return once if rytme.interval == 1 else every.format(rytme.interval)


def _until(rytme):
    return dato_kort(rytme.aktiv_til) if rytme.aktiv_til else "fortsat"


def _sted(rytme, rest=""):
    return f"{HER}{rytme.uuid}/{rest}"


def find_rytme(user, uuid):
    """Return the rhythm; everybody may read every one."""
    return get_object_or_404(Rapporteringsrytme.objects.select_related("forum"), uuid=uuid)


@signed_in
@require_GET
def vis(request, uuid):
    """The frister of a rhythm, its rounds from today on, and the plans the reader may see that report in it."""
    rytme = find_rytme(request.user, uuid)
    rounds = rytme.runder.select_related("forum").filter(laasefrist__gte=ur.i_dag()).order_by("planlagt_dato")
    rows = [[{"tekst": one.betegnelse, "url": sted(one)}, dato_kort(one.statusdato), one.get_tilstand_display()]
            for one in rounds]  # fmt: skip
    parts = [table("Runder", ["Runde", "Statusdato", "Tilstand"], rows, "Ingen runder er planlagt."),
             _plan_table(request, rytme)]  # fmt: skip
    return overview(request, str(rytme), ALLE, links=_links(request.user, rytme), stamdata=_facts(rytme), afsnit=parts)


def _plans(user, rytme):
    duties = rytme.statuspligter.filter(til=None).order_by()
    plans = Indsatsplan.objects.visible_to(user).med_lukning().filter(tilstand__in=LOEBER)
    return plans.filter(pk__in=duties.values("plan")).order_by("nummer")


def _plan_table(request, rytme):
    """That lukkede plans are shown is noted."""
    found = list(_plans(request.user, rytme))
    seen(request, "liste", *(one for one in found if one.er_lukket))
    rows = [[{"tekst": f"{one.nummer} {one.egentlig_titel}", "url": adresse(one, "rapportering/")},
             one.get_tilstand_display()] for one in found]  # fmt: skip
    return table("Planer", ["Plan", "Tilstand"], rows, INGEN_PLANER)


def _links(user, rytme):
    if not ask(user, "rytme.ret", rytme):
        return []
    typed = [{"label": "Ny runde", "url": _sted(rytme, "runde/")}] * (rytme.art == Rytmeart.DATOER)
    return [{"label": "Ret rytme", "url": _sted(rytme, "ret/")}, *typed]


def _facts(rytme):
    """Return how often, and the frister in hverdage after the form's names."""
    first = [{"navn": "Første dato", "vaerdi": dato_kort(rytme.anker)}] if rytme.anker else []
    frister = [{"navn": Rytmeform.base_fields[name].label, "vaerdi": f"{_hverdage(getattr(rytme, name))} {when}"}
               for name, when in HVERDAGE.items()]  # fmt: skip
    ends = {"navn": "Gælder til", "vaerdi": _until(rytme)}
    return [{"navn": "Hvor tit", "vaerdi": how_often(rytme)}, *first, *frister, ends]


def _hverdage(days):
    return "1 hverdag" if days == 1 else f"{days} hverdage"


@signed_in
@BEGGE
def ny(request):
    """A new rhythm of a forum whose rhythms the person keeps."""
    if not complete(request):
        return error_page(request, 400)
    fora = _fora(request.user)
    if not fora:
        raise Denied(INGEN_FORA)
    return form_page(
        request, Rytmeform(posted(request), instance=Rapporteringsrytme(), fora=fora), verb.create_rhythm,
        titel="Ny rytme", knap="Opret rytme", besked="Rytmen er oprettet.", tilbage=ALLE, effekter=[LAVES],
    )  # fmt: skip


@rule("rytme.ret", find_rytme)
@BEGGE
def ret(request, rytme):
    """Its name, its frister, and its end."""
    if not complete(request, "version"):
        return error_page(request, 400)
    return form_page(
        request, Rytmeform(posted(request), instance=rytme), partial(verb.edit_rhythm, rytme), titel="Ret rytme",
        besked="Rytmen er ændret.", tilbage=(_sted(rytme), str(rytme)),
        effekter=[BLIVER, *_reporting(request.user, rytme)],
    )  # fmt: skip


def _reporting(user, rytme):
    """How many plans need another rhythm when this one ends, of those the person may see."""
    count = _plans(user, rytme).count()
    if not count:
        return []
    return [f"Af de planer, du kan se, rapporterer {antal(count)} i rytmen. Slutter den, skal en anden rytme vælges på "
            "planens side Rapportering."]  # fmt: skip


@rule("rytme.ret", find_rytme)
@BEGGE
def runde(request, rytme):
    """A round on an agreed date."""
    if not complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        verb.require_typed(rytme)
    return form_page(
        request, Datoform(posted(request)), partial(verb.add_round, rytme), titel="Ny runde", knap="Opret runde",
        besked="Runden er oprettet.", tilbage=(_sted(rytme), str(rytme)),
    )  # fmt: skip


urlpatterns = [
    path("opsaetning/rytmer/", liste, name="rytme_liste"),
    path("opsaetning/rytmer/ny/", ny, name="rytme_ny"),
    path("opsaetning/rytmer/<uuid:uuid>/", vis, name="rytme"),
    path("opsaetning/rytmer/<uuid:uuid>/ret/", ret, name="rytme_ret"),
    path("opsaetning/rytmer/<uuid:uuid>/runde/", runde, name="rytme_runde"),
]
