"""The pages of a round's meeting: what is asked, what became of it, the agenda, and the end of the round."""

from datetime import date
from uuid import uuid4

import pytest

from indsatser.models import Statusrunde, Statusudfald
from indsatser.workflow.aendring import approve
from indsatser.workflow.rundeslut import close_round
from indsatser.workflow.statusudfald import decide
from indstillinger.models import Indstilling
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats, builders_moede, builders_status, builders_udfald
from tests.builders_indsats import LUKKET
from tests.builders_udfald import flytning
from tests.indsatser.planside import fejl, said, send, som, sti
from tests.indsatser.sider import words

STED = "/kvartalsstatus/SG/2020-K2/"
MOEDE, AFSLUT = f"{STED}moede/", f"{STED}afslut/"


@pytest.fixture
def beslutning(aktiv, sofie):
    return builders_udfald.laast(aktiv, sofie)


@pytest.fixture
def side(beslutning):
    """The page of the question."""
    return f"{MOEDE}{beslutning.status.plan}/1/"


@pytest.fixture
def chefteamets(aktiv, sofie):
    builders.forum("CT", navn="Chefteamet")
    return builders_udfald.laast(aktiv, sofie, niveau="chefteam")


def with_meeting(runde, forum):
    """Return the meeting that the round is now held at."""
    runde.moede = builders_moede.moede(forum, date(2020, 7, 6))
    runde.save()
    return runde.moede


def svar(client, path, **felter):
    return client.post(path, {"noegle": str(uuid4()), "version": 0, "accepteret": "ingen", **felter})


def knapper(client):
    return [
        knap["tekst"] for plan in client.get(MOEDE).context["planer"] for en in plan["beslutninger"]
        for knap in en["knapper"]
    ]  # fmt: skip


def test_meeting_shows_what_each_plan_asks(beslutning, ada):
    page = words(som(ada).get(MOEDE))

    assert f"{beslutning.status.plan} Bedre overblik" in page
    assert "Beslutning 1: Hvornår begynder kurserne?" in page
    assert "B: Begynd nu Det koster et halvt år Indstillet" in page
    assert "Udfald Ikke skrevet endnu" in page


def test_plan_that_asks_nothing_says_so(aktiv, ada, sofie):
    builders_udfald.laas(builders_status.status(aktiv), sofie)

    assert "Der ønskes ingen beslutning." in words(som(ada).get(MOEDE))


def test_status_that_is_written_is_not_shown(aktiv, sofie):
    builders_udfald.beslutning(builders_status.status(aktiv))

    page = words(som(sofie).get(MOEDE))

    assert ("Ingen låst status i runden." in page, "Bedre overblik" in page) == (True, False)


def lukket(kladde, sofie):
    for name, value in LUKKET.items():
        setattr(kladde, name, value)
    kladde.save()
    return builders_udfald.laast(kladde, sofie)


def test_lukket_plan_is_shown_to_its_readers_and_logged(kladde, sofie, ada):
    asked = lukket(kladde, sofie)

    own, other = som(sofie).get(MOEDE), som(ada).get(MOEDE)

    assert ("Flytning af en medarbejder" in words(own), str(asked.status.plan) in words(other)) == (True, False)
    assert [one.aktoer for one in Opslag.objects.order_by("pk")] == [sofie]


def test_question_of_a_lukket_plan_is_not_found_by_others(kladde, sofie, ada):
    path = f"{MOEDE}{lukket(kladde, sofie).status.plan}/1/"

    assert [som(person).get(path).status_code for person in (sofie, ada)] == [200, 404]


def test_buttons_are_for_those_who_may(beslutning, sofie, tina, styregruppe):
    gorm = builders.bruger("Gorm Styregruppe")
    builders.medlemskab(gorm, styregruppe)

    assert [knapper(som(person)) for person in (sofie, tina, gorm)] == [["Skriv udfald"], [], []]


def test_chefteams_question_is_brought_on_by_the_tovholder(chefteamets, sofie, tina):
    assert [knapper(som(person)) for person in (sofie, tina)] == [
        ["Skriv udfald", "Opret indstilling"], ["Opret indstilling"],
    ]  # fmt: skip


def test_form_has_nothing_chosen(beslutning, side, sofie):
    answer = som(sofie).get(side)

    assert "checked" not in answer.content.decode()
    assert [label for _, label in answer.context["form"].fields["art"].choices] == [
        "Vedtaget, A: Vent til januar", "Vedtaget, B: Begynd nu", "Vedtaget med ændring", "Afvist", "Udsat",
        "Ikke behandlet",
    ]  # fmt: skip


def test_adopted_option_is_saved_by_its_letter(beslutning, side, sofie):
    client = som(sofie)

    answer = svar(client, side, art="B")

    assert (answer["Location"], said(answer)) == (MOEDE, ["Udfaldet er gemt."])
    assert Statusudfald.objects.get().valgt.bogstav == "B"
    assert "Udfald Vedtaget, B: Begynd nu" in words(client.get(MOEDE))
    assert knapper(client) == ["Ret udfald"]


def test_outcome_is_mended_from_what_stands(beslutning, side, sofie):
    decide(beslutning, by=sofie, art="vedtaget_med_aendring", tekst="Begynd i maj")

    form = som(sofie).get(side).context["form"]

    assert [form[name].value() for name in ("art", "tekst", "version")] == ["vedtaget_med_aendring", "Begynd i maj", 1]


@pytest.mark.parametrize(
    ("felter", "ventet"),
    [
        ({}, "Vælg et udfald."),
        ({"art": "vedtaget_med_aendring"}, "Skriv, hvad styregruppen vedtog."),
        ({"art": "udsat"}, "Vælg den runde, beslutningen er udsat til."),
        ({"art": "A", "accepteret": "tid"}, "Skriv, hvor længe afvigelsen er accepteret."),
        ({"art": "A", "punkt": "0", "punkt-0-frist": "1. juli 2020"},
         "Skriv, hvad der skal gøres, eller fjern punktet."),
    ],
)  # fmt: skip
def test_outcome_that_lacks_something_is_422(beslutning, side, sofie, felter, ventet):
    answer = svar(som(sofie), side, **felter)

    assert (answer.status_code, fejl(answer)) == (422, [ventet])
    assert not Statusudfald.objects.exists()


def test_postponed_and_accepted_are_told(beslutning, side, sofie, styregruppe):
    later = builders_status.runde(styregruppe, sofie, date(2020, 9, 30), None, aaben=False)
    client = som(sofie)

    svar(client, side, art="udsat", udsat_til=later.pk)
    postponed = words(client.get(MOEDE))
    svar(client, side, version=1, art="A", accepteret="tid", accepteret_til="2020-09-30")

    assert "Udfald Udsat Udsat til 3. kvartal 2020" in postponed
    assert "Udfald Vedtaget, A: Vent til januar Accepteret afvigelse Tid til 30.9.2020" in words(client.get(MOEDE))


def test_points_are_added_row_by_row(beslutning, side, sofie, kim):
    client = som(sofie)
    first = {"punkt": ["0"], "punkt-0-tekst": "Book lokaler", "punkt-0-ansvarlig": kim.pk}

    more = svar(client, side, art="afvist", handling="tilfoej:punkt", **first)
    svar(client, side, art="afvist", **{**first, "punkt": ["0", "1"], "punkt-1-tekst": ""})

    assert (len(more.context["form"].punkter), Statusudfald.objects.count()) == (2, 1)
    (punkt,) = beslutning.status.plan.opfoelgningspunkter.all()
    assert (punkt.tekst, punkt.ansvarlig, punkt.kilde) == ("Book lokaler", kim, "status")


def test_outcome_is_the_sekretaers(beslutning, side, tina):
    assert [som(tina).get(side).status_code, svar(som(tina), side, art="afvist").status_code] == [403, 403]


def test_post_without_key_is_400(beslutning, side, sofie):
    assert som(sofie).post(side, {"art": "afvist", "version": 0}).status_code == 400


def test_unknown_question_round_and_plan_are_404(beslutning, side, sofie):
    paths = (f"{side[:-2]}2/", "/kvartalsstatus/SG/2020-K3/moede/", f"{MOEDE}P2020-999/1/")

    assert [som(sofie).get(path).status_code for path in paths] == [404, 404, 404]


def test_overtaken_change_says_why_and_saves_nothing(aktiv, tina, sofie):
    asked = builders_udfald.laast(aktiv, sofie, forelagt=flytning(aktiv, tina))
    approve(flytning(aktiv, tina, "10. august 2020"), by=sofie, besluttet_dato=date(2020, 6, 12))

    answer = svar(som(sofie), f"{MOEDE}{asked.status.plan}/1/", art="B")

    assert (answer.status_code, Statusudfald.objects.exists()) == (409, False)
    assert fejl(answer)[0].startswith("Planen er ændret, siden ændringen blev skrevet: godkendt dato er nu 10. august")


def test_form_says_what_an_option_carries_out(aktiv, tina, sofie):
    builders_udfald.laast(aktiv, sofie, forelagt=flytning(aktiv, tina))

    told = som(sofie).get(f"{MOEDE}{aktiv}/1/").context["effekter"]

    assert told[1:] == ["Bliver B vedtaget, gennemføres ændring 1 af planen med det samme, og udfaldet ligger fast."]


def test_outcome_that_is_final_is_409(beslutning, side, sofie):
    decide(beslutning, by=sofie, art="afvist")
    close_round(beslutning.status.runde, by=sofie)

    assert [som(sofie).get(side).status_code, svar(som(sofie), side, version=1, art="A").status_code] == [409, 409]


def test_change_names_the_status_it_was_adopted_at(aktiv, tina, sofie):
    aendring = flytning(aktiv, tina)
    asked = builders_udfald.laast(aktiv, sofie, forelagt=aendring)
    svar(som(sofie), f"{MOEDE}{aktiv}/1/", art="B")

    answer = som(tina).get(sti(aktiv, f"aendringer/{aendring.uuid}/"))

    assert "Besluttet i styregruppen Kvartalsstatus 2020-K2, beslutning 1" in words(answer)
    assert sti(aktiv, f"status/{asked.status.noegle}/") in answer.content.decode()


def test_paper_is_made_and_opened(chefteamets, tina):
    client, path = som(tina), f"{MOEDE}{chefteamets.status.plan}/1/indstilling/"
    offered = words(client.get(path))

    answer = send(client, path)

    paper = Indstilling.objects.get()
    assert ("en kladde til Chefteamet" in offered, answer["Location"]) == (True, f"/indstillinger/{paper}/rediger/")
    assert f"Sendt til chefteamet Indstilling {paper}" in words(client.get(MOEDE))
    assert knapper(client) == []


def test_paper_is_named_to_its_readers_alone(chefteamets, tina, ada):
    send(som(tina), f"{MOEDE}{chefteamets.status.plan}/1/indstilling/")
    paper = Indstilling.objects.get()

    own, other = (words(som(one).get(MOEDE)) for one in (tina, ada))

    found = [f"Indstilling {paper}" in page for page in (own, other)]
    assert (found, "Som indstilling" in other) == ([True, False], True)


def test_round_is_put_on_the_agenda(beslutning, sofie, styregruppe):
    client = som(sofie)
    without = client.get(f"{STED}dagsorden/").status_code
    moede = with_meeting(beslutning.status.runde, styregruppe)
    offered = client.get(MOEDE).context["links"][0]["label"]

    answer = send(client, f"{STED}dagsorden/")

    assert (without, offered, answer["Location"]) == (409, "Sæt på dagsordenen", STED)
    assert [one.titel for one in moede.punkter.all()] == ["Kvartalsstatus, 2. kvartal 2020: Bedre overblik"]


def test_round_is_closed_when_every_question_is_answered(beslutning, sofie):
    client = som(sofie)
    early = client.get(AFSLUT).status_code
    decide(beslutning, by=sofie, art="afvist")
    offered = client.get(AFSLUT)

    answer = send(client, AFSLUT, beslutning.status.runde)

    assert (early, "uden_status_grund" in offered.context["form"].fields) == (409, False)
    assert (answer["Location"], Statusrunde.objects.get().tilstand) == (MOEDE, "afsluttet")
    assert knapper(client) == []


def test_plan_without_a_status_asks_for_the_reason(aktiv, sofie):
    builders_status.status(aktiv)

    asked = words(som(sofie).get(AFSLUT))
    answer = send(som(sofie), AFSLUT, uden_status_grund="")

    ventet = f"Skriv, hvorfor der ikke er en låst status (mindst 10 tegn): {aktiv}."
    assert f"Hvorfor er der ikke en låst status? Det gælder {aktiv}." in asked
    assert (answer.status_code, fejl(answer)) == (422, [ventet])


def test_end_of_the_round_is_the_sekretaers(beslutning, tina):
    assert [som(tina).get(path).status_code for path in (AFSLUT, f"{STED}dagsorden/")] == [403, 403]


def test_queries_do_not_grow_with_plans(beslutning, sofie, styregruppe, django_assert_num_queries):
    with_meeting(beslutning.status.runde, styregruppe)
    client, plan = som(sofie), beslutning.status.plan
    client.get(MOEDE)
    with django_assert_num_queries(10):
        client.get(MOEDE)
    for nr in range(2):
        other = builders_indsats.plan(plan.tovholder, plan.programejer, plan.styregruppe, ejerenhed=plan.ejerenhed,
                                      titel=f"Plan {nr}")  # fmt: skip
        builders_udfald.laast(builders_indsats.aktiv(other), sofie, beslutning.status.runde)

    with django_assert_num_queries(10):
        client.get(MOEDE)
