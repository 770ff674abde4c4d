"""What PostgreSQL itself refuses the role that web and worker log in with."""

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import errors, sql

from mso_portal.management.commands.db_rettigheder import append_only_tables


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker):
    """The test database as mso_app, after the command has run twice."""
    with django_db_blocker.unblock():
        for _ in range(2):
            call_command("db_rettigheder", verbosity=0)
        settings = connection.settings_dict
        connection.close()
    return {"dbname": settings["NAME"], "host": settings["HOST"], "port": settings["PORT"], "user": "mso_app"}


@pytest.fixture
def app(address):
    with psycopg.connect(**address) as role:
        yield role
        role.rollback()


def rights(app, table):
    """Which of the rights on rows and table the role has."""
    kinds = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    has = sql.SQL("SELECT has_table_privilege(%s, %s)")
    return [kind for kind in kinds if app.execute(has, [f'public."{table}"', kind]).fetchone()[0]]


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE django_session",
        "DROP TABLE django_session",
        "ALTER TABLE django_session ADD COLUMN ekstra int",
        "ALTER TABLE motor_haendelse DISABLE TRIGGER ALL",
        "CREATE TABLE ny (id int)",
        "CREATE TEMPORARY TABLE ny (id int)",
        "CREATE SCHEMA ny",
        "CREATE ROLE ny",
        "UPDATE motor_haendelse SET id = id",
        "DELETE FROM motor_haendelse",
        "DELETE FROM django_migrations",
        "SET ROLE mso_ejer",
    ],
)
def test_the_role_is_refused(app, statement):
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(statement)


def test_every_append_only_table_can_be_read_and_added_to_only(app):
    tables = append_only_tables()

    assert {table: rights(app, table) for table in tables} == dict.fromkeys(tables, ["SELECT", "INSERT"])


def test_every_other_table_can_be_changed_by_row_only(app):
    models = apps.get_models(include_auto_created=True)
    others = {model._meta.db_table for model in models if model._meta.managed} - set(append_only_tables())

    rows = ["SELECT", "INSERT", "UPDATE", "DELETE"]
    assert {table: rights(app, table) for table in others} == dict.fromkeys(others, rows)


def test_the_event_log_is_among_the_append_only_tables():
    assert "motor_haendelse" in append_only_tables()


@pytest.mark.django_db
def test_a_table_made_later_cannot_be_changed_before_the_command_has_run_again():
    call_command("db_rettigheder", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE senere (id int)")
        cursor.execute("SELECT has_table_privilege('mso_app', 'senere', 'INSERT'), "
                       "has_table_privilege('mso_app', 'senere', 'UPDATE')")  # fmt: skip

        assert cursor.fetchone() == (True, False)


@pytest.mark.django_db
def test_an_unknown_role_is_answered_with_what_to_do():
    with pytest.raises(CommandError, match="CREATE ROLE findes_ikke LOGIN"):
        call_command("db_rettigheder", rolle="findes_ikke")


@pytest.mark.django_db
def test_the_owner_is_not_limited_by_mistake():
    with pytest.raises(CommandError, match="DATABASE_URL_EJER"):
        call_command("db_rettigheder", rolle=connection.settings_dict["USER"])
