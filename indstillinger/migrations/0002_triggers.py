from django.db import migrations

from mso_portal.motor import triggers


class Migration(migrations.Migration):
    dependencies = [("indstillinger", "0001_initial"), ("motor", "0002_triggers")]

    operations = [triggers.AppendOnly("indstillinger_indstillingsversion")]
