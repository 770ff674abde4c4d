"""The pages of a tilsyn (20 §6, 14.9, 14.10): planned, drawn from a list that is not kept, checked, closed, shown."""

from datetime import date
from uuid import uuid4

import pytest

from indsatser.models import Tilsyn, Tilsynssag
from indsatser.workflow import tilsyn as verbs
from indsatser.workflow.tilstande import activate
from maalinger.models import Observation
from tests import builders_indsats, builders_tilsyn
from tests.builders_tilsyn import klient, liste, tables_with
from tests.organisation.svar import messages

CPR = "010190-1234"
FEJL = "Linje 7 ligner et CPR-nummer. Brug sagens nummer. Listen er ikke gemt."


@pytest.fixture
def planlagt(kladde, tjekliste, tove):
    return builders_tilsyn.tilsyn(kladde, tjekliste, tove)


def url(tilsyn, rest=""):
    return f"/indsatsplaner/{tilsyn.plan.nummer}/tilsyn/{tilsyn.uuid}/{rest}"


def press(client, tilsyn, rest, **fields):
    tilsyn.refresh_from_db()
    return client.post(url(tilsyn, rest), {"noegle": str(uuid4()), "version": tilsyn.version, **fields})


def draw(client, tilsyn, numre, antal=3, udvaelgelse="tilfaeldig"):
    return press(client, tilsyn, "udtraek/", liste=numre, antal=antal, udvaelgelse=udvaelgelse)


def cells(section):
    """Return the texts of a table, a badge by its word."""
    return [[cell.get("maerke", cell)["tekst"] for cell in row["celler"]] for row in section["raekker"]]


def facts(response):
    return {row["navn"]: row["vaerdi"] for row in response.context["stamdata"]}


def test_planned_tilsyn_stands_in_the_list(kladde, tina, tove, tjekliste):
    given = {"titel": "Forårets tilsyn", "tjekliste": tjekliste.pk, "art": "sag", "periode_start": "2020-04-01",
             "periode_slut": "2020-06-30", "udvaelgelse": "tilfaeldig", "antal": 15, "tilsynsfoerende": tove.pk,
             "noegle": str(uuid4())}  # fmt: skip
    here = f"/indsatsplaner/{kladde.nummer}/tilsyn/"

    klient(tina).post(f"{here}ny/", given)

    assert cells(klient(tina).get(here).context["afsnit"][0]) == [[
        "Forårets tilsyn", "Netværk (1)", "1. april – 30. juni 2020", "Tove Tilsynsførende",
        "15, tilfældigt udvalgt", "", "Kladde",
    ]]  # fmt: skip


def test_page_tells_what_the_size_can_show_before_anything_is_drawn(kladde, tina, tove, planlagt):
    planlagt.antal = 15
    planlagt.save()

    new = klient(tina).get(f"/indsatsplaner/{kladde.nummer}/tilsyn/ny/").context["form"]["antal"].help_text
    drawing = klient(tove).get(url(planlagt, "udtraek/")).context["effekter"][0]

    assert new == (
        "15 sager, alle opfyldt: den sande andel kan være ned til 80 %. "
        "50 sager, alle opfyldt: den sande andel kan være ned til 93 %."
    )
    assert drawing == "15 sager, alle opfyldt: den sande andel kan være ned til 80 %."


@pytest.mark.parametrize("field", ["titel", "tjekliste", "periode_start", "tilsynsfoerende"])
def test_new_tilsyn_without_what_it_needs_is_refused(kladde, tina, tjekliste, field):
    given = {"titel": "Forårets tilsyn", "tjekliste": tjekliste.pk, "art": "sag", "periode_start": "2020-04-01",
             "periode_slut": "2020-06-30", "udvaelgelse": "tilfaeldig", "antal": 15, "tilsynsfoerende": tina.pk,
             "noegle": str(uuid4())}  # fmt: skip

    response = klient(tina).post(f"/indsatsplaner/{kladde.nummer}/tilsyn/ny/", {**given, field: ""})

    assert (response.status_code, Tilsyn.objects.count(), list(response.context["form"].errors)) == (422, 0, [field])


def test_person_who_can_not_see_the_lukket_plan_does_no_tilsyn(kladde, tina, ada, tjekliste):
    for name, value in builders_indsats.LUKKET.items():
        setattr(kladde, name, value)
    kladde.save()
    given = {"titel": "Forårets tilsyn", "tjekliste": tjekliste.pk, "art": "sag", "periode_start": "2020-04-01",
             "periode_slut": "2020-06-30", "udvaelgelse": "tilfaeldig", "antal": 15, "tilsynsfoerende": ada.pk,
             "noegle": str(uuid4())}  # fmt: skip

    response = klient(tina).post(f"/indsatsplaner/{kladde.nummer}/tilsyn/ny/", given)

    assert (response.status_code, messages(response)) == (
        422, ["Den tilsynsførende kan ikke se den lukkede plan. Tilføj personen som deltager først."]
    )  # fmt: skip


def test_draw_stores_numbers_seed_and_hash_but_not_the_list(planlagt, tove):
    response = draw(klient(tove), planlagt, f"{liste(10)}\n\nS20-001\nS20-002")

    planlagt.refresh_from_db()
    drawn = sorted(planlagt.sager.values_list("noegle", flat=True))
    kept = [number for number in liste(10).split() if tables_with(number)]
    assert (response.status_code, planlagt.population, planlagt.antal, len(planlagt.froe)) == (302, 10, 3, 16)
    assert (kept, len(planlagt.liste_sha256)) == (drawn, 64)


def test_page_counts_what_fell_away_and_names_no_number(planlagt, tove):
    client = klient(tove)
    draw(client, planlagt, f"{liste(10)}\n\nS20-001\nS20-002")

    said = [str(one) for one in client.get(url(planlagt)).context["messages"]]

    assert said == ["Sprunget over: 1 blank linje og 2 dubletter.", "Sagerne er udtrukket."]


@pytest.mark.parametrize("number", [CPR, "0101901234", f"2020/{CPR}"])
def test_cpr_like_line_stores_nothing_in_any_table_and_keeps_the_list_typed(planlagt, tove, number, caplog):
    typed = f"{liste(6)}\n{number}\nS20-008"

    response = draw(klient(tove), planlagt, typed)

    assert (response.status_code, messages(response)) == (422, [FEJL])
    assert response.context["form"]["liste"].value() == typed
    assert (tables_with(number), tables_with("S20-003"), Tilsynssag.objects.count()) == ([], [], 0)
    assert not [record for record in caplog.records if number in record.getMessage()]


@pytest.mark.parametrize(("fields", "message"), [
    ({"numre": liste(12), "antal": 15},
     "Du bad om 15 sager, men listen har 12. Vælg Alle, eller indsæt en længere liste."),
    ({"numre": ""}, "Indsæt listen med ét sagsnummer på hver linje."),
    ({"numre": "Sag om Bo\n2020-1"},
     "Linje 1 er ikke et sagsnummer. Brug bogstaver, tal og tegnene . / _ -, højst 30 tegn. Listen er ikke gemt."),
])  # fmt: skip
def test_list_that_can_not_be_drawn_from_is_refused(planlagt, tove, fields, message):
    response = draw(klient(tove), planlagt, **fields)

    assert (response.status_code, messages(response)) == (422, [message])
    assert (response.context["form"]["liste"].value(), Tilsynssag.objects.count()) == (fields["numre"], 0)


def test_everybody_can_be_chosen_when_the_list_is_short(planlagt, tove):
    draw(klient(tove), planlagt, liste(12), antal=15, udvaelgelse="alle")

    assert facts(klient(tove).get(url(planlagt)))["Udvælgelse"] == "12 af 12, alle"


def test_chosen_by_hand_is_said_so_and_has_no_interval(planlagt, tove):
    client = klient(tove)
    draw(client, planlagt, liste(2), udvaelgelse="udvalgt")
    builders_tilsyn.besvar(planlagt, tove, "jj", "jn")
    press(client, planlagt, "luk/")

    page = client.get(url(planlagt))

    assert (facts(page)["Udvælgelse"], "Frø" in facts(page)) == ("2, ikke tilfældigt udvalgt", False)
    assert page.context["resultat"] == {"tekst": "1 af 2 (50 %)", "note": "Ikke tilfældigt udvalgt"}


def test_second_press_draws_no_second_time(planlagt, tove):
    sent = {"noegle": str(uuid4()), "version": 0, "liste": liste(), "antal": 3, "udvaelgelse": "tilfaeldig"}
    client = klient(tove)

    answers = [client.post(url(planlagt, "udtraek/"), sent).status_code for _ in range(2)]

    assert (answers, Tilsynssag.objects.count()) == ([302, 302], 3)
    assert draw(client, planlagt, liste()).status_code == 409


@pytest.mark.parametrize(("numre", "said"), [
    ("\n".join(reversed(liste().split())), "Ja. Listen er den samme og giver det samme udtræk."),
    (liste(31), "Nej. Listen er en anden end den, der blev udtrukket af."),
])  # fmt: skip
def test_check_of_the_draw_says_yes_or_no_and_stores_nothing(kladde, tjekliste, tove, numre, said):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)
    before = tables_with("S20-")

    response = klient(tove).post(url(tilsyn, "kontroller/"), {"liste": numre})

    assert (response.status_code, response.context["svar"]["tekst"]) == (200, said)
    assert (tables_with("S20-031"), tables_with("S20-")) == ([], before)


def test_check_of_a_list_with_a_cpr_number_is_refused(kladde, tjekliste, tove):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)

    response = klient(tove).post(url(tilsyn, "kontroller/"), {"liste": f"{liste(6)}\n{CPR}"})

    assert (response.status_code, messages(response), tables_with(CPR)) == (422, [FEJL], [])


def test_check_still_answers_when_the_numbers_are_deleted(kladde, tjekliste, tove):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)
    builders_tilsyn.besvar(tilsyn, tove, "jj", "jj", "jj")
    verbs.close(tilsyn, by=tove)
    verbs.forget_keys(date(2020, 7, 15))

    response = klient(tove).post(url(tilsyn, "kontroller/"), {"liste": liste()})

    assert response.context["svar"]["slags"] == "ok"


@pytest.fixture
def tre_metoder(kladde, tjekliste):
    """Three indicators measured by the checklist: its first question, its second, and both."""
    first, second = tjekliste.punkter.order_by("nr")
    for nr, punkter in enumerate([[first], [second], [first, second]]):
        indikator = builders_indsats.indikator(builders_indsats.maal(kladde), f"Indikator {nr}")
        metode = {"slags": "ledelsestilsyn", "tjekliste": tjekliste, "punkter": punkter, "omfang": "stikproeve"}
        builders_indsats.definition(indikator, metode=metode)
    builders_indsats.milepael(kladde)
    activate(kladde, by=kladde.programejer)


def test_closing_registers_three_values_as_counted_by_hand(kladde, tjekliste, tove, tre_metoder):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove, antal=5)
    builders_tilsyn.besvar(tilsyn, tove, "jj", "nj", "ji", "jn", "ni")
    client = klient(tove)

    told = client.get(url(tilsyn, "luk/")).context["effekter"][:3]
    press(client, tilsyn, "luk/")

    # Question 1: ja, nej, ja, ja, nej. Question 2: ja, ja and nej of three. Both: the first sag and the third.
    assert told == [f"»Indikator {nr}« får {text} for 1. april – 30. juni 2020."
                    for nr, text in enumerate(["3 af 5 (60 %)", "2 af 3 (67 %)", "2 af 5 (40 %)"])]  # fmt: skip
    rows = Observation.objects.order_by("serie").values_list("taeller", "naevner", "population", "kilde")
    source = f"Tilsyn i plan {kladde.nummer}"
    assert list(rows) == [(3, 5, 30, source), (2, 3, 30, source), (2, 5, 30, source)]


def test_new_tilsyn_of_the_period_is_a_new_revision(kladde, tjekliste, tove, tre_metoder):
    for svar in (("jj", "jj", "jj"), ("jj", "jj", "nn")):
        tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)
        builders_tilsyn.besvar(tilsyn, tove, *svar)
        press(klient(tove), tilsyn, "luk/")

    rows = Observation.objects.gaeldende().order_by("serie").values_list("taeller", "revision", "begrundelse")
    assert list(rows) == [(2, 2, "Nyt tilsyn for samme periode")] * 3


def test_unanswered_sag_keeps_it_open_and_is_named_by_number(kladde, tjekliste, tove):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)
    builders_tilsyn.besvar(tilsyn, tove, "jj", "jj", "jj")
    tilsyn.sager.get(loebenr=2).svar.all().delete()
    missing = "Disse sager mangler svar: 2. Svar, eller lad dem udgå."

    shown = klient(tove).get(url(tilsyn, "luk/")).context["effekter"][0]
    response = press(klient(tove), tilsyn, "luk/")

    assert (shown, response.status_code, messages(response)) == (missing, 409, [missing])
    verbs.review(tilsyn.sager.get(loebenr=2), by=tove, svar={}, grund="Sagen er flyttet.")
    assert press(klient(tove), tilsyn, "luk/").status_code == 302


@pytest.mark.parametrize("rest", ["luk/", "udtraek/"])
def test_closed_tilsyn_is_never_opened_again(kladde, tjekliste, tove, rest):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)
    builders_tilsyn.besvar(tilsyn, tove, "jj", "jj", "jj")
    verbs.close(tilsyn, by=tove)

    client = klient(tove)

    assert client.get(url(tilsyn, rest)).status_code == 409
    assert press(client, tilsyn, rest, liste=liste(), antal=3, udvaelgelse="alle").status_code == 409


@pytest.fixture
def lukket_tilsyn(aktiv, tjekliste, tove):
    """Fifteen of 120: the first question met in fourteen, the second asked in one."""
    tilsyn = builders_tilsyn.udtrukket(aktiv, tjekliste, tove, antal_i_listen=120, antal=15)
    builders_tilsyn.besvar(tilsyn, tove, *["ji"] * 14, "nj")
    return verbs.close(tilsyn, by=tove)[0]


def test_result_has_share_interval_and_every_question(lukket_tilsyn, ada):
    page = klient(ada).get(url(lukket_tilsyn))

    assert page.context["resultat"] == {"tekst": "14 af 15 (93 %)", "note": "95 %-interval: 72,0–98,7 %"}
    assert cells(page.context["tabeller"][0]) == [
        ["1. Er der et netværkskort?", "14", "1", "0"], ["2. Er barnet hørt?", "1", "0", "14"]
    ]  # fmt: skip
    assert page.context["sager"] is None


def test_result_tells_how_it_was_drawn(lukket_tilsyn, ada):
    assert facts(klient(ada).get(url(lukket_tilsyn))) == {
        "Tjekliste": "Netværk (1)", "Periode": "1. april – 30. juni 2020", "Tilsynsførende": "Tove Tilsynsførende",
        "Udvælgelse": "15 af 120, tilfældigt udvalgt", "Sager i alt": "120", "Frø": lukket_tilsyn.froe,
        "Listens sha256": lukket_tilsyn.liste_sha256, "Udtrukket": "15.6.2020 af Tove Tilsynsførende",
        "Afsluttet": "15.6.2020 af Tove Tilsynsførende", "Sagsnumre og bemærkninger slettes": "15.7.2020",
    }  # fmt: skip


def test_result_waits_for_the_closing(kladde, tjekliste, tina, tove):
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)
    verbs.review(tilsyn.sager.get(loebenr=1), by=tove, svar={}, grund="Sagen er flyttet.")

    page = klient(tina).get(url(tilsyn))

    assert (page.context["resultat"], page.context["fremdrift"]) == (None, "1 af 3 sager er besvaret.")


@pytest.mark.parametrize(("state", "primaer"), [
    ("planlagt", "Udtræk sager"), ("udtrukket", "Fortsæt med sag 1"), ("besvaret", "Afslut tilsynet"),
])  # fmt: skip
def test_next_step_is_the_one_button_of_who_does_it(kladde, tjekliste, tina, tove, state, primaer):
    make = builders_tilsyn.tilsyn if state == "planlagt" else builders_tilsyn.udtrukket
    tilsyn = make(kladde, tjekliste, tove)
    if state == "besvaret":
        builders_tilsyn.besvar(tilsyn, tove, "jj", "jj", "jj")

    shown = [klient(person).get(url(tilsyn)).context["primaer"] for person in (tove, tina)]

    assert (shown[0]["tekst"], shown[1]) == (primaer, None)


def test_plan_asks_the_same_for_one_and_three(kladde, tjekliste, tove, queries_at):
    client, here = klient(tove), f"/indsatsplaner/{kladde.nummer}/tilsyn/"

    def make(nr):
        tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove, antal=2)
        builders_tilsyn.besvar(tilsyn, tove, "jj", "nj")
        verbs.close(tilsyn, by=tove)

    counts = queries_at(make, lambda: client.get(here))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("closed", [False, True])
def test_result_asks_the_same_for_few_and_many_sager(kladde, tjekliste, tove, count_queries, closed):
    counts, client = [], klient(tove)
    for antal in (1, 12):
        tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove, antal=antal)
        builders_tilsyn.besvar(tilsyn, tove, *["jj"] * antal)
        if closed:
            verbs.close(tilsyn, by=tove)
        client.get(url(tilsyn))
        counts.append(count_queries(lambda tilsyn=tilsyn: client.get(url(tilsyn))))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("rest", ["udtraek/", "luk/", "kontroller/"])
def test_post_without_a_body_is_refused(kladde, tjekliste, tove, rest):
    make = builders_tilsyn.tilsyn if rest == "udtraek/" else builders_tilsyn.udtrukket

    assert klient(tove).post(url(make(kladde, tjekliste, tove), rest), {}).status_code == 400


def test_interviews_are_numbered_without_a_list(kladde, tjekliste, tove):
    tilsyn = builders_tilsyn.tilsyn(kladde, tjekliste, tove, art="interview", population=20)

    press(klient(tove), tilsyn, "udtraek/", antal=4)

    page = klient(tove).get(url(tilsyn))
    assert [row[0] for row in cells(page.context["sager"])] == [f"Interview {nr}" for nr in range(1, 5)]
    assert (facts(page)["Interview i alt"], klient(tove).get(url(tilsyn, "kontroller/")).status_code) == ("20", 409)
