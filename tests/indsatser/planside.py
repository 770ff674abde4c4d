"""How the tests of plans' pages ask: as a person, with what the form would post."""

from html.parser import HTMLParser
from uuid import uuid4

from django.contrib.messages import get_messages
from django.test import Client

from mso_portal.motor import sessions


def som(person):
    """Return a client logged in as the person."""
    client = Client()
    client.force_login(person)
    session = client.session
    sessions.start(session)
    session.save()
    return client


def sti(plan, rest=""):
    """Return an address below the plan."""
    return f"/indsatsplaner/{plan.nummer}/{rest}"


def send(client, path, row=None, **data):
    """Post a form with a fresh key, and the row's version."""
    given = {"noegle": str(uuid4()), "version": row.version if row else 0}
    return client.post(path, {**given, **data})


def said(response):
    """Return what the page tells of the act."""
    return [str(one) for one in get_messages(response.wsgi_request)]


class _Felter(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fundet, self.aaben = {}, None

    def handle_starttag(self, tag, attrs):
        one = dict(attrs)
        if tag == "input" and one.get("type") not in ("checkbox", "radio"):
            self.fundet[one.get("name")] = one.get("value", "")
        elif tag == "textarea":
            self.aaben = one.get("name")
            self.fundet[self.aaben] = ""

    def handle_data(self, data):
        if self.aaben:
            self.fundet[self.aaben] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.aaben = None


def felter(response):
    """Return {name: what stands in it} of the answer's text fields."""
    found = _Felter()
    found.feed(response.content.decode())
    return found.fundet


def rows(response, nr=0):
    """Return the texts of the first cells and the labels of what can be done, of one of the page's tables."""
    section = response.context["afsnit"][nr]
    return [
        (row["celler"][0]["tekst"], [one["label"] for one in row["celler"][-1].get("handlinger", [])])
        for row in section["raekker"]
    ]


def texts(response, nr=0):
    """Return the texts of every cell of one of the page's tables."""
    section = response.context["afsnit"][nr]
    return [
        [
            cell.get("maerke", cell).get("tekst", cell.get("tekst", ""))
            for cell in row["celler"]
            if "handlinger" not in cell
        ]
        for row in section["raekker"]
    ]


def fejl(response):
    """Return the lines of the summary of errors."""
    return [one["tekst"] for one in response.context["fejl"]]
