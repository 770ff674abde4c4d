"""What stands on the page of a plan, from one reading of it (20 §10, 40 §4)."""

from django.urls import reverse

from indsatser.beregning.dimensioner import ventet_leverance
from indsatser.document.statusord import DIMENSION
from indsatser.enums import Leverancetilstand, Lys, Maalniveau, Maaltype, Planfase
from indsatser.models.planstatus import DIMENSIONER
from indsatser.views import maaltal, pengetabeller, tabeller
from indsatser.views.find import adresse
from indsatser.views.maal import bar, newest_point, primary
from indsatser.views.pligter import line_of
from indsatser.workflow.pligter import duties_in
from indsatser.workflow.statuspligt import ends, primary_of
from mso_portal.motor.charts.maalbjaelke import maalbjaelke
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import antal, dato_kort, periode

NAESTE = 4  # milestones
FLEST = 12  # deliverables, points: the rest stands in the room
RUM = {
    "tidsplan": "Tidsplan", "milepaele": "Milepæle", "maal": "Mål", "leverancer": "Leverancer", "risici": "Risici",
    "oekonomi": "Økonomi", "opfoelgning": "Opfølgning", "temaer": "Temaer", "aktiviteter": "Aktiviteter",
    "tilsyn": "Tilsyn", "rapportering": "Rapportering", "aendringer": "Ændringer", "historik": "Historik",
}  # fmt: skip
SKYLDIGE = (Leverancetilstand.FORESLAAET, Leverancetilstand.MODFORSLAG, Leverancetilstand.AFTALT,
            Leverancetilstand.AFVIST)  # fmt: skip
UDTRAEK = (
    ("Hent som PDF", "plan.pdf"),
    ("Hent som Excel", "plan.xlsx"),
    ("Hent milepæle til kalender", "milepaele.ics"),
)
UDEN_BJAELKE = (Maaltype.JA_NEJ, Maaltype.KVALITATIV)
VAERST_FOERST = (Lys.ROED, Lys.GUL, Lys.GRAA, Lys.GROEN)


def blocks(user, plan, status, beslutning):
    """Return the page's blocks; a query for what waits for the reader. `beslutning` is the one he may read, or None."""
    running = not plan.er_kladde and not plan.endt_den
    return {
        "pligter": [*map(line_of, duties_in(user, [(plan, status)])), *_silent(user, plan)] if running else [],
        "lys": _lights(status) if running else [], "naeste": _next(plan, status), **_goals(plan, status),
        "leverancer": _deliveries(plan, status), "penge": _money(plan, status), "punkter": _points(plan, status),
        "rum": _rooms(plan, status), "stamdata": facts(plan, beslutning),
    }  # fmt: skip


def _silent(user, plan):
    """Tell who keeps the plan that the rhythm of its primary report ends; a query."""
    primary = primary_of(plan) if ask(user, "indsats.ret", plan) else None
    if primary is None or not (told := ends(primary)):
        return []
    return [{"verbum": "Vælg en anden rytme", "titel": told, "url": adresse(plan, "rapportering/"), "frist": ""}]


def signs(plan, status):
    """Return the words beside the badge: the number, and the phase when the badge doesn't say it."""
    fase = Planfase(status.fase).label
    return [plan.nummer] if fase == plan.get_tilstand_display() else [plan.nummer, fase]


def _lights(status):
    return [{"navn": DIMENSION[name], "slags": status.lys[name].lys, "tekst": Lys(status.lys[name].lys).label,
             "grund": status.lys[name].tekst} for name in ("samlet", *DIMENSIONER)]  # fmt: skip


def open_milestones(status):
    """Return the open milestones that have a date, soonest first."""
    found = [one for one in status.milepaele if one.tilstand in ("planlagt", "overskredet")]
    return sorted(found, key=lambda one: one.datoer.prognose.slut)


def _next(plan, status):
    return [_milestone(plan, one) for one in open_milestones(status)[:NAESTE]]


def _milestone(plan, one):
    row, moved = one.milepael, f", skred {tabeller.skred(one.skred)}" if one.skred else ""
    who = row.ansvarlig or row.ansvarlig_rolle or "mangler ansvarlig"
    return {"tekst": row.titel, "url": adresse(plan, f"milepaele/{row.uuid}/"),
            "detalje": f"{one.datoer.prognose.tekst}, {who}{moved}",
            "maerke": "Overskredet" if one.tilstand == "overskredet" else ""}  # fmt: skip


def _goals(plan, status):
    """The goals that can be measured, a bar each, those that need somebody first; of the others how many they are."""
    measured, total = status.maalte
    shown = [one for goal in status.maal if goal.tilstand != "opgivet" for one in goal.indikatorer if one.definition]
    shown.sort(key=lambda one: VAERST_FOERST.index(one.lys.lys))
    return {
        "maal": [_goal(plan, one) for one in shown],
        "maalte": f"{measured} af {total} mål kan måles." if total and not plan.er_kladde else "",
    }


def _goal(plan, one):
    figure, newest, row = primary(one.definition).noegletalversion, newest_point(one), one.indikator
    drawn = None if one.definition.maaltype in UDEN_BJAELKE else maalbjaelke(bar(one), one.tekst)
    return {
        "maal": row.maal.tekst if row.maal.tekst != row.navn else "", "navn": row.navn,
        "url": adresse(plan, f"indikatorer/{row.uuid}/"), "bjaelke": drawn,
        "nu": maaltal.found(newest, figure) if newest else maaltal.IKKE_INDBERETTET,
        "vaerdi": maaltal.target(one.definition, figure), "fremdrift": one.tekst, "lys": maaltal.light(one.lys),
    }  # fmt: skip


def _deliveries(plan, status):
    rows = [[
        {"tekst": row.titel, "url": adresse(plan, "leverancer/")}, row.leverandoer, when(row, dates),
        tabeller.maerke(row, tabeller.LEVERANCE[row.tilstand]),
    ] for row, dates in status.leverancer if row.tilstand in SKYLDIGE][:FLEST]  # fmt: skip
    heads = ["Leverance", "Leverandør", "Forventet", "Tilstand"]
    return tabeller.table("Leverancer, planen venter på", heads, rows, "")


def when(row, dates):
    """Return when a leverance is expected. Beside the word that it is not confirmed stands when it is wanted."""
    if row.er_bekraeftet:
        return ventet_leverance(dates).tekst
    return f"{row.oensket.tekst} (ønsket)" if row.tilstand == Leverancetilstand.FORESLAAET else "ikke bekræftet"


def _money(plan, status):
    posts, url = pengetabeller.direct(status.poster), adresse(plan, "oekonomi/")
    sums = [pengetabeller.sum_cells(posts, aar) for aar in pengetabeller.stated_years(posts)]
    noter = [pengetabeller.DELVIST] if any("*" in cell for row in sums for cell in row) else []
    rows = [[{"tekst": aar, "url": url}, *cells] for aar, *cells in sums]
    return tabeller.table("Direkte udgifter år for år", ["År", *pengetabeller.BELOEB], rows, "", noter=noter)


def _points(plan, status):
    found = [one for one in status.punkter if one.art != "bemaerkning"] or list(status.punkter)
    return [{"tekst": one.tekst, "detalje": _point(one), "url": adresse(plan, "opfoelgning/")} for one in found[:FLEST]]


def _point(one):
    who = "mangler ansvarlig" if one.mangler_ansvarlig else str(one.ansvarlig or "")
    frist = f"frist {one.frist.tekst}" if one.frist else ""
    return ", ".join(part for part in (one.get_art_display(), who, frist) if part)


def _rooms(plan, status):
    """Return the rooms with what is in each, in words."""
    done = sum(one.tilstand == "gennemfoert" for one in status.milepaele)
    kept = sum(one.tilstand != "bortfaldet" for one in status.milepaele)
    konkrete = sum(one.maal.niveau == Maalniveau.KONKRET for one in status.maal)
    words = {
        "milepaele": f"{done} af {kept} gennemført" if kept else "", "maal": _count(konkrete, "mål", "mål"),
        "leverancer": _count(len(status.leverancer), "leverance", "leverancer"),
        "risici": _count(len(status.risici), "åben risiko", "åbne risici"),
        "oekonomi": _count(len(status.poster), "budgetpost", "budgetposter"),
        "opfoelgning": _count(len(status.punkter), "åbent punkt", "åbne punkter"),
        "aendringer": _count(len(status.aendringer), "venter på godkendelse", "venter på godkendelse"),
    }  # fmt: skip
    rooms = RUM if plan.er_kladde else {"status": "Kvartalsstatus", **RUM}
    return [{"tekst": navn, "url": adresse(plan, f"{sti}/"), "detalje": words.get(sti, "")}
            for sti, navn in rooms.items()]  # fmt: skip


def _count(number, one, many):
    return f"{antal(number)} {one if number == 1 else many}" if number else ""


def facts(plan, beslutning):
    found = [
        ("Formål", plan.formaal), ("Effekt", plan.effekt_tekst), ("Styregruppe", plan.styregruppe),
        ("Ejerenhed", plan.ejerenhed), ("Programejer", plan.programejer), ("Tovholder", plan.tovholder),
        ("Økonomiansvarlig", plan.oekonomiansvarlig), ("Periode", span(plan)), ("Grundlag", plan.grundlag),
        ("Vedtaget", _adopted(plan)), ("Lukket efter", plan.get_hjemmel_display()),
        ("Lukket, fordi", plan.lukket_begrundelse), ("Slutvurdering", plan.slutvurdering),
        ("Stoppet, fordi", plan.stop_begrundelse),
    ]  # fmt: skip
    rows = [{"navn": name, "vaerdi": str(value)} for name, value in found if value]
    if beslutning:
        rows.append({"navn": "Beslutning", "vaerdi": beslutning.nummer, "url": f"/beslutninger/{beslutning.nummer}/"})
    return rows


def span(plan):
    """Return the plan's period in words, or nothing while it isn't whole."""
    return periode(plan.periode_start, plan.periode_slut) if plan.periode_start and plan.periode_slut else ""


def _adopted(plan):
    day = dato_kort(plan.vedtaget_dato) if plan.vedtaget_dato else ""
    return ", ".join(part for part in (plan.vedtaget_hvor, day) if part)


def acts(plan, verbs, skriver):
    """Return the bar's buttons and the menu: what the person may do now, and what everyone may take home."""
    links = [("Rediger", adresse(plan, "rediger/")), ("Deltagere", adresse(plan, "deltagere/"))] if skriver else []
    if skriver and plan.er_kladde:
        links.append(("Indlæs fra fil", f"{reverse('plan_import')}?plan={plan.nummer}"))
    menu = [(label, f"{sti}/", fare) for label, sti, fare in verbs] + [(label, sti, False) for label, sti in UDTRAEK]
    return {
        "links": [{"label": label, "url": url} for label, url in links],
        "handlinger": [{"label": label, "url": adresse(plan, sti), "fare": fare} for label, sti, fare in menu],
    }
