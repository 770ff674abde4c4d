"""What the database lets the running portal do: rows yes, tables no, nothing undone where rows only come."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

# Each states a fact, so running them twice changes nothing; in one transaction the running portal never
# meets the moment between a REVOKE and its GRANT.
STATEMENTS = [
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    # A table made after this command ran can be filled but not changed until the command has run again.
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE UPDATE, DELETE ON {append_only} FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {read_only} FROM {role}",
]
READ_ONLY = ["django_migrations"]


class Command(BaseCommand):
    help = "Sætter databaserettighederne for portalens rolle. Kør den som ejer efter hver migrate."

    def add_arguments(self, parser):
        parser.add_argument("--rolle", default="mso_app", help="den rolle, web og arbejder logger ind med")

    def handle(self, *args, rolle, **options):
        """Needs the owner of the tables, which manage.py takes from DATABASE_URL_EJER."""
        tables = append_only_tables()
        with transaction.atomic(), connection.cursor() as cursor:
            check_roles(cursor, rolle)
            names = {
                "role": sql.Identifier(rolle),
                "database": sql.Identifier(connection.settings_dict["NAME"]),
                "append_only": identifiers(tables),
                "read_only": identifiers(READ_ONLY),
            }
            for statement in STATEMENTS:
                if "{append_only}" not in statement or tables:
                    cursor.execute(sql.SQL(statement).format(**names))
        self.stdout.write(f"Rettigheder sat for {rolle}; {len(tables)} tabeller kan kun få nye rækker.")


def append_only_tables():
    """Tables of the models that say `append_only = True`."""
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if getattr(model, "append_only", False)})


def identifiers(names):
    return sql.SQL(", ").join(map(sql.Identifier, names))


def check_roles(cursor, role):
    cursor.execute("SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
    owner, exists = cursor.fetchone()
    if not exists:
        raise CommandError(f"Rollen {role} findes ikke. Opret den med: CREATE ROLE {role} LOGIN PASSWORD '…'")
    if owner == role:
        raise CommandError(f"Du er logget ind som {role}. Sæt DATABASE_URL_EJER til tabellernes ejer.")
