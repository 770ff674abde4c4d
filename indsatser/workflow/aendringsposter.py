"""The posts of an Ændring: what each may change, how it is read and set, and who must approve it (20 §9)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indsatser.beregning.forskydning import forskydning
from indsatser.enums import Aendringsniveau, Baselinekvalitet, Beloebsslags, Indikatortilstand
from indsatser.models import Beloeb, Budgetpost, Indikatordefinition, Indsatsplan, Maal, Milepael, Tema, planord
from indsatser.models.planindhold import TOLERANCER, tidspunkt_data
from indsatser.workflow.aktivering import set_original
from indsatser.workflow.raekker import require_room, require_sees
from maalinger.models import Observation
from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import save
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.tidspunkt import Tidspunkt

N = Aendringsniveau
MODELLER = {
    "plan": Indsatsplan, "milepael": Milepael, "maal": Maal, "definition": Indikatordefinition, "budget": Budgetpost,
}  # fmt: skip
PLANEN = {"plan": "pk", "definition": "indikator__maal__plan"}  # else the row's own plan
VAEK = "Det, ændringen handler om, findes ikke længere i planen. Ret ændringen, og forelæg den igen."
OVERHALET = "Planen er ændret, siden ændringen blev skrevet: {felt} er nu {vaerdi}. Ret ændringen, og forelæg den igen."


@dataclass(frozen=True)
class Felt:
    """How one kind of post reads and sets its field. `read(row)` gives plain data, `words(data)` what people read;
    `set(row, til, aendring, by)` saves, but of the plan itself, whose fields are saved together; `level(row, post)`
    says who must approve, from what stood there when the post was written."""

    label: str
    read: object
    set: object
    level: object
    words: object = str


def tidspunkt_of(data):
    """Return the Tidspunkt of plain data."""
    start, slut = (data[name] and date.fromisoformat(data[name]) for name in ("start", "slut"))
    return Tidspunkt(data["tekst"], start, slut, data["praecision"], data["aar_udledt"])


def _plan_field(name, to_plain, from_plain):
    return (
        lambda plan: to_plain(getattr(plan, name)),
        lambda plan, til, aendring, by: setattr(plan, name, from_plain(til)),
    )


def _save_by(row, aendring, by):
    """The database lets what is approved change together with the approved Ændring alone."""
    row.aendring = aendring
    row.full_clean()
    save(row, by)


def _set_godkendt(milepael, til, aendring, by):
    milepael.godkendt = tidspunkt_of(til)
    set_original(milepael, by)
    _save_by(milepael, aendring, by)


def _drop_milestone(milepael, til, aendring, by):
    milepael.bortfaldet_den, milepael.bortfaldet_af = ur.nu(), by
    milepael.bortfaldet_begrundelse = til
    _save_by(milepael, aendring, by)


def _give_up(maal, til, aendring, by):
    maal.opgivet_den, maal.opgivet_af, maal.opgivet_begrundelse = ur.nu(), by, til
    _save_by(maal, aendring, by)


def _take_into_force(definition, til, aendring, by):
    """`freeze` puts every complete definition in force; here its indicator becomes defineret."""
    indikator = definition.indikator
    indikator.tilstand = Indikatortilstand.DEFINERET
    save(indikator, by)


def _set_baseline(definition, til, aendring, by):
    """Set once: the database refuses the second."""
    definition.baseline_kvalitet, definition.baseline_begrundelse = til["kvalitet"], til["begrundelse"]
    definition.baseline_vaerdi = til["skoen"] and Decimal(til["skoen"])
    definition.baseline_observation = Observation.objects.filter(pk=til["observation"]).first()
    definition.baseline_sat_den, definition.baseline_sat_af = ur.nu(), by
    definition.full_clean()
    save(definition, by)


def _baseline_words(data):
    return data["tekst"] if isinstance(data, dict) else Baselinekvalitet(data).label


def _level_of_move(milepael, post):
    """The first date of a milestone is a small move; taking its date away is none."""
    fra = tidspunkt_of(post.fra)
    days = forskydning(fra, tidspunkt_of(post.til))
    small = fra.slut is None if days is None else abs(days) <= milepael.plan.tid_roed
    return N.PROGRAMEJER if small and not milepael.kritisk else N.STYREGRUPPE


def _level_of_definition(definition, post):
    """A draft has the number after the definition in force."""
    return N.STYREGRUPPE if definition.nr > 1 else N.PROGRAMEJER


def frame(post):
    """Return {year as text: kroner} of a budget line's frame; the newest amount of a year counts."""
    rows = [one for one in post.beloeb.all() if one.slags == Beloebsslags.BUDGET]
    return {str(one.aar): one.kroner for one in sorted(rows, key=lambda one: (one.pr_dato, one.pk))}


def _set_frame(post, til, aendring, by):
    now = frame(post)
    for aar in [one for one in til if now.get(one) != til[one]]:
        key = {"post": post, "aar": int(aar), "slags": Beloebsslags.BUDGET, "pr_dato": ur.i_dag()}
        if Beloeb.objects.filter(**key).exists():
            raise NotNow(f"Budgettet for {aar} er allerede sat i dag. Godkend ændringen i morgen.")
        row = Beloeb(
            **key, kroner=til[aar], note=f"Ændring {aendring.nr}", oprettet_den=ur.nu(), oprettet_af=by,
            laast_den=ur.nu(),
        )  # fmt: skip
        row.full_clean()
        row.save()


def _always(level):
    return lambda row, post: level


def _iso(value):
    return value and value.isoformat()


def _day(value):
    return value and date.fromisoformat(value)


def _or_reason(staar, vaek):
    return lambda reason: f"{vaek}: »{reason}«" if reason else staar


FELTER = {
    ("plan", "formaal"): Felt("formål", *_plan_field("formaal", str, str), _always(N.CHEFTEAM)),
    ("plan", "periode_slut"): Felt(
        "slutdato", *_plan_field("periode_slut", _iso, _day), _always(N.STYREGRUPPE), planord.dag
    ),
    **{
        ("plan", name): Felt(str(Indsatsplan._meta.get_field(name).verbose_name), *_plan_field(name, int, int),
                             _always(N.STYREGRUPPE))
        for name in TOLERANCER
    },
    ("milepael", "godkendt"): Felt(
        "godkendt dato", lambda row: tidspunkt_data(row.godkendt), _set_godkendt, _level_of_move, planord.tid
    ),
    ("milepael", "bortfald"): Felt(
        "tilstand", lambda row: row.bortfaldet_begrundelse, _drop_milestone, _always(N.STYREGRUPPE),
        _or_reason("i planen", "bortfaldet"),
    ),
    ("maal", "opgives"): Felt(
        "tilstand", lambda row: row.opgivet_begrundelse, _give_up, _always(N.STYREGRUPPE),
        _or_reason("i planen", "opgivet"),
    ),
    ("definition", "i_kraft"): Felt(
        "definition", lambda row: row.planversion_id, _take_into_force, _level_of_definition,
        lambda value: "i kraft" if value else "kladde",
    ),
    ("definition", "baseline"): Felt(
        "baseline", lambda row: row.baseline_kvalitet, _set_baseline, _always(N.PROGRAMEJER), _baseline_words
    ),
    ("budget", "ramme"): Felt("budget", frame, _set_frame, _always(N.PROGRAMEJER), planord.ramme),
}  # fmt: skip


def rows_of(plan, poster, *, locked=False):
    """Return {(genstand, uuid): row} of what the posts are about, among the rows of this plan; what is gone is left
    out. At most two queries for each kind of row."""
    found = {}
    for genstand in sorted({post.genstand for post in poster if post.felt != "ny"}):
        keys = [post.objekt for post in poster if post.genstand == genstand]
        rows = MODELLER[genstand]._base_manager.filter(uuid__in=keys, **{PLANEN.get(genstand, "plan"): plan.pk})
        if genstand == "definition":
            rows = rows.select_related("indikator__maal").prefetch_related("delmaal")
        if genstand == "budget":
            rows = rows.prefetch_related("beloeb")
        for row in (rows.select_for_update(of=("self",)) if locked else rows).order_by("pk"):
            if genstand in ("milepael", "maal", "budget"):
                row.plan = plan
            found[genstand, row.uuid] = row
    return found


def row_of(post, plan, *, locked=False):
    """Return the row a post is about, of this plan. NotNow when it is gone."""
    for row in rows_of(plan, [post], locked=locked).values():
        return row
    raise NotNow(VAEK)


def overtaken(post, rows):
    """Return the sentence about a post whose value is another than when it was written; "" for one that still fits."""
    if post.felt == "ny":
        return ""
    row = rows.get((post.genstand, post.objekt))
    if row is None:
        return VAEK
    felt = FELTER[post.genstand, post.felt]
    now = felt.read(row)
    return "" if now == post.fra else OVERHALET.format(felt=felt.label, vaerdi=felt.words(now))


def require_current(plan, poster, *, locked=False):
    """Return the rows of the posts. NotNow with the sentence of the first that is overtaken."""
    rows = rows_of(plan, poster, locked=locked)
    for post in poster:
        if sentence := overtaken(post, rows):
            raise NotNow(sentence)
    return rows


def level_of(plan, poster, rows=None):
    """Return the level that must approve the posts together: the highest; a changed total of the budget counts once."""
    rows = rows_of(plan, poster) if rows is None else rows
    levels = [found for post in poster if (found := _level(post, rows))]
    more = sum(_total(post.til) - _total(post.fra) for post in poster if post.genstand == "budget")
    if more:
        levels.append(N.CHEFTEAM if more > 0 else N.STYREGRUPPE)
    return max(levels, default=N.PROGRAMEJER)


def _total(frame):
    return sum((frame or {}).values())


def _level(post, rows):
    if post.felt == "ny":
        return N.PROGRAMEJER if post.genstand == "milepael" else N.STYREGRUPPE
    row = rows.get((post.genstand, post.objekt))
    return row and FELTER[post.genstand, post.felt].level(row, post)


def apply(plan, poster, aendring, by):
    """Set every post of an approved change, or nothing: NotNow for the first that is overtaken.

    The plan's own fields are saved together, since each alone may break what must hold of two of them.
    """
    rows = require_current(plan, poster, locked=True)
    for post in poster:
        if post.felt == "ny":
            make_new(plan, post, aendring, by)
        else:
            FELTER[post.genstand, post.felt].set(rows[post.genstand, post.objekt], post.til, aendring, by)
    for (genstand, _), row in rows.items():
        if genstand == "plan":
            _save_by(row, aendring, by)


PERSONER = ("ansvarlig", "ejer")


def require_named_sees(plan, til):
    """ValidationError for a person named in a new row who could not see the lukket plan."""
    require_sees(plan, {name: Bruger.objects.get(uuid=til[name]) for name in PERSONER if til.get(name)})


def make_new(plan, post, aendring, by):
    """Make the row a post »ny« describes, last in the plan: a milestone or a goal, dated and original from the first.

    Persons and tema are named by uuid."""
    model, data = MODELLER[post.genstand], dict(post.til)
    require_room(model, plan)
    require_named_sees(plan, data)
    for name in PERSONER:
        if key := data.pop(name, None):
            data[name] = Bruger.objects.get(uuid=key)
    data["tema"] = Tema.objects.filter(plan=plan, uuid=data["tema"]).first() if data.get("tema") else None
    if "godkendt" in data:
        data["godkendt"] = tidspunkt_of(data["godkendt"])
    last = model._base_manager.filter(plan=plan).count()
    row = model(
        **{"plan": plan, "uuid": post.objekt, "aendring": aendring, "oprettet_den": ur.nu(), "oprettet_af": by,
           "raekkefoelge": last, **data}
    )  # fmt: skip
    if post.genstand == "milepael":
        set_original(row, by)
    row._history_user = by
    row.full_clean()
    row.save()
    return row
