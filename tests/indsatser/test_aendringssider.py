"""The pages of changes: what is to be changed in words, typed by small forms, decided at its level (20 §9, §12)."""

import re
from uuid import uuid4

import pytest

from indsatser.models import Aendring, Maal, Milepael
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring as verbs
from indsatser.workflow.milepael import KUN_AENDRING
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats
from tests.adgang.formular import felter
from tests.builders_indsats import tid
from tests.indsatser.planside import som
from tests.indsatser.sider import milepaelsvalg, post, send, sted
from tests.indsatser.sider import words as tekst
from tests.indsatser.test_aendring import HVORFOR, moved

UUID = re.compile(r">[^<]*[0-9a-f]{8}-[0-9a-f]{4}-[^<]*<|tekst&quot;")


@pytest.fixture
def skrevet(aktiv, tina):
    return verbs.write(aktiv, by=tina, titel="Senere kursus", aarsag="ressourcer", begrundelse=HVORFOR)


@pytest.fixture
def forelagt(skrevet, tina):
    moved(skrevet, tina)
    return verbs.submit(skrevet, by=tina)


def test_list_of_a_plan_as_adopted_says_so(aktiv, ada):
    page = som(ada).get(f"/indsatsplaner/{aktiv.nummer}/aendringer/")

    assert "Ingen ændringer, siden planen blev vedtaget." in tekst(page)


def test_list_names_state_level_and_who_decided_when(forelagt, per, ada):
    verbs.approve(forelagt, by=per)

    page = tekst(som(ada).get(f"/indsatsplaner/{forelagt.plan.nummer}/aendringer/"))

    assert "1. Senere kursus Godkendt Programejer 15.6.2020 af Per Programejer Version 2" in page


def test_list_says_when_a_change_was_refused(forelagt, per, ada):
    verbs.refuse(forelagt, by=per, afgoerelse="Datoen kan godt holdes.")

    page = tekst(som(ada).get(f"/indsatsplaner/{forelagt.plan.nummer}/aendringer/"))

    assert "1. Senere kursus Afvist Programejer 15.6.2020 af Per Programejer –" in page


def test_new_change_is_written_and_leads_to_what_it_changes(aktiv, tina):
    answer = som(tina).post(
        f"/indsatsplaner/{aktiv.nummer}/aendringer/ny/",
        {"noegle": str(uuid4()), "titel": "Senere kursus", "aarsag": "ressourcer", "begrundelse": HVORFOR},
    )

    row = Aendring.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, sted(row))
    assert (row.nr, row.titel, row.tilstand) == (1, "Senere kursus", "kladde")


def test_short_reason_keeps_everything_typed(aktiv, tina):
    answer = som(tina).post(
        f"/indsatsplaner/{aktiv.nummer}/aendringer/ny/",
        {"noegle": str(uuid4()), "titel": "Senere kursus", "aarsag": "ressourcer", "begrundelse": "For sent."},
    )

    assert answer.status_code == 422
    assert "Skriv, hvorfor planen skal ændres (mindst 20 tegn)." in tekst(answer)
    assert "For sent." in answer.content.decode() and 'value="Senere kursus"' in answer.content.decode()


@pytest.mark.parametrize(("tilstand", "status"), [("kladde", 409), ("aktiv", 200)])
def test_change_is_of_an_approved_plan(kladde, tina, tilstand, status):
    plan = builders_indsats.aktiv(kladde) if tilstand == "aktiv" else kladde

    assert som(tina).get(f"/indsatsplaner/{plan.nummer}/aendringer/ny/").status_code == status


def test_text_of_a_draft_is_mended(skrevet, tina):
    answer = send(som(tina), skrevet, "ret/", titel="Kurset flyttes", aarsag="andet", begrundelse=HVORFOR)

    skrevet.refresh_from_db()
    assert (answer.status_code, skrevet.titel, skrevet.aarsag) == (302, "Kurset flyttes", "andet")


def test_page_shows_posts_in_words_and_dates(skrevet, tina, ada):
    moved(skrevet, tina)

    page = som(ada).get(sted(skrevet))

    assert "Milepæl »Kursus er holdt« godkendt dato 30. juni 2020 15. juli 2020 Programejer" in tekst(page)
    assert UUID.findall(page.content.decode().partition("<main")[2]) == []


def test_empty_change_cannot_be_laid_before_anybody(skrevet, tina):
    answer = send(som(tina), skrevet, "forelaeg/")

    assert (answer.status_code, "Ændringen er tom." in tekst(answer)) == (409, True)


def test_programejer_approves_and_the_page_shows_the_version(forelagt, per):
    before = tekst(som(per).get(sted(forelagt, "godkend/")))

    answer = send(som(per), forelagt, "godkend/")

    assert "godkendt dato 30. juni 2020 15. juli 2020" in before
    assert answer.status_code == 302
    assert "Planversion Version 2" in tekst(som(per).get(sted(forelagt)))
    assert Milepael.objects.get().godkendt.tekst == "15. juli 2020"


def test_writer_cannot_approve(aktiv, per):
    row = verbs.write(aktiv, by=per, titel="Egen", aarsag="andet", begrundelse=HVORFOR)
    moved(row, per)
    verbs.submit(row, by=per)

    answer = som(per).get(sted(row, "godkend/"))

    assert answer.status_code == 403
    assert "En ændring godkendes af en anden end den, der har skrevet den." in tekst(answer)


def test_styregruppe_needs_its_secretary_and_a_date(skrevet, tina, per, sofie):
    post(som(tina), skrevet, "slut", dato="2021-03-31")
    verbs.submit(skrevet, by=tina)

    answers = [som(per).get(sted(skrevet, "godkend/")), send(som(sofie), skrevet, "godkend/", besluttet_dato=""),
               send(som(sofie), skrevet, "godkend/", besluttet_dato="2020-06-12")]  # fmt: skip

    assert [one.status_code for one in answers] == [403, 422, 302]
    assert "Skriv, hvornår styregruppen besluttede ændringen." in tekst(answers[1])
    assert "Besluttet i styregruppen 12.6.2020" in tekst(som(tina).get(sted(skrevet)))


def test_chefteam_needs_a_decision_the_secretary_can_read(skrevet, tina, sofie):
    post(som(tina), skrevet, "formaal", formaal="Et andet formål")
    verbs.submit(skrevet, by=tina)

    answer = send(som(sofie), skrevet, "godkend/", beslutning="CT-2020-999")

    assert (answer.status_code, "Vælg en beslutning, der gælder." in tekst(answer)) == (422, True)


def test_refusal_needs_a_reason_and_keeps_it(forelagt, per):
    answers = [send(som(per), forelagt, "afvis/", afgoerelse=text) for text in ("Nej", "Datoen kan godt holdes.")]

    forelagt.refresh_from_db()
    assert [one.status_code for one in answers] == [422, 302]
    assert "Skriv, hvorfor ændringen afvises (mindst 10 tegn)." in tekst(answers[0])
    assert (forelagt.tilstand, forelagt.afgoerelse) == ("afvist", "Datoen kan godt holdes.")


@pytest.fixture
def overhalet(aktiv, tina, per):
    """A change laid before the programejer, whose date another change has moved since."""
    rows = [verbs.write(aktiv, by=tina, titel=str(nr), aarsag="andet", begrundelse=HVORFOR) for nr in (1, 2)]
    for row, text in zip(rows, ("10. juli 2020", "15. juli 2020"), strict=True):
        moved(row, tina, text)
        verbs.submit(row, by=tina)
    verbs.approve(rows[0], by=per)
    return rows[1]


OVERHALET = (
    "Planen er ændret, siden ændringen blev skrevet: godkendt dato er nu 10. juli 2020. "
    "Ret ændringen, og forelæg den igen."
)  # fmt: skip


def test_overtaken_change_is_409_with_the_sentence_and_changes_nothing(overhalet, per):
    answer = send(som(per), overhalet, "godkend/")

    overhalet.refresh_from_db()
    assert (answer.status_code, OVERHALET in tekst(answer)) == (409, True)
    assert (overhalet.tilstand, overhalet.plan.planversioner.count()) == ("forelagt", 2)
    assert Milepael.objects.get().godkendt.tekst == "10. juli 2020"


def test_overtaken_change_is_taken_back_mended_and_approved(overhalet, tina, per):
    send(som(tina), overhalet, "tag-tilbage/")
    refused = send(som(tina), overhalet, "forelaeg/")
    post(som(tina), overhalet, "dato", **milepaelsvalg(overhalet.plan), tidspunkt="15. juli 2020")
    send(som(tina), overhalet, "forelaeg/")

    answer = send(som(per), overhalet, "godkend/")

    assert (refused.status_code, OVERHALET in tekst(refused), answer.status_code) == (409, True, 302)
    assert Milepael.objects.get().godkendt.tekst == "15. juli 2020"


def test_page_of_an_overtaken_change_warns_and_offers_the_way_back(overhalet, tina):
    page = som(tina).get(sted(overhalet))

    assert OVERHALET in tekst(page)
    assert f'href="{sted(overhalet, "tag-tilbage/")}"' in page.content.decode()


def test_approved_date_posted_to_the_milestones_form_changes_nothing(aktiv, tina):
    row, client = aktiv.milepaele.get(), som(tina)
    address = f"/indsatsplaner/{aktiv.nummer}/milepaele/{row.uuid}/ret/"

    answer = client.post(address, {**felter(client.get(address)), "titel": "Kursus", "godkendt": "1. maj 2021"})

    row.refresh_from_db()
    assert (answer.status_code, row.titel, row.godkendt.tekst) == (422, "Kursus er holdt", "30. juni 2020")
    assert KUN_AENDRING in tekst(answer)


def test_text_of_a_change_submitted_meanwhile_is_refused_and_kept(forelagt, tina):
    answer = send(som(tina), forelagt, "ret/", titel="Nyt navn", aarsag="andet", begrundelse=HVORFOR)

    assert (answer.status_code, felter(answer)["titel"]) == (409, "Nyt navn")
    assert "Tag den tilbage først." in tekst(answer)


def test_frozen_fields_posted_to_the_plans_form_change_nothing(aktiv, tina):
    body = {"noegle": str(uuid4()), "version": aktiv.version, "titel": aktiv.titel, "formaal": "Et andet formål",
            "periode_slut": "2022-01-01", "tid_roed": "90"}  # fmt: skip

    som(tina).post(f"/indsatsplaner/{aktiv.nummer}/rediger/", body)

    aktiv.refresh_from_db()
    assert (aktiv.formaal, aktiv.periode_slut.year, aktiv.tid_roed) == ("Alle ved, hvad de skal.", 2020, 30)


@pytest.fixture
def lukket(tina, per, styregruppe):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))
    return verbs.write(plan, by=tina, titel="Flytningen udsættes", aarsag="andet", begrundelse=HVORFOR)


def test_change_of_a_lukket_plan_is_its_peoples_and_each_reading_is_logged(lukket, tina, ada):
    answers = [som(person).get(sted(lukket)).status_code for person in (ada, tina)]

    assert answers == [404, 200]
    assert list(Opslag.objects.order_by("pk").values_list("aktoer__navn", flat=True)) == ["Tina Tovholder"]


def test_tab_of_a_lukket_plan_holds_nothing_of_it(lukket, tina):
    page = som(tina).get(sted(lukket)).content.decode()

    assert re.search(r"<title>(.*?)</title>", page)[1].startswith(f"Ændring 1 – Plan {lukket.plan.nummer} –")


def test_person_who_cannot_see_the_lukket_plan_is_not_named_in_a_new_row(lukket, tina, ada):
    answer = post(som(tina), lukket, "nyt-maal", tekst="Et nyt mål", niveau="konkret", ejer=str(ada.pk))

    assert (answer.status_code, Maal.objects.count(), lukket.poster.count()) == (422, 1, 0)
    assert "kan ikke se den lukkede plan. Tilføj personen som deltager først." in tekst(answer)


def test_list_takes_the_same_queries_with_one_and_three_changes(aktiv, tina, queries_at):
    def make(nr):
        row = verbs.write(aktiv, by=tina, titel=f"Nr. {nr}", aarsag="andet", begrundelse=HVORFOR)
        moved(row, tina, f"{nr + 1}. juli 2020")

    client = som(tina)
    counts = queries_at(make, lambda: client.get(f"/indsatsplaner/{aktiv.nummer}/aendringer/"))

    assert counts[0] == counts[1]


def test_page_takes_the_same_queries_with_one_and_three_posts(kladde, tina, queries_at):
    rows = [builders_indsats.milepael(kladde, f"Nr. {nr}") for nr in range(3)]
    aendring = verbs.write(builders_indsats.aktiv(kladde), by=tina, titel="X", aarsag="andet", begrundelse=HVORFOR)
    til = tidspunkt_data(tid("1. juli 2020"))

    def make(nr):
        verbs.propose(aendring, by=tina, genstand="milepael", objekt=rows[nr].uuid, felt="godkendt", til=til)

    client = som(tina)
    counts = queries_at(make, lambda: client.get(sted(aendring)))

    assert counts[0] == counts[1]


def test_sekretaer_of_the_styregruppe_is_told_of_what_it_decides(skrevet, tina, sofie):
    builders.medlemskab(builders.bruger("Gorm Medlem"), skrevet.plan.styregruppe)
    verbs.propose(skrevet, by=tina, genstand="plan", objekt=skrevet.plan.uuid, felt="tid_roed", til=60)

    verbs.submit(skrevet, by=tina)

    assert list(sofie.notifikationer.order_by("pk").values_list("slags", flat=True)) == ["aendring.forelagt"]
