"""Clients, forms and values for the pages of goals and indicators."""

import re
from datetime import date
from html import unescape

from django.test import Client

from indsatser.workflow.maaling import report
from tests.adgang.formular import felter
from tests.adgang.verden import log_in

KVARTALER = {
    f"{aar}-{nr}": (date(aar, 3 * nr - 2, 1), date(aar, 3 * nr, 31 if nr in (1, 4) else 30))
    for aar in (2018, 2019, 2020) for nr in (1, 2, 3, 4)
}  # fmt: skip


def client(person):
    """Return a client in which the person is logged in."""
    return log_in(Client(), person)


def side(indikator, rest=""):
    """Return the address of an indicator's page, or of a verb of it."""
    return f"/indsatsplaner/{indikator.maal.plan.nummer}/indikatorer/{indikator.uuid}/{rest}"


def tekst(response):
    """Return the words of a page's main part in one line."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def raekker(response, caption):
    """Return the rows of the table with that caption, a list of texts each."""
    table = response.content.decode().partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("<tbody")[2], re.S)
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in
             re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]  # fmt: skip


def send(person, sted, **mere):
    """Post the page's own form with some fields filled in, as a browser would; None leaves a field out."""
    who = client(person)
    body = felter(who.get(sted)) | mere
    return who.post(sted, {name: value for name, value in body.items() if value is not None})


def fejl(response):
    """Return the messages of the summary."""
    summary = response.content.decode().partition('class="fejlopsummering"')[2].partition("</div>")[0]
    return [unescape(text) for text in re.findall(r"<a href=[^>]*>(.*?)</a>", summary)]


def maal(metode, by, kvartal, taeller=None, naevner=None, **mere):
    """Report a value of a quarter."""
    start, slut = KVARTALER[kvartal]
    given = {"kilde": "fagsystemet", "taeller": taeller, "naevner": naevner, **mere}
    return report(metode, by=by, periode_start=start, periode_slut=slut, **given)
