"""What happened to a plan and its rows, as one list: who, when, and which fields, never the texts (20 §10, 40 §8)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery, Value

from indsatser.enums import Beloebsslags, Plantilstand
from indsatser.models.aendring import Aendring
from indsatser.models.leverance import Leverance
from indsatser.models.maal import Indikator, Indikatordefinition, Maal
from indsatser.models.milepael import Aktivitet, Milepael, Milepaelsprognose, Tema
from indsatser.models.plan import Indsatsplan, Opfoelgningspunkt, Plandeltager
from indsatser.models.risiko import Beloeb, Budgetpost, Planrisiko, Risikovurdering
from indsatser.models.tilsyn import Tilsyn
from indstillinger.enums import Aabenhed
from mso_portal.vaerdier.datoer import antal

# Columns that say nothing to a reader: keys, counts and stamps beside the fact they belong to.
TAVSE = (
    "id", "uuid", "version", "oprettet_den", "oprettet_af", "aendring", "raekkefoelge", "plan", "nummer", "nr",
    "oprindelig_sat_den", "tilstand_den", "baseline_sat_den", "afklares_flyttet", "froe", "liste_sha256",
)  # fmt: skip
# What people call several columns together.
SAMLET = {
    "periode_start": "periode", "periode_slut": "periode", "afklares_begrundelse": "begrundelse",
    "tid_gul": "tolerancer", "tid_roed": "tolerancer", "oekonomi_roed": "tolerancer", "risiko_gul": "tolerancer",
    "risiko_roed": "tolerancer", "leverance_roed": "tolerancer",
}  # fmt: skip
DELE = ("_af", "_start", "_slut", "_praecision", "_aar_udledt")
SOM_ET_FELT = ("periode_start", "periode_slut", "afklares_af", "udfoeres_af")
NYT = {"+": "Oprettet", "-": "Slettet"}
MANGE = 4  # fields named one by one


@dataclass(frozen=True)
class Post:
    """One thing that happened. `genstand` names the row, `grund` is the reason where one was kept."""

    tid: datetime
    af: str
    genstand: str
    hvad: str
    grund: str = ""


@dataclass(frozen=True)
class Kilde:
    """A kind of row. `path` leads from it to the plan, `navn` is the field that names it, `med` what is read along."""

    model: object
    ord: str
    path: str
    navn: str
    med: tuple = ()


@dataclass(frozen=True)
class Tilfoejet:
    """A kind of append-only row: `tekst(row)` says what it states, `grund` is the column of its reason."""

    model: object
    ord: str
    path: str
    tekst: object
    grund: str
    over: str


# With their history.
SPOR = (
    Kilde(Indsatsplan, "Planen", "id", ""), Kilde(Plandeltager, "Deltager", "plan_id", "bruger", ("bruger",)),
    Kilde(Tema, "Tema", "plan_id", "titel"), Kilde(Milepael, "Milepæl", "plan_id", "titel"),
    Kilde(Aktivitet, "Aktivitet", "plan_id", "titel"), Kilde(Leverance, "Leverance", "plan_id", "titel"),
    Kilde(Planrisiko, "Risiko", "plan_id", "haendelse"), Kilde(Budgetpost, "Budgetpost", "plan_id", "titel"),
    Kilde(Opfoelgningspunkt, "Opfølgningspunkt", "plan_id", "tekst"), Kilde(Maal, "Mål", "plan_id", "tekst"),
    Kilde(Tilsyn, "Tilsyn", "plan_id", "titel"), Kilde(Aendring, "Ændring", "plan_id", "titel"),
    Kilde(Indikator, "Indikator", "maal__plan", "navn"),
    Kilde(Indikatordefinition, "Definition", "indikator__maal__plan", "indikator", ("indikator",)),
)  # fmt: skip


def _forecast(row):
    return f"Ny prognose: {row.tidspunkt.tekst}"


def _amount(row):
    return f"{Beloebsslags(row.slags).label} {row.aar}: {antal(row.kroner)} kr."


def _assessment(row):
    return f"Vurderet til {row.score}"


FAKTA = (
    Tilfoejet(Milepaelsprognose, "Milepæl", "milepael__plan", _forecast, "begrundelse", "milepael"),
    Tilfoejet(Beloeb, "Budgetpost", "post__plan", _amount, "note", "post"),
    Tilfoejet(Risikovurdering, "Risiko", "risiko__plan", _assessment, "note", "risiko"),
)
KILDER = (*SPOR, *FAKTA)


def entries(plan, fra=None):
    """Return every entry of the plan as (time, kind, key), newest first, a queryset to be paged; from `fra` on."""
    parts = [_keys(nr, kilde, plan, fra) for nr, kilde in enumerate(KILDER)]
    return parts[0].union(*parts[1:], all=True).order_by("-hvornaar", "-kilde_nr", "-noegle")


def _keys(nr, kilde, plan, fra):
    rows, time, key = (
        (kilde.model.history, "history_date", "history_id") if isinstance(kilde, Kilde)
        else (kilde.model.objects, "oprettet_den", "pk")
    )  # fmt: skip
    found = rows.filter(**{kilde.path: plan.pk}, **({f"{time}__gte": fra} if fra else {})).order_by()
    named = found.annotate(hvornaar=F(time), kilde_nr=Value(nr), noegle=F(key))
    return named.values_list("hvornaar", "kilde_nr", "noegle")


def told(page):
    """Return the Poster of a page of entries, in its order; at most two queries for each kind on it."""
    known = {}
    for nr in sorted({slags for _, slags, _ in page}):
        keys = [key for _, slags, key in page if slags == nr]
        read = _changes if isinstance(KILDER[nr], Kilde) else _facts
        known |= {(nr, key): post for key, post in read(KILDER[nr], keys)}
    return [known[slags, key] for _, slags, key in page]


def _facts(kilde, keys):
    rows = kilde.model.objects.filter(pk__in=keys).select_related(kilde.over, "oprettet_af").order_by("pk")
    for row in rows:
        name = f"{kilde.ord} »{getattr(row, kilde.over)}«"
        yield row.pk, Post(row.oprettet_den, str(row.oprettet_af), name, kilde.tekst(row), getattr(row, kilde.grund))


def _changes(kilde, keys):
    """Each row of the history beside the one before it of the same object."""
    history = kilde.model.history
    earlier = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = list(
        history.filter(history_id__in=keys).annotate(foer=Subquery(earlier.values("history_id")[:1]))
        .select_related("history_user", *kilde.med).order_by("history_id")
    )  # fmt: skip
    before = {row.history_id: row for row in history.filter(
        history_id__in=[row.foer for row in rows if row.foer]).order_by("history_id")}  # fmt: skip
    for row in rows:
        name = f"{kilde.ord} »{getattr(row, kilde.navn)}«" if kilde.navn else kilde.ord
        what = _what(kilde.model, before.get(row.foer), row)
        yield (
            row.history_id,
            Post(row.history_date, str(row.history_user or ""), name, what, row.history_change_reason or ""),
        )


def _what(model, before, after):
    """The verb: made, deleted, moved to a state or come into force, else the names of the fields."""
    if before is None or after.history_type in NYT:
        return NYT.get(after.history_type, "Oprettet")
    changed = [field for field in model._meta.concrete_fields if _speaks(field.name)
               and getattr(before, field.attname) != getattr(after, field.attname)]  # fmt: skip
    if any(field.name == "tilstand" for field in changed):
        return f"Tilstand: {after.get_tilstand_display()}"
    if any(field.name == "planversion" for field in changed):
        return "Trådt i kraft"
    names = list(dict.fromkeys(_name(field) for field in changed))
    if len(names) > MANGE:
        return f"{len(names)} felter"
    return f"Ændret: {', '.join(names)}" if names else "Gemt"


def _name(field):
    """What people call it; a comma would part it in two on the list."""
    return SAMLET.get(field.name) or str(field.verbose_name).replace(",", "")


def _speaks(name):
    return name not in TAVSE and (name in SOM_ET_FELT or not name.endswith(DELE))


def open_since(plan):
    """Return when the plan became what everybody who reads it now may read: after it was a kladde, and after it was
    last lukket, if it is åben. None before its activation."""
    if plan.aktiveret_den is None or plan.er_lukket:
        return plan.aktiveret_den
    rows = Indsatsplan.history.filter(id=plan.pk).exclude(tilstand=Plantilstand.KLADDE)
    closed = rows.exclude(aabenhed=Aabenhed.AABEN).order_by("history_id").last()
    if closed is None:
        return plan.aktiveret_den
    opened = rows.filter(history_id__gt=closed.history_id).order_by("history_id").first()
    return opened.history_date if opened else plan.aktiveret_den
