"""<nr>/deltagere/: who takes part in a plan, and what that opens (20 §4.1, §11, §12)."""

from datetime import datetime

import pytest

from indsatser.models import Plandeltager
from indsatser.workflow.plan import add_participant
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats
from tests.indsatser.planside import fejl, rows, send, som, sti, texts

MORGEN = datetime(2020, 6, 16, 9, tzinfo=DANSK_TID)


@pytest.fixture
def lukket(tina, per, styregruppe):
    return builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))


def test_reader_let_in_sees_the_lukket_plan_at_once(lukket, tina, ada):
    before = som(ada).get(sti(lukket)).status_code
    response = send(som(tina), sti(lukket, "deltagere/ny/"), bruger=ada.pk, rolle="laeser")

    assert (before, response.url, som(ada).get(sti(lukket)).status_code) == (404, sti(lukket, "deltagere/"), 200)


def test_list_tells_who_from_when_to_when(aktiv, tina, ada):
    add_participant(aktiv, by=tina, bruger=ada, rolle="redaktoer")

    page = som(tina).get(sti(aktiv, "deltagere/"))

    assert texts(page) == [["Ada Andetsteds", "Redaktør", "15.6.2020", "fortsat"]]
    assert rows(page) == [("Ada Andetsteds", ["Fjern"])]


def test_who_only_reads_is_offered_nothing(aktiv, tina, ada):
    add_participant(aktiv, by=tina, bruger=ada, rolle="laeser")

    page = som(ada).get(sti(aktiv, "deltagere/"))

    assert (rows(page), page.context["links"]) == ([("Ada Andetsteds", [])], [])
    assert som(ada).get(sti(aktiv, "deltagere/ny/")).status_code == 403


def test_part_taken_away_is_gone_in_the_next_request(lukket, tina, ada):
    add_participant(lukket, by=tina, bruger=ada, rolle="laeser")
    with ur.stil(MORGEN):
        response = send(som(tina), sti(lukket, f"deltagere/{ada.uuid}/afslut/"))
        after = som(ada).get(sti(lukket)).status_code

    assert (response.status_code, after, str(Plandeltager.objects.get().til)) == (302, 404, "2020-06-15")


def test_same_person_twice_is_refused(aktiv, tina, ada):
    add_participant(aktiv, by=tina, bruger=ada, rolle="laeser")

    page = send(som(tina), sti(aktiv, "deltagere/ny/"), bruger=ada.pk, rolle="redaktoer")

    assert (page.status_code, fejl(page)) == (422, ["Personen er allerede deltager i planen."])


def test_nothing_chosen_is_told_at_each_field(aktiv, tina):
    page = send(som(tina), sti(aktiv, "deltagere/ny/"))

    assert (page.status_code, fejl(page)) == (422, ["Vælg person.", "Vælg en rolle."])


def test_person_without_a_part_has_none_to_take_away(aktiv, tina, ada):
    assert som(tina).get(sti(aktiv, f"deltagere/{ada.uuid}/afslut/")).status_code == 404


def test_row_of_a_lukket_plan_names_nobody_who_could_not_see_it(lukket, tina, ada):
    page = send(som(tina), sti(lukket, "opfoelgning/ny/"), art="opgave", tekst="Ring til alle", ansvarlig=ada.pk)

    assert (page.status_code, fejl(page)) == (
        422, ["Den ansvarlige kan ikke se den lukkede plan. Tilføj personen som deltager først."],
    )  # fmt: skip


def test_press_without_a_key_changes_nothing(aktiv, tina, ada):
    response = som(tina).post(sti(aktiv, "deltagere/ny/"), {"bruger": ada.pk, "rolle": "laeser"})

    assert (response.status_code, Plandeltager.objects.count()) == (400, 0)


def test_queries_are_the_same_at_one_and_three(aktiv, tina, queries_at):
    client = som(tina)

    def make(nr):
        add_participant(aktiv, by=tina, bruger=builders.bruger(f"Person nr. {nr}"), rolle="laeser")

    counts = queries_at(make, lambda: client.get(sti(aktiv, "deltagere/")))

    assert (counts[0] == counts[1], counts[0] <= 8) == (True, True), counts
