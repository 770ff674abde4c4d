"""What a plan must hold before it can be activated, and what activation sets (20 §4.1, §12)."""

from django.core.exceptions import ValidationError

from indsatser.enums import UAFKLARET, Baselinekvalitet, Indikatortilstand, Maalniveau, Metoderolle
from indsatser.models import (
    Beloeb,
    Indikator,
    Indikatordefinition,
    Maal,
    Maalemetode,
    Milepael,
    Planversion,
    Risikovurdering,
)
from indsatser.models.planindhold import plan_content
from indsatser.workflow.leverance import ask
from indsatser.workflow.statuspligt import ends, primary_of
from maalinger.models import Dataserie
from maalinger.workflow import add_note
from mso_portal.motor import ur
from mso_portal.motor.workflow import save

KRAEVES = {
    "formaal": "Skriv planens formål.", "ejerenhed": "Vælg ejerenheden.", "styregruppe": "Vælg styregruppen.",
    "programejer": "Vælg en programejer.", "tovholder": "Vælg en tovholder.",
    "periode_start": "Skriv, hvornår planen begynder.", "periode_slut": "Skriv, hvornår planen slutter.",
}  # fmt: skip


def missing(plan):
    """Return what keeps the plan from being activated, a sentence each; six queries."""
    found = [message for name, message in KRAEVES.items() if not getattr(plan, name)]
    if plan.aabenhed == "ikke_angivet":
        found.append("Vælg, om planen er åben eller lukket.")
    if plan.beslutning_id is None and not (plan.vedtaget_hvor and plan.vedtaget_dato):
        found.append("Skriv, hvor og hvornår planen er vedtaget.")
    if (primary := primary_of(plan)) is None:
        found.append("Vælg, i hvilken rytme planen rapporterer til styregruppen.")
    elif primary.rytme.er_slut:
        found.append(f"{ends(primary)} Vælg en anden rytme under Rapportering.")
    return found + _milestones(plan) + _goals(plan) + _indicators(plan)


def _listed(rows):
    return "; ".join(str(row) for row in rows)


def _milestones(plan):
    rows = list(Milepael.objects.filter(plan=plan).order_by("raekkefoelge", "pk"))
    found = [] if any(row.godkendt.slut for row in rows) else ["Sæt dato på mindst én milepæl."]
    nobody = [row for row in rows if not (row.ansvarlig_id or row.ansvarlig_rolle)]
    if nobody:
        found.append(f"{_count(nobody, 'milepæl', 'milepæle')} mangler en ansvarlig: {_listed(nobody)}.")
    return found


def _count(rows, one, many):
    return f"{len(rows)} {one if len(rows) == 1 else many}"


def _goals(plan):
    rows = list(
        Maal.objects.filter(plan=plan, niveau=Maalniveau.KONKRET, opgivet_den=None).order_by("raekkefoelge", "pk")
    )
    if not rows:
        return ["Skriv mindst ét konkret mål."]
    nobody = [row for row in rows if row.ejer_id is None]
    if not nobody:
        return []
    many = "Vælg en for hvert mål, og aktivér igen." if len(nobody) > 1 else "Vælg en, og aktivér igen."
    return [f"{len(nobody)} mål mangler en ansvarlig: {_listed(nobody)}. {many}"]


def _indicators(plan):
    rows = Indikator.objects.filter(maal__plan=plan, maal__opgivet_den=None, tilstand__in=UAFKLARET)
    unclear = [
        row for row in rows.order_by("maal", "raekkefoelge", "pk") if not (row.afklares_senest and row.afklares_af_id)
    ]
    if not unclear:
        return []
    count = _count(unclear, "indikator", "indikatorer")
    return [f"{count} mangler dato eller person for afklaring: {_listed(unclear)}."]


def set_in_force(plan, by):
    """Freeze what is approved at activation: original dates, definitions, amounts; Planversion 1; ask the suppliers.

    The plan's row is locked and its tilstand still kladde: afterwards the database refuses all but an Ændring.
    """
    for row in Milepael.objects.filter(plan=plan).exclude(godkendt_tekst="").order_by("pk"):
        set_original(row, by)
        save(row, by)
    version = freeze(plan, by)
    Beloeb.objects.filter(post__plan=plan, laast_den=None).update(laast_den=ur.nu())
    Risikovurdering.objects.filter(risiko__plan=plan, laast_den=None).update(laast_den=ur.nu())
    for row in plan.leverancer.order_by("pk"):
        row.tilstand_den = ur.nu()
        ask(row, by)
    if not plan.er_lukket:
        _note(plan, version, by)
    return version


def _note(plan, version, by):
    """Whoever looks at a series the plan is measured by sees where the plan begins; a lukket plan says nothing."""
    primary = Maalemetode.objects.filter(definition__planversion=version, rolle=Metoderolle.PRIMAER).order_by()
    for serie in Dataserie.objects.filter(pk__in=primary.values("serie")).order_by("pk"):
        add_note(serie, dato=ur.i_dag(), tekst=f"Indsatsplan {plan.nummer} begynder", by=by)


def set_original(milepael, by):
    """The first approved date is the original one, for good."""
    if milepael.oprindelig_sat_den is None and milepael.godkendt:
        milepael.oprindelig = milepael.godkendt
        milepael.oprindelig_sat_den, milepael.oprindelig_sat_af = ur.nu(), by


def freeze(plan, by, aendring=None):
    """Return the next Planversion, and put the definitions in force that it approves: at activation every complete one,
    later those that the change names. A draft nobody has approved stays one."""
    waiting = Indikatordefinition.objects.filter(
        indikator__maal__plan=plan, planversion=None, indikator__tilstand=Indikatortilstand.DEFINERET
    )
    if aendring:
        named = aendring.poster.filter(genstand="definition").order_by().values("objekt")
        waiting = waiting.filter(uuid__in=named)
    waiting = list(waiting.order_by("pk"))
    newest = plan.planversioner.order_by("nr").last()
    snapshot, sha256 = plan_content(plan, {row.pk for row in waiting})
    version = Planversion.objects.create(
        plan=plan, nr=newest.nr + 1 if newest else 1, aendring=aendring, snapshot=snapshot, sha256=sha256,
        oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip
    for row in waiting:
        _in_force(row, version, by)
    return version


def _in_force(definition, version, by):
    """From here on the database refuses every change, but to a baseline that is still missing."""
    for metode in definition.maalemetoder.order_by("pk"):
        metode.laast_den = ur.nu()
        save(metode, by)
    definition.planversion = version
    if definition.baseline_kvalitet != Baselinekvalitet.MANGLER:
        definition.baseline_sat_den, definition.baseline_sat_af = ur.nu(), by
    save(definition, by)


def require_complete(plan):
    """ValidationError with every sentence of `missing`."""
    if found := missing(plan):
        raise ValidationError({"__all__": found})
