"""The demo's papers through the check, as they stand once they are corrected but before anybody has been asked.

Beside page 10 §9 at approval: no bilag has its file yet (S7), and nobody has been asked in the portal (A7).
"""

import pytest

from indstillinger.models import Indstilling, Koordinering
from indstillinger.models.fund import facts, findings, load_rows
from indstillinger.models.indhold import content
from indstillinger.tjek import check, summary

VENTET = {
    "takt-og-tone": ["S7", "A5", "A7", "A8", "A9", "A11", "A13", "A18"],
    # Cites no bilag by number, so no S7.
    "gaa-paa-rov": ["A1", "A1", "A1", "A2", "A4", "A5", "A7", "A16"],
    "social-kapital": ["S7", "S7", "A1", "A1", "A5", "A6", "A7", "A16"],
    # The draft to finish: åben/lukket, leder and afdeling, two files and a procestrin are missing.
    "rygepolitik": ["S1", "S3", "S3", "S7", "S7", "S8", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A16"],
}


@pytest.mark.parametrize("sag", VENTET)
def test_demo_paper_gives_exactly(sag, demosag, ti_hverdage_foer):
    paper = demosag(sag)

    with ti_hverdage_foer(paper):
        found = findings(paper)

    assert [one.kode for one in found] == VENTET[sag]


def test_takt_og_tone_says_what_page_10_says(demosag, ti_hverdage_foer):
    paper = demosag("takt-og-tone")

    with ti_hverdage_foer(paper):
        texts = {one.kode: one.tekst for one in findings(paper)}

    assert {kode: texts[kode] for kode in ("A8", "A9", "A11", "A13", "A18")} == {
        "A8": "2 trin har kun en måned.",
        "A9": "Rådmandsmødet ligger samme dag som chefmødet.",
        "A11": "Året er gættet for 3 trin.",
        "A13": "160.000 kr. er læst som 160 tkr.",
        "A18": "Den indirekte udgift er 25 gange den direkte.",
    }


def test_rygepolitik_lacks_six_and_has_eight_warnings(demosag, ti_hverdage_foer):
    paper = demosag("rygepolitik")

    with ti_hverdage_foer(paper):
        assert summary(findings(paper)) == "6 mangler, 8 opmærksomheder"


def test_check_asks_the_database_nothing(demosag, django_assert_num_queries):
    paper = demosag("takt-og-tone")
    rows = load_rows(paper)
    data = content(paper, rows)
    known = facts(paper, rows)

    with django_assert_num_queries(0):
        check(data, known)


@pytest.mark.parametrize(("read", "queries"), [("all", 1), ("med_fakta", 0)])
def test_facts_take_one_query_but_none_when_the_paper_came_with_its_counts(
    demosag, django_assert_num_queries, read, queries
):
    demosag("takt-og-tone")
    paper = getattr(Indstilling.objects, read)().select_related("forum", "oensket_moede__forum").get()
    rows = load_rows(paper)

    with django_assert_num_queries(queries):
        facts(paper, rows)


def test_facts_are_the_same_however_the_paper_was_read(demosag, ti_hverdage_foer):
    plain = demosag("takt-og-tone")
    counted = Indstilling.objects.med_fakta().get()
    Koordinering.objects.create(indstilling=plain, navn_tekst="Fællesstaben", status="naevnt")

    with ti_hverdage_foer(plain):
        found = [facts(paper, load_rows(paper)) for paper in (plain, counted, Indstilling.objects.med_fakta().get())]

    assert (found[0].naevnte, found[1].naevnte) == (1, 0)
    assert found[0] == found[2]
