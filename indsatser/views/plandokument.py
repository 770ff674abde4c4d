"""Today's plan on paper, as a working copy: what its pages say, in one document (20 §10, 41 §2)."""

from collections import Counter
from math import ceil

from indsatser.document.statusord import DIMENSION
from indsatser.enums import Budgetart, Indikatortilstand, Lys, Maalniveau, Milepaelstilstand, Planfase
from indsatser.models.planstatus import DIMENSIONER
from indsatser.views import maal, maaltal, planside, tabeller, tidsplan
from indsatser.views.pengetabeller import SLAGS, stated_years
from indsatser.workflow.indlaes import written
from indstillinger.enums import Aabenhed
from mso_portal.motor.charts.gantt import gantt
from mso_portal.motor.charts.maalbjaelke import maalbjaelker
from mso_portal.motor.documents import Column, Document, Empty, Rubrik, Section, Stamdata, Table, Tegning
from mso_portal.motor.pdf.fetcher import Image
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort, dato_lang

BREDDE = 640  # of a drawing on the paper's text block
RAEKKER, BJAELKER = 13, 6  # of one drawing, so that it fits in where a page is begun
TABEL = "Tallene står i tabellen under tegningen."


def plan_document(plan, status, beslutning, tid):
    """Return (Document, images) of the plan as it stood at a time; `beslutning` is the one the reader may read, or
    None. Two queries for the drawing."""
    images = []
    sections = [
        Section("fakta", "", [Stamdata(_facts(plan, status, beslutning))]),
        *([] if plan.er_kladde else [Section("status", "Status i dag", [_lights(status)])]),
        Section("milepaele", "Milepæle", _milestones(plan, status, images)),
        Section("maal", "Mål, indikatorer og målemetoder", _goals(plan, status, images)),
        Section("leverancer", "Leverancer", _deliveries(status)),
        Section("risici", "Risici", _risks(status)),
        Section("oekonomi", "Økonomi", _money(status)),
        Section("punkter", "Åbne punkter", _points(status)),
    ]
    return _document(plan, tid, sections), images


def _document(plan, tid, sections):
    closed = plan.aabenhed if plan.aabenhed == Aabenhed.IKKE_ANGIVET else Aabenhed.LUKKET
    return Document(
        slags="plan_arbejde", noegle={"nummer": plan.nummer}, titel=plan.egentlig_titel,
        kort_navn=f"Indsatsplan {plan.nummer}", dato=tid, sections=sections,
        offentlig_titel=plan.titel if plan.titel_lukket else "",
        aabenhed=str(closed if plan.er_lukket else Aabenhed.AABEN),
        maerke=f"ARBEJDSUDGAVE {dato_lang(tid.astimezone(DANSK_TID))}",
    )  # fmt: skip


def _facts(plan, status, beslutning):
    rows = [(one["navn"], one["vaerdi"]) for one in planside.facts(plan, beslutning)]
    return [("Fase", Planfase(status.fase).label), *rows]


def _lights(status):
    rows = [(DIMENSION[name], Lys(status.lys[name].lys).label, status.lys[name].tekst)
            for name in ("samlet", *DIMENSIONER)]  # fmt: skip
    return Table("", [Column("Område", bredde=20, hoved=True), Column("Vurdering", bredde=25), Column("Grund")], rows)


def _drawing(images, graf, navn, alt):
    images.append(Image(navn, graf.svg.encode()))
    return Tegning(navn, alt)


def _milestones(plan, status, images):
    if not status.milepaele:
        return [Empty("Ingen milepæle endnu.")]
    groups, lines = tidsplan.grouped(plan, status.milepaele)
    alt = f"Tidsplan: {_counted(status)} {TABEL}"
    graphs = gantt(f"Tidsplan for {plan.nummer}", alt, groups, status.dato, BREDDE, raekker=RAEKKER) if lines else ()
    drawings = [_drawing(images, one, f"tidsplan-{nr}", alt) for nr, one in enumerate(graphs, 1)]
    columns = [Column("Milepæl", bredde=30, hoved=True), Column("Ansvarlig", bredde=20),
               Column("Godkendt", bredde=20), Column("Forventet"), Column("Skred", bredde=10)]  # fmt: skip
    return [*drawings, Table("", columns, [_milestone(one) for one in status.milepaele])]


def _counted(status):
    """Return how many milestones there are in each state, as the sentence that reads the drawing."""
    counts = Counter(Milepaelstilstand(one.tilstand).label.lower() for one in status.milepaele)
    return f"{', '.join(f'{count} {state}' for state, count in sorted(counts.items()))}."


def _milestone(one):
    row, state = one.milepael, Milepaelstilstand(one.tilstand).label
    dates = list(dict.fromkeys(tid.tekst for tid in (row.oprindelig, row.godkendt) if tid))
    expected = dato_kort(row.faktisk_dato) if row.faktisk_dato else row.prognose.tekst
    return (
        Rubrik(row.titel, (str(row.tema or tabeller.GENERELT), row.opfyldelseskriterium)),
        str(row.ansvarlig or row.ansvarlig_rolle or "mangler"), " → ".join(dates) or None,
        Rubrik(state, (expected,)), tabeller.skred(one.skred),
    )  # fmt: skip


def _goals(plan, status, images):
    shown = [one for one in status.maal if one.tilstand != "opgivet"]
    overall = [one.maal.tekst for one in shown if one.maal.niveau == Maalniveau.OVERORDNET]
    concrete = [one for one in shown if one.maal.niveau == Maalniveau.KONKRET]
    if not shown:
        return [Empty("Ingen mål endnu.")]
    columns = [Column("Mål", bredde=35, hoved=True), Column("Indikator", bredde=40), Column("Målemetode")]
    drafts = maal.drafts(plan) if plan.er_kladde else {}
    rows = [row for goal in _by_theme(concrete) for row in _goal(goal, drafts)]
    facts = [Stamdata([*(("Overordnet mål", tekst) for tekst in overall), ("Måling", status.lys["maal"].tekst)])]
    return [*facts, *_bars(plan, concrete, images), Table("", columns, rows)]


def _by_theme(goals):
    """The goals without a tema come first, then the temaer in the order of their first goal."""
    groups = {None: []}
    for one in goals:
        groups.setdefault(one.maal.tema, []).append(one)
    return [one for found in groups.values() for one in found]


def _bars(plan, goals, images):
    bars = [maal.bar(one) for goal in goals for one in goal.indikatorer if one.definition]
    size = ceil(len(bars) / ceil(len(bars) / BJAELKER)) if bars else BJAELKER
    pages = [bars[start : start + size] for start in range(0, len(bars), size)]
    drawn = []
    for nr, page in enumerate(pages, 1):
        alt = f"Hvor langt der er fra baseline mod mål for {len(page)} af planens indikatorer. {TABEL}"
        drawn.append(_drawing(images, maalbjaelker(f"Mål i plan {plan.nummer}", alt, page, BREDDE), f"maal-{nr}", alt))
    return drawn


def _goal(status, drafts):
    """Return a row for each indicator of the goal."""
    rows = [one for one in status.indikatorer if one.indikator.tilstand != Indikatortilstand.UDGAAET]
    goal = status.maal
    cell = Rubrik(goal.tekst, (str(goal.tema or tabeller.GENERELT), f"Ansvarlig: {goal.ejer or 'mangler'}"))
    return [(cell, *_indicator(one, goal, drafts)) for one in rows] or [(cell, "Uden målbar indikator", None)]


def _indicator(one, goal, drafts):
    row, draft = one.indikator, drafts.get(one.indikator.pk)
    source, method, frist = written(row.tekst)
    name, lines = row.navn, (source, _line("Frist", frist), maaltal.unclear(row))
    if one.definition:
        lines, method = _judged(one), maal.methods(one.definition)
    if name == goal.tekst:  # the goal's only indicator, called so by an import
        name, *lines = filter(None, lines)
    return Rubrik(name, tuple(lines)), (maal.methods(draft) if draft else "") or method or None


def _judged(one):
    figure, newest = maal.primary(one.definition).noegletalversion, maal.newest_point(one)
    light = maaltal.light(one.lys)
    frist = f" senest {dato_kort(one.definition.maal_frist)}" if one.definition.maal_frist else ""
    return (
        f"Mål: {maaltal.target(one.definition, figure)}{frist}",
        f"Baseline: {maaltal.value(one.baseline, figure) or 'mangler'}",
        f"Nu: {maaltal.found(newest, figure) if newest else maaltal.IKKE_INDBERETTET}",
        _line("Fremdrift", one.tekst),
        f"Vurdering: {', '.join(filter(None, [light['tekst'], light['grund']]))}",
    )


def _deliveries(status):
    columns = [Column("Leverance", bredde=35, hoved=True), Column("Leverandør", bredde=25),
               Column("Forventet", bredde=20), Column("Tilstand")]  # fmt: skip
    rows = [(row.titel, str(row.leverandoer), planside.when(row, dates), row.get_tilstand_display())
            for row, dates in status.leverancer]  # fmt: skip
    return [Table("", columns, rows)] if rows else [Empty("Ingen leverancer endnu.")]


def _risks(status):
    columns = [Column("Risiko", bredde=60, hoved=True), Column("Ejer"), Column("Score", art="tal", bredde=15)]
    rows = [(Rubrik(row.haendelse, (_line("Årsag", row.aarsag), _line("Konsekvens", row.konsekvens),
                                    _line("Tiltag", row.tiltag))),
             str(row.ejer or "") or None, "ikke vurderet" if score is None else score)
            for row, score in status.risici]  # fmt: skip
    return [Table("", columns, rows, note="Score er sandsynlighed gange konsekvens, højst 25.")] if rows else [
        Empty("Ingen åbne risici.")
    ]  # fmt: skip


def _line(label, text):
    return f"{label}: {text}" if text else ""


def _money(status):
    found = [_amounts(art, title, status) for art, title in (
        (Budgetart.DIREKTE, "Direkte udgifter (kr.)"), (Budgetart.INDIREKTE, "Indirekte udgifter (kr.)"),
    )]  # fmt: skip
    return [one for one in found if one.rows] or [Empty("Ingen budgetposter endnu.")]


def _amounts(art, title, status):
    columns = [Column("Post", bredde=40, hoved=True), Column("År", bredde=10),
               *(Column(slags.capitalize(), art="tal") for slags in SLAGS)]  # fmt: skip
    rows = [(post.titel, str(aar or "") or None, *(getattr(tal, slags).get(aar) for slags in SLAGS))
            for post, tal in status.poster if post.art == art for aar in stated_years([tal]) or [None]]  # fmt: skip
    beside = "Indirekte udgifter lægges ikke sammen med de direkte." if art == Budgetart.INDIREKTE else ""
    return Table(title, columns, rows, note=beside)


def _points(status):
    columns = [Column("Punkt", bredde=45, hoved=True), Column("Art", bredde=15), Column("Ansvarlig", bredde=20),
               Column("Frist")]  # fmt: skip
    rows = [(one.tekst, one.get_art_display(),
             "mangler" if one.mangler_ansvarlig else str(one.ansvarlig or "") or None, one.frist.tekst or None)
            for one in status.punkter]  # fmt: skip
    return [Table("", columns, rows)] if rows else [Empty("Ingen åbne punkter.")]
