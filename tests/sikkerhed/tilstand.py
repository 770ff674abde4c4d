"""The whole database in one number, to say whether anything changed."""

from django.db import connection

# What reading itself may write.
UNDTAGET = {"django_session", "motor_opslag"}


def fingeraftryk():
    """Return {table: md5 of its rows} of every table but sessions and the access log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall() if name not in UNDTAGET]
        parts = [
            f"""SELECT '{name}', md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text), '')) FROM "{name}" t"""
            for name in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
