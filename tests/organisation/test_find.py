"""Search fields: fragments of at most eight radios (40 §6.5)."""

import pytest

from tests import builders

pytestmark = pytest.mark.django_db
PERSON, ENHED = "/find/person/", "/find/enhed/"


@pytest.fixture
def client(klient):
    return klient(builders.bruger(stilling="HR-konsulent"))


def found(client, url, text, field="leder"):
    return client.get(url, {"felt": field, f"soeg:{field}": text}).context["fundne"]


def test_person_comes_with_title_and_units_of_today(client):
    lars = builders.bruger("Lars Leder", stilling="Kontorchef")
    builders.tilknytning(lars, builders.afdeling(navn="Kvalitet"), "leder")
    builders.tilknytning(lars, builders.afdeling("OLD", navn="Nedlagt"), til=builders.ALTID)

    assert found(client, PERSON, "lars") == [{"id": lars.pk, "navn": "Lars Leder", "detalje": "Kontorchef, Kvalitet"}]


def test_inactive_person_is_not_found(client):
    builders.bruger("Freja Fratrådt", aktiv=False)
    active = builders.bruger("Freja Fortsat")

    assert [row["id"] for row in found(client, PERSON, "freja")] == [active.pk]


@pytest.mark.parametrize("text", ["molgaard", "MØLGÅRD", "søren møl", "sm"])
def test_spelling_does_not_matter(client, text):
    soeren = builders.bruger("Søren Mølgård", brugernavn="soeren", initialer="SM")

    assert [row["id"] for row in found(client, PERSON, text)] == [soeren.pk]


def test_at_most_eight_are_shown(client):
    for nr in range(9):
        builders.bruger(f"Medarbejder {nr}")

    assert [row["navn"] for row in found(client, PERSON, "medarb")] == [f"Medarbejder {nr}" for nr in range(8)]


def test_unit_comes_with_code_and_kind(client):
    unit = builders.afdeling("NORD-01", navn="Team Anemone", slags="team")

    assert found(client, ENHED, "anem") == [{"id": unit.pk, "navn": "Team Anemone", "detalje": "NORD-01, team"}]
    assert [row["id"] for row in found(client, ENHED, "nord-01")] == [unit.pk]


def test_fragment_is_the_components_radios(client):
    lars = builders.bruger("Lars Leder")

    html = client.get(PERSON, {"felt": "leder", "soeg:leder": "lars"}).content.decode()

    assert html.count(f'<input type="radio" name="leder" id="id_leder_1" value="{lars.pk}">') == 1
    assert html.count("<html") == 0


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("findesikke", "Ingen hedder »findesikke«. Prøv efternavnet."),
        ("<b>", "Ingen hedder »&lt;b&gt;«. Prøv efternavnet."),
        ("", "Skriv en del af navnet, og tryk Find."),
    ],
)
def test_nothing_found_says_so(client, text, answer):
    html = client.get(PERSON, {"felt": "leder", "soeg:leder": text}).content.decode()

    assert html.count(answer) == 1


@pytest.mark.parametrize("field", ["", 'x"><script>', "a b", "x" * 81])
def test_field_name_from_elsewhere_is_refused(client, field):
    assert client.get(PERSON, {"felt": field}).status_code == 400


def test_search_takes_the_same_queries_for_more_hits(client, queries_at):
    def make(nr):
        builders.tilknytning(builders.bruger(f"Lars {nr}"), builders.afdeling(f"A{nr}"))

    one, three = queries_at(make, lambda: client.get(PERSON, {"felt": "leder", "soeg:leder": "lars"}))

    assert one == three
