"""A browser, a portal with the demo world for it, and pages logged in as somebody; complaints fail the test."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections

from mso_portal.settings import database
from tests.browser import chromium
from tests.browser.forfatter import Author, session_of
from tests.browser.portal import Portal, environment

PHONE, TABLET, DESK = (390, 844), (820, 1180), (1280, 800)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """One file here goes before all others: its process plays the world, and no other process waits for it."""
    first = next((item.path for item in items if item.path.parent == Path(__file__).parent), None)
    items.sort(key=lambda item: item.path != first)


@pytest.fixture(scope="session")
def portal():
    """The played world, served; its database is the ORM's "browser"."""
    made = Portal(os.environ.get("PYTEST_XDIST_WORKER", "ene")).prepare().start()
    yield made
    made.drop()


@pytest.fixture(scope="package")
def browser():
    with pytest.MonkeyPatch.context() as patch:
        # Playwright runs a loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with chromium.started() as running:
            yield running


@pytest.fixture
def stored(portal, django_db_blocker):
    """The world's database for reading: `Indstilling.objects.using("browser")`."""
    url = environment(portal.database)["DATABASE_URL"]
    ready = connections["default"].settings_dict | database(url) | {"CONN_MAX_AGE": 0}
    connections.databases["browser"] = ready
    with django_db_blocker.unblock():
        yield "browser"
        connections["browser"].close()
    del connections["browser"]
    del connections.databases["browser"]


@pytest.fixture(scope="session")
def cookies():
    """Sessions by (address, person), made once: logging in by hand is tested in test_login."""
    return {}


@pytest.fixture
def watch():
    found = chromium.Watch()
    yield found
    assert found.left() == []


@pytest.fixture
def visit(portal, browser, cookies, watch):
    """Return a function that opens a page of the portal as a person; each call is a browser of its own."""
    contexts = []

    def open_page(person, path="/", size=DESK, server=portal, fresh=False, **options):
        context = browser.new_context(
            viewport=dict(zip(("width", "height"), size, strict=True)), base_url=server.url, locale="da-DK",
            timezone_id="Europe/Copenhagen", **options,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(chromium.REPORT_VIOLATIONS)
        context.on("page", watch.follow)
        if person:
            key = (server.url, person, len(contexts) if fresh else 0)
            if key not in cookies or fresh:
                cookies[key] = session_of(server.url, person)
            context.add_cookies([{"name": "mso", "value": cookies[key], "url": server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe():
    return Axe()


@pytest.fixture
def author(portal):
    """Return a function that gives an author without a browser."""

    def of(person):
        return Author(portal.url, session_of(portal.url, person))

    return of
