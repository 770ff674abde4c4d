"""The posts of an Ændring: what each may change, how it is read and set, and who must approve it (20 §9)."""

from dataclasses import dataclass
from datetime import date

from indsatser.beregning.forskydning import forskydning
from indsatser.enums import Aendringsniveau, Beloebsslags, Indikatortilstand
from indsatser.models import Beloeb, Budgetpost, Indikatordefinition, Indsatsplan, Maal, Milepael
from indsatser.models.planindhold import TOLERANCER, tidspunkt_data
from indsatser.workflow.aktivering import set_original
from indsatser.workflow.raekker import require_room
from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import save
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.tidspunkt import Tidspunkt

N = Aendringsniveau
MODELLER = {
    "plan": Indsatsplan, "milepael": Milepael, "maal": Maal, "definition": Indikatordefinition, "budget": Budgetpost,
}  # fmt: skip


@dataclass(frozen=True)
class Felt:
    """How one kind of post reads and sets its field. `read(row)` gives plain data; `set(row, til, aendring, by)` saves;
    `level(row, post)` says who must approve."""

    label: str
    read: object
    set: object
    level: object


def tidspunkt_of(data):
    """Return the Tidspunkt of plain data."""
    start, slut = (data[name] and date.fromisoformat(data[name]) for name in ("start", "slut"))
    return Tidspunkt(data["tekst"], start, slut, data["praecision"], data["aar_udledt"])


def _plan_field(name, to_plain, from_plain):
    def put(plan, til, aendring, by):
        setattr(plan, name, from_plain(til))
        _save_by(plan, aendring, by)

    return lambda plan: to_plain(getattr(plan, name)), put


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


def _level_of_move(milepael, post):
    days = forskydning(milepael.godkendt, tidspunkt_of(post.til))
    small = days is None or abs(days) <= milepael.plan.tid_roed
    return N.PROGRAMEJER if small and not milepael.kritisk else N.STYREGRUPPE


def _level_of_definition(definition, post):
    earlier = definition.indikator.definitioner.exclude(planversion=None).exists()
    return N.STYREGRUPPE if earlier else N.PROGRAMEJER


def _frame(post):
    """Return {year as text: kroner} of a budget line's frame."""
    rows = post.beloeb.filter(slags=Beloebsslags.BUDGET).order_by("pr_dato", "pk")
    return {str(aar): kroner for aar, kroner in rows.values_list("aar", "kroner")}


def _set_frame(post, til, aendring, by):
    now = _frame(post)
    for aar, kroner in til.items():
        if now.get(aar) != kroner:
            row = Beloeb(
                post=post, aar=int(aar), slags=Beloebsslags.BUDGET, kroner=kroner, pr_dato=ur.i_dag(),
                note=f"Ændring {aendring.nr}", oprettet_den=ur.nu(), oprettet_af=by, laast_den=ur.nu(),
            )  # fmt: skip
            row.full_clean()
            row.save()


def _always(level):
    return lambda row, post: level


def _iso(value):
    return value and value.isoformat()


def _day(value):
    return value and date.fromisoformat(value)


FELTER = {
    ("plan", "formaal"): Felt("formål", *_plan_field("formaal", str, str), _always(N.CHEFTEAM)),
    ("plan", "periode_slut"): Felt("slutdato", *_plan_field("periode_slut", _iso, _day), _always(N.STYREGRUPPE)),
    **{
        ("plan", name): Felt(str(Indsatsplan._meta.get_field(name).verbose_name), *_plan_field(name, int, int),
                             _always(N.STYREGRUPPE))
        for name in TOLERANCER
    },
    ("milepael", "godkendt"): Felt(
        "godkendt dato", lambda row: tidspunkt_data(row.godkendt), _set_godkendt, _level_of_move
    ),
    ("milepael", "bortfald"): Felt(
        "bortfalder", lambda row: row.bortfaldet_begrundelse, _drop_milestone, _always(N.STYREGRUPPE)
    ),
    ("maal", "opgives"): Felt("opgives", lambda row: row.opgivet_begrundelse, _give_up, _always(N.STYREGRUPPE)),
    ("definition", "i_kraft"): Felt(
        "definition", lambda row: row.planversion_id, _take_into_force, _level_of_definition
    ),
    ("budget", "ramme"): Felt("budget", _frame, _set_frame, _always(N.PROGRAMEJER)),
}  # fmt: skip


def row_of(post, plan):
    """Return the row a post is about, of this plan. NotNow when it is gone."""
    model = MODELLER[post.genstand]
    rows = model._base_manager.select_for_update(of=("self",)).filter(uuid=post.objekt)
    path = {"plan": "pk", "definition": "indikator__maal__plan"}.get(post.genstand, "plan")
    row = rows.filter(**{path: plan.pk}).first()
    if row is None:
        raise NotNow("Det, ændringen handler om, findes ikke længere i planen. Ret ændringen, og send den igen.")
    return row


def level_of(plan, poster):
    """Return the level that must approve the posts together: the highest; a changed total of the budget counts once."""
    levels = [_level(plan, post) for post in poster]
    more = sum(_total(post.til) - _total(post.fra) for post in poster if post.genstand == "budget")
    if more:
        levels.append(N.CHEFTEAM if more > 0 else N.STYREGRUPPE)
    return max(levels, default=N.PROGRAMEJER)


def _total(frame):
    return sum((frame or {}).values())


def _level(plan, post):
    if post.felt == "ny":
        return N.PROGRAMEJER if post.genstand == "milepael" else N.STYREGRUPPE
    return FELTER[post.genstand, post.felt].level(row_of(post, plan), post)


def make_new(plan, post, aendring, by):
    """Make the row a post »ny« describes: a milestone or a goal, dated and original from the first."""
    model, data = MODELLER[post.genstand], dict(post.til)
    require_room(model, plan)
    for name in ("ansvarlig", "ejer"):
        if data.get(name):
            data[name] = Bruger.objects.get(uuid=data[name])
    if "godkendt" in data:
        data["godkendt"] = data["oprindelig"] = tidspunkt_of(data["godkendt"])
        data |= {"oprindelig_sat_den": ur.nu(), "oprindelig_sat_af": by}
    row = model(plan=plan, uuid=post.objekt, aendring=aendring, oprettet_den=ur.nu(), oprettet_af=by, **data)
    row._history_user = by
    row.full_clean()
    row.save()
    return row
