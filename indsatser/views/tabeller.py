"""The tables of a plan's rooms: what stands in them, and what the reader may do to each row."""

from indsatser.beregning.dimensioner import ventet_leverance
from indsatser.enums import Leverancetilstand, Milepaelstilstand, Opfoelgningstilstand
from indsatser.models import Aktivitet, Opfoelgningspunkt, planstatus
from indsatser.rules import note_leads
from indsatser.views import handlinger
from indsatser.views.find import adresse
from indstillinger.enums_moede import Opgavetilstand
from indstillinger.models import Opgave
from indstillinger.workflow.opgavefrist import shown_frist
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_kort

GENERELT = "Generelt"
SLAGS = {"planlagt": "neutral", "uden_dato": "obs", "overskredet": "fejl", "gennemfoert": "ok", "bortfaldet": "neutral"}
LEVERANCE = {
    Leverancetilstand.FORESLAAET: "obs", Leverancetilstand.MODFORSLAG: "obs", Leverancetilstand.AFTALT: "info",
    Leverancetilstand.LEVERET: "ok", Leverancetilstand.AFVIST: "fejl", Leverancetilstand.BORTFALDET: "neutral",
}  # fmt: skip


def maerker(plan):
    """Return the badges of a plan's head."""
    found = [{"tekst": plan.get_tilstand_display(), "slags": "ok" if plan.tilstand == "aktiv" else "neutral"}]
    return [*lukket(plan), *found]


def lukket(plan):
    """Return the badge of a lukket plan: one or none."""
    return [{"tekst": "Lukket", "slags": "obs", "laas": True}] if plan.er_lukket else []


def stamp(moment, person):
    """Return when something was done and by whom, or nothing."""
    return f"{dato_kort(moment.astimezone(DANSK_TID))} af {person}" if moment else ""


def pager(number, pages):
    """Return the way to the page before and the one after."""
    before = f"?side={number - 1}" if number > 1 else ""
    after = f"?side={number + 1}" if number < pages else ""
    return {"tekst": f"Side {number} af {pages}", "flere": pages > 1, "forrige": before, "naeste": after}


def table(titel, heads, rows, tom, **more):
    """Return a section: `heads` are texts, those with a leading # hold numbers; cells are texts or dicts, lists are
    links of what may be done. `more`: noter, foldet, rul."""
    if "Du kan" in heads and not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    columns = [{"tekst": head.removeprefix("#"), "tal": head.startswith("#")} for head in heads]
    return {
        "titel": titel, "kolonner": columns, "tom": tom, "links": [], "noter": [], "foldet": False, "rul": False,
        "tom_knap": {"label": "", "url": ""}, "raekker": [_row(columns, row) for row in rows], **more,
    }  # fmt: skip


def _row(columns, row):
    cells = [_cell(column, value) for column, value in zip(columns, row, strict=True)]
    return {"celler": [{**cell, "navn": cells[0]["tekst"]} for cell in cells]}


def _cell(column, value):
    given = {"handlinger": value} if isinstance(value, list) else value
    if not isinstance(given, dict):
        given = {"tekst": str(given or "")}
    return {"label": column["tekst"], "tal": column["tal"], **given}


def _named(user, plan, rum, row):
    """The row's name, which leads to its form for who writes in the plan."""
    url = adresse(plan, f"{rum}/{row.uuid}/ret/") if handlinger.skriver(user, plan) else ""
    return {"tekst": str(row), "url": url}


def skred(days):
    """Return a slip as the tables write it."""
    if days is None:
        return "–"
    return f"+{antal(days)} d" if days > 0 else f"{antal(days)} d"


def maerke(row, slags):
    """Return the badge of a row's state."""
    return {"maerke": {"tekst": row.get_tilstand_display(), "slags": slags}}


def _of(plan, rows):
    """Hand the plan to its rows: what may be done to them asks it."""
    for row in rows:
        row.plan = plan
    return rows


def temaer(user, plan):
    found = _of(plan, list(plan.temaer.select_related("ansvarlig").order_by("raekkefoelge", "pk")))
    rows = [[_named(user, plan, "temaer", row), row.ansvarlig, _dates(row), handlinger.tema(user, row)]
            for row in found]  # fmt: skip
    return [table("Temaer", ["Tema", "Ansvarlig", "Periode", "Du kan"], rows, "Ingen temaer endnu.")]


def _dates(row):
    return " – ".join(dato_kort(day) for day in (row.start, row.slut) if day)


MILEPAEL = ["Milepæl", "Ansvarlig", "Godkendt", "Forventet", "#Skred", "Tilstand", "Du kan"]


def milepaele(user, plan):
    """A table for each theme that has any, in the plan's order."""
    grouped = {}
    for one in planstatus.milestones(plan, ur.i_dag()):
        one.milepael.plan = plan
        grouped.setdefault(str(one.milepael.tema or GENERELT), []).append(milestone_row(user, one))
    if set(grouped) <= {GENERELT}:
        return [table("Milepæle", MILEPAEL, grouped.get(GENERELT, []), "Ingen milepæle endnu.")]
    return [table(titel, MILEPAEL, rows, "") for titel, rows in grouped.items()]


def milestone_row(user, one):
    """Return the cells of a Milepaelsstatus."""
    row = one.milepael
    return [
        {"tekst": row.titel, "url": adresse(row.plan, f"milepaele/{row.uuid}/")},
        row.ansvarlig or row.ansvarlig_rolle, row.godkendt.tekst,
        f"{dato_kort(row.faktisk_dato)} (gennemført)" if row.faktisk_dato else row.prognose.tekst,
        skred(one.skred), {"maerke": {"tekst": Milepaelstilstand(one.tilstand).label, "slags": SLAGS[one.tilstand]}},
        handlinger.milepael(user, row),
    ]  # fmt: skip


def aktiviteter(user, plan):
    found = Aktivitet.objects.filter(plan=plan).select_related("tema", "ansvarlig").order_by("start", "pk")
    return [table("Aktiviteter", AKTIVITET, activity_rows(user, plan, list(found)), "Ingen aktiviteter endnu.")]


AKTIVITET = ["Aktivitet", "Tema", "Ansvarlig", "Periode", "Tilstand", "Du kan"]


def activity_rows(user, plan, found):
    """Return the cells of activities read with their theme and ansvarlig."""
    return [
        [_named(user, plan, "aktiviteter", row), str(row.tema or GENERELT), row.ansvarlig, _dates(row),
         row.get_tilstand_display(), handlinger.aktivitet(user, row)]
        for row in _of(plan, found)
    ]  # fmt: skip


def leverancer(user, plan):
    found = planstatus.deliveries(plan)
    rows = _of(plan, [row for row, _ in found])
    note_leads(user, rows)
    cells = [[
        _named(user, plan, "leverancer", row), row.leverandoer, row.oensket.tekst,
        row.aftalt.tekst if row.er_bekraeftet else "ikke bekræftet", _expected(row, dates),
        maerke(row, LEVERANCE[row.tilstand]), handlinger.leverance(user, row),
    ] for row, dates in found]  # fmt: skip
    heads = ["Leverance", "Leverandør", "Ønsket", "Aftalt", "Forventet", "Tilstand", "Du kan"]
    return [table("Leverancer", heads, cells, "Ingen leverancer endnu.")]


def _expected(row, dates):
    """What the supplier offers while nobody has taken it, else when it is expected."""
    if row.tilstand == Leverancetilstand.MODFORSLAG:
        return f"{row.tilbudt.tekst} (tilbudt)"
    return ventet_leverance(dates).tekst


def risici(user, plan):
    found = planstatus.risks(plan, ur.i_dag())
    _of(plan, [row for row, _ in found])
    rows = [[_named(user, plan, "risici", row), row.aarsag, row.konsekvens, row.ejer, row.tiltag,
             "ikke vurderet" if score is None else str(score), handlinger.risiko(user, row)]
            for row, score in found]  # fmt: skip
    heads = ["Hændelse", "Årsag", "Konsekvens", "Ejer", "Tiltag", "#Score", "Du kan"]
    closed = plan.risici.exclude(lukket_den=None).order_by("pk")
    ended = [[row.haendelse, row.lukket_begrundelse] for row in closed]
    sections = [table("Åbne risici", heads, rows, "Ingen risici endnu." if not ended else "Ingen åbne risici.")]
    return sections + ([table("Lukkede risici", ["Hændelse", "Hvorfor"], ended, "", foldet=True)] if ended else [])


PUNKT = ["Punkt", "Art", "Fra", "Ansvarlig", "Frist", "Du kan"]


def opfoelgning(user, plan):
    """The open points, the tasks of the decision, and last what is done."""
    found = Opfoelgningspunkt.objects.filter(plan=plan).select_related("ansvarlig").order_by("art", "pk")
    rows = _of(plan, list(found))
    open_ = [row for row in rows if row.tilstand == Opfoelgningstilstand.AABEN]
    done = [[row.tekst, row.get_art_display(), row.get_tilstand_display(), row.lukket_tekst]
            for row in rows if row.tilstand != Opfoelgningstilstand.AABEN]  # fmt: skip
    sections = [table("Opfølgning", PUNKT, [_point(user, plan, row) for row in open_],
                      "Ingen punkter endnu." if not done else "Alle punkter er afsluttet.")]  # fmt: skip
    sections += _tasks(user, plan)
    heads = ["Punkt", "Art", "Tilstand", "Hvad der skete"]
    return sections + ([table("Afsluttede punkter", heads, done, "", foldet=True)] if done else [])


def _point(user, plan, row):
    return [
        _named(user, plan, "opfoelgning", row), row.get_art_display(), row.get_kilde_display(),
        "mangler ansvarlig" if row.mangler_ansvarlig else row.ansvarlig, row.frist.tekst, handlinger.punkt(user, row),
    ]  # fmt: skip


def _tasks(user, plan):
    """The tasks that the meeting gave with the plan's decision, of those the reader may see: closed where they live."""
    if plan.beslutning_id is None:
        return []
    found = Opgave.objects.visible_to(user).filter(punkt=plan.beslutning.punkt_id)
    found = found.exclude(tilstand=Opgavetilstand.UDKAST).select_related("ansvarlig").order_by("frist_slut", "pk")
    rows = [[{"tekst": f"{row.nummer} {row.tekst}", "url": f"/opgaver/{row.nummer}/"}, row.ansvarlig,
             shown_frist(row), row.get_tilstand_display()] for row in found]  # fmt: skip
    return [table("Opgaver fra mødet", ["Opgave", "Ansvarlig", "Frist", "Tilstand"], rows, "")] if rows else []
