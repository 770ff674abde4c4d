"""A plan as sheets: one row per thing, its uuid first, a date as it was written and as it was read (20 §10)."""

from decimal import Decimal

from indsatser.enums import Indikatortilstand, Maaltilstand, Metoderolle, Milepaelstilstand
from indsatser.models import Indikatordefinition, Maalemetode
from indsatser.models.planstatus import goals, milestones
from maalinger.models import Observation
from maalinger.statistik.vaerdi import vaerdi
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.enums import Praecision

TID = ("", "start", "slut", "præcision")
DECIMALER = Decimal("0.0001")


def sheets(plan, dato):
    """Return [(name, columns, rows)] of the whole plan as it stands on the day."""
    maal = goals(plan, dato)
    return [
        ("Milepæle", *_milestones(plan, dato)), ("Mål og indikatorer", *_goals(plan, maal)),
        ("Målinger", *_values(plan, dato)), ("Leverancer", *_deliveries(plan)), ("Risici", *_risks(plan)),
        ("Økonomi", *_money(plan, dato)), ("Opfølgning", *_points(plan)),
    ]  # fmt: skip


def columns(*names):
    """Return the headings; a name behind § is a Tidspunkt, which takes four columns."""
    return [head for name in names for head in (_time_heads(name[1:]) if name.startswith("§") else [name])]


def _time_heads(name):
    return [f"{name}, {part}" if part else name for part in TID]


def times(tidspunkt):
    precision = Praecision(tidspunkt.praecision).label if tidspunkt.praecision else ""
    return [tidspunkt.tekst, _day(tidspunkt.start), _day(tidspunkt.slut), precision]


def _day(day):
    return day.isoformat() if day else ""


def _stamp(moment):
    return _day(moment.astimezone(DANSK_TID).date()) if moment else ""


def _text(value):
    return str(value or "")


def number(value):
    """Return a number as it is stored, without zeros behind; a missing one is an empty cell, never 0."""
    if value is None or isinstance(value, int):
        return "" if value is None else value
    whole = Decimal(value.numerator) / value.denominator if hasattr(value, "numerator") else value
    plain = whole.quantize(DECIMALER).normalize()
    return int(plain) if plain == plain.to_integral_value() else plain


def yes(value):
    return "Ja" if value else "Nej"


def _milestones(plan, dato):
    heads = columns(
        "uuid", "Tema", "Titel", "Opfyldt, når", "Art", "Ansvarlig", "Ansvarlig rolle", "Kritisk", "§Oprindelig dato",
        "§Godkendt dato", "§Forventet", "Gennemført", "Bortfaldet", "Begrundelse for bortfald", "Tilstand",
        "Dage fra godkendt", "Dage fra oprindelig",
    )  # fmt: skip
    return heads, [_milestone(one) for one in milestones(plan, dato)]


def _milestone(one):
    row = one.milepael
    return [
        str(row.uuid), _text(row.tema), row.titel, row.opfyldelseskriterium, row.get_art_display(),
        _text(row.ansvarlig), row.ansvarlig_rolle, yes(row.kritisk), *times(row.oprindelig), *times(row.godkendt),
        *times(row.prognose), _day(row.faktisk_dato), _stamp(row.bortfaldet_den), row.bortfaldet_begrundelse,
        Milepaelstilstand(one.tilstand).label, number(one.skred), number(one.skred_oprindelig),
    ]  # fmt: skip


GOALS = columns(
    "uuid", "Målets uuid", "Slags", "Tema", "Mål", "Niveau", "Ansvarlig", "Tilstand", "Indikator",
    "Som skrevet i kilden", "§Afklares senest", "Afklares af", "Definition", "Måltype", "Mål, værdi", "Enhed",
    "Retning", "Målet nås senest",
    "Baseline", "Baseline, værdi", "Baseline, tæller", "Baseline, nævner", "Målemetoder",
)  # fmt: skip


def _goals(plan, maal):
    """A goal is followed by its indicators, each with the definition in force, or else the draft."""
    definitions, rows = _definitions(plan), []
    for one in maal:
        rows.append(_goal(one))
        rows += [_indicator(one.maal, each.indikator, definitions.get(each.indikator.pk)) for each in one.indikatorer]
    return GOALS, rows


def _definitions(plan):
    rows = Indikatordefinition.objects.filter(indikator__maal__plan=plan).order_by("nr")
    rows = rows.select_related("baseline_observation__noegletalversion").prefetch_related(
        "maalemetoder__noegletalversion"
    )
    found = {}
    for row in rows:
        if row.planversion_id or row.indikator_id not in found:
            found[row.indikator_id] = row
    return found


def _goal(one):
    goal, uuid = one.maal, str(one.maal.uuid)
    given = [uuid, uuid, "Mål", *_place(goal), _text(goal.ejer), Maaltilstand(one.tilstand).label]
    return given + [""] * (len(GOALS) - len(given))


def _place(goal):
    return [_text(goal.tema) or "Generelt", goal.tekst, goal.get_niveau_display()]


def _indicator(goal, row, definition):
    given = [
        str(row.uuid), str(goal.uuid), "Indikator", *_place(goal), _text(row.ejer),
        Indikatortilstand(row.tilstand).label, row.navn, row.tekst, *times(row.afklares_senest),
        _text(row.afklares_af), *(_definition(definition) if definition else []),
    ]  # fmt: skip
    return given + [""] * (len(GOALS) - len(given))


def _definition(row):
    methods = list(row.maalemetoder.all())
    figure = next((one.noegletalversion for one in methods if one.rolle == Metoderolle.PRIMAER), None)
    found = row.baseline_observation
    measured = vaerdi(found.taeller, found.naevner, found.noegletalversion.multiplikator) if found else None
    names = [f"{one.get_slags_display()}{f' ({one.datakilde})' if one.datakilde else ''}" for one in methods]
    return [
        f"Nr. {row.nr}" if row.planversion_id else "Udkast", row.get_maaltype_display(), number(row.maalvaerdi),
        figure.enhed if figure else "", figure.get_retning_display() if figure else "", _day(row.maal_frist),
        row.get_baseline_kvalitet_display(), number(measured if found else row.baseline_vaerdi),
        number(found.taeller if found else None), number(found.naevner if found else None), " + ".join(names),
    ]  # fmt: skip


def _values(plan, dato):
    heads = ["uuid", "Mål", "Indikator", "Målemetode", "Rolle", "Datakilde", "Periode fra", "Periode til", "Tæller",
             "Nævner", "Værdi", "Enhed", "Population", "Foreløbig", "Revision", "Kilde", "Bemærkning"]  # fmt: skip
    methods = Maalemetode.objects.filter(definition__indikator__maal__plan=plan, definition__planversion__isnull=False)
    methods = methods.select_related("definition__indikator__maal", "serie__noegletal").order_by(
        "definition__indikator__maal", "definition__indikator", "-rolle", "definition__nr", "pk"
    )
    by_series = {}
    for one in methods:  # the newest definition's method of a series that two definitions share
        by_series[one.definition.indikator_id, one.serie_id] = one
    found = _observations({one.serie_id for one in by_series.values()}, dato)
    return heads, [_value(one, value) for one in by_series.values() for value in found.get(one.serie_id, [])]


def _observations(series, dato):
    rows = Observation.objects.gaeldende().indtil(dato).filter(serie__in=series).select_related("noegletalversion")
    found = {}
    for row in rows.order_by("serie", "periode_start"):
        found.setdefault(row.serie_id, []).append(row)
    return found


def _value(metode, row):
    """What is hidden for few answers stays so."""
    least = metode.serie.noegletal.mindste_naevner
    few = row.skjult or least is not None and row.naevner is not None and row.naevner < least
    value = vaerdi(row.taeller, row.naevner, row.noegletalversion.multiplikator)
    numbers = [""] * 3 if few else [number(one) for one in (row.taeller, row.naevner, value)]
    goal, indikator = metode.definition.indikator.maal, metode.definition.indikator
    return [
        str(indikator.uuid), goal.tekst, indikator.navn, metode.get_slags_display(), metode.get_rolle_display(),
        metode.datakilde, _day(row.periode_start), _day(row.periode_slut), *numbers, row.noegletalversion.enhed,
        number(None if few else row.population), yes(row.foreloebig), row.revision, row.kilde,
        "Skjult (for få svar)" if few else row.begrundelse,
    ]  # fmt: skip


def _deliveries(plan):
    heads = columns(
        "uuid", "Titel", "Færdig, når", "Leverandør", "Kontaktperson", "Tilstand", "§Ønsket", "§Tilbudt", "§Aftalt",
        "§Forventet", "Månedsværk", "Begrundelse", "Besvaret", "Leveret",
    )  # fmt: skip
    rows = plan.leverancer.select_related("leverandoer", "kontaktperson").order_by("pk")
    return heads, [_delivery(row) for row in rows]


def _delivery(row):
    return [
        str(row.uuid), row.titel, row.acceptkriterium, str(row.leverandoer), _text(row.kontaktperson),
        row.get_tilstand_display(), *times(row.oensket), *times(row.tilbudt), *times(row.aftalt),
        *times(row.prognose), number(row.maanedsvaerk), row.begrundelse, _stamp(row.besvaret_den),
        _stamp(row.leveret_den),
    ]  # fmt: skip


def _risks(plan):
    heads = ["uuid", "Årsag", "Hændelse", "Konsekvens", "Ejer", "Tiltag", "Sandsynlighed", "Konsekvens, tal", "Score",
             "Nærhed", "Vurderet", "Note", "Lukket", "Begrundelse for at lukke"]  # fmt: skip
    rows = plan.risici.select_related("ejer").prefetch_related("vurderinger").order_by("pk")
    return heads, [_risk(row) for row in rows]


def _risk(row):
    newest = max(row.vurderinger.all(), key=lambda one: one.pk, default=None)
    judged = [""] * 6
    if newest:
        judged = [newest.sandsynlighed, newest.konsekvens, newest.score, newest.get_naerhed_display(),
                  _stamp(newest.oprettet_den), newest.note]  # fmt: skip
    return [
        str(row.uuid), row.aarsag, row.haendelse, row.konsekvens, _text(row.ejer), row.tiltag, *judged,
        _stamp(row.lukket_den), row.lukket_begrundelse,
    ]  # fmt: skip


def _money(plan, dato):
    """One row per amount known on the day, the oldest first; its own uuid, and the post's behind."""
    heads = ["uuid", "Postens uuid", "Post", "Art", "Finansiering", "Note om finansiering", "Pr. enhed", "År", "Slags",
             "Kroner", "Kendt pr.", "Note"]  # fmt: skip
    rows = []
    for post in plan.budgetposter.prefetch_related("beloeb").order_by("pk"):
        known = [one for one in post.beloeb.all() if one.pr_dato <= dato]
        rows += [_amount(post, one) for one in known] or [_post(post) + [""] * 5]
    return heads, rows


def _post(post):
    return [str(post.uuid), str(post.uuid), post.titel, post.get_art_display(), post.get_finansiering_display(),
            post.finansiering_note, post.enhedstekst]  # fmt: skip


def _amount(post, one):
    return [str(one.uuid), *_post(post)[1:], one.aar, one.get_slags_display(), one.kroner, _day(one.pr_dato), one.note]


def _points(plan):
    heads = columns("uuid", "Art", "Kilde", "Tekst", "Ansvarlig", "§Frist", "Tilstand", "Afsluttet", "Hvad der skete")
    rows = plan.opfoelgningspunkter.select_related("ansvarlig").order_by("pk")
    return heads, [_point(row) for row in rows]


def _point(row):
    return [
        str(row.uuid), row.get_art_display(), row.get_kilde_display(), row.tekst, _text(row.ansvarlig),
        *times(row.frist), row.get_tilstand_display(), _stamp(row.lukket_den), row.lukket_tekst,
    ]  # fmt: skip
