"""The rooms of a plan: what stands in each, what the reader may do from it, and how rows come, change and go."""

from datetime import date

import pytest

from indsatser.models import Aktivitet, Budgetpost, Milepael, Opfoelgningspunkt, Planrisiko, Tema
from indsatser.workflow import leverance as verbs
from indsatser.workflow import raekker
from indsatser.workflow.milepael import complete
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import assess, close_point, close_risk, set_amount
from mso_portal.motor.models import Opslag
from tests import builders_indsats
from tests.builders_indsats import LUKKET
from tests.indsatser.planside import fejl, felter, rows, said, send, som, sti, texts

RUM = ("temaer", "milepaele", "aktiviteter", "leverancer", "risici", "oekonomi", "opfoelgning")


@pytest.fixture
def lukket(tina, per, styregruppe):
    return builders_indsats.plan(tina, per, styregruppe, **LUKKET)


@pytest.mark.parametrize("rum", RUM)
def test_empty_room_says_so_and_offers_the_first(kladde, tina, rum):
    page = som(tina).get(sti(kladde, f"{rum}/"))

    assert page.status_code == 200
    assert page.context["afsnit"][0]["tom"].startswith("Ingen ")
    assert page.context["afsnit"][0]["tom_knap"]["url"] == sti(kladde, f"{rum}/ny/")


@pytest.mark.parametrize("rum", RUM)
def test_new_row_has_a_page(kladde, tina, rum):
    assert som(tina).get(sti(kladde, f"{rum}/ny/")).status_code == 200


def test_milestones_stand_under_their_theme_with_slip_and_state(kladde, tina):
    tema = add(Tema, kladde, by=tina, titel="Kurser", start=date(2020, 6, 1))
    builders_indsats.milepael(kladde, "Kursus er holdt", tema=tema)
    builders_indsats.milepael(kladde, "Oplæg er skrevet", "1. juni 2020")
    builders_indsats.aktiv(builders_indsats_maal(kladde))

    page = som(tina).get(sti(kladde, "milepaele/"))

    assert [one["titel"] for one in page.context["afsnit"]] == ["Kurser", "Generelt"]
    assert texts(page) == [["Kursus er holdt", "kursusleder", "30. juni 2020", "30. juni 2020", "0 d", "Planlagt"]]
    assert rows(page, 1) == [("Oplæg er skrevet", ["Ny prognose", "Meld gennemført"])]


def builders_indsats_maal(plan):
    builders_indsats.indikator(builders_indsats.maal(plan))
    return plan


def test_reader_sees_rows_but_nothing_to_do(aktiv, ada):
    page = som(ada).get(sti(aktiv, "milepaele/"))

    assert (page.context["links"], len(page.context["afsnit"][0]["kolonner"])) == ([], 6)


@pytest.mark.parametrize("rum", ["milepaele", "oekonomi"])
def test_active_plan_proposes_what_an_aendring_adds(aktiv, tina, rum):
    page = som(tina).get(sti(aktiv, f"{rum}/"))

    found = [*page.context["links"], page.context["afsnit"][0]["tom_knap"]]
    assert {"label": "Opret ændring", "url": sti(aktiv, "aendringer/ny/")} in found


def test_active_plan_takes_no_milestone_beside_an_aendring(aktiv, tina):
    client = som(tina)

    assert client.get(sti(aktiv, "milepaele/ny/")).status_code == 409
    answer = send(client, sti(aktiv, "milepaele/ny/"), titel="En til", art="andet", raekkefoelge=1)
    assert (answer.status_code, felter(answer)["titel"], fejl(answer)) == (
        409, "En til", [raekker.KUN_VED_AENDRING[Milepael]],
    )  # fmt: skip


def test_row_is_added_mended_and_removed(kladde, tina):
    client = som(tina)

    made = send(client, sti(kladde, "temaer/ny/"), titel="Kurser", start="2020-06-01", slut="")
    tema = kladde.temaer.get()
    mended = send(client, sti(kladde, f"temaer/{tema.uuid}/ret/"), tema, titel="Kurser 2020", start="", slut="")
    tema.refresh_from_db()
    assert (made.url, mended.status_code, tema.titel) == (sti(kladde, "temaer/"), 302, "Kurser 2020")
    removed = send(client, sti(kladde, f"temaer/{tema.uuid}/slet/"), tema)

    assert (said(removed), kladde.temaer.count()) == (["Tema er tilføjet.", "Gemt.", "Rækken er slettet."], 0)


def test_double_press_adds_one(kladde, tina):
    client, body = som(tina), {"noegle": "6f1b0e1e-0000-4000-8000-000000000001", "version": 0, "titel": "Kurser"}

    answers = [client.post(sti(kladde, "temaer/ny/"), body).status_code for _ in range(2)]

    assert (answers, kladde.temaer.count()) == ([302, 302], 1)


def test_row_changed_by_another_keeps_what_was_typed(kladde, tina):
    tema = add(Tema, kladde, by=tina, titel="Kurser")
    raekker.edit(tema, by=tina, titel="Kurser for alle")

    answer = send(som(tina), sti(kladde, f"temaer/{tema.uuid}/ret/"), tema, titel="Kurser 2020", start="", slut="")

    assert (answer.status_code, felter(answer)["titel"], fejl(answer)) == (409, "Kurser 2020", [raekker.FORANDRET])


def test_post_without_key_or_version_is_400(kladde, tina):
    tema = add(Tema, kladde, by=tina, titel="Kurser")
    client = som(tina)

    paths = ("temaer/ny/", f"temaer/{tema.uuid}/ret/", f"temaer/{tema.uuid}/slet/")
    assert [client.post(sti(kladde, path)).status_code for path in paths] == [400, 400, 400]


def test_end_before_beginning_is_told_with_the_text(kladde, tina):
    answer = send(som(tina), sti(kladde, "temaer/ny/"), titel="Kurser", start="2020-06-01", slut="2020-05-01")

    assert (answer.status_code, felter(answer)["titel"], fejl(answer)) == (
        422, "Kurser", ["Slutdatoen ligger før startdatoen. Ret en af dem."],
    )  # fmt: skip


def test_approved_date_is_refused_after_activation(aktiv, tina):
    row = aktiv.milepaele.get()
    body = {"titel": row.titel, "art": "andet", "godkendt": "1. september 2020", "ansvarlig_rolle": "leder",
            "raekkefoelge": 0}  # fmt: skip

    answer = send(som(tina), sti(aktiv, f"milepaele/{row.uuid}/ret/"), row, **body)

    assert (answer.status_code, felter(answer)["godkendt"], fejl(answer)) == (422, "1. september 2020", [
        "Den godkendte dato kan kun ændres med en ændring. Opret en ændring, eller skriv den nye dato som prognose.",
    ])  # fmt: skip


def test_over_the_limit_is_told_with_the_text(kladde, tina, monkeypatch):
    monkeypatch.setitem(raekker.HOEJST, Milepael, (1, raekker.HOEJST[Milepael][1]))
    builders_indsats.milepael(kladde)

    answer = send(som(tina), sti(kladde, "milepaele/ny/"), titel="En til", art="andet", raekkefoelge=1)

    assert (answer.status_code, felter(answer)["titel"], fejl(answer)) == (409, "En til", [
        "En plan kan have højst 200 milepæle. Slå nogle sammen, eller brug aktiviteter.",
    ])  # fmt: skip


def test_person_who_cannot_see_the_lukket_plan_is_refused(lukket, tina, ada):
    body = {"titel": "Samtaler er holdt", "art": "andet", "ansvarlig": ada.pk, "raekkefoelge": 0}

    answer = send(som(tina), sti(lukket, "milepaele/ny/"), **body)

    assert (answer.status_code, felter(answer)["titel"], fejl(answer)) == (422, "Samtaler er holdt", [
        "Den ansvarlige kan ikke se den lukkede plan. Tilføj personen som deltager først.",
    ])  # fmt: skip


def test_leader_who_cannot_see_the_lukket_plan_is_asked_for_nothing(lukket, tina, hr):
    body = {"titel": "Et notat", "oensket": "1. august 2020", "leverandoer": hr.pk}

    answer = send(som(tina), sti(lukket, "leverancer/ny/"), **body)

    assert (answer.status_code, felter(answer)["titel"], fejl(answer), lukket.leverancer.count()) == (
        422, "Et notat", [verbs.KAN_IKKE_SE], 0,
    )  # fmt: skip


def test_rows_of_an_active_plan_are_not_removed(aktiv, tina):
    row, client = aktiv.milepaele.get(), som(tina)

    answers = [client.get(sti(aktiv, f"milepaele/{row.uuid}/slet/")),
               send(client, sti(aktiv, f"milepaele/{row.uuid}/slet/"), row)]  # fmt: skip

    assert [answer.status_code for answer in answers] == [409, 409]
    assert client.get(sti(aktiv, f"milepaele/{row.uuid}/ret/")).context["handlinger"] == []


def test_edit_page_offers_removal_in_a_kladde(kladde, tina):
    row = builders_indsats.milepael(kladde)

    page = som(tina).get(sti(kladde, f"milepaele/{row.uuid}/ret/"))

    assert [one["url"] for one in page.context["handlinger"]] == [sti(kladde, f"milepaele/{row.uuid}/slet/")]


def test_deliverables_show_who_may_answer(kladde, hr, kim, tina):
    builders_indsats.leverance(kladde, hr)
    builders_indsats.aktiv(kladde)

    page = som(kim).get(sti(kladde, "leverancer/"))

    assert rows(page) == [("Kommunikationsplan", ["Bekræft", "Foreslå et andet tidspunkt", "Afvis"])]
    assert texts(page)[0] == ["Kommunikationsplan", "HR og udvikling", "15. september 2020", "ikke bekræftet", "",
                              "Ikke bekræftet"]  # fmt: skip


def test_answered_deliverable_keeps_its_supplier(kladde, hr, kim, tina):
    row = builders_indsats.leverance(kladde, hr)
    builders_indsats.aktiv(kladde)
    row = verbs.confirm(row, by=kim)

    page = som(tina).get(sti(kladde, f"leverancer/{row.uuid}/ret/"))

    assert set(page.context["form"].fields) == {
        "titel", "acceptkriterium", "kontaktperson", "maanedsvaerk", "version",
    }  # fmt: skip


def test_closed_risks_stand_last_and_folded(kladde, tina):
    one, gone = (add(Planrisiko, kladde, by=tina, haendelse=text) for text in ("Sygdom", "Strejke"))
    assess(one, by=tina, sandsynlighed=3, konsekvens=4, naerhed="nu")
    close_risk(gone, by=tina, begrundelse="Der er indgået aftale.")

    page = som(tina).get(sti(kladde, "risici/"))

    assert (rows(page), texts(page)[0][-1]) == ([("Sygdom", ["Vurdér", "Luk"])], "12")
    assert (texts(page, 1), page.context["afsnit"][1]["foldet"]) == ([["Strejke", "Der er indgået aftale."]], True)


def penge(plan, by, amounts, **felter):
    post = add(Budgetpost, plan, by=by, **{"titel": "Kampagne", **felter})
    for slags, aar, kroner in amounts:
        set_amount(post, by=by, aar=aar, slags=slags, kroner=kroner)
    return post


def test_money_is_summed_year_by_year_and_missing_is_not_nothing(kladde, tina):
    penge(kladde, tina, [("budget", 2020, 80_000), ("forbrug", 2020, 10_000)])
    penge(kladde, tina, [("budget", 2020, 80_000), ("prognose", 2021, 0)], titel="Kurser")

    page = som(tina).get(sti(kladde, "oekonomi/"))

    assert texts(page, 1) == [
        ["2020", "160.000", "10.000*", "ikke angivet"], ["2021", "ikke angivet", "ikke angivet", "0"],
    ]  # fmt: skip
    assert texts(page)[0][:5] == ["Kampagne", "2020", "80.000", "10.000", "ikke angivet"]


def test_indirekte_posts_stand_beside_the_sum(kladde, tina):
    penge(kladde, tina, [("budget", 2020, 80_000)])
    penge(kladde, tina, [("budget", 2020, 4_000_000)], titel="Frikøb", art="indirekte", enhedstekst="pr. modul")

    page = som(tina).get(sti(kladde, "oekonomi/"))

    assert [one["titel"] for one in page.context["afsnit"]] == [
        "Direkte poster", "Direkte poster i alt", "Indirekte poster, som ikke tælles med",
    ]  # fmt: skip
    assert (texts(page, 1)[0][1], texts(page, 2)[0][-1]) == ("80.000", "pr. modul")


def test_more_spent_than_expected_is_warned_about(kladde, tina):
    penge(kladde, tina, [("budget", 2020, 80_000), ("forbrug", 2020, 90_001), ("prognose", 2020, 90_000)])

    page = som(tina).get(sti(kladde, "oekonomi/"))

    assert page.context["advarsler"] == [
        "Forbruget er større end prognosen: Kampagne 2020, 90.001 kr. mod 90.000 kr.",
    ]  # fmt: skip


def test_money_is_drawn_with_its_numbers(kladde, tina):
    penge(kladde, tina, [("budget", 2020, 80_000)])

    page = som(tina).get(sti(kladde, "oekonomi/"))

    assert page.context["graf"].raekker == (("2020", "80", "–", "–"),)
    assert b"<svg" in page.content


def test_closed_points_stand_last_and_folded(kladde, tina):
    add(Opfoelgningspunkt, kladde, by=tina, tekst="Spørg HMU", art="vilkaar")
    done = add(Opfoelgningspunkt, kladde, by=tina, tekst="Ring til avisen", ansvarlig=tina)
    close_point(done, by=tina, tekst="Der er ringet.")

    page = som(tina).get(sti(kladde, "opfoelgning/"))

    assert texts(page) == [["Spørg HMU", "Vilkår", "Skrevet i planen", "mangler ansvarlig", ""]]
    assert (texts(page, 1)[0][-1], page.context["afsnit"][1]["foldet"]) == ("Der er ringet.", True)


def test_activity_shows_its_state_and_how_to_change_it(kladde, tina):
    add(Aktivitet, kladde, by=tina, titel="Find lokale", start=date(2020, 6, 1))

    page = som(tina).get(sti(kladde, "aktiviteter/"))

    assert rows(page) == [("Find lokale", ["Skift tilstand"])]
    assert texts(page)[0][-1] == "Ikke begyndt"


def test_ended_plan_offers_nothing(aktiv, tina, per):
    complete(aktiv.milepaele.get(), by=tina, dato=date(2020, 6, 14))
    type(aktiv).objects.filter(pk=aktiv.pk).update(
        tilstand="afsluttet", slutvurdering="Godt.", endt_den="2020-06-15T10:00+02:00", endt_af=per
    )
    client = som(tina)

    pages = [client.get(sti(aktiv, f"{rum}/")) for rum in RUM]

    assert [page.context["links"] for page in pages] == [[]] * len(RUM)
    assert client.get(sti(aktiv, "temaer/ny/")).status_code == 409


@pytest.mark.parametrize("rum", RUM)
def test_lukket_plan_is_no_room_to_others_and_is_noted_for_its_own(lukket, tina, ada, rum):
    assert som(ada).get(sti(lukket, f"{rum}/")).status_code == 404

    page = som(tina).get(sti(lukket, f"{rum}/"))

    assert (page.status_code, Opslag.objects.filter(aktoer=tina, slags="vis").count()) == (200, 1)
    assert lukket.titel_lukket not in page.content.decode().partition("</title>")[0]


def fill(plan, by, unit, nr):
    add(Tema, plan, by=by, titel=f"Tema {nr}", start=date(2020, 6, 1))
    builders_indsats.milepael(plan, f"Milepæl {nr}", tema=plan.temaer.order_by("-pk").first(), ansvarlig=by)
    add(Aktivitet, plan, by=by, titel="Find lokale", ansvarlig=by)
    builders_indsats.leverance(plan, unit, f"Leverance {nr}", kontaktperson=by)
    add(Planrisiko, plan, by=by, haendelse="Sygdom", ejer=by)
    penge(plan, by, [("budget", 2020, 1000)], titel=f"Post {nr}")
    add(Opfoelgningspunkt, plan, by=by, tekst="Spørg HMU", ansvarlig=by)


@pytest.mark.parametrize("rum", RUM)
@pytest.mark.parametrize("reader", ["tina", "redaktoer"])
def test_room_asks_as_often_of_three_rows_as_of_one(kladde, tina, hr, ada, rum, reader, queries_at):
    kladde.deltagere.create(bruger=ada, rolle="redaktoer", fra=date(2020, 6, 1))
    client = som(tina if reader == "tina" else ada)

    one, three = queries_at(lambda nr: fill(kladde, tina, hr, nr), lambda: client.get(sti(kladde, f"{rum}/")))

    assert one == three <= 12
