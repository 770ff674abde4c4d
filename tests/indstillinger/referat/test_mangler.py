"""What the minutes lack before they can be sent or approved (11 §6)."""

import pytest

from indstillinger.models import Referatpunkt
from indstillinger.workflow.referat import circulate, missing
from mso_portal.motor.rules import NotNow
from mso_portal.vaerdier import tidspunkt
from tests.indstillinger.referat.verden import opgave, ret

UDEN_FRIST = "Opgaven til punkt 1 mangler en frist. Skriv en dato, eller vælg »næste møde« eller »uden frist«."


def lines(minutes):
    return [str(line) for line in missing(minutes)]


def test_complete_minutes_lack_nothing(kladde):
    assert lines(kladde) == []


def test_points_without_outcome_are_one_line_for_each_item(kladde):
    for nr in (1, 3):
        ret(kladde, nr, udfald="")

    assert lines(kladde) == ["Punkt 1 mangler udfald for 2 af 3 beslutningspunkter: 1 og 3."]


def test_all_points_without_outcome_are_listed(kladde):
    for nr in (1, 2, 3, 4):
        ret(kladde, nr, udfald="")

    assert lines(kladde) == [
        "Punkt 1 mangler udfald for 3 af 3 beslutningspunkter: 1, 2 og 3.", "Punkt 2 mangler udfald."
    ]  # fmt: skip


def test_row_that_lacks_its_wording_is_named(kladde):
    ret(kladde, 2, udfald="vedtaget_med_aendring")
    ret(kladde, 3, er_spoergsmaal=True)

    assert lines(kladde) == [
        "Punkt 1, beslutningspunkt 2: Skriv ændringerne ud. »Med de aftalte justeringer« kan ingen følge op på.",
        "Punkt 1: Punkt 3 er ikke et forslag. Skriv, hvad der blev besluttet.",
    ]


def test_task_needs_somebody_and_a_deadline(kladde, folk):
    row = ret(kladde, 1)
    opgave(kladde, folk.kirsten, row)
    opgave(kladde, folk.kirsten, row, ansvarlig=folk.lars, frist=tidspunkt.laes("snarest", kladde.moede.dato))

    assert lines(kladde) == ["Opgaven til punkt 1 mangler en ansvarlig. Vælg en person.", UDEN_FRIST]


def test_task_without_deadline_is_a_choice(kladde, folk):
    opgave(kladde, folk.kirsten, ret(kladde, 1), ansvarlig=folk.lars, frist=None, uden_frist=True)

    assert lines(kladde) == []


def test_item_that_was_not_treated_lacks_nothing(kladde):
    row = ret(kladde, 1, udfald="")
    row.punkt.tilstand = "udsat"
    row.punkt.save()

    assert lines(kladde) == []


def test_empty_phrase_is_refused_and_the_text_stays(kladde, folk):
    row = ret(kladde, 1, udfald="vedtaget_med_aendring", ordlyd="At planen sættes i gang med de aftalte justeringer")

    with pytest.raises(NotNow, match="Referatet er ikke færdigt: 1 mangel. Punkt 1, beslutningspunkt 1: Skriv ændr"):
        circulate(kladde, by=folk.kirsten)

    assert Referatpunkt.objects.get(pk=row.pk).ordlyd == row.ordlyd


def test_missing_asks_the_same_for_one_row_and_for_many(kladde, count_queries):
    assert count_queries(lambda: missing(kladde)) == 2
