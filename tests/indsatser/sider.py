"""What the tests of a plan's pages share: the words of a page, and where it stands."""

import re
from html import unescape
from uuid import uuid4


def words(response):
    """Return the page's words, as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode().partition("<main")[2])).split())


def place(plan, rest=""):
    """Return the address of the plan, or of a page below it."""
    return f"/indsatsplaner/{plan.nummer}/{rest}"


def sted(aendring, rest=""):
    """Return the address of a change, or of a page below it."""
    return f"/indsatsplaner/{aendring.plan.nummer}/aendringer/{aendring.uuid}/{rest}"


def send(client, aendring, rest, **felter):
    """Post a verb of a change, as its page would."""
    aendring.refresh_from_db()
    return client.post(sted(aendring, rest), {"noegle": str(uuid4()), "version": aendring.version, **felter})


def post(client, aendring, slags, **felter):
    """Add to a change by the small form of the kind."""
    return send(client, aendring, f"post/?slags={slags}", **felter)


def milepaelsvalg(plan):
    """Return what chooses the plan's one milestone in such a form."""
    return {"raekke": str(plan.milepaele.get().uuid)}
