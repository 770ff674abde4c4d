"""B6: the full paper of a kvartalsstatus; B19: locking one, from the live plan to the frozen rows."""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML

from tests.benchmarks import planverden, world
from tests.benchmarks.bar import Bar

CSS_FOLDER = Path(__file__).resolve().parents[3] / "static" / "css"
STYLES = ("dokument.css", "pdf.css")
LAAST, LAASES = datetime(2017, 4, 19, 12, tzinfo=UTC), datetime(2020, 12, 1, 12, tzinfo=UTC)
STOERST = 60_000  # bytes of the data of 60 milestones and 25 goals (21 §14.18)


def bars():
    world.database()
    from tests.indsatser.statusdata import toender  # needs the settings that database() has read

    data = toender()
    status = opened()
    yield Bar("B6", "kvartalsstatus, full form, 25 goals", lambda: paper(data), lambda: floor(data), 1.5)
    yield Bar("B19", "locking of a kvartalsstatus", lambda: locked(status), lambda: floor(frozen(status)), 2)
    yield Bar("B19", "data of 60 milestones and 25 goals", lambda: frozen(status), check=lambda: size(status))


def paper(data):
    from indsatser.document.statuspapir import status_document
    from mso_portal.motor.pdf import render_pdf

    document, images = status_document(data, LAAST)
    return render_pdf(document, images=images)


def floor(data):
    """The renderer alone on the same page, its styles read anew."""
    html, images = drawn(data)
    from mso_portal.motor.pdf.fetcher import MemoryFetcher

    styles = [CSS(filename=str(CSS_FOLDER / name), url_fetcher=MemoryFetcher()) for name in STYLES]
    return HTML(string=html, url_fetcher=MemoryFetcher(images)).write_pdf(stylesheets=styles)


_drawn = {}


def drawn(data):
    """Return (html, images) of the data, made once."""
    from indsatser.document.statuspapir import status_document
    from mso_portal.motor.pdf import render_html

    key = data["status"]["uuid"]
    if key not in _drawn:
        document, images = status_document(data, LAAST)
        _drawn[key] = render_html(document), images
    return _drawn[key]


@cache
def opened():
    """The status of the plan with 60 milestones and 25 goals, open for the second quarter of 2020."""
    plan = planverden.stor()
    from indsatser.models import Kvartalsstatus
    from indsatser.workflow.runde import quarter_rhythm, round_near, set_primary
    from indsatser.workflow.statusaabning import open_round

    signe = world.writer()
    rytme = quarter_rhythm(plan.styregruppe, signe)
    set_primary(plan, rytme, signe, date(2020, 1, 1))
    open_round(round_near(rytme, date(2020, 6, 30), signe))
    world.analyse()
    return Kvartalsstatus.objects.select_related("plan", "runde").get(plan=plan)


def frozen(status):
    from indsatser.workflow.status import current_data, read

    return current_data(read(status))


def locked(status):
    """Everything locking does, and undone."""
    from django.db import transaction

    from indsatser.workflow.statuslaas import lock
    from mso_portal.motor import ur

    with transaction.atomic(), ur.stil(LAASES):
        done = lock(status, by=secretary(status.runde.forum))
        transaction.set_rollback(True)
    return done


@cache
def secretary(forum):
    from tests import builders

    person = builders.bruger("Kirsten Sekretær", brugernavn="laaser")
    builders.medlemskab(person, forum, "sekretaer")
    return person


def size(status):
    found = len(json.dumps(frozen(status), ensure_ascii=False, separators=(",", ":")).encode())
    return found <= STOERST, f"{found} bytes, bar <= {STOERST}"
