"""B10: the first page of a search with many hits among 40,000 papers, against the one statement without rights;
and the page of a search with ten hits among 10,000 papers, against the same among 10."""

from tests.benchmarks import world
from tests.benchmarks.bar import Bar

FEW, SOME, MANY = 10, 10_000, 40_000
EVERY_TENTH, FIRST_TEN = "besjæling", "følgevenner"
SQL = """
    SELECT titel, ts_headline('danish', left(tekst, 20000), q.dansk), count(*) OVER ()
    FROM motor_soegepost,
         (SELECT to_tsquery('danish', %(dansk)s) AS dansk, to_tsquery('simple', %(foldet)s) AS foldet) AS q
    WHERE motor_soegepost.dansk @@ q.dansk OR motor_soegepost.foldet @@ q.foldet
    ORDER BY ts_rank(motor_soegepost.dansk, q.dansk) + ts_rank(motor_soegepost.foldet, q.foldet) DESC, genstand_id DESC
    LIMIT 25
"""


def bars():
    world.database()
    browser = world.client()
    grow(1, FEW)
    few = world.copy_as_it_is("soegning_faa")
    grow(FEW + 1, SOME)
    some = world.copy_as_it_is("soegning_nogle")
    grow(SOME + 1, MANY)
    yield Bar("B10", "search of 4,000 hits among 40,000, raw SQL", lambda: page(browser, EVERY_TENTH), raw, 2)

    def of(database):
        with world.using(database):
            page(browser, FIRST_TEN)

    yield Bar("B10", "search of 10 hits among 10,000, among 10", lambda: of(some), lambda: of(few), 1.5)


def grow(first, last):
    """Make papers and their search rows."""
    from indstillinger.models import Indstilling  # see world.py

    world.papers(first, last)
    made = Indstilling.objects.filter(nummer__gte=f"2026-{first:05}", nummer__lte=f"2026-{last:05}")
    index(made.order_by("nummer"), first)
    world.analyse()


def index(papers, first):
    """Write the rows as the portal does, in bulk."""
    from django.contrib.postgres.search import SearchVector  # see world.py
    from django.db.models import Value

    from mso_portal.motor.models import Soegepost
    from mso_portal.vaerdier.rigtekst import plain
    from mso_portal.vaerdier.sortering import fold

    rows = []
    for nr, paper in enumerate(papers.iterator(), first):
        words = [EVERY_TENTH] * (nr % 10 == 1) + [FIRST_TEN] * (nr <= FEW)
        text = " ".join([plain(paper.baggrund), *words, "til sidst."])
        rows.append(Soegepost(
            genstand_type="indstillinger.indstilling", genstand_id=paper.pk, udgave="arbejdsudgave",
            titel=f"{paper.nummer} {paper.titel}", tekst=text,
            dansk=SearchVector(Value(paper.titel), config="danish", weight="A")
            + SearchVector(Value(text), config="danish", weight="C"),
            foldet=SearchVector(Value(fold(paper.titel)), config="simple", weight="A")
            + SearchVector(Value(fold(text)), config="simple", weight="C"),
        ))  # fmt: skip
    Soegepost.objects.bulk_create(rows, batch_size=1000)


def page(browser, word):
    answer = browser.get("/soeg/", {"q": word})
    assert answer.status_code == 200 and "<mark>" in answer.content.decode(), answer.status_code


def raw():
    from django.db import connection  # see world.py

    from mso_portal.vaerdier.sortering import fold

    with connection.cursor() as cursor:
        cursor.execute(SQL, {"dansk": f"{EVERY_TENTH}:*", "foldet": f"{fold(EVERY_TENTH)}:*"})
        assert len(cursor.fetchall()) == 25
