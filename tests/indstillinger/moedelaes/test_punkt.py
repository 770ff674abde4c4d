"""An item as its readers have it: the sent text, Læst, changes, neighbours, files."""

import pytest

from indstillinger.models import Indstillingsversion, Laesning
from indstillinger.models.indhold import digest
from tests import builders, builders_indstilling, builders_moede
from tests.indstillinger.afvikling.conftest import item, sag
from tests.indstillinger.formular import posted

URL = "/moeder/ct-2020-05-29/punkt/1/"


@pytest.fixture
def laes(logget_ind):
    return lambda person, url=URL: logget_ind(person).get(url).content.decode()


def corrected(paper, signe, resume):
    """Approve a newer version of the paper, in which the resumé is another."""
    old = paper.versioner.last()
    indhold = {**old.indhold, "felter": {**old.indhold["felter"], "resume": {
        **old.indhold["felter"]["resume"], "vaerdi": resume}}}  # fmt: skip
    new = Indstillingsversion.objects.create(
        indstilling=paper, nr=old.nr + 1, anledning=old.anledning, indhold=indhold, sha256=digest(indhold),
        vaesentlig_sha256=old.vaesentlig_sha256, aabenhed=old.aabenhed, oprettet_den=old.oprettet_den,
        oprettet_af=signe,
    )  # fmt: skip
    builders_indstilling.gem(paper, signe, godkendt_version=new)


def test_item_shows_what_was_sent_not_what_is_written_since(udsendt, laes, carla, paper, signe):
    corrected(paper, signe, "Skrevet bagefter")
    html = laes(carla)

    assert ("Tekst om resume" in html, "Skrevet bagefter" in html) == (True, False)


def test_text_of_the_meetings_own_is_shown(udsendt, laes, carla):
    assert "Tekst til Eventuelt" in laes(carla, URL.replace("/1/", "/2/"))


def test_read_is_an_act_that_leads_to_the_next(udsendt, logget_ind, carla):
    client = logget_ind(carla)
    shown = client.get(URL)
    response = client.post(URL, posted(shown, "laest"))

    noted = Laesning.objects.order_by("pk").values_list("bruger", "udsendelsespunkt__punkt__nummer")

    assert (response.url, list(noted)) == ("/moeder/ct-2020-05-29/punkt/2/", [(carla.pk, "1")])


def test_last_read_leads_back_to_the_agenda(udsendt, logget_ind, carla):
    client = logget_ind(carla)
    url = URL.replace("/1/", "/2/")

    assert client.post(url, posted(client.get(url), "laest")).url == "/moeder/ct-2020-05-29/"


def test_read_twice_is_noted_once(udsendt, logget_ind, carla):
    client = logget_ind(carla)
    data = posted(client.get(URL), "laest")
    for _ in range(2):
        client.post(URL, data)

    assert Laesning.objects.count() == 1


def test_correction_is_offered_and_shown_word_by_word(udsendt, laes, logget_ind, carla, kirsten, paper, signe):
    logget_ind(carla).post(URL, posted(logget_ind(carla).get(URL), "laest"))
    corrected(paper, signe, "Tekst om noget nyt")
    first = item(udsendt, "1")
    before = first.udsendt_som.get().version_id
    builders_moede.sendt(udsendt, kirsten, slags="tillaeg", maerker={first.pk: "rettet"})

    assert (f"?siden={before}" in laes(carla), "noget" in laes(carla, f"{URL}?siden={before}").split("<ins>")[1]) == (
        True, True,
    )  # fmt: skip


@pytest.mark.parametrize("siden", ["999999", "0"])
def test_comparison_with_what_was_never_sent_is_not_found(siden, udsendt, logget_ind, carla):
    assert logget_ind(carla).get(f"{URL}?siden={siden}").status_code == 404


@pytest.mark.parametrize("who", ["anders"])
def test_stranger_finds_no_item(who, udsendt, logget_ind, request):
    assert logget_ind(request.getfixturevalue(who)).get(URL).status_code == 404


def test_guest_finds_his_item_and_not_its_neighbour(udsendt, logget_ind):
    guest = builders.bruger("Gitte Gæst")
    builders_moede.deltager(item(udsendt, "2"), guest)
    client = logget_ind(guest)

    assert [client.get(URL.replace("/1/", f"/{nr}/")).status_code for nr in (1, 2)] == [404, 200]


def test_excluded_member_finds_no_item(udsendt, logget_ind, carla, kirsten):
    builders_moede.udelukkelse(item(udsendt, "1"), carla, kirsten)

    assert logget_ind(carla).get(URL).status_code == 404


def test_unsent_item_has_no_address(moede, paper, logget_ind, kirsten):
    builders_moede.punkt(moede, paper)

    assert logget_ind(kirsten).get(URL).status_code == 404


def test_lukket_item_says_nothing_in_the_tab(moede, chefteam, signe, lars, kirsten, carla, laes):
    builders_moede.punkt(moede, sag(chefteam, signe, lars, aabenhed="lukket"))
    builders_moede.sendt(moede, kirsten)

    assert laes(carla).split("<title>")[1].split("</title>")[0] == "Lukket punkt 1 – MSO-portalen"


@pytest.fixture
def med_bilag(moede, chefteam, signe, lars, kirsten):
    """A sent åben paper with one åbent and one lukket bilag."""
    paper = builders_indstilling.indstilling(signe, forum=chefteam, leder=lars, raekker=False)
    for titel, aabenhed in (("Aabent oplaeg", "aaben"), ("Hemmeligt oplaeg", "lukket")):
        builders_indstilling.raekke(paper, "bilag", aabenhed=aabenhed, tekst=lambda felt, titel=titel: titel)
    builders_indstilling.version(paper, signe)
    builders_indstilling._move(paper, "godkendt", signe, lars)
    builders_moede.punkt(moede, paper)
    builders_moede.sendt(moede, kirsten)
    return moede


def test_member_has_both_bilag(med_bilag, laes, carla):
    assert [word in laes(carla) for word in ("Aabent oplaeg", "Hemmeligt oplaeg")] == [True, True]


def test_reader_of_open_things_has_the_open_bilag_alone(med_bilag, laes, chefteam):
    chefteam.laesekreds = "organisation"
    chefteam.save()
    anybody = builders.bruger("Anna Anden")

    assert [word in laes(anybody) for word in ("Aabent oplaeg", "Hemmeligt oplaeg")] == [True, False]


def test_file_of_a_text_item_is_served_to_its_readers(udsendt, logget_ind, carla, anders):
    builders_moede.punktbilag(item(udsendt, "2"), uddelt_paa_moedet=True)
    url = "/moeder/ct-2020-05-29/punkt/2/bilag/1/"

    shown = [logget_ind(one).get(f"{url}vis/").status_code for one in (carla, anders)]

    assert (b"".join(logget_ind(carla).get(url).streaming_content)[:5], shown) == (b"%PDF-", [200, 404])
