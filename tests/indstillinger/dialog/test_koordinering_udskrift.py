"""What an unanswered request stops, when an answer is outdated, and what the print says."""

from datetime import date, datetime, timedelta

import pytest

from indstillinger.models import Indstilling, Koordinering
from indstillinger.models.indhold import content, essential_digest
from indstillinger.models.svar import answers_content, koordinering_rows, outdated
from indstillinger.workflow.koordinering import answer, ask, open_requests, submit_guard, waive
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.indstillinger.conftest import NU, save
from tests.indstillinger.dialog.conftest import FRIST

# Sending on


@pytest.mark.parametrize(
    ("antal", "begyndelse"), [(1, "Én har"), (2, "To har"), (12, "Tolv har"), (13, "13 har")]
)  # fmt: skip
def test_open_requests_stop_the_paper_in_words(paper, signe, antal, begyndelse):
    ask(paper, [builders.bruger(f"Part {nr}") for nr in range(antal)], date(2020, 6, 18), by=signe)

    assert submit_guard(paper).reason == (
        f"{begyndelse} ikke svaret. Vent til fristen den 18. juni, eller skriv, hvorfor sagen går videre uden svar."
    )


def test_guard_names_the_last_deadline_and_knows_when_it_has_passed(spurgt, faelles, signe, hr):
    ask(faelles, [hr], date(2020, 5, 27), by=signe)

    with ur.stil(NU + timedelta(days=14)):
        assert submit_guard(faelles).reason == (
            "To har ikke svaret. Fristen var den 27. maj. Skriv, hvorfor sagen går videre uden svar."
        )


def test_answered_waived_and_named_stop_nothing(spurgt, faelles, signe, piet, hr):
    answer(spurgt, "uenig", "Nej.", by=piet)
    waive(ask(faelles, [hr], FRIST, by=signe)[0], "Det haster.", by=signe)
    Koordinering.objects.create(indstilling=faelles, navn_tekst="Økonomi", status="naevnt")

    assert (bool(submit_guard(faelles)), list(open_requests(faelles))) == (True, [])


# Outdated


def changed(paper, by, **fields):
    save(paper, by, **fields)
    return essential_digest(content(Indstilling.objects.get(pk=paper.pk)))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"kommunikation": "<p>Nyt.</p>"}, False), ({"titel": "Ny titel"}, False), ({"aabenhed": "aaben"}, True),
     ({"udgiftsgrundlag": "loensum"}, True)],
)  # fmt: skip
def test_answer_is_outdated_by_what_matters_alone(spurgt, faelles, signe, piet, fields, expected):
    row = answer(spurgt, "enig", "", by=piet)

    assert outdated(row, changed(faelles, signe, **fields)) is expected


def test_open_request_is_never_outdated(spurgt, faelles, signe):
    assert outdated(spurgt, changed(faelles, signe, aabenhed="aaben")) is False


# Print


def test_print_names_part_answer_date_and_text_in_the_order_asked(faelles, signe, piet, hr, helga):
    Koordinering.objects.create(indstilling=faelles, navn_tekst="Økonomi", status="naevnt")
    anna, bo = builders.bruger("Anna Anden"), builders.bruger("Bo Bagud")
    rows = ask(faelles, [piet, hr, anna, bo], FRIST, by=signe)
    answer(rows[0], "bemaerkninger", "Husk natten.", by=piet)
    save(faelles, signe, aabenhed="aaben")
    with ur.stil(datetime(2020, 5, 21, 0, 30, tzinfo=DANSK_TID)):
        answer(rows[1], "enig", "", by=helga)
    waive(rows[2], "Hun er på ferie.", by=signe)

    assert koordinering_rows(answers_content(faelles)) == [
        ["Økonomi", "nævnt, ikke spurgt", "", ""],
        ["Piet Part", "Bemærkninger, givet på en tidligere version", "14.5.2020", "Husk natten."],
        ["HR ved Helga Hr", "Enig, efter fristen, givet på en tidligere version", "21.5.2020", ""],
        ["Anna Anden", "ikke svaret", "14.5.2020", "Hun er på ferie."],
        ["Bo Bagud", "afventer svar, frist 20.5.2020", "", ""],
    ]


def test_answer_on_the_day_of_the_deadline_is_not_late(spurgt, faelles, piet):
    with ur.stil(datetime(2020, 5, 20, 23, 59, tzinfo=DANSK_TID)):
        answer(spurgt, "enig", "", by=piet)

    assert [one["for_sent"] for one in answers_content(faelles)] == [False]


def test_answers_are_plain_data_with_one_query_beside_the_content(spurgt, faelles, piet, count_queries):
    answer(spurgt, "enig", "", by=piet)
    data = content(faelles)

    assert count_queries(lambda: answers_content(faelles, data)) == 1
    assert answers_content(faelles, data) == [
        {"part": "Piet Part", "status": "besvaret", "svar": "enig", "dato": "2020-05-14", "frist": "2020-05-20",
         "tekst": "", "for_sent": False, "tidligere": False, "version": 1},
    ]  # fmt: skip


def test_paper_without_koordinering_prints_nothing(paper):
    assert koordinering_rows(answers_content(paper)) == []
