"""A registered value, and a definition in use, are never changed (50 §7)."""

from django.db import migrations

from mso_portal.motor import triggers


class Migration(migrations.Migration):
    dependencies = [("maalinger", "0001_initial")]

    operations = [
        triggers.FrozenWhen("maalinger_observation", "registreret_den", ("gaeldende",)),
        triggers.FrozenWhen("maalinger_noegletalversion", "i_brug_den"),
        triggers.AppendOnly("maalinger_note"),
    ]
