"""What a person owes the statuses of all plans (21 §4): by frist, answered where it stands."""

from datetime import date

import pytest

from indsatser.models import Indsatsplan, Opfoelgningspunkt, Plandeltager, Planrisiko, Statusbidrag
from indsatser.workflow.leverance import offer
from indsatser.workflow.raekker import add, edit
from indsatser.workflow.risiko import assess
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats, builders_status
from tests.builders_indsats import LUKKET, tid
from tests.indsatser.planside import said, send, som

HER = "/indsatsplaner/mine-bidrag/"


def shown(person):
    """Return name, what stands now and what can be done of each row."""
    return [
        (row["navn"], row["nu"], ["Uændret"] * bool(row["uaendret_url"]) + [one["label"] for one in row["verber"]])
        for row in som(person).get(HER).context["raekker"]
    ]


@pytest.fixture
def status(kladde, hr, ada):
    """A plan where Ada has a milestone, a risk and a point, Kim a deliverable, and Tina the rest."""
    builders_indsats.milepael(kladde, ansvarlig=ada, ansvarlig_rolle="")
    builders_indsats.leverance(kladde, hr)
    row = add(Planrisiko, kladde, by=kladde.tovholder, haendelse="Underviseren bliver syg", ejer=ada)
    with ur.stil(ur.nu().replace(month=5, day=20)):
        assess(row, by=ada, sandsynlighed=3, konsekvens=4, naerhed="nu")
    add(Opfoelgningspunkt, kladde, by=kladde.tovholder, art="opgave", tekst="Skriv en vejledning", ansvarlig=ada,
        frist=tid("1. juli 2020"))  # fmt: skip
    return builders_status.status(kladde)


def url(status, slags, verbum="uaendret"):
    return f"{HER}{status.bidrag.get(slags=slags).uuid}/{verbum}/"


def test_rows_have_what_stands_now_and_what_can_be_done(status, ada, kim, tina):
    assert shown(ada) == [
        ("Milepæl: Kursus er holdt", "30. juni 2020", ["Uændret", "Ny prognose", "Meld gennemført"]),
        ("Risiko: Underviseren bliver syg", "score 12", ["Uændret", "Vurdér", "Luk"]),
        ("Opfølgning: Skriv en vejledning", "1. juli 2020", ["Uændret", "Afslut"]),
    ]  # fmt: skip
    assert shown(kim) == [
        ("Leverance: Kommunikationsplan", "Ikke bekræftet, 15. september 2020",
         ["Uændret", "Bekræft", "Foreslå et andet tidspunkt", "Afvis"]),
    ]  # fmt: skip
    assert shown(tina) == [("Økonomi: Forbrug og prognose for 2020", "", ["Uændret", "Skriv beløb"])]


def test_measurement_is_reported_and_never_unchanged(kladde, tina, kim, styregruppe):
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)))
    metode = edit(definition.maalemetoder.get(), by=tina, udfoeres_af=kim)
    plan = builders_indsats.aktiv(kladde)
    builders_status.status(plan, builders_status.runde(styregruppe, tina, moededato=None))

    row = som(kim).get(HER).context["raekker"][0]

    place = f"/indsatsplaner/{plan.nummer}/indikatorer/{definition.indikator.uuid}/indberet/?metode={metode.uuid}"
    assert (row["navn"], row["uaendret_url"]) == ("Måling: Andel sager med en plan", "")
    assert row["verber"] == [{"label": "Indberet", "url": place}]
    assert som(kim).get(place).status_code == 200


def test_round_plan_and_frist_stand_beside(status, ada):
    with ur.stil(ur.nu().replace(day=23)):
        row = som(ada).get(HER).context["raekker"][0]

    assert (row["plan"], row["plantitel"], row["runde"], row["frist"], row["over"]) == (
        status.plan.nummer, "Bedre overblik", "Styregruppen, 2. kvartal 2020", "22.6.2020", True
    )  # fmt: skip


def test_first_frist_stands_first(status, tina, per, ada):
    task_force = builders.forum("TF", navn="Task Force")
    plan = builders_indsats.plan(tina, per, task_force, ejerenhed=status.plan.ejerenhed)
    builders_indsats.milepael(plan, "Den første", ansvarlig=ada, ansvarlig_rolle="")
    runde = builders_status.runde(task_force, tina, moededato=date(2020, 7, 3))
    builders_status.status(builders_indsats.aktiv(plan), runde)

    assert [navn for navn, _, _ in shown(ada)][:2] == ["Milepæl: Den første", "Milepæl: Kursus er holdt"]


def test_unchanged_is_said_by_one_press_and_leads_back(status, ada):
    client = som(ada)

    response = send(client, url(status, "milepael"))

    row = status.bidrag.get(slags="milepael")
    assert (response.url, said(response), row.svar, row.besvaret_af) == (
        HER, ["Svaret er gemt: uændret."], "uaendret", ada
    )  # fmt: skip
    assert [navn for navn, _, _ in shown(ada)] == ["Risiko: Underviseren bliver syg", "Opfølgning: Skriv en vejledning"]


def test_tovholder_answers_from_the_draft_and_comes_back_to_it(status, tina):
    response = send(som(tina), f"{url(status, 'milepael')}?fra=status")

    assert response.url == f"/indsatsplaner/{status.plan.nummer}/status/2020-K2/rediger/"
    assert status.bidrag.get(slags="milepael").besvaret_af == tina


def test_second_answer_is_409_and_a_form_without_key_400(status, ada):
    client = som(ada)
    send(client, url(status, "milepael"))

    assert send(client, url(status, "milepael")).status_code == 409
    assert client.post(url(status, "risiko")).status_code == 400


@pytest.mark.parametrize(
    ("person", "answer"), [("per", 403), ("sofie", 403), ("kim", 404), ("tina", 302), ("ada", 302)]
)
def test_who_may_answer(status, person, answer, request):
    response = send(som(request.getfixturevalue(person)), url(status, "milepael"))

    assert response.status_code == answer


def test_offer_is_no_longer_the_leaders(status, kim, tina):
    offer(status.plan.leverancer.get(), by=kim, tidspunkt=tid("1. oktober 2020"), begrundelse="Vi mangler en mand.")
    left = {"svar": "mangler", "besvaret_den": None, "besvaret_af": None, "ansvarlig": tina}
    Statusbidrag.objects.filter(leverance__isnull=False).update(**left)

    assert shown(kim) == []


def test_deputy_has_the_list_too(status, ada):
    dorte = builders.bruger("Dorte Deputy")
    builders.stedfortraedelse(ada, dorte, date(2020, 6, 1), date(2020, 7, 1))

    assert len(shown(dorte)) == 3


def test_nobody_waits_when_all_is_answered_or_the_plan_has_ended(status, ada, per):
    before = len(shown(ada))
    Indsatsplan.objects.update(tilstand="stoppet", endt_den=ur.nu(), endt_af=per, stop_begrundelse="Ingen penge.")

    assert (before, shown(ada)) == (3, [])
    assert "Ingen venter på dig." in som(ada).get(HER).content.decode()


def test_lukket_plan_shows_to_its_deltager_alone_and_is_noted(tina, per, styregruppe, kim, ada):
    closed = builders_indsats.plan(tina, per, styregruppe, **LUKKET)
    part = Plandeltager.objects.create(plan=closed, bruger=kim, rolle="laeser", fra=date(2020, 6, 1))
    builders_indsats.milepael(closed, ansvarlig=kim, ansvarlig_rolle="")
    builders_status.status(closed)
    before = [navn for navn, _, _ in shown(kim)]
    part.delete()

    assert (before, shown(kim)) == (["Milepæl: Kursus er holdt"], [])
    assert Opslag.objects.filter(slags="liste").values_list("aktoer", flat=True).get() == kim.pk


def test_list_asks_the_same_whatever_the_rows(kladde, hr, kim, tina, per, styregruppe, queries_at):
    client = som(tina)

    def grow(nr):
        forum = builders.forum(f"F{'ABCDEF'[nr]}")
        plan = builders_indsats.plan(tina, per, forum, ejerenhed=kladde.ejerenhed, titel=f"Plan {nr}")
        builders_indsats.leverance(plan, builders.afdeling(f"U{nr}"))
        add(Planrisiko, plan, by=tina, haendelse="Underviseren bliver syg")
        builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan)))
        builders_status.status(plan)

    counts = queries_at(grow, lambda: client.get(HER), (1, 3, 6))

    assert (counts[0] == counts[1] == counts[2], counts[0] <= 8) == (True, True), counts


# »Pind«


def test_tovholder_reminds_and_comes_back_to_the_draft(status, tina, ada):
    response = send(som(tina), f"{url(status, 'risiko', 'pind')}?fra=status")

    assert said(response) == ["Ada Andetsteds bliver mindet om det i morgendagens overblik."]
    assert response.url == f"/indsatsplaner/{status.plan.nummer}/status/2020-K2/rediger/"
    assert list(status.bidrag.filter(ansvarlig=ada).values_list("pindet_af", flat=True)) == [tina.pk] * 3


def test_programejer_reminds_from_the_round_once_a_day(status, per):
    client, place = som(per), f"{url(status, 'risiko', 'pind')}?fra=runde"

    assert send(client, place).url == "/kvartalsstatus/SG/2020-K2/"
    assert send(client, place).status_code == 409


@pytest.mark.parametrize(("person", "answer"), [("ada", 403), ("sofie", 403), ("kim", 404)])
def test_nobody_else_reminds(status, person, answer, request):
    response = send(som(request.getfixturevalue(person)), url(status, "risiko", "pind"))

    assert response.status_code == answer


# Where it is found


def test_start_page_has_one_card_with_the_first_frist(status, ada, per):
    card = {"verbum": "Svar", "titel": "3 bidrag til kvartalsstatus", "url": HER, "forum": "Indsatsplaner",
            "hvorfor": "Frist 22. juni 2020", "moede": None}  # fmt: skip

    found = [som(one).get("/").context["handlinger"] for one in (ada, per)]

    assert [[one for one in cards if one["verbum"] == "Svar"] for cards in found] == [[card], []]


def test_list_of_plans_leads_there(ada):
    assert f'href="{HER}"' in som(ada).get("/indsatsplaner/").content.decode()
