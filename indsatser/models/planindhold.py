"""The plan as plain data: what activation and every approved Ændring freeze, and how two of them differ (20 §9)."""

from indsatser.models.maal import Maal
from indstillinger.models.indhold import digest

SKEMA = 1
TID = ("tekst", "start", "slut", "praecision", "aar_udledt")
TOLERANCER = ("tid_gul", "tid_roed", "oekonomi_roed", "risiko_gul", "risiko_roed", "leverance_roed")
DEFINITION = (
    "nr", "gyldig_fra", "begrundelse", "maaltype", "maalvaerdi", "maal_frist", "fastholdelse_tolerance",
    "baseline_kvalitet", "baseline_vaerdi", "baseline_begrundelse", "baseline_senest",
)  # fmt: skip


def plan_content(plan, nye=()):
    """Return (data, sha256) of what is approved of a plan: ints and strings only, every row with its uuid; `nye` are
    keys of definitions that come into force with it. Eight queries."""
    milestones = plan.milepaele.filter(bortfaldet_den=None).select_related("tema", "ansvarlig")
    data = {
        "skema": SKEMA, "nummer": plan.nummer, "titel": plan.egentlig_titel, "formaal": plan.formaal,
        "periode_start": _plain(plan.periode_start), "periode_slut": _plain(plan.periode_slut),
        "tolerancer": {name: getattr(plan, name) for name in TOLERANCER},
        "milepaele": [_milestone(row) for row in milestones.order_by("raekkefoelge", "pk")],
        "maal": [_goal(row, nye) for row in _goals(plan)],
        "budget": [_post(row) for row in plan.budgetposter.prefetch_related("beloeb").order_by("pk")],
    }  # fmt: skip
    return data, digest(data)


def _goals(plan):
    rows = Maal.objects.filter(plan=plan, opgivet_den=None).select_related("tema", "ejer")
    return rows.prefetch_related(
        "indikatorer", "indikatorer__definitioner", "indikatorer__definitioner__delmaal",
        "indikatorer__definitioner__maalemetoder__serie",
    ).order_by("raekkefoelge", "pk")  # fmt: skip


def _plain(value):
    """Dates as ISO, decimals and names as text."""
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def tidspunkt_data(tidspunkt):
    """Return a Tidspunkt as plain data."""
    return {name: _plain(getattr(tidspunkt, name)) for name in TID}


def _milestone(row):
    return {
        "uuid": str(row.uuid), "titel": row.titel, "tema": str(row.tema or ""), "art": row.art, "kritisk": row.kritisk,
        "ansvarlig": str(row.ansvarlig or row.ansvarlig_rolle), "godkendt": tidspunkt_data(row.godkendt),
    }  # fmt: skip


def _goal(row, nye):
    return {
        "uuid": str(row.uuid), "tekst": row.tekst, "niveau": row.niveau, "tema": str(row.tema or ""),
        "ejer": str(row.ejer or ""), "indikatorer": [_indicator(one, nye) for one in row.indikatorer.all()],
    }  # fmt: skip


def _indicator(row, nye):
    definitions = [one for one in row.definitioner.all() if one.planversion_id or one.pk in nye]
    newest = max(definitions, key=lambda one: one.nr, default=None)
    return {
        "uuid": str(row.uuid), "navn": row.navn, "tilstand": row.tilstand, "tekst": row.tekst,
        "afklares_senest": tidspunkt_data(row.afklares_senest), "definition": newest and _definition(newest),
    }  # fmt: skip


def _definition(row):
    return {
        "uuid": str(row.uuid), **{name: _plain(getattr(row, name)) for name in DEFINITION},
        "delmaal": [[_plain(one.senest), _plain(one.vaerdi)] for one in row.delmaal.all()],
        "metoder": [
            {"uuid": str(one.uuid), "rolle": one.rolle, "slags": one.slags, "serie": str(one.serie)}
            for one in row.maalemetoder.all()
        ],
    }  # fmt: skip


def _post(row):
    frame = {one.aar: one.kroner for one in row.beloeb.all() if one.slags == "budget"}  # the newest wins: in time
    return {
        "uuid": str(row.uuid),
        "titel": row.titel,
        "art": row.art,
        "budget": [[aar, frame[aar]] for aar in sorted(frame)],
    }


def differences(foer, efter):
    """Return [(list, uuid, field, before, after)] of two contents, row by row by uuid; a missing row is None."""
    found = [
        ("plan", "", name, foer[name], efter[name])
        for name in ("titel", "formaal", "periode_start", "periode_slut", "tolerancer") if foer[name] != efter[name]
    ]  # fmt: skip
    for name in ("milepaele", "maal", "budget"):
        before, after = ({row["uuid"]: row for row in one[name]} for one in (foer, efter))
        for key in dict.fromkeys([*before, *after]):
            found += _row_differences(name, key, before.get(key), after.get(key))
    return found


def _row_differences(name, key, before, after):
    if before is None or after is None:
        return [(name, key, "", before, after)]
    return [(name, key, field, before[field], after[field]) for field in before if before[field] != after[field]]
