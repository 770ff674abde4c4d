"""Templates on their pages (20 §4.3): listed, made, and applied to a theme row by row."""

from datetime import date
from uuid import uuid4

import pytest

from indsatser.models import Tema, Temaskabelon
from indsatser.workflow.raekker import add
from indsatser.workflow.skabelon import make_template
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats
from tests.builders_indsats import LUKKET
from tests.indsatser.planside import fejl, felter, send, som, sti, texts

HER = "/indsatsplaner/skabeloner/"
TRIN = [
    {"titel": "Udkast", "start_uge": 1, "slut_uge": 2, "rolle": "Task Force"},
    {"titel": "Fokus", "art": "aktivitet", "start_uge": 3, "slut_uge": 4},
]


@pytest.fixture
def leder(tina):
    builders.tilknytning(tina, builders.afdeling("TT"), "leder")
    return tina


@pytest.fixture
def skabelon(leder):
    return make_template("Pakke", by=leder, trin=TRIN)


@pytest.fixture
def tema(kladde, tina):
    return add(Tema, kladde, by=tina, titel="Underretninger", start=date(2020, 6, 22))


def test_empty_list_says_so_and_offers_the_first_to_leaders_alone(leder, ada):
    page, other = (som(one).get(HER) for one in (leder, ada))

    assert page.context["afsnit"][0]["tom"] == "Ingen skabeloner."
    assert ([one["url"] for one in page.context["links"]], other.context["links"]) == (["ny/"], [])


def test_template_shows_its_steps(skabelon, ada):
    listed, one = (som(ada).get(path) for path in (HER, f"{HER}{skabelon.uuid}/"))

    assert texts(listed) == [["Pakke", "2"]]
    assert texts(one) == [["Udkast", "Milepæl", "1–2", "Task Force"], ["Fokus", "Aktivitet", "3–4", ""]]


def steps(**more):
    return {"navn": "Pakke", "titel_1": "Udkast", "art_1": "milepael", "start_uge_1": "1", "slut_uge_1": "2",
            "titel_3": "Fokus", "art_3": "aktivitet", "start_uge_3": "3", "slut_uge_3": "4", **more}  # fmt: skip


def test_leader_makes_a_template_of_the_steps_with_a_title(leder):
    answer = send(som(leder), f"{HER}ny/", **steps())

    made = Temaskabelon.objects.get().trin.order_by("nr").values_list("nr", "titel", "art", "slut_uge")
    assert (answer.url, list(made)) == (HER, [(1, "Udkast", "milepael", 2), (2, "Fokus", "aktivitet", 4)])


@pytest.mark.parametrize(("more", "message"), [
    ({"slut_uge_3": "2"}, "Skriv, hvilke uger trinnet varer: fra 1, og den sidste tidligst den første."),
    ({"titel_1": "", "titel_3": ""}, "Skriv mindst ét trin."),
])  # fmt: skip
def test_step_that_cannot_be_keeps_what_was_typed(leder, more, message):
    answer = send(som(leder), f"{HER}ny/", **steps(rolle_1="Task Force", **more))

    shown = felter(answer)
    assert (answer.status_code, shown["navn"], shown["rolle_1"], fejl(answer)) == (
        422, "Pakke", "Task Force", [message],
    )  # fmt: skip


def test_name_that_is_taken_is_told(skabelon, leder):
    answer = send(som(leder), f"{HER}ny/", **steps())

    assert (answer.status_code, felter(answer)["navn"], Temaskabelon.objects.count()) == (422, "Pakke", 1)


def test_only_leaders_make_templates(skabelon, ada):
    client = som(ada)

    assert [client.get(f"{HER}ny/").status_code, send(client, f"{HER}ny/", **steps()).status_code] == [403, 403]


def anvend(tema, rest=""):
    return sti(tema.plan, f"temaer/{tema.uuid}/skabelon/{rest}")


def rows(skabelon, **more):
    """Return what the page's form would post with everything ticked."""
    return {
        "skabelon": str(skabelon.uuid), "med_1": "on", "titel_1": "Udkast", "start_1": "2020-06-22",
        "slut_1": "2020-07-05", "rolle_1": "Task Force", "med_2": "on", "titel_2": "Fokus", "start_2": "2020-07-06",
        "slut_2": "2020-07-19", "rolle_2": "", **more,
    }  # fmt: skip


def test_template_is_chosen_first(skabelon, tema, tina):
    page = som(tina).get(anvend(tema))

    cell = page.context["afsnit"][0]["raekker"][0]["celler"][0]
    assert (cell["tekst"], cell["url"]) == ("Pakke", f"?skabelon={skabelon.uuid}")


def test_computed_rows_are_listed_for_editing_with_the_holidays_marked(skabelon, tema, tina):
    page = som(tina).get(anvend(tema, f"?skabelon={skabelon.uuid}"))

    shown = felter(page)
    assert [shown[name] for name in ("titel_1", "start_1", "slut_1", "slut_2")] == [
        "Udkast", "2020-06-22", "2020-07-05", "2020-07-19",
    ]  # fmt: skip
    assert page.content.decode().count("Slutter i en ferieuge") == 1


def test_ticked_rows_are_made_as_edited(skabelon, tema, tina):
    answer = send(som(tina), anvend(tema), tema, **rows(skabelon, titel_1="Første udkast", slut_1="2020-06-30"))

    milestone, activity = tema.milepaele.get(), tema.aktiviteter.get()
    assert answer.url == sti(tema.plan, "temaer/")
    assert (milestone.titel, milestone.godkendt.slut, activity.titel) == (
        "Første udkast", date(2020, 6, 30), "Fokus",
    )  # fmt: skip


def test_unticked_row_is_left_out_whatever_stands_in_it(skabelon, tema, tina):
    body = rows(skabelon, titel_2="", slut_2="")
    del body["med_2"]
    send(som(tina), anvend(tema), tema, **body)

    assert (tema.milepaele.count(), tema.aktiviteter.count()) == (1, 0)


@pytest.mark.parametrize(("more", "message"), [
    ({"titel_1": ""}, "Skriv trinnets titel."),
    ({"slut_2": "2020-07-01"}, "Slutdatoen ligger før startdatoen. Ret en af dem."),
    ({"med_1": "", "med_2": ""}, "Vælg mindst ét trin."),
])  # fmt: skip
def test_row_that_cannot_be_keeps_everything_typed(skabelon, tema, tina, more, message):
    answer = send(som(tina), anvend(tema), tema, **rows(skabelon, rolle_1="Udvalget", **more))

    assert (answer.status_code, felter(answer)["rolle_1"], fejl(answer), tema.milepaele.count()) == (
        422, "Udvalget", [message], 0,
    )  # fmt: skip


def test_double_press_makes_the_rows_once(skabelon, tema, tina):
    client, body = som(tina), {**rows(skabelon), "noegle": str(uuid4()), "version": tema.version}

    answers = [client.post(anvend(tema), body).status_code for _ in range(2)]

    assert (answers, tema.milepaele.count()) == ([302, 302], 1)


def test_active_plan_and_theme_without_a_day_take_no_template(skabelon, tema, tina, kladde):
    other = add(Tema, kladde, by=tina, titel="Uden dato")
    client = som(tina)
    without = client.get(anvend(other)).status_code
    builders_indsats.aktiv(kladde)

    assert [without, client.get(anvend(tema)).status_code] == [409, 409]
    assert send(client, anvend(tema), tema, **rows(skabelon)).status_code == 409


def test_unknown_template_is_404_and_missing_key_400(skabelon, tema, tina):
    client = som(tina)

    answers = [client.get(anvend(tema, f"?skabelon={uuid4()}")), client.get(f"{HER}{uuid4()}/"),
               client.post(anvend(tema)), client.post(f"{HER}ny/"),
               client.get(anvend(tema, "?skabelon=x"))]  # fmt: skip
    assert [one.status_code for one in answers] == [404, 404, 400, 400, 404]


def test_lukket_plan_is_404_to_others_and_noted_for_its_own(skabelon, tina, per, styregruppe, ada):
    closed = builders_indsats.plan(tina, per, styregruppe, **LUKKET)
    tema = add(Tema, closed, by=tina, titel="Samtaler", start=date(2020, 6, 22))

    assert (som(ada).get(anvend(tema)).status_code, som(tina).get(anvend(tema)).status_code) == (404, 200)
    assert Opslag.objects.filter(aktoer=tina, slags="vis").count() == 1
