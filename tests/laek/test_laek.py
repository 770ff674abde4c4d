"""No exit gives a closed paper away: canaries in every text and amount, looked for in everything anybody gets."""

import json
import logging
from functools import cache
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from indstillinger.querysets import (
    ImportforsoegQuerySet,
    IndstillingQuerySet,
    IndstillingsversionQuerySet,
    KoordineringQuerySet,
)
from indstillinger.views import laes as reading
from mso_portal.motor import rules
from mso_portal.motor.logformat import JsonFormatter
from mso_portal.motor.models import Haendelse, Mail, Notifikation, Opslag
from mso_portal.motor.rules import YES
from mso_portal.organisation.models import Rettigheder
from tests.adgang.verden import byg, ord_, rullet_tilbage, tal
from tests.laek.gennemgang import LUKKEDE, MAA_LAESE, UDEN, forbudte, gaa, hent
from tests.laek.kanarier import TILFAELDIGT, Kanarier

pytestmark = pytest.mark.django_db
REGLER = (
    "indstilling.laes", "indstilling.se", "indstilling.rediger", "indstilling.slet", "version.laes", "bilag.laes",
    "koordinering.laes", "import.laes",
)  # fmt: skip


class Lager(logging.Handler):
    """Keeps every log line as the portal would write it."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.linjer = []

    def emit(self, record):
        self.linjer.append(self.format(record))


@pytest.fixture(scope="module")
def kanarier():
    return Kanarier()


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker, kanarier):
    """Canaries in the closed papers; the same document is drawn once, and rights are read once a person."""
    rights, of, draw = {}, Rettigheder.of.__func__, reading.render_pdf
    drawn = cache(lambda key: draw(documents[key]))
    documents = {}

    def once(cls, bruger):
        return rights.setdefault(bruger.pk, None) or rights.update({bruger.pk: of(cls, bruger)}) or rights[bruger.pk]

    def render(document):
        key = (document.kort_navn, document.data_sha256)
        documents.setdefault(key, document)
        return drawn(key)

    with django_db_blocker.unblock(), rullet_tilbage():
        world = byg(
            tekst=lambda key: kanarier.tekst(key) if key[1] in LUKKEDE else ord_,
            beloeb=lambda key: kanarier.beloeb(key) if key[1] in LUKKEDE else tal,
        )
        with patch.object(reading, "render_pdf", render), patch.object(Rettigheder, "of", classmethod(once)):
            yield world


@pytest.fixture(scope="module")
def lager():
    """Every log line of the module, whatever the level."""
    handler, root = Lager(), logging.getLogger()
    before, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture(scope="module")
def gaaet(verden, kanarier, lager):
    """What each person without the full right met, by exit."""
    return {person: gaa(verden, person, kanarier) for person in UDEN}


def test_world_holds_enough_canaries(verden, kanarier):
    assert len(set(kanarier.steder.values())) >= 150


@pytest.mark.parametrize("person", UDEN)
def test_person_without_the_right_meets_no_canary(gaaet, kanarier, person):
    forbidden = forbudte(kanarier, person)
    met = {exit: sorted(kanarier.steder[word] for word in words & forbidden) for exit, words in gaaet[person].items()}

    assert {exit: places for exit, places in met.items() if places} == {}


@pytest.mark.parametrize("person", ["anonym", "organisationslaeser", "stedfortraeder", "medlem"])
def test_search_for_a_canary_answers_like_a_search_for_nothing(verden, kanarier, person):
    path = reverse("indstilling_liste")
    words = [word for word in sorted(forbudte(kanarier, person)) if word.isalpha()][::100]
    nothing = {length: _plain(hent(verden, person, path, {"q": "q" * length, "fane": "alle"})[1]
                              .replace(b"q" * length, b"#")) for length in (12, 6, 4)}  # fmt: skip

    def answer(text):
        return hent(verden, person, path, {"q": text, "fane": "alle"})[1].replace(text.encode(), b"#")

    for word in words:
        for text in (word, word[:6], word[6:], word[:4]):
            found = answer(text)
            assert (kanarier.i(found), _plain(found)) == (set(), nothing[len(text)])


def _plain(data):
    """Return an answer without what differs from one moment to the next."""
    return TILFAELDIGT.sub(b"", data).split(b"data-session-slut")[0] + data.split(b"<main")[-1].split(b"</main>")[0]


def test_entitled_person_meets_every_canary_on_page_and_paper(verden, kanarier):
    page, paper, beside = set(), set(), set()
    for key, one in verden.papirer.items():
        if key[1] in LUKKEDE:
            own = f"/indstillinger/{one.nummer}/"
            page |= kanarier.i(hent(verden, "leder", own)[1])
            paper |= kanarier.i(hent(verden, "leder", f"{own}pdf/")[1])
            for side in ("kommentarer/", "bilag/1/"):
                beside |= kanarier.i(hent(verden, "leder", f"{own}{side}")[1])

    # Comments are never part of the paper, and what a file holds is in the file.
    assert _missing(kanarier, page) == _missing(kanarier, paper) == ["bilag.fil", "kommentar.tekst"]
    assert _missing(kanarier, page | beside) == []


def _missing(kanarier, met):
    """Return the fields of papers whose canaries were not met."""
    left = [kanarier.steder[word] for word in set(kanarier.steder) - met]
    return sorted({felt for key, felt in left if not key[0].startswith("import_")})


def test_importer_meets_what_his_form_says(verden, kanarier):
    path = f"/indstillinger/import/{verden.importer['indlaest'].uuid}/"
    met = {kanarier.steder[word] for word in kanarier.i(hent(verden, "forfatter", path)[1])}

    assert {"import.titel", "import.sagsbehandler", "import.baggrund"} <= {felt for _, felt in met}


@pytest.mark.parametrize("person", sorted(set(MAA_LAESE) - set(UDEN)))
def test_entitled_person_reads_every_closed_paper(verden, kanarier, person):
    found = set()
    for key, one in verden.papirer.items():
        if key[1] in LUKKEDE:
            found |= {
                kanarier.keys(word) for word in kanarier.i(hent(verden, person, f"/indstillinger/{one.nummer}/")[1])
            }

    assert found == {key for key in verden.papirer if key[1] in LUKKEDE}


@pytest.fixture
def uden_filter(monkeypatch):
    """Take every filter away, as a mistake would."""
    reverse("forside")  # reads the addresses, and so every module that declares a rule
    monkeypatch.setattr(IndstillingQuerySet, "visible_to", lambda papers, user: papers)
    monkeypatch.setattr(IndstillingQuerySet, "kraever_handling", lambda papers, user: papers.filter(tilstand="kladde"))
    for unfiltered in (IndstillingsversionQuerySet, KoordineringQuerySet, ImportforsoegQuerySet):
        monkeypatch.setattr(unfiltered, "visible_to", lambda rows, user: rows)
    monkeypatch.setattr(IndstillingQuerySet, "mine", lambda papers, user: papers)
    monkeypatch.setattr(reading, "synlige_udgaver", lambda user, paper, entries: entries)
    for key in REGLER:
        monkeypatch.setitem(rules._predicates, key, lambda user, paper: YES)


def test_without_filters_the_crawl_reports_every_exit(verden, kanarier, uden_filter):
    two = tuple(f"/indstillinger/{verden.papirer['kladde', one].nummer}/" for one in LUKKEDE)
    two += (f"/indstillinger/{verden.papirer['i_koordinering', 'lukket'].nummer}/", "/indstillinger/import/")
    others = (
        "/indstillinger/ny/",
        "/indstillinger/",
        "/indstillinger/eksport/csv/",
        "/indstillinger/eksport/xlsx/",
        "/soeg/",
    )
    met = gaa(verden, "organisationslaeser", kanarier, lambda path: path.startswith(two) or path in (*others, "/"))
    reported = {exit for exit, words in met.items() if words}

    assert reported == {
        "forside", "liste", "soeg", "indstilling_eksport", "indstilling_liste", "indstilling_ny", "indstilling_laes",
        "indstilling_pdf", "indstilling_rediger", "indstilling_felt", "indstilling_historik", "indstilling_sammenlign",
        "indstilling_tjek", "indstilling_versioner", "indstilling_kommentarer", "koordinering", "version_laes",
        "version_pdf", "bilag_hent", "bilag_vis", "bilag_side", "bilag_fjern_fil", "import_vis",
    }  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "{upper}",
        "{percent}",
        "{entity}",
        "{json}",
        "{base64}",
        "x{base64_1}",
        "xy{base64_2}",
        "{half}",
        "{first}",
    ],
)
def test_canary_is_found_in_every_disguise(kanarier, form):
    from base64 import b64encode

    word = next(word for word in kanarier.steder if word.isalpha())
    text = form.format(
        word, upper=word.upper(), percent="".join(f"%{ord(one):02X}" for one in word),
        entity="".join(f"&#{ord(one)};" for one in word), json="".join(f"\\u{ord(one):04x}" for one in word),
        base64=b64encode(f"{word} her".encode()).decode(), base64_1=b64encode(f" {word} her".encode()).decode(),
        base64_2=b64encode(f"  {word} her".encode()).decode(), half=word[6:], first=word[:6],
    )  # fmt: skip

    assert kanarier.i(text.encode()) == {word}


def test_amount_is_found_as_it_is_printed(kanarier):
    number = next(word for word in kanarier.steder if word.isdigit())
    printed = f"{number[0]}.{number[1:4]}.{number[4:]}"

    assert [kanarier.i(text.encode()) for text in (number, printed, f"{printed}.000")] == [{number}] * 3


@pytest.mark.parametrize("table", ["haendelse", "opslag", "session", "job", "mail", "notifikation"])
def test_stored_beside_the_papers_holds_no_canary(verden, kanarier, gaaet, table):
    _write_as_author(verden)
    rows = {
        "haendelse": lambda: list(Haendelse.objects.values()),
        "opslag": lambda: list(Opslag.objects.values()),
        "session": lambda: [row.get_decoded() for row in Session.objects.all()],
        "job": _jobs,
        "mail": lambda: list(Mail.objects.values()),
        "notifikation": lambda: list(Notifikation.objects.values()),
    }[table]()

    assert kanarier.i(json.dumps(rows, default=str).encode()) == set()


def _jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        return cursor.fetchall()


def test_log_lines_hold_no_canary(verden, kanarier, gaaet, lager):
    _write_as_author(verden)
    logging.getLogger("mso.proeve").warning("positiv kontrol")

    assert kanarier.i("\n".join(lager.linjer).encode()) == set()
    assert any("positiv kontrol" in line for line in lager.linjer)


def _write_as_author(verden):
    """Let the author read, search, save, run into a conflict and delete, with closed texts in what is sent."""
    paper = verden.papirer["kladde", "lukket"]
    own = f"/indstillinger/{paper.nummer}/"
    word = paper.titel_lukket
    browser = verden.client("forfatter")
    browser.get(own)
    browser.get(f"{own}pdf/")
    browser.get(reverse("indstilling_liste"), {"fane": "alle"})
    browser.post(f"{own}felt/", {"felt": "resume", "base": "x", "vaerdi": word})
    browser.post(f"{own}rediger/", {"base:resume": "x", "resume": word})
    browser.post(reverse("indstilling_ny"), {"titel": word, "noegle": "x"})
    with rullet_tilbage():
        browser.post(f"{own}slet/", {"version": paper.version, "noegle": "6f1b0e1e-0000-4000-8000-000000000001"})
