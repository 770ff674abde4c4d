"""Pages of the portal itself: health, help, accessibility."""

import re

import pytest
from django.conf import settings as portal
from django.db import OperationalError
from django.utils.html import strip_tags

from mso_portal import sider
from mso_portal.motor import sessions
from tests import builders


def log_in(client):
    client.force_login(builders.bruger())
    session = client.session
    sessions.start(session)
    session.save()


def test_sund_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/sund/")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_klar_when_everything_is_up(client):
    response = client.get("/klar/")

    assert (response.status_code, response.content) == (200, b"klar")


@pytest.mark.django_db
def test_klar_without_database_is_503(client, monkeypatch):
    def down(connection):
        raise OperationalError

    monkeypatch.setattr(sider, "MigrationExecutor", down)
    response = client.get("/klar/")

    assert (response.status_code, response.content) == (503, b"database")


@pytest.mark.django_db
def test_klar_before_its_migrations_is_503(client, monkeypatch):
    monkeypatch.setattr(sider.MigrationExecutor, "migration_plan", lambda self, targets: [("en", "migration")])
    response = client.get("/klar/")

    assert (response.status_code, response.content) == (503, b"migrering")


@pytest.mark.django_db
def test_robots_are_kept_away_from_everything(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_was_leads_to_the_statement(client, settings):
    before = client.get("/was/").url
    settings.MSO_TILGAENGELIGHEDSERKLAERING = "https://erklaering.example/mso"

    assert (before, client.get("/was/").url) == ("/tilgaengelighed/", "https://erklaering.example/mso")


@pytest.mark.django_db
def test_statement_that_is_missing_is_said(client, settings):
    settings.MSO_TILGAENGELIGHEDSERKLAERING = ""

    html = client.get("/tilgaengelighed/").content.decode()

    assert html.count("Erklæringen er ikke oprettet endnu.") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("emne", sider.TOPICS)
def test_help_topic_is_short_and_has_its_title(client, emne):
    log_in(client)
    from_disk = (portal.BASE_DIR / "templates/sider/hjaelp" / f"{emne}.html").read_text(encoding="utf-8")

    response = client.get(f"/hjaelp/{emne}/")

    words = strip_tags(re.sub(r"{[%#].*?[%#]}", "", from_disk)).split()
    assert (response.status_code, len(words) <= 600) == (200, True)
    assert response.content.decode().count(f"<h1>{sider.TOPICS[emne]}</h1>") == 1


@pytest.mark.django_db
def test_help_about_something_else_is_not_found(client):
    log_in(client)

    assert client.get("/hjaelp/base/").status_code == 404


@pytest.mark.django_db
def test_gallery_shows_every_component(client):
    log_in(client)

    assert client.get("/komponenter/").status_code == 200
