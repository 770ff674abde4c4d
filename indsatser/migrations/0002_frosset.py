"""What the database itself refuses of plans (20 §4, §9): what was approved changes by an approved Ændring alone."""

from django.db import migrations

from mso_portal.motor import triggers

APP = "indsatser_"
PLAN = f"{APP}indsatsplan"
# The columns of an aktiv plan and of its rows that only an Ændring moves.
KUN_VED_AENDRING = {
    PLAN: (
        "id", "formaal", "periode_slut", "tid_gul", "tid_roed", "oekonomi_roed", "risiko_gul", "risiko_roed",
        "leverance_roed",
    ),
    f"{APP}milepael": (
        "plan_id", "godkendt_tekst", "godkendt_start", "godkendt_slut", "godkendt_praecision", "bortfaldet_den",
    ),
    f"{APP}maal": ("plan_id", "opgivet_den"),
}  # fmt: skip
FUNCTION = """
-- TG_ARGV: the column that names the plan, then the columns that only an approved Ændring may change.
CREATE FUNCTION mso_kun_ved_aendring() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plan bigint; old_row jsonb; new_row jsonb; changed boolean := false; approved boolean := false;
BEGIN
  IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
  plan := (coalesce(old_row, new_row) ->> TG_ARGV[0])::bigint;
  IF NOT EXISTS (SELECT 1 FROM indsatser_indsatsplan WHERE id = plan AND aktiveret_den IS NOT NULL) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'UPDATE' THEN
    FOR i IN 1 .. array_length(TG_ARGV, 1) - 1 LOOP
      changed := changed OR old_row -> TG_ARGV[i] IS DISTINCT FROM new_row -> TG_ARGV[i];
    END LOOP;
    IF NOT changed THEN
      RETURN NEW;
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    -- Approved, and not yet written into its Planversion: only within the transaction that approves it.
    approved := EXISTS (SELECT 1 FROM indsatser_aendring a
      WHERE a.id = (new_row ->> 'aendring_id')::bigint AND a.plan_id = plan AND a.tilstand = 'godkendt'
        AND NOT EXISTS (SELECT 1 FROM indsatser_planversion v WHERE v.aendring_id = a.id));
  END IF;
  IF NOT approved THEN
    RAISE EXCEPTION 'Det godkendte i % ændres kun med en godkendt ændring.', TG_TABLE_NAME USING ERRCODE = 'MSO01';
  END IF;
  RETURN NEW;
END $$;
"""
TID = ("tekst", "start", "slut", "praecision", "aar_udledt")
MILEPAEL_FRI = (
    "tema_id", "raekkefoelge", "titel", "opfyldelseskriterium", "art", "ansvarlig_id", "ansvarlig_rolle", "kritisk",
    *(f"godkendt_{name}" for name in TID), "faktisk_dato", "bortfaldet_den", "bortfaldet_af_id",
    "bortfaldet_begrundelse", "aendring_id", "version",
)  # fmt: skip
BASELINE = (
    "baseline_kvalitet", "baseline_observation_id", "baseline_vaerdi", "baseline_begrundelse", "baseline_senest",
    "baseline_sat_den", "baseline_sat_af_id",
)  # fmt: skip
DEFINITION = (
    "begrundelse", "maaltype", "maalvaerdi", "maal_frist", "fastholdelse_tolerance", "planversion_id", "gyldig_fra",
    "version",
)  # fmt: skip
RAEKKER = (
    "tema", "milepael", "aktivitet", "leverance", "planrisiko", "budgetpost", "opfoelgningspunkt", "maal", "tilsyn",
    "aendring",
)  # fmt: skip


def _only_by_change(table, columns):
    arguments = ", ".join(f"'{name}'" for name in columns)
    return migrations.RunSQL(
        f'CREATE TRIGGER mso_kun_ved_aendring BEFORE INSERT OR UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION mso_kun_ved_aendring({arguments})",
        f'DROP TRIGGER mso_kun_ved_aendring ON "{table}"',
    )


class Migration(migrations.Migration):
    dependencies = [("indsatser", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION mso_kun_ved_aendring"),
        *(_only_by_change(table, columns) for table, columns in KUN_VED_AENDRING.items()),
        *(triggers.FrozenParent(f"{APP}{name}", "plan_id", PLAN, "endt_den") for name in RAEKKER),
        triggers.AppendOnly(f"{APP}planversion"),
        triggers.AppendOnly(f"{APP}milepaelsprognose"),
        triggers.FrozenWhen(f"{APP}milepael", "oprindelig_sat_den", MILEPAEL_FRI),
        triggers.FrozenWhen(f"{APP}beloeb", "laast_den"),
        triggers.FrozenWhen(f"{APP}risikovurdering", "laast_den"),
        triggers.FrozenWhen(f"{APP}indikatordefinition", "planversion_id", ("version", *BASELINE)),
        triggers.FrozenWhen(f"{APP}indikatordefinition", "baseline_sat_den", DEFINITION, "mso_frozen_baseline"),
        triggers.FrozenParent(f"{APP}delmaal", "definition_id", f"{APP}indikatordefinition", "planversion_id"),
        triggers.FrozenWhen(f"{APP}maalemetode", "laast_den", ("udfoeres_af_id", "version")),
        triggers.FrozenWhen(f"{APP}tjekliste", "i_brug_den", ("tilstand", "version")),
        triggers.FrozenParent(f"{APP}tjeklistepunkt", "tjekliste_id", f"{APP}tjekliste", "i_brug_den"),
        triggers.FrozenWhen(f"{APP}tilsyn", "lukket_den"),
    ]
