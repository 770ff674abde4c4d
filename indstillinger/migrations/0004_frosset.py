"""A text that was sent is frozen by the database until the paper is a kladde again (10 §3.2, 50 §7)."""

from django.db import migrations, models

from mso_portal.motor import triggers

PAPIR = "indstillinger_indstilling"
# What a verb may still change: state, openness, filing, stamps.
FRI = (
    "tilstand", "version", "aabenhed", "titel_lukket", "hjemmel", "lukket_begrundelse", "sagsnummer", "kle",
    "journaliseret_den", "journaliseret_af_id", "redigeret_den", "redigeret_af_id", "feltspor",
    "indsendt_den", "indsendt_af_id", "indsendt_version_id", "godkendt_den", "godkendt_af_id", "godkendt_version_id",
    "behandlet_den", "behandlet_af_id", "trukket_den", "trukket_af_id", "trukket_grund",
)  # fmt: skip
RAEKKER = (
    "beslutningspunkt", "deltager", "effektmaal", "direkteudgift", "udgiftspost", "finansieringskilde",
    "indirekteudgift", "procestrin", "risikopunkt", "bilag", "indstilling_medforfattere",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("indstillinger", "0003_klar")]

    operations = [
        migrations.AlterField(
            model_name="indstillingsversion",
            name="anledning",
            field=models.CharField(
                choices=[
                    ("koordinering", "Sendt i koordinering"),
                    ("indsendt", "Sendt til godkendelse"),
                    ("lukket_efter", "Gjort lukket bagefter"),
                    ("aabnet_efter", "Gjort åben bagefter"),
                    ("tidligere", "Registreret fra et tidligere møde"),
                ],
                max_length=15,
                verbose_name="anledning",
            ),
        ),
        triggers.FrozenWhen(PAPIR, "indsendt_den", FRI),
        *(triggers.FrozenParent(f"indstillinger_{name}", "indstilling_id", PAPIR, "indsendt_den") for name in RAEKKER),
    ]
