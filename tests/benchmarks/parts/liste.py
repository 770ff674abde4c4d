"""B7 and B8: the first page of the list, of 400 and of 40,000 papers that the reader may all see."""

from tests.benchmarks import world
from tests.benchmarks.bar import Bar

FEW, MANY = 400, 40_000
URL = "/indstillinger/?fane=alle&antal=50&sort=-aendret&fase=kladde"
SQL = """
    SELECT i.nummer, i.titel, i.aabenhed, i.tilstand, l.navn, to_char(i.redigeret_den, 'DD.MM.YYYY'),
           (SELECT count(*) FROM indstillinger_indstilling
            WHERE tilstand = 'kladde' AND sagsbehandler_id = %s)
    FROM indstillinger_indstilling i LEFT JOIN organisation_bruger l ON l.id = i.ansvarlig_leder_id
    WHERE i.tilstand = 'kladde' AND i.sagsbehandler_id = %s
    ORDER BY i.redigeret_den DESC, i.nummer DESC LIMIT 50
"""
NAMES = ("nummer", "titel", "aabenhed", "tilstand", "leder", "redigeret", "antal")


def bars():
    world.database()
    world.mount_bare_views()
    world.papers(1, FEW)
    browser = world.client()
    small = world.copy_as_it_is("maaling_faa")
    world.papers(FEW + 1, MANY)
    world.analyse()

    def small_page():
        with world.using(small):
            page(browser)

    yield Bar("B7", "list of 50 of 40,000, a bare view", lambda: page(browser), lambda: bare(browser), 1.6)
    yield Bar("B7", "list of 50 of 40,000, raw SQL", lambda: page(browser), raw, 3.5)
    yield Bar("B8", "list of 50 of 40,000, the same of 400", lambda: page(browser), small_page, 1.25)


def page(browser):
    answer = browser.get(URL)
    assert answer.status_code == 200, answer.status_code


def bare(browser):
    """A view with the same middleware, the same rows and the same count, and the least template."""
    assert browser.get("/bar/raekker/").status_code == 200


def raw():
    """One statement, the count a part of it, and the least template."""
    from django.db import connection  # see world.py
    from django.template import Context, Template

    from tests.benchmarks.bare_view import ROWS

    with connection.cursor() as cursor:
        cursor.execute(SQL, [world.writer().pk] * 2)
        rows = [dict(zip(NAMES, row, strict=True)) for row in cursor]
    return Template(ROWS).render(Context({"rows": rows}))
