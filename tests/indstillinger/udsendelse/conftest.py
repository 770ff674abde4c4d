"""A chefteam with two members, a leader and a sekretær, and a meeting with papers; PDFs are small stand-ins."""

import pytest

from indstillinger.workflow import klargoering, pakkebygning, pdfdele, tilstande
from indstillinger.workflow.udsendelse import prepare, send
from mso_portal.motor import ur
from mso_portal.motor.documents import filename, strings
from mso_portal.motor.pdf.pakke import Pakke
from tests import builders
from tests.builders_indstilling import gem, indstilling, raekke, version
from tests.builders_moede import moede as make_moede
from tests.builders_moede import punkt


@pytest.fixture
def kirsten(chefteam):
    """The sekretær."""
    return _seat("Kirsten Sekretariat", chefteam, "sekretaer")


@pytest.fixture
def carla(chefteam):
    return _seat("Carla Chefteam", chefteam, "medlem")


@pytest.fixture
def mogens(chefteam):
    return _seat("Mogens Medlem", chefteam, "medlem")


@pytest.fixture
def maja_leder(chefteam):
    return _seat("Mette Mødeleder", chefteam, "moedeleder")


def _seat(navn, forum, rolle):
    person = builders.bruger(navn, email=f"{navn.split()[0].lower()}@example.org")
    builders.medlemskab(person, forum, rolle)
    return person


@pytest.fixture
def moedet(klokken, chefteam, kirsten, carla, mogens, maja_leder):
    chefteam.opfoelgningspunkt = False
    chefteam.save()
    return make_moede(chefteam, moedeleder=maja_leder, sekretaer=kirsten)


def words_of(titel):
    """Return a writer of ordinary words that name their paper, and cite no bilag."""

    def written(felt):
        texts = {"titel": titel, "titel_lukket": f"{titel} med navns nævnelse"}
        return texts.get(felt, f"Ord om {felt} i {titel}")

    return written


def paper(forum, forfatter, titel, *, leder=None, aabenhed="aaben", bilag=()):
    """Make an approved paper; `bilag` are (title, aabenhed)."""
    one = indstilling(
        forfatter, forum=forum, leder=leder, aabenhed=aabenhed, tekst=words_of(titel), raekker=False
    )  # fmt: skip
    for title, openness in bilag:
        raekke(one, "bilag", tekst=lambda felt, title=title: f"{title} {felt}", titel=title, aabenhed=openness)
    return approve(one, leder or forfatter)


def approve(one, leder):
    """Approve a paper as it stands, in a new version."""
    frozen = version(one, one.sagsbehandler)
    for name in ("indsendt", "godkendt"):
        stamp = {f"{name}_den": ur.nu(), f"{name}_af": leder, f"{name}_version": frozen}
        for field, value in stamp.items():
            setattr(one, field, value)
    one.tilstand, one._history_user = "godkendt", leder
    one.version += 1
    one.save()
    return one


def rework(one, by, leder, **felter):
    """Send a paper back, change it and approve it again: a newer version."""
    tilstande.send_back(one, "Ret venligst afsnittet.", by=leder)
    one.refresh_from_db()
    return approve(gem(one, by, **felter), leder)


@pytest.fixture
def sager(moedet, chefteam, signe, lars):
    """Three items: a paper, a text, a paper."""
    return [
        punkt(moedet, paper(chefteam, signe, "Følgevenner", leder=lars)),
        punkt(moedet, titel="Nyt fra sekretariatet"),
        punkt(moedet, paper(chefteam, signe, "Budget for haven", leder=lars)),
    ]


@pytest.fixture
def uden_pdf(monkeypatch):
    """Parts become a line of bytes, and a pack the lines of its parts: what is in it can be read."""
    monkeypatch.setattr(pakkebygning, "printed", printed_plainly)
    monkeypatch.setattr(pakkebygning, "build", build_plainly)
    monkeypatch.setattr(klargoering, "words_of", lambda data: data.decode())


def printed_plainly(document, *, filed, kept=True):
    """Return the words of a document as its bytes."""
    text = " ".join(strings(document))
    return pdfdele.Trykt(f"{filed} {text}".encode(), 1, filename(document))


def build_plainly(dele, *, titel, dato, ark=None):
    """Return the outline and the parts as lines."""
    first = {one.noegle: nr for nr, one in enumerate(dele, 1)}
    pages = {key: str(nr) for key, nr in first.items()}
    parts = [one.pdf(pages) if callable(one.pdf) else one.pdf for one in dele]
    outline = "\n".join(one.titel for one in dele).encode()
    return Pakke(b"\n".join([titel.encode(), outline, *parts]), len(dele), first)


@pytest.fixture
def klar(uden_pdf, kirsten):
    """Return a function that prepares a sending and makes its documents."""

    def made(moede, slags="dagsorden", **valg):
        sending = prepare(moede, slags, by=kirsten, **valg)
        klargoering.build_packs(sending.pk)
        sending.refresh_from_db()
        return sending

    return made


@pytest.fixture
def sendt(klar, kirsten):
    """Return a function that prepares and sends."""

    def done(moede, slags="dagsorden", **valg):
        return send(klar(moede, slags, **valg), by=kirsten)

    return done
