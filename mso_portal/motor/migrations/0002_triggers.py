from django.db import migrations

from mso_portal.motor import triggers


class Migration(migrations.Migration):
    dependencies = [("motor", "0001_initial")]

    operations = [
        migrations.RunSQL(
            triggers.FUNCTIONS,
            "DROP FUNCTION mso_append_only(), mso_frozen_when(), mso_frozen_parent()",
        ),
        migrations.RunSQL(
            triggers.CHAIN,
            "DROP TRIGGER mso_seal ON motor_haendelse; DROP FUNCTION mso_seal(), mso_canonical(motor_haendelse)",
        ),
        migrations.RunSQL(
            triggers.ACCESS_ROWS,
            "DROP TRIGGER mso_opslag ON motor_opslag; DROP TRIGGER mso_no_truncate ON motor_opslag; "
            "DROP FUNCTION mso_opslag()",
        ),
        triggers.AppendOnly("motor_haendelse"),
        triggers.AppendOnly("motor_logled"),
    ]
