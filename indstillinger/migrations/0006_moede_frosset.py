"""Frister of meetings planned before they were stored, and what the database refuses of meetings (50 §7)."""

from django.db import migrations

from indstillinger.beregning.frister import EFTER, FOER, frister
from mso_portal.motor import triggers

APP = "indstillinger_"
# What a verb may still change of an item that has its number; the rest is as it was sent.
PUNKT_FRI = (
    "raekkefoelge", "titel", "titel_lukket", "aabenhed", "hjemmel", "begrundelse", "sagstype", "tekst", "sti",
    "minutter", "sen_begrundelse", "udsat_til_id", "grund", "tilstand", "version", "afgjort_den", "afgjort_af_id",
)  # fmt: skip
TID = ("tekst", "start", "slut", "praecision", "aar_udledt")
BESLUTNING_FRI = (
    "status", "status_den", "status_af_id", "status_grund", "erstattet_af_id", "ansvarlig_id", "version",
    "referatpunkt_id", *(f"opfoelgning_{name}" for name in TID),
)  # fmt: skip
OPGAVE_FRI = (
    "beslutning_id", "raekke_uuid", "tekst", "type", "ansvarlig_id", "stiller_id", "uden_frist", "udskudt",
    "oensket_frist", "resultat", "fil_id", "filnavn", "indstilling_id", "grund", "tilstand", "version", "meldt_den",
    "meldt_af_id", "lukket_den", "lukket_af_id", *(f"frist_{name}" for name in TID),
)  # fmt: skip


def store_frister(apps, schema_editor):
    closed = set(apps.get_model("organisation", "Lukkedag").objects.order_by("dato").values_list("dato", flat=True))
    for moede in apps.get_model("indstillinger", "Moede").objects.select_related("forum").order_by("pk"):
        counts = {name: getattr(moede.forum, f"frist_{name}") for name in (*FOER, *EFTER)}
        for name, moment in frister(moede.dato, counts, closed).items():
            setattr(moede, f"frist_{name}", moment)
        moede.save()


class Migration(migrations.Migration):
    dependencies = [("indstillinger", "0005_moede")]

    operations = [
        migrations.RunPython(store_frister, migrations.RunPython.noop, elidable=False),
        triggers.AppendOnly(f"{APP}punktversion"),
        triggers.FrozenWhen(f"{APP}dagsordenspunkt", "nummer", PUNKT_FRI),
        triggers.FrozenWhen(f"{APP}udsendelse", "sendt_den"),
        triggers.FrozenParent(f"{APP}udsendelsespunkt", "udsendelse_id", f"{APP}udsendelse", "sendt_den"),
        triggers.FrozenParent(f"{APP}modtager", "udsendelse_id", f"{APP}udsendelse", "sendt_den"),
        triggers.FrozenWhen(f"{APP}moededokument", "laast_den", ("tilbagekaldt_den", "tilbagekaldt_af_id")),
        triggers.FrozenParent(f"{APP}fremmoede", "moede_id", f"{APP}moede", "afholdt_den"),
        triggers.FrozenWhen(f"{APP}referat", "godkendt_den"),
        *(
            triggers.FrozenParent(f"{APP}{name}", "referat_id", f"{APP}referat", "godkendt_den")
            for name in ("referatpunkt", "mindretal", "referatkommentar")
        ),
        triggers.FrozenWhen(f"{APP}beslutning", "oprettet_den", BESLUTNING_FRI),
        triggers.FrozenWhen(f"{APP}opgave", "oprindelig_frist", OPGAVE_FRI),
    ]
