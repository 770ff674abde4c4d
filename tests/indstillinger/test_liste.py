"""/indstillinger/: tabs, filters, order, paging and counts, all of the reader's own papers."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.models import Indstilling, Moede
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import NU

URL = "/indstillinger/"


@pytest.fixture
def make(klokken, chefteam, signe):
    """Return a function that makes one more paper of Signe's."""

    def indstilling(forfatter=None, titel="Tekst om titel", **kw):
        words = {"titel": titel}
        kw = {"forum": chefteam, "raekker": False, "tekst": lambda felt: words.get(felt, f"Tekst om {felt}"), **kw}
        return builders_indstilling.indstilling(forfatter or signe, **kw)

    return indstilling


@pytest.fixture
def side(logget_ind, signe):
    """Return a function that reads the list as a person (Signe)."""

    def read(query="", person=None):
        client = logget_ind(person or signe)
        client.session.pop("indstillinger", None)
        return client.get(f"{URL}{query}")

    return read


def numbers(response):
    """Return the papers' numbers in the order of the table's rows."""
    return re.findall(r'href="/indstillinger/(\d{4}-\d{3,})/"', response.content.decode())


def text(response):
    return unescape(" ".join(re.sub("<[^>]+>", " ", response.content.decode()).split()))


# Tabs


FANER = {
    "kraever": ["2020-001", "2020-004"],
    "mine": ["2020-001", "2020-002", "2020-003"],
    "undervejs": ["2020-001", "2020-002", "2020-004", "2020-005"],
    "alle": ["2020-001", "2020-002", "2020-003", "2020-004", "2020-005"],
}


@pytest.mark.parametrize("fane", [*FANER, "ukendt"])
def test_tab_narrows_to_what_its_name_says(make, side, signe, lars, anders, fane):
    make()
    make(tilstand="godkendt", leder=lars)
    make(tilstand="behandlet")
    make(anders, leder=signe, tilstand="til_godkendelse")
    make(anders, leder=signe)
    make(anders)

    assert sorted(numbers(side(f"?fane={fane}"))) == FANER.get(fane, FANER["alle"])


def test_list_opens_on_undervejs(make, side):
    make(), make(tilstand="trukket")

    response = side()

    assert numbers(response) == ["2020-001"]
    assert re.findall(r'aria-current="[^"]*"[^>]*>([^<]+)<', response.content.decode())[-1:] == ["Undervejs"]


# Filters


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=2020-002", ["2020-002"]),
        ("q=følgevenner", ["2020-001"]),
        ("q=DEN RIGTIGE", ["2020-003"]),
        ("fase=godkendt", ["2020-002"]),
        ("aabenhed=lukket", ["2020-003"]),
        ("sagstype=orientering", ["2020-001"]),
        ("formular=maaling", ["2020-002"]),
        ("forum=HMU", ["2020-003"]),
        ("afdeling=OMR", ["2020-001", "2020-002"]),
        ("afdeling=TEAM", ["2020-002"]),
        ("fase=godkendt&formular=maaling", ["2020-002"]),
        ("fase=godkendt&formular=almindelig", []),
        ("fase=findes_ikke&forum=XX&afdeling=²", ["2020-001", "2020-002", "2020-003"]),
    ],
)
def test_filter_narrows(make, side, query, found):
    unit = builders.afdeling("OMR")
    make(titel="Følgevenner", sagstype="orientering", afdeling=unit)
    make(tilstand="godkendt", formular="maaling", afdeling=builders.afdeling("TEAM", unit))
    make(aabenhed="lukket", titel_lukket="Den rigtige titel", forum=builders.forum("HMU"))

    assert sorted(numbers(side(f"?fane=alle&{query}"))) == found


def test_filter_in_use_is_a_chip_that_takes_it_away(make, side):
    make()

    html = side("?fane=alle&fase=kladde&formular=almindelig").content.decode()

    chips = dict(re.findall(r'href="(\?[^"]*)"><span class="skjult">Fjern </span>([^<]+)<', html))
    assert set(chips.values()) == {"Fase: Kladde", "Formular: Almindelig"}
    assert all(("fase" in url) == ("Formular" in label) for url, label in chips.items())


def test_choices_are_those_of_the_readers_papers(make, side, anders):
    make()
    make(anders, forum=builders.forum("HMU", navn="Hoved-MED"), afdeling=builders.afdeling("X", navn="Anden afdeling"))

    html = side("?fane=alle").content.decode()

    assert ("Hoved-MED" in html, "Anden afdeling" in html, "Chefteamet" in html) == (False, False, True)


# Order


@pytest.mark.parametrize("sort", ["nummer", "-nummer", "aabenhed", "tilstand", "leder", "moede", "aendret", "-aendret",
                                  "titel", "", "sagsbehandler__password", "--nummer", "pk"])  # fmt: skip
def test_order_is_one_of_the_allowed(make, side, sort):
    for minute, kw in enumerate(({"tilstand": "godkendt"}, {"aabenhed": "lukket"}, {})):
        with ur.stil(NU + timedelta(minutes=minute)):
            make(**kw)

    expected = {
        "nummer": ["1", "2", "3"], "aabenhed": ["3", "1", "2"], "tilstand": ["1", "3", "2"], "aendret": ["1", "2", "3"],
        "leder": ["3", "2", "1"], "moede": ["3", "2", "1"],
    }.get(sort, ["3", "2", "1"])  # fmt: skip
    assert [one[-1] for one in numbers(side(f"?fane=alle&sort={sort}"))] == expected


def test_order_and_tab_are_remembered(make, signe, logget_ind):
    make(), make()
    client = logget_ind(signe)

    client.get(f"{URL}?fane=alle&sort=nummer")

    assert numbers(client.get(URL)) == ["2020-001", "2020-002"]


def test_heading_says_how_it_is_sorted_and_turns_it(make, side):
    make()

    html = side("?fane=alle&sort=nummer").content.decode()

    assert re.findall(r'aria-sort="([^"]+)"', html) == ["ascending"]
    assert "?fane=alle&amp;sort=-nummer" in html


# Paging and counts


@pytest.fixture
def many(make, signe):
    """Fifty-one more like the first."""
    first = make()
    fields = {one.attname: getattr(first, one.attname) for one in Indstilling._meta.concrete_fields if one.name != "id"}
    Indstilling.objects.bulk_create(
        Indstilling(**{**fields, "uuid": uuid4(), "nummer": f"2020-{nr:03d}"}) for nr in range(2, 53)
    )


@pytest.mark.parametrize(
    ("query", "shown", "words"),
    [
        ("", 50, "Side 1 af 2"),
        ("side=2", 2, "Side 2 af 2"),
        ("side=99", 2, "Side 2 af 2"),
        ("side=x", 50, "Side 1 af 2"),
        ("antal=25", 25, "Side 1 af 3"),
        ("antal=100", 52, "52 indstillinger"),
        ("antal=7", 50, "Side 1 af 2"),
    ],
)
def test_page_holds_as_many_as_asked(many, side, query, shown, words):
    response = side(f"?fane=alle&{query}")

    assert (len(numbers(response)), words in text(response)) == (shown, True)


def test_count_is_the_readers(make, side, anders, signe):
    make(), make(anders, aabenhed="lukket"), make(anders)

    assert "1 indstilling " in text(side("?fane=alle"))
    assert "2 indstillinger" in text(side("?fane=alle", anders))


def test_empty_list_offers_a_new_paper(signe, klokken, side):
    assert "Du har ingen indstillinger endnu. Ny indstilling" in text(side())


def test_empty_filter_offers_to_be_reset(make, side):
    make()

    assert "Ingen indstillinger passer til filtrene. Nulstil" in text(side("?fane=alle&q=findes-ikke"))


def test_row_shows_what_the_reader_needs(make, side, lars, chefteam):
    moede = Moede.objects.create(noegle="m", forum=chefteam, dato="2020-05-29", start="9:00", slut="10:00")
    make(aabenhed="lukket", titel_lukket="Den rigtige titel", leder=lars, oensket_moede=moede)

    row = text(side("?fane=alle")).partition("Ændret")[2]

    assert (
        re.sub(r"\s+", " ", row)
        .partition("2020-001")[2]
        .startswith(" Den rigtige titel Lukket Kladde Lars Leder CT 29.5.2020 14.5.2020")
    )


def test_shown_closed_papers_are_noted(make, side, signe):
    make()
    paper = make(aabenhed="lukket")

    side("?fane=alle")

    (row,) = Opslag.objects.all()
    assert (row.slags, row.aktoer, row.genstande) == ("liste", signe, [["indstillinger.indstilling", str(paper.uuid)]])


def test_queries_are_the_same_at_1_3_and_300_rows(make, signe, logget_ind, queries_at, lars, chefteam):
    client = logget_ind(signe)
    moede = Moede.objects.create(noegle="m", forum=chefteam, dato="2020-05-29", start="9:00", slut="10:00")

    counts = queries_at(
        lambda nr: make(leder=lars, oensket_moede=moede), lambda: client.get(f"{URL}?fane=alle"), (1, 3, 300)
    )

    assert (len(set(counts)), counts[0] <= 8) == (1, True), counts


def test_stranger_sees_nothing_of_it(make, side, anders):
    make(titel="Hemmelig sag")

    response = side("?fane=alle", anders)

    assert (numbers(response), "Hemmelig sag" in text(response)) == ([], False)
