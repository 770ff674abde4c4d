"""Report a value from the plan (20 §5.2, §12): asked once when it is strange, and never twice for the same."""

from datetime import date

import pytest

from indsatser.workflow.raekker import edit
from maalinger.models import Observation
from mso_portal.motor.models import Opslag
from tests import builders_indsats
from tests.indsatser.maalinger import client, fejl, maal, send, side, tekst

TAL = {"taeller": "55", "naevner": "61", "kilde": "fagsystemet"}


@pytest.fixture
def indikator(kladde):
    return builders_indsats.indikator(builders_indsats.maal(kladde))


@pytest.fixture
def metode(indikator):
    return builders_indsats.definition(indikator).maalemetoder.get()


@pytest.fixture
def sted(indikator, metode, kladde):
    builders_indsats.aktiv(kladde)
    return side(indikator, "indberet/")


def stored(**narrow):
    rows = Observation.objects.filter(**narrow).order_by("pk")
    return list(rows.values_list("periode_start", "taeller", "naevner", "revision"))


def test_page_shows_definition_and_last_eight_values(indikator, metode, kladde, tina):
    for nr, kvartal in enumerate(("2019-1", "2019-2", "2019-3", "2019-4", "2020-1")):
        maal(metode, tina, kvartal, 50 + nr, 61)
    builders_indsats.aktiv(kladde)

    page = client(tina).get(side(indikator, "indberet/"))

    assert [one["navn"] for one in page.context["foer"]] == [
        "1. kvartal 2020", "4. kvartal 2019", "3. kvartal 2019", "2. kvartal 2019", "1. kvartal 2019",
    ]  # fmt: skip
    assert page.context["foer"][0]["vaerdi"] == "54 af 61 (89 %)"
    assert page.context["stamdata"][1:3] == [
        {"navn": "Tæller", "vaerdi": "sager med en plan"}, {"navn": "Nævner", "vaerdi": "sager"},
    ]  # fmt: skip


def test_value_is_kept_in_the_series(sted, indikator, tina):
    answer = send(tina, sted, **TAL, periode="2020-01-01")

    assert (answer.status_code, answer.url) == (302, side(indikator))
    assert stored() == [(date(2020, 1, 1), 55, 61, 1)]


def test_period_that_is_expected_is_chosen(metode, indikator, kladde, tina):
    maal(metode, tina, "2019-3", 50, 61)
    builders_indsats.aktiv(kladde)

    form = client(tina).get(side(indikator, "indberet/")).context["form"]

    assert form.initial["periode"] == "2019-10-01"
    assert form.fields["periode"].choices[:2] == [("2020-04-01", "2. kvartal 2020"), ("2020-01-01", "1. kvartal 2020")]


def test_same_value_twice_is_one_observation(sted, tina):
    send(tina, sted, **TAL, periode="2020-01-01")
    answer = send(tina, sted, **TAL, periode="2020-01-01")

    assert (answer.status_code, stored()) == (302, [(date(2020, 1, 1), 55, 61, 1)])


def test_other_value_needs_a_reason_and_is_revision_two(sted, tina):
    send(tina, sted, **TAL, periode="2020-01-01")
    other = TAL | {"taeller": "56", "periode": "2020-01-01"}

    refused = send(tina, sted, **other)
    send(tina, sted, **other, begrundelse="En sag var glemt.")

    assert fejl(refused) == ["Der er allerede et andet tal for perioden. Skriv, hvorfor det rettes."]
    assert stored() == [(date(2020, 1, 1), 55, 61, 1), (date(2020, 1, 1), 56, 61, 2)]


@pytest.mark.parametrize(("felter", "besked"), [
    ({"taeller": "62"}, "Tælleren (62) er større end nævneren (61). Er de byttet om?"),
    ({"taeller": "0", "naevner": "0"},
     "Nævneren er 0, så der er intet at måle på. Vælg Kan ikke opgøres, og skriv hvorfor."),
    ({"taeller": ""}, "Skriv tallet, eller vælg Kan ikke opgøres."),
    ({"naevner": ""}, "Nævneren mangler. Skriv tæller og nævner, ikke en procent."),
    ({"taeller": "90 %"}, "Tallet kan ikke læses. Skriv det som 1.769 eller 2,5."),
    ({"kilde": ""}, "Skriv, hvor tallet kommer fra."),
    ({"ikke_opgjort": "on", "begrundelse": "For få"},
     "Skriv, hvorfor tallet ikke kan opgøres (mindst 10 tegn)."),
])  # fmt: skip
def test_bad_input_is_refused_and_kept(sted, tina, felter, besked):
    answer = send(tina, sted, **{**TAL, "periode": "2020-01-01", **felter})

    assert (answer.status_code, fejl(answer), stored()) == (422, [besked], [])
    form = answer.context["form"]
    assert {name: form[name].value() for name in felter if name != "ikke_opgjort"} == {
        name: value for name, value in felter.items() if name != "ikke_opgjort"
    }


def test_not_countable_with_a_reason_is_a_full_answer(sted, tina):
    send(tina, sted, kilde="fagsystemet", periode="2020-01-01", ikke_opgjort="on", begrundelse="Udtrækket fejlede.")

    row = Observation.objects.get()
    assert (row.taeller, row.begrundelse, row.gaeldende) == (None, "Udtrækket fejlede.", True)


@pytest.fixture
def rolig(metode, tina):
    """Three quarters between 80 and 82 of 100."""
    for nr, kvartal in enumerate(("2019-1", "2019-2", "2019-3")):
        maal(metode, tina, kvartal, 80 + nr, 100)


def test_strange_value_is_asked_about_once(rolig, sted, tina):
    strange = {"taeller": "30", "naevner": "100", "kilde": "fagsystemet", "periode": "2019-10-01"}

    asked = send(tina, sted, **strange)
    done = send(tina, sted, **strange, rigtigt="on")

    assert (asked.status_code, fejl(asked)) == (422, [
        "Er det rigtigt? Tallet ligger langt fra de seneste. Sæt kryds, hvis det er, og gem igen."
    ])  # fmt: skip
    assert (asked.context["fejltitel"], asked.context["form"]["taeller"].value()) == (
        "Målingen er ikke gemt endnu",
        "30",
    )
    assert (done.status_code, stored(periode_start=date(2019, 10, 1))) == (302, [(date(2019, 10, 1), 30, 100, 1)])


def test_ordinary_value_is_not_asked_about(rolig, sted, tina):
    page = client(tina).get(sted)
    done = send(tina, sted, taeller="84", naevner="100", kilde="fagsystemet")

    assert ("Tallet er rigtigt" in tekst(page), done.status_code) == (False, 302)


def test_preliminary_value_is_marked(sted, tina):
    send(tina, sted, **TAL, periode="2020-04-01", foreloebig="on")

    assert Observation.objects.get().foreloebig is True


def test_double_press_is_one_value(sted, tina):
    who = client(tina)
    body = {**TAL, "periode": "2020-01-01", "noegle": "7a3c1f4e-0000-4000-8000-000000000001", "version": "0",
            "metode": "x"}  # fmt: skip

    answers = [who.post(sted, body).status_code for _ in range(2)]

    assert (answers, len(stored())) == ([302, 302], 1)


def test_figure_without_denominator_asks_for_one_number(indikator, kladde, tina):
    figur = {"art": "antal", "naevner_tekst": "", "enhed": "sager", "multiplikator": 1, "retning": "ned"}
    builders_indsats.definition(indikator, figur=figur, maalvaerdi=0, baseline_vaerdi=340)
    builders_indsats.aktiv(kladde)

    send(tina, side(indikator, "indberet/"), taeller="1.210", kilde="listen", periode="2020-01-01")

    assert stored() == [(date(2020, 1, 1), 1210, None, 1)]


def test_yes_or_no_is_chosen(indikator, kladde, tina):
    figur = {"art": "antal", "naevner_tekst": "", "enhed": "", "multiplikator": 1}
    builders_indsats.definition(indikator, figur=figur, maaltype="ja_nej", maalvaerdi=1, baseline_vaerdi=0)
    builders_indsats.aktiv(kladde)
    sted = side(indikator, "indberet/")

    choices = client(tina).get(sted).context["form"].fields["taeller"].choices
    send(tina, sted, taeller="0", kilde="referatet", periode="2020-01-01")

    assert (choices, stored()) == ([("1", "Ja"), ("0", "Nej")], [(date(2020, 1, 1), 0, None, 1)])


def test_only_who_measures_and_the_tovholder_report(metode, indikator, kladde, tina, per, kim, ada):
    edit(metode, by=tina, udfoeres_af=kim)
    builders_indsats.aktiv(kladde)

    found = {one: client(one).get(side(indikator, "indberet/")).status_code for one in (tina, kim, per, ada)}

    assert found == {tina: 200, kim: 200, per: 403, ada: 403}


def test_undefined_indicator_can_not_be_reported(indikator, kladde, tina):
    builders_indsats.aktiv(kladde)

    page = client(tina).get(side(indikator, "indberet/"))

    assert (page.status_code, "ingen måling, der indberettes her" in tekst(page)) == (409, True)


def test_post_without_key_is_400(sted, tina):
    assert client(tina).post(sted, {}).status_code == 400


def test_lukket_plan_is_404_to_others_and_logged_for_its_own(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    row = builders_indsats.indikator(builders_indsats.maal(plan), "Hemmelig indikator")
    builders_indsats.definition(row)
    builders_indsats.aktiv(plan)

    found = [client(one).get(side(row, "indberet/")).status_code for one in (ada, tina)]

    assert (found, Opslag.objects.get().slags) == ([404, 200], "vis")
