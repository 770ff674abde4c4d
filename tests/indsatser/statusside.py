"""How the tests of the pages where a status is written ask: the page, its form as a browser posts it, its verbs."""

from uuid import uuid4

from indsatser.models import Kvartalsstatus
from indsatser.workflow.milepael import forecast
from tests.adgang.formular import Formular
from tests.builders_indsats import tid
from tests.indsatser.planside import som, sti


def side(person, status, rest="rediger/"):
    """Read a page of the status as the person."""
    return som(person).get(sti(status.plan, f"status/{status.noegle}/{rest}"))


def felter(page):
    """Return {name: value} of the page's big form."""
    html = page.content.decode().partition('id="rediger"')[2].partition("</form>")[0]
    parser = Formular()
    parser.feed(f'<form method="post" {html}</form>')
    return parser.former[0]


def gem(person, status, page=None, rest="rediger/", **aendret):
    """Post the form as the page shows it, with what was typed into it; names have - where Python has __."""
    page = page or side(person, status, rest)
    given = felter(page) | {name.replace("__", "-"): value for name, value in aendret.items()}
    return som(person).post(sti(status.plan, f"status/{status.noegle}/{rest}"), given)


def udfoer(person, status, verbum, **felter):
    """Press a verb on its confirm page."""
    status.refresh_from_db()
    given = {"noegle": str(uuid4()), "version": status.version, **felter}
    return som(person).post(sti(status.plan, f"status/{status.noegle}/{verbum}/"), given)


def autogem(person, status, felt, vaerdi, base, **mere):
    """Save one field, as the script does."""
    given = {"felt": felt, "vaerdi": vaerdi, "base": base, **mere}
    url = sti(status.plan, f"status/{status.noegle}/felt/")
    return som(person).post(url, given, headers={"Accept": "application/json"})


def frisk(status):
    """Return the status as it is stored."""
    return Kvartalsstatus.objects.get(pk=status.pk)


def knapper(page):
    """Return the words of the bar's buttons."""
    return [one and one["tekst"] for one in (page.context["primaer"], page.context["anden"])]


def forskudt(status):
    """Let the light of time be suggested red."""
    row = status.plan.milepaele.order_by("pk").first()
    forecast(row, by=status.plan.tovholder, tidspunkt=tid("15. december 2020"), begrundelse="Lokalet er optaget.")
