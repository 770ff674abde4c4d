"""B9: the reading page of an indstilling with 30 saved versions and 10 bilag."""

from tests.benchmarks import world
from tests.benchmarks.bar import Bar
from tests.benchmarks.tekst import Tekst, html

VERSIONS, BILAG = 30, 10
FIELDS = ("baggrund", "effekt", "opfoelgning", "kommunikation", "alternativer")


def bars():
    world.database()
    world.mount_bare_views()
    url, browser = f"/indstillinger/{paper().nummer}/", world.client()
    keep(browser.get(url))
    ready = "/bar/klar/"
    yield Bar("B9", "reading page", lambda: page(browser, url), lambda: page(browser, ready), 2)


def paper():
    from indstillinger.workflow import add_row, create  # see world.py
    from mso_portal.motor import lock

    signe, tekst, bases = world.writer(), Tekst(9), {}
    made = create(world.forum(), "Læst", by=signe)
    for nr in range(VERSIONS):
        field = FIELDS[nr % len(FIELDS)]
        change = lock.Change(html(tekst.paragraphs(4_000)), bases.get(field, lock.fingerprint("")))
        bases |= write(made, field, change, signe).baser
    for nr in range(BILAG):
        add_row(made, "bilag", by=signe, titel=f"Bilag {nr}")
    return made


def write(made, field, change, signe):
    from indstillinger.workflow import write  # see world.py

    outcome = write(made, {field: change}, by=signe, explicit=True)
    assert outcome.clean, outcome
    return outcome


def keep(answer):
    """Put the page's data by for the floor, which finds none of it."""
    from tests.benchmarks.bare_view import READY  # see world.py

    own = {"request", "csrf_token", "messages", "DEFAULT_MESSAGE_LEVELS"}
    context = {name: value for name, value in answer.context[0].flatten().items() if name not in own}
    READY.update(template=answer.templates[0].name, context=context)


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200, answer.status_code
