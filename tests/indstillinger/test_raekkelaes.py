"""The rows of a paper read in one statement are the rows the database has."""

import pytest

from indstillinger.models import DirekteUdgift
from indstillinger.models.fund import load_rows, prefetch_rows
from indstillinger.models.raekkelaes import ALENE, rows_together
from indstillinger.models.raekker import RAEKKER
from tests import builders_indstilling


@pytest.fixture
def filled(klokken, chefteam, signe):
    """A paper with two rows of every kind, and one of another paper beside them."""
    builders_indstilling.indstilling(signe, forum=chefteam)
    return builders_indstilling.indstilling(signe, forum=chefteam)


def stored(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_rows_are_those_of_the_tables_in_their_order(filled):
    builders_indstilling.raekke(filled, "beslutningspunkt", tekst=lambda felt: 'Æ "citat" \\ og\nny linje')
    expected = {
        kind: [stored(row) for row in model.objects.filter(indstilling=filled)] for kind, model in ALENE.items()
    }

    found = {kind: [stored(row) for row in rows] for kind, rows in rows_together(filled).items()}

    assert (found, min(map(len, expected.values())) > 0) == (expected, True)


def test_row_without_a_year_comes_last(filled):
    filled.direkteudgift_raekker.all().delete()
    for aar in (None, 2022, 2021):
        DirekteUdgift(indstilling=filled, aar=aar).save()

    assert [row.aar for row in rows_together(filled)["direkteudgift"]] == [2021, 2022, None]


def test_row_is_changed_and_saved_like_any_other(filled):
    row = rows_together(filled)["effektmaal"][0]
    row.tekst = "Færre fald"
    row.save()

    assert (filled.effektmaal_raekker.get(pk=row.pk).tekst, row.indstilling is filled) == ("Færre fald", True)


@pytest.mark.parametrize("read", [load_rows, prefetch_rows])
def test_all_kinds_come_in_four_queries(filled, django_assert_num_queries, read):
    with django_assert_num_queries(4):
        assert list(read(filled)) == list(RAEKKER)


def test_prefetched_rows_are_not_read_again(filled, count_queries):
    prefetch_rows(filled)

    assert count_queries(lambda: [list(getattr(filled, f"{kind}_raekker").all()) for kind in RAEKKER]) == 0
