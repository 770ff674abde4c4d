"""One indicator: what is promised and by when, what was found, and what the reader may do to it (20 §5, §10)."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.beregning.perioder import er_foraeldet
from indsatser.beregning.periodetekst import periodetekst
from indsatser.enums import Baselinekvalitet, Indikatortilstand, Metoderolle, Metodeslags
from indsatser.models import Indikator, planstatus
from indsatser.views import definitionsord, indikatorkurve, maaltal, tabeller
from indsatser.views.find import adresse, fanetitel, finder, noted
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.rules import ask
from mso_portal.organisation.models import Lukkedag
from mso_portal.organisation.views.side import section
from mso_portal.vaerdier.datoer import antal, dato_kort

find_indikator = finder(Indikator, "maal__tema", "ejer", "afklares_af", path="maal__plan")
MAERKE = {
    Indikatortilstand.IKKE_DEFINERET: "obs", Indikatortilstand.UNDER_UDARBEJDELSE: "info",
    Indikatortilstand.DEFINERET: "ok", Indikatortilstand.UDGAAET: "neutral",
}  # fmt: skip
UENIGE = "Register og kontrol er uenige"
KLADDE = "Der er en kladde til en definition. Den gælder først, når en ændring af planen er godkendt."
MAALINGER = 24  # the newest shown with tæller and nævner; the curve's own table has them all


@rule("indikator.laes", find_indikator)
@require_GET
def vis(request, indikator):
    """Show all of one indicator; the definition is the one in force, or in a kladde the draft."""
    plan = indikator.maal.plan
    noted(request, plan)
    definitions = definitionsord.definitions(indikator)
    status = _status(plan, indikator)
    in_force = next((one for one in reversed(definitions) if one.planversion_id), None)
    shown = in_force or (definitions[-1] if definitions else None)
    page = {
        "titel": indikator.navn, "fanetitel": fanetitel(plan, "Indikator"), "tilbage_url": adresse(plan, "maal/"),
        "tilbage_tekst": "Mål", "maerker": _badges(indikator, plan), "fakta": [plan.egentlig_titel],
        "manchet": indikator.maal.tekst if indikator.maal.tekst != indikator.navn else "",
        **_verbs(request.user, indikator, in_force, shown),
        "kladde_url": adresse(plan, "aendringer/") if _waits(plan, definitions) else "", "kladde_tekst": KLADDE,
        "stamdata": _facts(indikator), "definition": shown and _definition(shown),
        **_measured(status), **_versions(definitions),
        "afsnit": _sections(request.user, indikator, status, shown),
    }  # fmt: skip
    return render(request, "indsatser/indikator.html", page)


def _status(plan, indikator):
    """Return the indicator as it stands among its plan's, with the values of its methods."""
    rows = (one for goal in planstatus.goals(plan, ur.i_dag()) for one in goal.indikatorer)
    return next(one for one in rows if one.indikator.pk == indikator.pk)


def _badges(indikator, plan):
    state = {"tekst": indikator.get_tilstand_display(), "slags": MAERKE[indikator.tilstand]}
    found = [*tabeller.lukket(plan), state]
    if maaltal.is_late(indikator, ur.i_dag()):
        found.append(maaltal.SENT)
    return found


def _waits(plan, definitions):
    return not plan.er_kladde and bool(definitions) and definitions[-1].planversion_id is None


def _verbs(user, indikator, in_force, shown):
    """Return the buttons and the menu of what the person may do now."""
    plan, tilstand = indikator.maal.plan, indikator.tilstand
    if plan.endt_den or tilstand == Indikatortilstand.UDGAAET:
        return {"links": [], "handlinger": []}
    definer, own = ask(user, "indikator.definer", indikator), adresse(plan, f"indikatorer/{indikator.uuid}/")
    measured = in_force or plan.er_kladde and tilstand == Indikatortilstand.DEFINERET
    typed = measured and any(one.slags == Metodeslags.REGISTERUDTRAEK for one in shown.metoder)
    report = typed and ask(user, "maaling.indberet_indikator", indikator)
    lacks = in_force and in_force.baseline_kvalitet == Baselinekvalitet.MANGLER
    links = [
        (report, "Indberet måling", "indberet/"), (definer, "Skriv definition", "definition/"),
        (definer and lacks, "Skriv baseline", "baseline/"),
    ]  # fmt: skip
    menu = [
        (definer and tilstand in maaltal.UAFKLARET, "Flyt afklaring", "afklar/"),
        (ask(user, "indikator.ret", indikator), "Lad indikatoren udgå", "udgaa/"),
    ]  # fmt: skip
    return {
        "links": [{"label": label, "url": own + rest} for may, label, rest in links if may],
        "handlinger": [{"label": label, "url": own + rest} for may, label, rest in menu if may],
    }


def _facts(indikator):
    row = indikator
    found = [("Art", row.get_art_display()), ("Ejer", str(row.ejer or "")), ("Som skrevet i kilden", row.tekst)]
    if row.tilstand in maaltal.UAFKLARET:
        found += [("Afklaring", maaltal.unclear(row))]
    if row.afklares_flyttet:
        times = "én gang" if row.afklares_flyttet == 1 else f"{antal(row.afklares_flyttet)} gange"
        found.append(("Flyttet", f"{times}, første dato {row.afklares_foerst}. {row.afklares_begrundelse}"))
    if row.udgaaet_grund:
        found.append(("Udgået", row.udgaaet_grund))
    return [{"navn": name, "vaerdi": text} for name, text in found if text]


def _definition(definition):
    """Return the definition without its delmål, which have a table of their own."""
    facts = [(name, text) for name, text in definitionsord.facts(definition) if text and name != "Delmål"]
    return {
        "titel": f"Definition {definition.nr}", "tilstand": definitionsord.standing(definition),
        "stamdata": [{"navn": name, "vaerdi": text} for name, text in facts],
    }  # fmt: skip


def _measured(status):
    """Return where the indicator stands today: nothing while no definition is in force."""
    if status.definition is None:
        return {"lys": None, "nu": [], "graf": None, "uenige": ""}
    first, *control = status.metoder
    skift = indikatorkurve.breaks(first)
    now = [("Nu", _now(status, first)), ("Fremdrift", status.tekst),
           ("Prognose", indikatorkurve.forecast(status, first, skift)), ("Forældet", _stale(first))]  # fmt: skip
    return {
        "lys": maaltal.light(status.lys), "nu": [{"navn": name, "vaerdi": text} for name, text in now if text],
        "graf": indikatorkurve.curve(status, first, skift),
        "uenige": UENIGE if any(indikatorkurve.disagrees(first, one) for one in control) else "",
    }  # fmt: skip


def _now(status, metode):
    found = indikatorkurve.newest(metode)
    if found is None:
        return maaltal.IKKE_INDBERETTET
    figure = metode.noegletalversion
    period = periodetekst(metode.serie.noegletal.frekvens, found.periode_start, found.periode_slut)
    text = f"{maaltal.found(found, figure)}, {period}"
    if status.interval is None:
        return text
    low, high = (maaltal.value(end, figure) for end in status.interval)
    return f"{text}. Usikkerhed: {low} til {high}"


def _stale(metode):
    """Return the sentence of a value that is out of date, or nothing; one query."""
    found = indikatorkurve.newest(metode)
    if found is None:
        return ""
    closed = Lukkedag.dage()
    rhythm = metode.serie.noegletal.frekvens
    stale = er_foraeldet(found.periode_slut, rhythm, metode.forsinkelse_hverdage, ur.i_dag(), closed)
    return "Der skulle være kommet en nyere måling." if stale else ""


def _versions(definitions):
    """Return the versions side by side when there is more than one."""
    if len(definitions) < 2:
        return {"versioner": None}
    heads, rows = definitionsord.side_by_side(definitions)
    return {"versioner": section("Definitionens versioner", heads, rows, "")}


def _sections(user, indikator, status, shown):
    if shown is None:
        return [{"titel": "Definition", "kolonner": [], "raekker": [], "links": [],
                 "tom": "Indikatoren er ikke defineret endnu."}]  # fmt: skip
    method = definitionsord.primary(shown)
    figure = method and method.noegletalversion
    steps = [[dato_kort(one.senest), maaltal.value(one.vaerdi, figure), one.begrundelse] for one in shown.trin]
    found = [section("Delmål", ["Senest", "Delmål", "Begrundelse"], steps, "Ingen delmål.")]
    found.append(_methods(user, indikator, status, shown))
    return [*found, _values(status, method)] if status.definition else found


def _methods(user, indikator, status, shown):
    known = {one.pk: one for one in status.metoder}
    rows = [_method(user, indikator, one, known.get(one.pk)) for one in shown.metoder]
    heads = ["Målemetode", "Rolle", "Tal", "Datakilde", "Udføres af", "Omfang", "Seneste", "Vejledning"]
    return section("Målemetoder", heads, rows, "Der er ingen målemetode endnu.")


def _method(user, indikator, row, known):
    plan = indikator.maal.plan
    may = (
        known and row.slags == Metodeslags.REGISTERUDTRAEK and not plan.endt_den and ask(user, "maaling.indberet", row)
    )
    url = adresse(plan, f"indikatorer/{indikator.uuid}/indberet/?metode={row.uuid}") if may else ""
    newest = known and indikatorkurve.newest(known)
    source = row.datakilde or row.noegletalversion.datakilde
    checklist = f" ({row.tjekliste})" if row.tjekliste else ""
    return [
        (f"{row.get_slags_display()}{checklist}", url), Metoderolle(row.rolle).label, str(row.serie), source,
        str(row.udfoeres_af or "mangler"), row.get_omfang_display(),
        maaltal.found(newest, row.noegletalversion) if newest else "", row.vejledning,
    ]  # fmt: skip


def _values(status, method):
    rhythm = method.serie.noegletal.frekvens
    rows = [
        [periodetekst(rhythm, one.periode_start, one.periode_slut), maaltal.found(one, method.noegletalversion),
         _remark(one)] for one in reversed(status.punkter[-MAALINGER:])
    ]  # fmt: skip
    return section("Målinger", ["Periode", "Fundet", "Bemærkning"], rows, "Ingen målinger endnu.")


def _remark(punkt):
    words = ["foreløbig"] if punkt.foreloebig else []
    if punkt.revision > 1:
        words.append(f"rettet: {punkt.begrundelse}")
    return ", ".join(words)


urlpatterns = [path("indsatsplaner/<str:nr>/indikatorer/<uuid:uuid>/", vis, name="indikator")]
