"""What a locked status is called, and how it is attached, where it is taken up: on an agenda, in a paper (21 §10)."""

from indsatser.document.statusord import titel as statustitel
from indstillinger.enums import Aabenhed

PLADS = 255  # of a title


def titel(status, plantitel):
    """Return its title there."""
    return f"{statustitel(status.runde.betegnelse)}: {plantitel}"[:PLADS]


def lukning(status):
    """Return why a status is lukket (titel_lukket, hjemmel, begrundelse), as its plan says or what that comes from;
    None of an åben one. A status that was lukket stays so when its plan doesn't."""
    plan = status.plan
    if not plan.er_lukket and status.udgave.aabenhed == Aabenhed.AABEN:
        return None
    if plan.aabenhed == Aabenhed.LUKKET or plan.beslutning is None:
        return _closing(plan, plan.lukket_begrundelse)
    punkt, paper = plan.beslutning.punkt, plan.beslutning.punkt.indstilling
    return _closing(paper, paper.lukket_begrundelse) if paper else _closing(punkt, punkt.begrundelse)


def _closing(source, begrundelse):
    return {"titel_lukket": source.titel_lukket, "hjemmel": source.hjemmel, "begrundelse": begrundelse}


def bilag(status):
    """Return its PDF as the fields of a bilag, as open as itself."""
    runde, version = status.runde, f" version {status.nr}" if status.nr > 1 else ""
    closing = lukning(status)
    openness = {"aabenhed": Aabenhed.AABEN}
    if closing:
        openness = {"aabenhed": Aabenhed.LUKKET, "hjemmel": closing["hjemmel"], "begrundelse": closing["begrundelse"]}
    return {
        "titel": f"{statustitel(runde.betegnelse)}{version}", "fil": status.udgave.pdf,
        "filnavn": f"kvartalsstatus {status.plan} {status.noegle}{version}.pdf".replace(" ", "-"), **openness,
    }  # fmt: skip
