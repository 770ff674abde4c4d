"""Goals of the demo's plans: imported, defined, measured by register or by tilsyn."""

import csv

from django.conf import settings

from indsatser.enums import Maalniveau, Metoderolle
from indsatser.models import Indikator, Maal, Tjekliste
from indsatser.workflow import tilsyn
from indsatser.workflow.indikator import draft, set_baseline
from indsatser.workflow.indlaes import import_goals
from indsatser.workflow.maaling import make_figure, report
from mso_portal.management.planforloeb_raekker import columns

ANDEL = {"art": "andel", "retning": "op", "enhed": "%", "multiplikator": 100}


def _import(forloeb, row, by):
    """Goals become »maal-1« …, by their line in the file, and their indicators »indikator-1«, »indikator-1b«."""
    with open(settings.BASE_DIR / "fixtures" / "planer" / row["fil"], encoding="utf-8", newline="") as file:
        import_goals(forloeb.plan, list(csv.DictReader(file, delimiter=";")), by=by)
    goals = Maal.objects.filter(plan=forloeb.plan, niveau=Maalniveau.KONKRET).order_by("raekkefoelge", "pk")
    for nr, goal in enumerate(goals, 1):
        forloeb.keep(f"maal-{nr}", goal)
        for which, one in enumerate(Indikator.objects.filter(maal=goal).order_by("raekkefoelge", "pk")):
            forloeb.keep(f"indikator-{nr}{'abc'[which] if which else ''}", one)


def _define(forloeb, row, by):
    """`tal` is a figure of the plan's own, else the one that was imported with the goal; `delmaal` are [day, value]."""
    one = forloeb.row(row["paa"])
    methods = [_method(forloeb, one, {"tal": row.get("tal"), **row.get("metode", {})}, by)]
    methods += [
        _method(forloeb, one, kontrol, by) | {"rolle": Metoderolle.KONTROL} for kontrol in row.get("kontrol", [])
    ]
    steps = [{"senest": day, "vaerdi": value} for day, value in row.get("delmaal", [])]
    draft(one, by=by, felter=row["felter"], delmaal=steps, metoder=methods)


def _method(forloeb, indikator, given, by):
    """Return the columns of a method."""
    tal, method = given["tal"], columns({name: value for name, value in given.items() if name != "tal"}, forloeb)
    if tal:
        figure, serie = make_figure(
            forloeb.plan, by=by, navn=tal["navn"], frekvens=tal.get("frekvens", "kvartal"),
            indberetter=method.get("udfoeres_af"), definition=_figure(tal),
        )  # fmt: skip
    else:
        imported = forloeb.metode_of(indikator)
        figure, serie = imported.noegletalversion, imported.serie
        method = {"slags": imported.slags, "datakilde": imported.datakilde, **method}
    if "tjekliste" in method:
        method["tjekliste"] = Tjekliste.objects.get(navn=method["tjekliste"])
        method["punkter"] = list(method["tjekliste"].punkter.filter(nr__in=method["punkter"]).order_by("nr"))
    return {"noegletalversion": figure, "serie": serie, **method}


def _figure(tal):
    """A figure without a nævner is a count."""
    usual = ANDEL if "naevner_tekst" in tal else {"art": "antal", "retning": "op"}
    return usual | {name: value for name, value in tal.items() if name not in ("navn", "frekvens")}


def _measure(forloeb, row, by):
    """`tal` is {indicator's key: "55/61", "340", or "" for what could not be found, with the `tekst` why}."""
    start, slut = row["periode"]
    for key, value in row["tal"].items():
        taeller, _, naevner = value.partition("/")
        report(
            forloeb.metode(key), by=by, periode_start=start, periode_slut=slut, taeller=taeller or None,
            naevner=naevner or None, kilde=row["kilde"], begrundelse=row.get("tekst", ""),
        )  # fmt: skip


def _baseline(forloeb, row, by):
    """What was measured in the period becomes what the goals are seen from."""
    for key in row["paa"]:
        metode = forloeb.metode(key)
        found = metode.serie.observationer.gaeldende().get(periode_slut=row["periode_slut"])
        set_baseline(metode.definition, by=by, kvalitet="maalt", observation=found)


def _plan_inspection(forloeb, row, by):
    start, slut = row["periode"]
    made = tilsyn.plan_inspection(
        forloeb.plan, by=by, titel=row["titel"], tjekliste=Tjekliste.objects.get(navn=row["tjekliste"]),
        periode_start=start, periode_slut=slut, antal=row["antal"], **columns(row["felter"], forloeb),
    )  # fmt: skip
    forloeb.keep(row["id"], made)


def _draw(forloeb, row, by):
    """The list of cases is counted up: `liste` is the text before the number, the first and the last."""
    before, first, last = row["liste"]
    numbers = "\n".join(f"{before}{nr:04}" for nr in range(first, last + 1))
    tilsyn.draw_sample(forloeb.row(row["paa"]), by=by, liste=numbers, froe=row["froe"])


def _answer(forloeb, row, by):
    """`ja` says of each question in how many sager, from the first, the answer is yes; then the tilsyn is closed."""
    made = forloeb.row(row["paa"])
    asked = list(zip(made.tjekliste.punkter.order_by("nr"), row["ja"], strict=True))
    for sag in made.sager.select_related("tilsyn").order_by("loebenr"):
        svar = {punkt: ("ja" if sag.loebenr <= yes else "nej", "") for punkt, yes in asked}
        tilsyn.review(sag, by=by, svar=svar)
    tilsyn.close(made, by=by)


MAALEVERBER = {
    "indlaes": _import, "definer": _define, "indberet": _measure, "baseline": _baseline, "tilsyn": _plan_inspection,
    "udtraek": _draw, "besvar": _answer,
}  # fmt: skip
