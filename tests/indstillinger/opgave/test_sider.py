"""The pages of tasks: lists in tabs, the one task, its verbs over HTTP, and what waits on the start page."""

import uuid

import pytest

from indstillinger.models import Indstilling, Opgave
from indstillinger.views.opgaver import duty_row
from indstillinger.workflow.opgave import duties_of
from mso_portal.motor.models import Opslag
from tests import builders, builders_moede
from tests.builders_opgave import beslutning, om
from tests.builders_opgave import opgave as make

GRUND = "En grund, der er lang nok."


def body(response):
    return response.content.decode()


def post(client, opgave, verb, **data):
    return client.post(
        f"/opgaver/{opgave.nummer}/{verb}/", {"noegle": uuid.uuid4(), "version": opgave.version, **data}
    )  # fmt: skip


def shown(client, fane, **more):
    return [row["nummer"] for row in client.get("/opgaver/", {"fane": fane, **more}).context["raekker"]]


def test_list_shows_overdue_first_and_no_deadline_last(logget_ind, aabent, anders, carla, klokken):
    days = (om(20), None, om(-5), om(3))
    found = [make(aabent, anders, carla, dag=day).nummer for day in days]

    client = logget_ind(anders)

    assert shown(client, "mine") == [found[2], found[3], found[0], found[1]]
    assert [row["overskredet"] for row in client.get("/opgaver/").context["raekker"]] == [True, False, False, False]


def test_each_tab_shows_its_own(logget_ind, opgave, hemmelig, personer, aabent, carla, mads):
    other = make(aabent, mads, mads)
    found = {
        role: {fane: shown(logget_ind(person), fane) for fane in ("mine", "stillet", "afdeling", "forum")}
        for role, person in personer.items()
    }
    both = [hemmelig.nummer, opgave.nummer]
    none = {"mine": [], "stillet": [], "afdeling": [], "forum": []}

    assert found == {
        "ansvarlig": {**none, "mine": both, "forum": both}, "stiller": {**none, "stillet": both},
        "sekretaer": {**none, "forum": [other.nummer, *both]}, "leder": {**none, "afdeling": [opgave.nummer]},
        "medlem": {**none, "mine": [other.nummer], "stillet": [other.nummer], "forum": [other.nummer]},
        "fremmed": none,
    }  # fmt: skip


def test_done_tasks_are_shown_when_asked_for(logget_ind, opgave, aabent, anders, carla):
    done = make(aabent, anders, carla, tilstand="lukket")
    client = logget_ind(anders)

    assert [shown(client, "mine"), shown(client, "mine", vis="alle")] == [
        [opgave.nummer], [done.nummer, opgave.nummer],
    ]  # fmt: skip


def test_empty_tab_says_so(logget_ind, anders):
    assert "Du har ingen åbne opgaver." in body(logget_ind(anders).get("/opgaver/"))


@pytest.mark.parametrize(("page", "rows"), [("", 50), ("2", 1)])
def test_list_is_cut_at_fifty(logget_ind, aabent, anders, carla, page, rows):
    for _ in range(51):
        make(aabent, anders, carla)

    assert len(shown(logget_ind(anders), "mine", side=page)) == rows


def test_list_asks_the_same_eight_questions_for_one_row_and_three(queries_at, logget_ind, lukket, anders, carla):
    client = logget_ind(anders)

    counts = queries_at(lambda nr: make(lukket, anders, carla, beslutning=beslutning(lukket, carla)),
                        lambda: client.get("/opgaver/"))  # fmt: skip

    assert counts[0] == counts[1] <= 8


def test_doer_reads_of_a_closed_item_the_text_of_the_task_alone(logget_ind, hemmelig, anders, carla, lukket):
    hemmelig.beslutning = beslutning(lukket, carla)
    hemmelig.save()
    client = logget_ind(anders)

    pages = [body(client.get(f"/opgaver/{hemmelig.nummer}/")), body(client.get("/opgaver/"))]

    hidden = (hemmelig.beslutning.nummer, lukket.moede.noegle, "Noget", "Lukket titel")
    assert [[word for word in ("Ring til familien", *hidden) if word in page] for page in pages] == [
        ["Ring til familien"], ["Ring til familien"],
    ]  # fmt: skip
    assert list(Opslag.objects.order_by("pk").values_list("slags", flat=True)) == ["vis", "liste"]


def test_source_is_shown_to_who_reads_the_item(logget_ind, hemmelig, carla, lukket):
    hemmelig.beslutning = beslutning(lukket, carla)
    hemmelig.save()

    facts = logget_ind(carla).get(f"/opgaver/{hemmelig.nummer}/").context["stamdata"]

    urls = [row["url"] for row in facts if row.get("url")]
    assert urls == [f"/beslutninger/{hemmelig.beslutning.nummer}/", f"/moeder/{lukket.moede.noegle}/punkt/2/"]


@pytest.mark.parametrize("nummer", ["O-2020-001", "O-2020-999"])
def test_task_of_others_does_not_exist(logget_ind, hemmelig, lars, nummer):
    assert logget_ind(lars).get(f"/opgaver/{nummer}/").status_code == 404


def test_person_kept_out_of_the_item_does_not_see_its_task(logget_ind, opgave, aabent, mads, carla):
    before = logget_ind(mads).get(f"/opgaver/{opgave.nummer}/").status_code
    builders_moede.udelukkelse(aabent, mads, carla)

    assert [before, logget_ind(mads).get(f"/opgaver/{opgave.nummer}/").status_code] == [200, 404]


def test_page_shows_earlier_deadlines_and_what_happened(logget_ind, opgave, carla, anders):
    client = logget_ind(carla)
    assert post(client, opgave, "udskyd", frist="uge 25", grund=GRUND).status_code == 302
    opgave.refresh_from_db()
    post(logget_ind(anders), opgave, "meld", resultat="HMU er ringet op.")

    page = logget_ind(carla).get(f"/opgaver/{opgave.nummer}/").context

    assert [row["frist"] for row in page["frister"]] == ["1. juni 2020", "uge 25 (21. juni 2020)"]
    assert [(row["hvad"], row["tekst"]) for row in page["forloeb"]] == [
        ("Givet", ""), ("Frist rettet", GRUND), ("Meldt udført", "HMU er ringet op."),
    ][-len(page["forloeb"]):]  # fmt: skip
    assert (page["primaer"]["tekst"], page["links"][0]["label"]) == ("Luk opgave", "Åbn igen")


def test_wrong_deadline_keeps_everything_typed(logget_ind, opgave, carla):
    answer = post(logget_ind(carla), opgave, "udskyd", frist="snarest", grund=GRUND)

    page = body(answer)
    assert (answer.status_code, "Fristen »snarest« kan ikke læses som en dato. Skriv fx »uge 23«." in page) == (
        422,
        True,
    )
    assert ['value="snarest"' in page, GRUND in page] == [True, True]


@pytest.mark.parametrize("data", [{"noegle": ""}, {"version": ""}])
def test_post_without_key_or_version_is_refused(logget_ind, opgave, anders, data):
    assert post(logget_ind(anders), opgave, "afvis", grund=GRUND, **data).status_code == 400


def test_seeing_is_not_doing_and_state_comes_first(logget_ind, opgave, mads, anders, carla):
    codes = [logget_ind(person).get(f"/opgaver/{opgave.nummer}/{verb}/").status_code
             for person, verb in ((mads, "meld"), (anders, "udskyd"), (carla, "luk"), (carla, "bortfald"))]  # fmt: skip

    assert codes == [403, 403, 409, 200]


def test_stale_page_is_a_conflict_that_keeps_the_text(logget_ind, opgave, anders):
    opgave.version = 7

    answer = post(logget_ind(anders), opgave, "meld", resultat="HMU er ringet op.")

    assert (answer.status_code, "HMU er ringet op." in body(answer)) == (409, True)


def test_every_verb_works_over_http(logget_ind, aabent, anders, carla, mads, sofie):
    presses = [("afvis", anders, "aaben", {"grund": GRUND}), ("flyt", carla, "afvist", {"ansvarlig": mads.pk}),
               ("bed-om-frist", anders, "aaben", {"oensket_frist": "uge 30", "grund": GRUND}),
               ("meld", anders, "aaben", {"resultat": GRUND}), ("luk", carla, "meldt_udfoert", {}),
               ("genaabn", carla, "lukket", {"kommentar": "Mere"}), ("bortfald", carla, "aaben", {"grund": GRUND}),
               ("tildel", sofie, "udkast", {})]  # fmt: skip
    states = []
    for verb, person, tilstand, data in presses:
        opgave = make(aabent, anders, carla, tilstand=tilstand)
        post(logget_ind(person), opgave, verb, **data)
        states.append(Opgave.objects.get(pk=opgave.pk).tilstand)

    wanted = ["afvist", "aaben", "aaben", "meldt_udfoert", "lukket", "aaben", "bortfaldet", "aaben"]
    assert states == wanted


def test_paper_is_made_and_reported(logget_ind, aabent, anders, carla):
    opgave = make(aabent, anders, carla, type="vend_tilbage", tekst="Kom med en plan")
    client = logget_ind(anders)
    first = client.get(f"/opgaver/{opgave.nummer}/").context["primaer"]["tekst"]
    post(client, opgave, "kladde")
    opgave.refresh_from_db()

    post(client, opgave, "meld", resultat=GRUND, indstilling=opgave.indstilling_id)

    opgave.refresh_from_db()
    assert (first, opgave.tilstand) == ("Opret kladde", "meldt_udfoert")
    assert opgave.indstilling == Indstilling.objects.get(titel="Kom med en plan")


def test_only_own_papers_can_be_chosen(logget_ind, aabent, anders, carla, paper):
    opgave = make(aabent, anders, carla, type="vend_tilbage")

    answer = post(logget_ind(anders), opgave, "meld", resultat=GRUND, indstilling=paper.pk)

    assert (answer.status_code, Opgave.objects.get(pk=opgave.pk).tilstand) == (422, "aaben")


def test_start_page_lists_what_waits_soonest_first(aabent, anders, carla, mads):
    soon, late = make(aabent, anders, carla, dag=om(2)), make(aabent, anders, carla, dag=None)
    make(aabent, mads, carla)
    done = make(aabent, mads, anders, tilstand="meldt_udfoert", dag=om(1))

    rows = [duty_row(anders, one) for one in duties_of(anders)]

    assert [row["verbum"] for row in rows] == ["Luk opgave", "Udfør", "Udfør"]
    assert [row["url"] for row in rows] == [f"/opgaver/{one.nummer}/" for one in (done, soon, late)]
    assert list(duties_of(builders.bruger("Nina Ny"))) == []
