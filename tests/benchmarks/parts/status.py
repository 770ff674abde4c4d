"""B6: the full paper of a kvartalsstatus; B18: the round of 60 plans; B19: locking one, from the live plan on."""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML

from tests.benchmarks import planverden, rundeverden, world
from tests.benchmarks.bar import Bar
from tests.benchmarks.parts.plan import page, rows

CSS_FOLDER = Path(__file__).resolve().parents[3] / "static" / "css"
STYLES = ("dokument.css", "pdf.css")
LAAST, LAASES = datetime(2017, 4, 19, 12, tzinfo=UTC), datetime(2020, 12, 1, 12, tzinfo=UTC)
# What the page of a round says: locked statuses with their lights, what the others are owed, and who has none.
RUNDE = (
    """SELECT p.nummer, p.titel, s.nr, s.laast_den, u.aabenhed, u.data -> 'lys', u.data -> 'beslutninger'
       FROM indsatser_kvartalsstatus s JOIN indsatser_indsatsplan p ON p.id = s.plan_id
       JOIN indsatser_statusudgave u ON u.status_id = s.id WHERE s.runde_id = %s ORDER BY p.nummer""",
    """SELECT p.nummer, p.titel, s.nr, s.tilstand, b.uuid, b.slags, b.svar, b.pindet_den, a.navn
       FROM indsatser_kvartalsstatus s JOIN indsatser_indsatsplan p ON p.id = s.plan_id
       JOIN indsatser_statusbidrag b ON b.status_id = s.id LEFT JOIN organisation_bruger a ON a.id = b.ansvarlig_id
       WHERE s.laast_den IS NULL AND s.runde_id = %s ORDER BY p.nummer, b.id""",
    """SELECT p.nummer, p.titel FROM indsatser_indsatsplan p JOIN indsatser_statuspligt t ON t.plan_id = p.id
       JOIN indsatser_statusrunde r ON r.rytme_id = t.rytme_id WHERE r.id = %s
       AND NOT EXISTS (SELECT 1 FROM indsatser_kvartalsstatus s WHERE s.plan_id = p.id AND s.runde_id = r.id)""",
)
STOERST = 60_000  # bytes of the data of 60 milestones and 25 goals (21 §14.18)


def bars():
    world.database()
    from tests.indsatser.statusdata import toender  # needs the settings that database() has read

    data = toender()
    status = opened()
    yield Bar("B6", "kvartalsstatus, full form, 25 goals", lambda: paper(data), lambda: floor(data), 1.5)
    yield around()
    yield Bar("B19", "locking of a kvartalsstatus", lambda: locked(status), lambda: floor(frozen(status)), 2)
    yield Bar("B19", "data of 60 milestones and 25 goals", lambda: frozen(status), check=lambda: size(status))


def around():
    """The page of a round is the portfolio too, for the members of its forum."""
    runde, browser = rundeverden.runde(), world.client()
    world.analyse()
    url = f"/kvartalsstatus/{runde.forum.kode}/{runde.noegle}/"
    return Bar("B18", "round of 60 plans", lambda: page(browser, url), lambda: least(runde), 3)


def least(runde):
    return [rows(sql, runde.pk) for sql in RUNDE]


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
