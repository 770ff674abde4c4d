"""What a plan has reported: a row a round, and the locked status as it was printed."""

from django.db.models import F
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.document.statusord import DIMENSION
from indsatser.document.statuspapir import status_document
from indsatser.document.statusspoergsmaal import chain
from indsatser.enums import Beslutningsniveau, Lys, Rundetilstand, Statustilstand
from indsatser.models import Indsatsplan, Statusrunde
from indsatser.views import find, statusfind, tabeller
from indsatser.views.statusfind import is_closed, newest_versions, skrivested, sted
from indsatser.workflow.statusudgave import edition
from indstillinger.models import Beslutning, Indstilling
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.filer import open_fil
from mso_portal.motor.imports.skrivning import note_export
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort, dato_lang, klokken

SLAGS = {
    Statustilstand.AABEN: "info", Statustilstand.TIL_GODKENDELSE: "obs", Statustilstand.GODKENDT: "ok",
    Statustilstand.LAAST: "neutral",
}  # fmt: skip
IKKE_GODKENDT = {"tekst": "Ikke godkendt", "slags": "obs"}
IKKE_VALGT = {"slags": "", "tekst": "Ikke valgt"}
KOMMER = (Rundetilstand.PLANLAGT, Rundetilstand.AABEN)
FOERST = ("hoved", "stilling", "kort")  # page 1 of the paper
GRUNDLAG = "grundlag"  # takes what no other tab names, so that nothing is left out
FANER = {
    "aendret": ("Ændret", ("aendret", "mere")), "tidsplan": ("Tidsplan", ("tidsplan", "milepaele")),
    "maal": ("Mål", ("maal", "umaalte")),
    "oekonomi": ("Økonomi m.m.", ("oekonomi", "risici", "leverancer", "opfoelgning", "naeste")),
    GRUNDLAG: ("Datagrundlag", ()),
}  # fmt: skip
FANE = {section: key for key, (_, sections) in FANER.items() for section in sections}


@rule("indsats.laes", find.plan)
@require_GET
def liste(request, plan):
    """A row for each round with its newest version; what is being written, for those who may see it."""
    find.noted(request, plan)
    rows = statusfind.statuses(request.user, plan.nummer).annotate(frosne_lys=F("udgave__data__lys"))
    rows = _rows(rows.prefetch_related("vurderinger"))
    context = {
        "titel": "Kvartalsstatus", "fanetitel": find.fanetitel(plan, "Kvartalsstatus"),
        "tilbage_url": find.adresse(plan), "tilbage_tekst": f"Plan {plan.nummer}", "maerker": tabeller.maerker(plan),
        "fakta": [plan.egentlig_titel], "kolonner": list(DIMENSION.values()), "raekker": rows,
        "links": [{"label": "Rapportering", "url": find.adresse(plan, "rapportering/")}],
        "tom": "" if rows else _expected(plan),
    }  # fmt: skip
    return render(request, "indsatser/status_liste.html", context)


def _rows(statusser):
    """Of each round the newest locked version, else what is written; and the correction of a locked one."""
    rounds = {}
    for one in statusfind.known(statusser):
        rounds.setdefault(one.runde_id, []).append(one)
    return [_row(next((one for one in found if one.laast_den), found[0]), found[0]) for found in rounds.values()]


def _row(one, newest):
    version = [f"version {one.nr}"] if one.nr > 1 else []
    correction = [newest] if newest is not one else []
    signs = [IKKE_GODKENDT] * one.uden_godkendelse + [state(one)] * (not one.laast_den)
    return {
        "tekst": one.runde.betegnelse, "url": sted(one) if one.laast_den else skrivested(one),
        "detalje": ", ".join([f"Data pr. {dato_kort(one.runde.statusdato)}", *version]), "maerker": signs,
        "rettelser": [{"url": skrivested(each), "maerke": state(each), "navn": f"version {each.nr}"}
                      for each in correction],
        "lys": _lights(one),
    }  # fmt: skip


def state(status):
    """Return the badge of its state."""
    if status.er_forbi:
        return {"tekst": f"Runden er {status.runde.get_tilstand_display().lower()}", "slags": "neutral"}
    return {"tekst": status.get_tilstand_display(), "slags": SLAGS[status.tilstand]}


def _lights(status):
    """What was frozen of a locked one; of another what has been chosen so far."""
    frozen = {row["dimension"]: row["valgt"] for row in status.frosne_lys or []}
    chosen = frozen or {one.dimension: one.valgt for one in status.vurderinger.all()}
    return [{"navn": name, **lysord(chosen.get(key))} for key, name in DIMENSION.items()]


def lysord(lys):
    """Return the inputs of _status_lys.html."""
    return {"slags": lys, "tekst": Lys(lys).label} if lys else IKKE_VALGT


def _expected(plan):
    """Say when the plan's first status is due, by the round that comes next in its rhythms."""
    rounds = Statusrunde.objects.filter(
        rytme__statuspligter__plan=plan, rytme__statuspligter__til=None, tilstand__in=KOMMER, laasefrist__gte=ur.i_dag()
    )  # fmt: skip
    following = rounds.order_by("laasefrist").values_list("laasefrist", flat=True).first()
    return f"Første status forventes {dato_lang(following)}." if following else "Ingen status endnu."


@rule("status.laes", statusfind.newest)
@require_GET
def vis(request, status):
    """The newest locked version; who may see what is being written is led there while nothing is locked."""
    return _page(request, status) if status.laast_den else redirect(skrivested(status))


@rule("status.laes", statusfind.version)
@require_GET
def version(request, status):
    """One locked version, also when a newer one has taken its place."""
    return _page(request, status)


def _page(request, status):
    """The paper's first page, then what the tab asks for, from the locked data alone."""
    udgave = edition(status)
    if is_closed(status, udgave):
        seen(request, "vis", status.plan)
    document, _ = status_document(udgave.data, status.laast_den, data_sha256=udgave.data_sha256)
    asked = request.GET.get("fane", "")
    asked = asked if asked in FANER else next(iter(FANER))
    context = {
        **_head(request.user, status, udgave), "titel": document.titel, "beskeder": _notices(status),
        "foerste": [one for one in document.sections if one.id in FOERST],
        "faner": [{"label": label, "url": f"?fane={key}#faner", "aktuel": key == asked}
                  for key, (label, _) in FANER.items()],
        "afsnit": [one for one in document.sections if _tab(one) == asked],
        "kaeder": _chains(request.user, status, udgave.data["beslutninger"]),
    }  # fmt: skip
    return render(request, "indsatser/status_laes.html", context)


def _tab(section):
    """Return the tab of a section; a drawing that fills several pages has a number behind its name."""
    return "" if section.id in FOERST else FANE.get(section.id.rstrip("0123456789"), GRUNDLAG)


def _head(user, status, udgave):
    plan, locked = status.plan, status.laast_den.astimezone(DANSK_TID)
    closed = [{"tekst": "Lukket", "slags": "obs", "laas": True}] * is_closed(status, udgave)
    files = sted(status, f"v{status.nr}/status")
    links = [("Hent PDF", f"{files}.pdf"), ("Hent Excel", f"{files}.xlsx"), *_beside(status)]
    return {
        "fanetitel": f"Kvartalsstatus {status.noegle} – Plan {plan.nummer}",
        "tilbage_url": find.adresse(plan, "status/"), "tilbage_tekst": "Kvartalsstatus", "maerker": closed,
        "fakta": [f"Version {status.nr}", f"Data pr. {dato_lang(status.runde.statusdato)}",
                  f"Låst {dato_lang(locked)} {klokken(locked)}"],
        "links": [{"label": label, "url": url} for label, url in links], "handlinger": _acts(user, status),
    }  # fmt: skip


def _beside(status):
    """Return the links to the status before and the one after in the same rhythm."""
    rows = [one for one in newest_versions(status) if one.runde.rytme_id == status.runde.rytme_id]
    place = next(nr for nr, one in enumerate(rows) if one.noegle == status.noegle)
    before, after = rows[max(place - 1, 0) : place], rows[place + 1 : place + 2]
    return [("Forrige status", sted(one)) for one in before] + [("Næste status", sted(one)) for one in after]


def _acts(user, status):
    """Return what is done from here: compare, other versions, correct, publish."""
    others = [one for one in status.plans_statusser if one.noegle == status.noegle and one.pk != status.pk]
    found = [("Sammenlign med en anden status", sted(status, "aendringer/"))] if newest_versions(status)[1:] else []
    found += [(f"Version {one.nr}", sted(one, f"v{one.nr}/")) for one in others if one.laast_den]
    if not any(one.nr > status.nr for one in others) and ask(user, "status.ret", status):
        found.append(("Ret status", sted(status, "ret/")))
    if status.har_uddrag or ask(user, "uddrag.udgiv", status):
        found.append(("Offentligt uddrag", sted(status, "uddrag/")))
    return [{"label": label, "url": url} for label, url in found]


def _notices(status):
    """Say what took its place, what is about to, and that nobody approved it."""
    newer = next((one for one in status.plans_statusser if one.erstatter_id == status.pk), None)
    found = [_notice("obs", "Ikke godkendt af programejer")] if status.uden_godkendelse else []
    if newer and newer.laast_den:
        day, url = dato_lang(newer.laast_den.astimezone(DANSK_TID)), sted(newer, f"v{newer.nr}/")
        text = f"Erstattet af version {newer.nr} den {day}: {newer.rettelse_begrundelse}"
        found.append(_notice("obs", text, url, f"Læs version {newer.nr}"))
    elif newer:
        found.append(_notice("info", f"Version {newer.nr} er under skrivning.", skrivested(newer), "Åbn rettelsen"))
    return found


def _notice(slags, tekst, url="", link=""):
    return {"slags": slags, "tekst": tekst, "url": url, "link": link}


def _chains(user, status, asked):
    """Return, of each question that was brought to the chefteam, the way from its indstilling over the decision to the
    plan, as far as the reader may read them. No query unless one was meant for the chefteam."""
    if not any(one["niveau"] == Beslutningsniveau.CHEFTEAM for one in asked):
        return []
    found = chain(status)
    papers = Indstilling.objects.visible_to(user).filter(pk__in=[one.indstilling.pk for one in found])
    decided = Beslutning.objects.visible_to(user).filter(pk__in=[one.afgoerelse.pk for one in found if one.afgoerelse])
    seen_by_user = {*papers.order_by("pk"), *decided.order_by("pk")}
    return [_chain(status.plan, one, seen_by_user) for one in found]


def _chain(plan, led, readable):
    steps = [(f"Indstilling {led.indstilling.nummer}", f"/indstillinger/{led.indstilling.nummer}/")]
    steps = steps if led.indstilling in readable else []
    if led.afgoerelse in readable:
        steps.append((f"Beslutning {led.afgoerelse.nummer}", f"/beslutninger/{led.afgoerelse.nummer}/"))
    steps += [(f"Ændring {one.nr}", find.adresse(plan, f"aendringer/{one.uuid}/")) for one in led.aendringer]
    return {"tekst": led.beslutning.spoergsmaal, "links": [{"label": label, "url": url} for label, url in steps]}


@rule("status.laes", statusfind.version)
@require_GET
def pdf(request, status):
    """The bytes that were stored when it was locked; the fetch of a lukket one is noted."""
    udgave = edition(status)
    note_export(request, Indsatsplan, [status.plan] if is_closed(status, udgave) else [])
    name = f"{status.plan.nummer}-{status.noegle}-status-{status.nr}.pdf"
    return FileResponse(open_fil(udgave.pdf), filename=name, content_type="application/pdf")


PLAN = "indsatsplaner/<str:nr>/status"
urlpatterns = [
    path(f"{PLAN}/", liste, name="plan_status"),
    path(f"{PLAN}/<str:k>/", vis, name="status"),
    path(f"{PLAN}/<str:k>/v<int:n>/", version, name="status_version"),
    path(f"{PLAN}/<str:k>/v<int:n>/status.pdf", pdf, name="status_pdf"),
]
