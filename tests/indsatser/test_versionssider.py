"""The editions of a plan and the comparison of any two, row by row in words (20 §9, 40 §8)."""

import re

import pytest

from indsatser.models.planindhold import tidspunkt_data
from indsatser.models.planord import in_words, tal
from indsatser.workflow import aendring as verbs
from mso_portal.motor.models import Opslag
from tests import builders_indsats
from tests.builders_indsats import tid
from tests.indsatser.planside import som
from tests.indsatser.sider import place, words
from tests.indsatser.test_aendring import HVORFOR


@pytest.fixture
def godkend(tina, per, sofie):
    """Return a function that has posts approved at their level, as the plan's next edition."""

    def approved(plan, *poster):
        row = verbs.write(plan, by=tina, titel="Senere kursus", aarsag="andet", begrundelse=HVORFOR)
        for one in poster:
            verbs.propose(row, by=tina, **one)
        verbs.submit(row, by=tina)
        if verbs.level(row) == 1:
            return verbs.approve(row, by=per)
        return verbs.approve(row, by=sofie, besluttet_dato=plan.aktiveret_den.date())

    return approved


def flyt(plan, tekst="15. august 2020"):
    row = plan.milepaele.get(titel="Kursus er holdt")
    return {"genstand": "milepael", "objekt": row.uuid, "felt": "godkendt", "til": tidspunkt_data(tid(tekst))}


def ny(titel="Evaluering"):
    til = {"titel": titel, "godkendt": tidspunkt_data(tid("1. november 2020")), "ansvarlig_rolle": "kursusleder"}
    return {"genstand": "milepael", "felt": "ny", "til": til}


def slut(plan, dag="2021-03-31"):
    return {"genstand": "plan", "objekt": plan.uuid, "felt": "periode_slut", "til": dag}


def test_kladde_has_no_edition_yet(kladde, tina):
    page = words(som(tina).get(place(kladde, "versioner/")))

    assert "Den første version bliver gemt, når planen bliver aktiveret." in page


def test_list_names_each_edition_and_what_made_it(aktiv, godkend, ada):
    godkend(aktiv, flyt(aktiv))

    page = words(som(ada).get(place(aktiv, "versioner/")))

    assert "Version 2 · 15.6.2020 Ændring 1: Senere kursus Sofie Sekretær" in page
    assert "Version 1 · 15.6.2020 Planen blev vedtaget og aktiveret Per Programejer" in page


def test_chosen_editions_lead_to_their_comparison(aktiv, godkend, ada):
    godkend(aktiv, flyt(aktiv))

    answer = som(ada).get(place(aktiv, "versioner/?fra=1&til=2"))

    assert (answer.status_code, answer["Location"]) == (302, place(aktiv, "versioner/1-2/"))


def test_moved_date_is_struck_and_written_beside(aktiv, godkend, ada):
    godkend(aktiv, flyt(aktiv))

    page = som(ada).get(place(aktiv, "versioner/1-2/")).content.decode()

    assert re.findall(r"<del>.*?(\d.*?)<span.*?<ins>.*?(\d.*?)<span", page) == [("30. juni 2020", "15. august 2020")]
    assert "Milepæl »Kursus er holdt«" in page


def test_comparison_names_new_dropped_and_changed_rows(kladde, godkend, ada):
    builders_indsats.milepael(kladde)
    gone = builders_indsats.milepael(kladde, "Pjece er trykt")
    plan = builders_indsats.aktiv(kladde)
    drop = {"genstand": "milepael", "objekt": gone.uuid, "felt": "bortfald", "til": "Ikke nødvendig"}
    godkend(plan, flyt(plan), drop, ny(), slut(plan))

    page = words(som(ada).get(place(plan, "versioner/1-2/")))

    assert "Milepæl »Kursus er holdt« Ændret" in page
    assert "Milepæl »Pjece er trykt« Fjernet" in page
    assert "Milepæl »Evaluering« Ny" in page
    assert "Slutter fjernet: 31.12.2020" in page


def test_unchanged_is_folded_as_a_count(aktiv, godkend, ada):
    godkend(aktiv, slut(aktiv))

    page = words(som(ada).get(place(aktiv, "versioner/1-2/")))

    assert "12 felter er uændrede" in page
    assert "Milepæl »Kursus er holdt« Mål »Alle sager har en plan« Indikator »Andel sager med en plan«" in page


def test_the_order_of_the_two_does_not_matter_and_editions_far_apart_compare(aktiv, godkend, ada):
    for text in ("15. august 2020", "1. september 2020"):
        godkend(aktiv, flyt(aktiv, text))

    pages = [words(som(ada).get(place(aktiv, f"versioner/{way}/"))) for way in ("1-3", "3-1")]

    assert pages[0] == pages[1]
    assert "30. juni 2020" in pages[0] and "1. september 2020" in pages[0] and "15. august" not in pages[0]


@pytest.mark.parametrize("way", ["1-1", "1-2", "0-1"])
def test_editions_that_do_not_exist_are_404(aktiv, ada, way):
    assert som(ada).get(place(aktiv, f"versioner/{way}/")).status_code == 404


def test_definition_taken_into_force_is_read_in_words(kladde, godkend, ada):
    indikator = builders_indsats.indikator(builders_indsats.maal(kladde))
    plan = builders_indsats.aktiv(kladde)
    row = builders_indsats.definition(indikator)
    godkend(plan, {"genstand": "definition", "objekt": row.uuid, "felt": "i_kraft", "til": True})

    page = words(som(ada).get(place(plan, "versioner/1-2/")))

    assert "Tilstand: fjernet: Ikke defineret" in page or "Tilstand: fjernet: Under udarbejdelse" in page
    assert "Definition: mål: tilføjet: 75 slut" in page
    assert "Målemetoder: tilføjet: Registerudtræk (primær) slut" in page


def test_no_uuid_and_no_code_stands_in_the_words_of_an_edition(kladde):
    builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)))
    version = builders_indsats.aktiv(kladde).planversioner.get()

    texts = [
        one["vaerdi"] for group in in_words(version.snapshot)["raekker"].values() for row in group["raekker"]
        for one in row["felter"].values()
    ]  # fmt: skip

    assert [text for text in texts if text and re.search(r"[0-9a-f]{8}-|_|\{|\[", text)] == []


@pytest.mark.parametrize(
    ("gemt", "laest"), [("75.0000", "75"), ("67.5000", "67,5"), ("1200.0000", "1.200"), (None, "")]
)
def test_numbers_are_read_with_the_decimals_they_have(gemt, laest):
    assert tal(gemt) == laest


def test_editions_of_a_lukket_plan_are_its_peoples_and_each_reading_is_logged(tina, per, styregruppe, ada):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))

    answers = [som(person).get(place(plan, "versioner/")).status_code for person in (ada, tina)]

    assert answers == [404, 200]
    assert list(Opslag.objects.order_by("pk").values_list("aktoer__navn", flat=True)) == ["Tina Tovholder"]


def test_comparison_takes_the_same_queries_with_one_and_three_new_rows(aktiv, godkend, tina, count_queries):
    godkend(aktiv, ny("A"))
    godkend(aktiv, ny("B"), ny("C"), ny("D"))
    client = som(tina)

    counts = [count_queries(lambda way=way: client.get(place(aktiv, f"versioner/{way}/"))) for way in ("1-2", "1-3")]

    assert counts[0] == counts[1]
