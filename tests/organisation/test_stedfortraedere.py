"""Deputies: by the person, his leader or an administrator; ended early (10 §1.2)."""

from datetime import date

import pytest

from mso_portal.motor.rules import NotNow
from mso_portal.organisation import workflow
from mso_portal.organisation.models import Stedfortraedelse
from tests import builders

pytestmark = pytest.mark.django_db
JUNE_1, DEC = date(2020, 6, 1), date(2020, 12, 31)
NY = "/profil/stedfortraedere/ny/"


@pytest.fixture(autouse=True)
def _juni(dag):
    with dag("2020-06-01 10:00"):
        yield


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder")


@pytest.fixture
def sverre():
    return builders.bruger("Sverre Stedfortræder")


def posted(for_bruger, deputy, **changes):
    return {"for_bruger": for_bruger.pk, "stedfortraeder": deputy.pk, "forum": "", "fra": "2020-06-01",
            "til": "2020-12-31", "ogsaa_lukkede": "nej", **changes}  # fmt: skip


def test_person_names_his_own_deputy(klient, lars, sverre):
    response = klient(lars).post(NY, posted(lars, sverre))

    assert (response.status_code, response.url) == (302, "/profil/stedfortraedere/")
    row = Stedfortraedelse.objects.get()
    assert (row.for_bruger, row.stedfortraeder, row.fra, row.til, row.ogsaa_lukkede, row.forum) == (
        lars, sverre, JUNE_1, DEC, False, None)  # fmt: skip


def test_double_press_names_one_deputy(klient, lars, sverre):
    client = klient(lars)
    noegle = client.get(NY).context["noegle"]

    answers = [client.post(NY, posted(lars, sverre, noegle=noegle)).status_code for _ in range(2)]

    assert (answers, Stedfortraedelse.objects.count()) == ([302, 302], 1)


def test_press_after_a_mended_mistake_still_counts(klient, lars, sverre):
    client = klient(lars)
    noegle = client.get(NY).context["noegle"]

    refused = client.post(NY, posted(lars, sverre, noegle=noegle, til="2019-01-01"))
    mended = client.post(NY, posted(lars, sverre, noegle=noegle))

    assert (refused.status_code, mended.status_code, Stedfortraedelse.objects.count()) == (422, 302, 1)


def test_leader_names_one_for_his_people(klient, lars, sverre):
    unit, signe = builders.afdeling(), builders.bruger()
    builders.tilknytning(lars, unit, "leder")
    builders.tilknytning(signe, unit)

    response = klient(lars).post(NY, posted(signe, sverre))

    assert (response.status_code, Stedfortraedelse.objects.get().for_bruger) == (302, signe)


def test_former_leader_names_none_for_them(klient, lars, sverre):
    unit, signe = builders.afdeling(), builders.bruger()
    builders.tilknytning(lars, unit, "leder", til=date(2020, 5, 31))
    builders.tilknytning(signe, unit)

    response = klient(lars).post(NY, posted(signe, sverre))

    assert (response.status_code, Stedfortraedelse.objects.count()) == (422, 0)


def test_administrator_names_one_for_anybody(klient, admin, lars, sverre):
    response = klient(admin).post(NY, posted(lars, sverre))

    assert (response.status_code, Stedfortraedelse.objects.get().for_bruger) == (302, lars)


def test_person_names_none_for_a_colleague(klient, lars, sverre):
    response = klient(lars).post(NY, posted(sverre, lars))

    assert (response.status_code, Stedfortraedelse.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ogsaa_lukkede": ""}, "Vælg »også lukkede sager«."),
        ({"stedfortraeder": ""}, "Vælg stedfortræder."),
        ({"til": ""}, "Udfyld »sidste dag«."),
        ({"til": "2020-05-31"}, "Slutdatoen ligger før startdatoen. Ret en af dem."),
        ({"til": "2021-06-03"}, "En stedfortrædelse kan højst vare 12 måneder. Sæt en tidligere slutdato."),
        ({"til": "i morgen"}, "Datoen kan ikke læses. Skriv den som 2020-05-29."),
    ],
)
def test_what_must_be_put_right_is_422_in_danish(klient, lars, sverre, changes, message):
    response = klient(lars).post(NY, posted(lars, sverre, **changes))

    assert (response.status_code, [line["tekst"] for line in response.context["fejl"]]) == (422, [message])


def test_oneself_is_refused(klient, lars):
    response = klient(lars).post(NY, posted(lars, lars))

    assert [line["tekst"] for line in response.context["fejl"]] == ["Vælg en anden person som stedfortræder."]


def test_inactive_person_cannot_be_chosen(klient, lars):
    gone = builders.bruger("Freja Fratrådt", aktiv=False)

    assert klient(lars).post(NY, posted(lars, gone)).status_code == 422


def test_search_without_script_judges_nothing_and_keeps_what_was_typed(klient, lars, sverre):
    typed = {
        **posted(lars, sverre),
        "stedfortraeder": "",
        "soeg:stedfortraeder": "sver",
        "handling": "find:stedfortraeder",
    }

    response = klient(lars).post(NY, typed)

    html = response.content.decode()
    assert (response.status_code, response.context["fejl"], Stedfortraedelse.objects.count()) == (200, [], 0)
    assert (html.count("<span>Sverre Stedfortræder"), html.count('value="2020-12-31"')) == (1, 1)


def test_list_shows_own_both_ways_and_nobody_elses(klient, lars, sverre):
    carla, signe = builders.bruger("Carla Chefteam"), builders.bruger()
    builders.stedfortraedelse(lars, sverre, JUNE_1, DEC)
    builders.stedfortraedelse(carla, lars, date(2020, 5, 1), DEC)
    builders.stedfortraedelse(carla, signe, JUNE_1, DEC)

    rows = klient(lars).get("/profil/stedfortraedere/").context["afsnit"][0]["raekker"]

    assert [(row["celler"][0]["tekst"], row["celler"][1]["tekst"]) for row in rows] == [
        ("Sverre Stedfortræder", "Lars Leder"),
        ("Lars Leder", "Carla Chefteam"),
    ]


def test_list_takes_the_same_queries_for_more_rows(klient, queries_at, lars):
    client = klient(lars)

    def make(nr):
        builders.stedfortraedelse(
            lars, builders.bruger(f"Vikar {nr}"), JUNE_1, DEC, forum=builders.forum(f"F{'ABC'[nr]}")
        )

    one, three = queries_at(make, lambda: client.get("/profil/stedfortraedere/"))

    assert one == three


@pytest.mark.parametrize("sidste", [date(2020, 6, 1), date(2020, 5, 31)])
def test_deputy_ends_early(lars, sverre, sidste):
    row = builders.stedfortraedelse(lars, sverre, date(2020, 1, 1), DEC)

    workflow.end_deputy(row, sidste, by=lars)

    assert Stedfortraedelse.objects.get().til == sidste


@pytest.mark.parametrize("sidste", [date(2020, 5, 30), date(2021, 1, 1)])
def test_days_that_passed_stand_and_none_are_added(lars, sverre, sidste):
    row = builders.stedfortraedelse(lars, sverre, date(2020, 1, 1), DEC)

    with pytest.raises(NotNow) as refusal:
        workflow.end_deputy(row, sidste, by=lars)

    assert str(refusal.value) == "Den sidste dag skal ligge mellem i går og den nuværende slutdato."


def test_deputy_that_began_today_ends_at_once_and_is_in_the_history(lars, sverre, spor):
    row = builders.stedfortraedelse(lars, sverre, JUNE_1, DEC)

    assert workflow.end_deputy(row, date(2020, 5, 31), by=lars) is None

    assert Stedfortraedelse.objects.count() == 0
    assert [(one.history_type, one.history_user) for one in Stedfortraedelse.history.all()] == [
        ("-", lars),
        ("+", None),
    ]
    assert spor() == [("stedfortraedelse.slet", "Lars Leder", "organisation.stedfortraedelse")]


def test_deputy_himself_does_not_end_it(klient, lars, sverre):
    row = builders.stedfortraedelse(lars, sverre, JUNE_1, DEC)

    response = klient(sverre).post(f"/profil/stedfortraedere/{row.pk}/afslut/", {"sidste_dag": "2020-06-01"})

    assert (response.status_code, Stedfortraedelse.objects.get().til) == (403, DEC)


def test_strangers_deputy_is_not_found(klient, lars, sverre):
    row = builders.stedfortraedelse(lars, sverre, JUNE_1, DEC)

    response = klient(builders.bruger()).get(f"/profil/stedfortraedere/{row.pk}/afslut/")

    assert response.status_code == 404


def test_end_on_a_wrong_day_is_409_with_the_reason_and_the_text(klient, lars, sverre):
    row = builders.stedfortraedelse(lars, sverre, JUNE_1, DEC)

    response = klient(lars).post(f"/profil/stedfortraedere/{row.pk}/afslut/", {"sidste_dag": "2020-01-01"})

    assert response.status_code == 409
    assert response.context["fejltitel"] == "Det kan ikke lade sig gøre nu"
    assert response.context["form"]["sidste_dag"].value() == "2020-01-01"
