"""Positive controls of tests/strict: each fault is made here, and must be refused."""

import socket

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Context, Template, engines
from django.urls import path

from tests.strict.network import NetworkRefused
from tests.strict.reads import WriteInGet, changes
from tests.strict.templates import UnknownVariable


def count(request):
    return HttpResponse(str(Group.objects.count()))


def write(request):
    Group.objects.create(name="x")
    return HttpResponse("skrevet")


def lock(request):
    with transaction.atomic():
        list(Group.objects.select_for_update().order_by("pk"))
    return HttpResponse("")


urlpatterns = [path("count/", count), path("write/", write), path("lock/", lock)]


@pytest.fixture
def plain_client(client, settings):
    """Requests without the portal's middleware, to the views above."""
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = __name__
    return client


def render(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    ["{{ ukendt }}", "{{ a.ukendt }}", "{{ ukendt|upper }}", "{% with b=ukendt %}{% endwith %}"],
)
def test_unknown_variable_is_refused(source):
    with pytest.raises(UnknownVariable, match="ukendt"):
        render(source, a={})


@pytest.mark.parametrize(
    "source", ["{% if ukendt %}x{% endif %}", '{{ ukendt|default:"" }}', "{% for x in ukendt %}x{% endfor %}"]
)
def test_asking_for_a_variable_is_allowed(source):
    assert render(source) == ""


def test_known_variable_is_shown():
    assert render("{{ a }}{{ b.c }}", a=None, b={"c": "x"}) == "Nonex"


def test_templates_of_others_may_lean_on_unknown_variables():
    template = Template("{{ ukendt }}")
    template.origin.name = "/et/andet/sted/django/forms/attrs.html"

    assert template.render(Context({})) == ""


def test_network_is_refused():
    with socket.socket() as outward, pytest.raises(NetworkRefused):
        outward.connect(("192.0.2.1", 80))


def test_name_on_the_network_is_refused():
    with socket.socket() as outward, pytest.raises(NetworkRefused):
        outward.connect_ex(("eksempel.invalid", 80))


def test_own_machine_answers():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_unordered_queryset_comes_in_another_order(db):
    made = [Group.objects.create(name=name) for name in "abc"]

    assert list(Group.objects.all()) == made[::-1]
    assert list(Group.objects.values_list("name", flat=True)) == ["c", "b", "a"]


def test_ordered_queryset_is_left_alone(db):
    made = [Group.objects.create(name=name) for name in "abc"]

    assert list(Group.objects.order_by("name")) == made


def test_get_that_reads_is_answered(plain_client, db):
    assert plain_client.get("/count/").content == b"0"


@pytest.mark.parametrize("url", ["/write/", "/lock/"])
def test_get_that_writes_or_locks_is_refused(plain_client, db, url):
    with pytest.raises(WriteInGet):
        plain_client.get(url)


def test_post_may_write(plain_client, db):
    assert plain_client.post("/write/").content == b"skrevet"


def test_writing_is_allowed_again_after_a_get(plain_client, db):
    plain_client.get("/count/")

    assert Group.objects.create(name="y").name == "y"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('SELECT "a"."update" FROM "a" WHERE "b" = %s', False),
        ("SELECT 'DELETE FROM x'", False),
        ('SAVEPOINT "s1"', False),
        ('INSERT INTO "motor_opslag" ("a") VALUES (1)', False),
        ('UPDATE "django_session" SET "a" = 1', False),
        ('INSERT INTO "motor_haendelse" ("a") VALUES (1)', True),
        ('WITH x AS (DELETE FROM "a" RETURNING *) SELECT * FROM x', True),
        ('SELECT "a" FROM "b" FOR UPDATE', True),
        ("SELECT nextval('s')", True),
    ],
)
def test_statement_is_known_for_what_it_does(sql, expected):
    assert changes(sql) is expected


def test_queries_are_counted(count_queries):
    assert count_queries(lambda: (Group.objects.count(), Group.objects.exists())) == 2


def test_queries_that_grow_with_the_rows_are_seen(queries_at):
    def one_query_per_row():
        for group in Group.objects.order_by("pk"):
            group.permissions.exists()

    counts = queries_at(lambda nr: Group.objects.create(name=nr), one_query_per_row, (1, 3))

    assert counts == [2, 4]


def test_queries_fetched_once_are_not_counted(queries_at):
    ContentType.objects.clear_cache()

    counts = queries_at(lambda nr: None, lambda: ContentType.objects.get_for_model(Group), (1, 3))

    assert counts == [0, 0]


def test_tests_run_as_the_owner_of_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (True, False)
