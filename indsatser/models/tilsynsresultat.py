"""What a tilsyn has found: counted, with its interval, by question, and for the methods it measures (20 §6)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from indsatser.beregning.tilsyn import count, distribution, intervaltekst, resultattekst
from indsatser.enums import Indikatortilstand, Svar, Udvaelgelse
from indsatser.models.maal import Indikatordefinition, Maalemetode
from indsatser.models.tilsyn import Tilsynssag, Tilsynssvar, Tjeklistepunkt
from maalinger.statistik.wilson import wilson


@dataclass(frozen=True)
class Tal:
    """Sager where every chosen answer is ja, of those with one; `interval` is its text, "" where there is none."""

    taeller: int
    naevner: int
    interval: str = ""

    @property
    def tekst(self):
        return resultattekst(self.taeller, self.naevner) if self.naevner else "Ingen kunne bedømmes"


def answers(tilsyn):
    """Return a {question key: answer} for each sag that counts; a query."""
    rows = Tilsynssvar.objects.filter(tilsynssag__tilsyn=tilsyn, tilsynssag__udgaaet_grund="").order_by("pk")
    found = {}
    for sag, punkt, svar in rows.values_list("tilsynssag", "punkt", "svar"):
        found.setdefault(sag, {})[punkt] = svar
    return list(found.values())


def counted(tilsyn, sager, punkter):
    """Return the Tal of the chosen questions. Only what chance has chosen has an interval, and everybody has none."""
    taeller, naevner = count(sager, punkter)
    if tilsyn.udvaelgelse != Udvaelgelse.TILFAELDIG:
        return Tal(taeller, naevner)
    return Tal(taeller, naevner, intervaltekst(wilson(taeller, naevner, tilsyn.population)))


def whole(tilsyn):
    """Return (the Tal of all questions together, [(question, {answer: how many})]); two queries."""
    sager, punkter = answers(tilsyn), list(Tjeklistepunkt.objects.filter(tjekliste=tilsyn.tjekliste_id).order_by("nr"))
    table = [(punkt, distribution(sager, punkt.pk)) for punkt in punkter]
    return counted(tilsyn, sager, [punkt.pk for punkt in punkter]), table


def registrations(tilsyn):
    """Return [(method, Tal)]: what closing writes, or wrote, for each method in force that goes by the checklist.

    An indicator's definition in force is the newest that holds at the end of the period, else its first.
    """
    locked = Indikatordefinition.objects.filter(indikator=OuterRef("definition__indikator"), planversion__isnull=False)
    holds = locked.filter(gyldig_fra__lte=tilsyn.periode_slut).order_by("-nr").values("pk")[:1]
    first = locked.order_by("nr").values("pk")[:1]
    rows = Maalemetode.objects.filter(
        definition__indikator__maal__plan=tilsyn.plan_id, tjekliste=tilsyn.tjekliste_id,
        definition=Coalesce(Subquery(holds), Subquery(first)),
    ).exclude(definition__indikator__tilstand=Indikatortilstand.UDGAAET)  # fmt: skip
    rows = list(rows.select_related("serie", "definition__indikator").prefetch_related("punkter").order_by("pk"))
    sager = answers(tilsyn) if rows else []
    return [(one, counted(tilsyn, sager, [punkt.pk for punkt in one.punkter.all()])) for one in rows]


def totals(plan):
    """Return {tilsyn key: (tæller, nævner) of all its questions} of the plan; a query."""
    given = Tilsynssvar.objects.filter(tilsynssag=OuterRef("pk")).order_by()
    ja, nej = Exists(given.filter(svar=Svar.JA)), Exists(given.filter(svar=Svar.NEJ))
    sager = Tilsynssag.objects.filter(tilsyn__plan=plan, udgaaet_grund="").annotate(ja=ja, nej=nej)
    rows = sager.order_by().values("tilsyn").annotate(
        taeller=Count("pk", filter=Q(ja=True, nej=False)), naevner=Count("pk", filter=Q(ja=True) | Q(nej=True))
    )  # fmt: skip
    return {row["tilsyn"]: (row["taeller"], row["naevner"]) for row in rows.order_by("tilsyn")}


def sager(tilsyn):
    """Return the sager in order, each with `besvaret`, how many of its questions have an answer; a query."""
    return list(tilsyn.sager.annotate(besvaret=Count("svar")).order_by("loebenr"))
