"""The page of Indstillingstjek and its counts on the edit page and the reading page."""

import re
from html import unescape

import pytest

from mso_portal.motor.models import Opslag
from tests import builders
from tests.builders_indstilling import indstilling, raekke
from tests.indstillinger.conftest import save

SECTION = re.compile(
    r'<section class="afsnit" aria-labelledby="\w+">\s*<h2[^>]*>([^<]*)</h2>(.*?)</section>', re.DOTALL
)


def get(client, paper, page="tjek/"):
    return client.get(f"/indstillinger/{paper.nummer}/{page}")


def listed(response):
    """Return (section's heading, [(text, address)]) of the page."""
    html = response.content.decode()
    found = []
    for title, body in SECTION.findall(html):
        rows = re.findall(r"<li>(?:<a href=\"([^\"]*)\">)?([^<]*)", body)
        found.append((title, [(unescape(text).strip(), address) for address, text in rows]))
    return found


@pytest.fixture
def rent(klokken, signe):
    """A paper with nothing to remark."""
    paper = indstilling(
        signe, raekker=False, baggrund=f"<p>{'x' * 40}</p>", koordinering="", opfoelgning="<p>I juni 2021.</p>",
        afdeling=builders.afdeling(),
    )  # fmt: skip
    raekke(paper, "beslutningspunkt", tekst=lambda felt: "At godkende planen")
    raekke(paper, "effektmaal", maales=None)
    return paper


def test_clean_paper_says_so(rent, signe, logget_ind):
    response = get(logget_ind(signe), rent)

    assert listed(response) == []
    assert "<p>Tjekket er rent.</p>" in response.content.decode()


def test_stops_stand_first_each_with_a_link_to_its_field(rent, signe, logget_ind):
    point = raekke(rent, "beslutningspunkt", tekst=lambda felt: "Hvad nu?")
    bilag = raekke(rent, "bilag", fil=None, filnavn="")
    rent.aabenhed, rent._history_user = "ikke_angivet", signe
    rent.save()
    edit = f"/indstillinger/{rent.nummer}/rediger/"

    assert listed(get(logget_ind(signe), rent)) == [
        ("Mangler (2)", [("Vælg, om indstillingen er åben eller lukket.", f"{edit}#felt-aabenhed"),
                         ("Bilag 1 mangler en fil.", f"{edit}#raekke-{bilag.uuid}")]),
        ("Opmærksomheder (1)", [("Punkt 2 er et spørgsmål. Skriv et forslag, som kan vedtages.",
                                 f"{edit}#felt-beslutningspunkt:{point.uuid}:tekst")]),
    ]  # fmt: skip


def test_every_link_has_its_target_on_the_edit_page(paper, signe, logget_ind):
    client = logget_ind(signe)
    targets = [address.partition("#")[2] for _, rows in listed(get(client, paper)) for _, address in rows]

    html = get(client, paper, "rediger/").content.decode()

    assert (len(targets) > 5, [one for one in targets if f'id="{one}"' not in html]) == (True, [])


def test_reader_who_may_not_write_sees_the_findings_without_links(paper, signe, lars, logget_ind):
    save(paper, signe, ansvarlig_leder=str(lars.pk))
    found = listed(get(logget_ind(signe), paper))

    assert listed(get(logget_ind(lars), paper)) == [(title, [(text, "") for text, _ in rows]) for title, rows in found]


@pytest.mark.parametrize("tilstand", ["til_godkendelse", "godkendt", "behandlet", "trukket"])
def test_paper_that_is_no_draft_has_no_links(klokken, signe, logget_ind, tilstand):
    found = listed(get(logget_ind(signe), indstilling(signe, tilstand=tilstand)))

    assert {address for _, rows in found for _, address in rows} == {""}


def test_page_is_hidden_from_others(paper, signe, anders, logget_ind):
    assert get(logget_ind(signe), paper).status_code == 200
    assert get(logget_ind(anders), paper).status_code == 404


def test_page_takes_no_post(paper, signe, logget_ind):
    assert logget_ind(signe).post(f"/indstillinger/{paper.nummer}/tjek/").status_code == 405


def test_closed_paper_is_noted_and_has_a_neutral_title(klokken, signe, logget_ind):
    paper = indstilling(signe, aabenhed="lukket")

    html = get(logget_ind(signe), paper).content.decode()

    assert [(one.slags, one.aktoer) for one in Opslag.objects.all()] == [("vis", signe)]
    assert re.findall("<title>([^<]*)", html) == [f"Tjek: Lukket indstilling {paper.nummer} – MSO-portalen"]


def test_edit_page_shows_the_counts_in_its_bar(rent, signe, logget_ind):
    raekke(rent, "bilag", fil=None, filnavn="")

    html = get(logget_ind(signe), rent, "rediger/").content.decode()

    assert f'<a href="/indstillinger/{rent.nummer}/tjek/">1 mangel</a>' in html


def test_reading_page_shows_the_counts_to_authors_alone(rent, signe, lars, logget_ind):
    rent.ansvarlig_leder, rent._history_user = lars, signe
    rent.save()
    link = f'<a href="/indstillinger/{rent.nummer}/tjek/">Tjekket er rent</a>'

    assert link in get(logget_ind(signe), rent, "").content.decode()
    assert "/tjek/" not in get(logget_ind(lars), rent, "").content.decode()


@pytest.mark.parametrize("page", ["tjek/", "rediger/", ""])
def test_pages_take_the_same_queries_for_many_rows(rent, signe, logget_ind, queries_at, page):
    client = logget_ind(signe)

    def one_more(nr):
        for kind in ("procestrin", "bilag", "udgiftspost"):
            raekke(rent, kind)

    assert len(set(queries_at(one_more, lambda: get(client, rent, page)))) == 1


def test_page_takes_few_queries(rent, signe, logget_ind, count_queries):
    client = logget_ind(signe)

    assert count_queries(lambda: get(client, rent)) <= 9
