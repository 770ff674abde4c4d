"""The pages of rhythms: listed, made, changed, ended, and given a round on an agreed date."""

import pytest

from indsatser.models import Rapporteringsrytme, Statusrunde
from indsatser.workflow.runde import quarter_rhythm
from indsatser.workflow.runder import create_rhythm
from tests import builders
from tests.indsatser.planside import fejl, said, send, som, texts
from tests.indsatser.sider import words

HER = "/opsaetning/rytmer/"
FRISTER = {"aabn_foer": 10, "bidrag": 1, "tekst": 2, "godkend": 2, "laas_foer": 2}


@pytest.fixture
def rytme(styregruppe, sofie):
    return quarter_rhythm(styregruppe, sofie)


@pytest.fixture
def aftalte(styregruppe, sofie):
    return create_rhythm(styregruppe, by=sofie, navn="Aftalt", art="datoer")


def sted(rytme, rest=""):
    return f"{HER}{rytme.uuid}/{rest}"


def opret(person, forum, **felter):
    given = {"forum": forum.pk, "navn": "Hvert kvartal", "art": "kvartal", "interval": "", "anker": "", **FRISTER}
    return send(som(person), f"{HER}ny/", **{**given, **felter})


def ret(person, rytme, **felter):
    given = {"navn": rytme.navn, "aktiv_til": "", **FRISTER}
    return send(som(person), sted(rytme, "ret/"), rytme, **{**given, **felter})


def knapper(response):
    return [one["label"] for one in response.context["links"]]


def test_list_says_how_often_and_how_long(rytme, styregruppe, sofie, ada):
    create_rhythm(styregruppe, by=sofie, navn="Task Force", art="uger", interval=6, anker="2016-09-05")
    slut = create_rhythm(styregruppe, by=sofie, navn="Slut", art="maaned", interval=1, anker="2020-01-01")
    ret(sofie, slut, aktiv_til="2020-06-30")

    page = som(ada).get(HER)

    assert texts(page) == [
        ["Styregruppen: Hvert kvartal", "Hvert kvartal", "fortsat"],
        ["Styregruppen: Task Force", "Hver 6. uge", "fortsat"], ["Styregruppen: Slut", "Hver måned", "30.6.2020"],
    ]  # fmt: skip


def test_empty_list_offers_the_first_to_who_keeps_rhythms(styregruppe, sofie, ada):
    pages = [som(one).get(HER) for one in (sofie, builders.administrator(), ada)]

    assert ["Ingen rytmer endnu." in words(page) for page in pages] == [True] * 3
    assert [knapper(page) for page in pages] == [["Ny rytme"], ["Ny rytme"], []]
    assert [page.context["tilbage_tekst"] for page in pages] == ["Kvartalsstatus", "Opsætning", "Kvartalsstatus"]


def test_rhythm_shows_its_frister_and_rounds(styregruppe, sofie, ada):
    opret(sofie, styregruppe)
    rytme = Rapporteringsrytme.objects.get()

    own, other = som(sofie).get(sted(rytme)), som(ada).get(sted(rytme))

    assert "Frist for bidrag 1 hverdag efter statusdatoen Frist for tekst 2 hverdage efter" in words(other)
    assert texts(other)[0] == ["2. kvartal 2020", "30.6.2020", "Planlagt"]
    assert [knapper(page) for page in (own, other)] == [["Ret rytme"], []]


def test_new_rhythm_has_its_rounds(styregruppe, sofie):
    answer = opret(sofie, styregruppe)

    assert (answer["Location"], said(answer)) == (HER, ["Rytmen er oprettet."])
    assert list(Statusrunde.objects.order_by("statusdato").values_list("noegle", flat=True)) == [
        "2020-K2", "2020-K3", "2020-K4", "2021-K1",
    ]  # fmt: skip


def test_form_begins_with_the_usual_frister(styregruppe, sofie):
    form = som(sofie).get(f"{HER}ny/").context["form"]

    assert [form[name].value() for name in FRISTER] == [10, 5, 8, 10, 5]
    assert {"aktiv_til", "version", "stand"} & set(form.fields) == set()


def test_interval_of_a_quarter_is_dropped(styregruppe, sofie):
    opret(sofie, styregruppe, interval="6", anker="2020-01-01")

    made = Rapporteringsrytme.objects.get()
    assert (made.interval, made.anker) == (None, None)


@pytest.mark.parametrize(
    ("felter", "ventet"),
    [
        ({"art": "uger"}, ["Skriv, hvor mange måneder eller uger der er mellem runderne.", "Skriv den første dato."]),
        ({"art": "uger", "interval": "27", "anker": "2020-01-01"},
         ["Måneder (1-12) og uger (1-26) har et interval og en første dato."]),
        ({"art": "uger", "interval": "6", "anker": "9999-12-31"}, ["Datoen skal ligge inden for ti år fra i dag."]),
        ({"tekst": "1", "bidrag": "2"}, ["Fristerne følger efter hinanden: bidrag, tekst, godkendelse."]),
        ({"aabn_foer": "0", "laas_foer": "61"}, ["Skriv et tal fra 1 til 60."] * 2),
        ({"navn": ""}, ["Udfyld »navn«."]),
    ],
)  # fmt: skip
def test_rhythm_that_lacks_something_is_422(styregruppe, sofie, felter, ventet):
    answer = opret(sofie, styregruppe, **felter)

    assert (answer.status_code, fejl(answer)) == (422, ventet)
    assert not Rapporteringsrytme.objects.exists()


def test_name_that_the_forum_has_is_refused(rytme, styregruppe, sofie):
    assert fejl(opret(sofie, styregruppe)) == ["Forummet har allerede en rytme med det navn."]


def test_sekretaer_is_offered_his_own_fora_alone(styregruppe, sofie):
    other = builders.forum("AND")

    answers = opret(sofie, other), opret(builders.administrator(), other)

    assert (answers[0].status_code, fejl(answers[0])) == (422, ["Vælg en af dem, der kan findes her."])
    assert (answers[1].status_code, Rapporteringsrytme.objects.get().forum) == (302, other)


def test_rhythms_are_kept_by_the_sekretaer_and_administrators(rytme, ada, tina):
    paths = (f"{HER}ny/", sted(rytme, "ret/"), sted(rytme, "runde/"))

    assert [som(person).get(path).status_code for person in (ada, tina) for path in paths] == [403] * 6
    assert som(builders.administrator()).get(sted(rytme, "ret/")).status_code == 200


def test_frister_are_changed_and_what_rounds_follow_from_is_not(rytme, sofie):
    form = som(sofie).get(sted(rytme, "ret/")).context["form"]

    answer = ret(sofie, rytme, navn="Kvartal")

    rytme.refresh_from_db()
    assert {"forum", "art", "interval", "anker"} & set(form.fields) == set()
    assert (answer["Location"], rytme.navn, rytme.godkend) == (sted(rytme), "Kvartal", 2)


def test_ended_rhythm_cancels_what_is_planned_after(rytme, styregruppe, sofie):
    opret(sofie, styregruppe, navn="Anden")
    made = Rapporteringsrytme.objects.get(navn="Anden")

    ret(sofie, made, aktiv_til="2020-12-31")

    states = made.runder.order_by("statusdato").values_list("tilstand", flat=True)
    assert list(states) == ["planlagt", "planlagt", "planlagt", "aflyst"]


def test_rhythm_that_somebody_changed_meanwhile_is_409(rytme, sofie):
    answer = ret(sofie, rytme, version=rytme.version + 1)

    assert (answer.status_code, fejl(answer)) == (
        409, ["Rytmen er ændret, siden du åbnede den. Gå tilbage, og læs den igen."],
    )  # fmt: skip


def test_round_is_made_on_an_agreed_date(aftalte, sofie):
    client = som(sofie)
    offered = knapper(client.get(sted(aftalte)))

    answer = send(client, sted(aftalte, "runde/"), statusdato="2020-08-20")
    again = send(client, sted(aftalte, "runde/"), statusdato="2020-08-20")

    assert (offered, said(answer)) == (["Ret rytme", "Ny runde"], ["Runden er oprettet."])
    assert fejl(again) == ["Der er allerede en runde den dag eller senere. Vælg en senere dag."]
    assert texts(client.get(sted(aftalte))) == [["Status pr. 20. august 2020", "20.8.2020", "Planlagt"]]


def test_page_of_a_round_between_the_quarters_says_status_once(aftalte, sofie):
    client = som(sofie)
    send(client, sted(aftalte, "runde/"), statusdato="2020-08-20")
    runde = Statusrunde.objects.select_related("forum").get(rytme=aftalte)

    page = client.get(f"/kvartalsstatus/{runde.forum.kode}/{runde.noegle}/")

    assert page.context["titel"] == "Status pr. 20. august 2020"


def test_agreed_date_is_for_rhythms_without_their_own_that_run(rytme, aftalte, sofie):
    ret(sofie, aftalte, aktiv_til="2020-06-14")

    assert [som(sofie).get(sted(one, "runde/")).status_code for one in (rytme, aftalte)] == [409, 409]


def test_unknown_rhythm_is_404_and_a_post_without_key_400(rytme, sofie):
    unknown = f"{HER}5f0a3ab6-3d2e-4d5b-9a55-0d1f6ab1c001/"

    assert [som(sofie).get(f"{unknown}{rest}").status_code for rest in ("", "ret/", "runde/")] == [404] * 3
    paths = (f"{HER}ny/", sted(rytme, "ret/"), sted(rytme, "runde/"))
    assert [som(sofie).post(path).status_code for path in paths] == [400] * 3


def test_setup_leads_to_the_rhythms():
    page = som(builders.administrator()).get("/opsaetning/")

    assert "Rytmer" in [one["titel"] for one in page.context["kort"]]
