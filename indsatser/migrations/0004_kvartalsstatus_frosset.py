"""A locked status, its rows and its editions: what the database itself refuses to change (21 §6)."""

from django.db import migrations

from mso_portal.motor import triggers

APP = "indsatser_"
STATUS = f"{APP}kvartalsstatus"
# The rows that are the status' own content.
RAEKKER = ("statusvurdering", "statusbidrag", "statusbeslutning", "valgmulighed", "statusrettelse")


class Migration(migrations.Migration):
    dependencies = [("indsatser", "0003_kvartalsstatus")]

    operations = [
        triggers.FrozenWhen(STATUS, "laast_den", ("dagsordenspunkt_id", "version")),
        *(triggers.FrozenParent(f"{APP}{name}", "status_id", STATUS, "laast_den") for name in RAEKKER),
        triggers.FrozenWhen(f"{APP}statusudfald", "laast_den"),
        triggers.AppendOnly(f"{APP}statusudgave"),
        triggers.AppendOnly(f"{APP}rundeudgave"),
        triggers.FrozenWhen(f"{APP}statusuddrag", "oprettet_den", ("tilbagekaldt_den", "tilbagekaldt_af_id")),
    ]
