"""What a change may change: each kind typed by a small form, read again in words, at its level (20 §9)."""

import re

import pytest

from indsatser.forms.poster import SLAGS
from indsatser.models import Budgetpost, Indikatordefinition
from indsatser.workflow import aendring as verbs
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import set_amount
from tests import builders_indsats
from tests.indsatser.planside import som
from tests.indsatser.sider import milepaelsvalg, post, send, sted
from tests.indsatser.sider import words as tekst
from tests.indsatser.test_aendring import HVORFOR, moved


@pytest.fixture
def skrevet(aktiv, tina):
    return verbs.write(aktiv, by=tina, titel="Senere kursus", aarsag="ressourcer", begrundelse=HVORFOR)


def test_choice_of_what_to_change_names_eleven_kinds(skrevet, tina):
    page = som(tina).get(sted(skrevet, "post/")).content.decode()

    assert len(re.findall(r'href="\?slags=', page)) == 11


@pytest.mark.parametrize("slags", SLAGS)
def test_form_of_each_kind_opens(skrevet, tina, slags):
    page = som(tina).get(sted(skrevet, f"post/?slags={slags}"))

    assert (page.status_code, f"<h1>{SLAGS[slags].navn}</h1>" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(("slags", "tom"), [("definition", "Ingen definition venter."), ("budget", "Planen har ingen")])
def test_kind_with_nothing_to_choose_says_so(skrevet, tina, slags, tom):
    assert tom in tekst(som(tina).get(sted(skrevet, f"post/?slags={slags}")))


def test_form_of_a_post_that_is_there_holds_it(skrevet, tina):
    row = moved(skrevet, tina)

    page = som(tina).get(sted(skrevet, f"post/?slags=dato&raekke={row.objekt}")).content.decode()

    assert 'value="15. juli 2020"' in page


def _maal(plan):
    return {"raekke": str(plan.maal.get().uuid)}


def _tolerancer(plan):
    names = ("tid_gul", "tid_roed", "oekonomi_roed", "risiko_gul", "risiko_roed", "leverance_roed")
    return {name: getattr(plan, name) for name in names} | {"tid_roed": 60}


# Each kind: what is typed, what the page then says, and the level of §9.
POSTER = {
    "dato": (lambda plan: {**milepaelsvalg(plan), "tidspunkt": "20. juli 2020"},
             "Milepæl »Kursus er holdt« godkendt dato 30. juni 2020 20. juli 2020", "Programejer"),
    "bortfald": (lambda plan: {**milepaelsvalg(plan), "begrundelse": "Ikke nødvendig"},
                 "Milepæl »Kursus er holdt« tilstand i planen bortfaldet: »Ikke nødvendig«", "Styregruppe"),
    "ny-milepael": (lambda plan: {"titel": "Evaluering", "godkendt": "1. november 2020", "art": "andet",
                                  "ansvarlig_rolle": "kursusleder"},
                    "Milepæl »Evaluering« ny – 1. november 2020, kursusleder", "Programejer"),
    "opgiv": (lambda plan: {**_maal(plan), "begrundelse": "Loven er ændret"},
              "Mål »Alle sager har en plan« tilstand i planen opgivet: »Loven er ændret«", "Styregruppe"),
    "nyt-maal": (lambda plan: {"tekst": "Ingen venter", "niveau": "konkret", "ejer": str(plan.tovholder_id)},
                 "Mål »Ingen venter« ny – Tina Tovholder", "Styregruppe"),
    "slut": (lambda plan: {"dato": "2021-03-31"}, "Planen slutdato 31.12.2020 31.3.2021", "Styregruppe"),
    "formaal": (lambda plan: {"formaal": "Et andet formål"},
                "Planen formål Alle ved, hvad de skal. Et andet formål", "Chefteam"),
    "tolerance": (_tolerancer, "Planen tid: dage til rød 30 60", "Styregruppe"),
}  # fmt: skip


@pytest.mark.parametrize("slags", POSTER)
def test_each_kind_of_post_is_typed_read_and_has_its_level(skrevet, tina, slags):
    body, words, level = POSTER[slags]

    answer = post(som(tina), skrevet, slags, **body(skrevet.plan))

    assert (answer.status_code, answer["Location"]) == (302, sted(skrevet))
    assert f"{words} {level} " in tekst(som(tina).get(sted(skrevet)))


@pytest.fixture
def penge(kladde, tina):
    """A plan with two budget posts of 80.000 kr. in 2020, and a change of it."""
    posts = [add(Budgetpost, kladde, by=tina, titel=name) for name in ("Kurser", "Tryk")]
    for row in posts:
        set_amount(row, by=tina, aar=2020, slags="budget", kroner=80_000)
    plan = builders_indsats.aktiv(kladde)
    return verbs.write(plan, by=tina, titel="Penge", aarsag="andet", begrundelse=HVORFOR), posts


@pytest.mark.parametrize(
    ("andet", "niveau"), [(None, "Chefteamet beslutter"), ("60.000", "Programejeren (Per Programejer)")]
)
def test_more_budget_is_the_chefteams_and_moved_budget_the_programejers(penge, tina, andet, niveau):
    aendring, posts = penge
    post(som(tina), aendring, "budget", raekke=str(posts[0].uuid), aar="2020", kroner="100.000")
    if andet:
        post(som(tina), aendring, "budget", raekke=str(posts[1].uuid), aar="2020", kroner=andet)

    page = tekst(som(tina).get(sted(aendring)))

    assert "Budgetpost »Kurser« budget 2020: 80.000 kr. 2020: 100.000 kr." in page
    assert f"Afgøres af {niveau}" in page


def test_second_year_of_a_budget_post_stands_beside_the_first(penge, tina):
    aendring, posts = penge
    for aar, kroner in (("2020", "70.000"), ("2021", "10.000")):
        post(som(tina), aendring, "budget", raekke=str(posts[0].uuid), aar=aar, kroner=kroner)

    assert aendring.poster.get().til == {"2020": 70_000, "2021": 10_000}


def _defineret(kladde, **felter):
    indikator = builders_indsats.indikator(builders_indsats.maal(kladde))
    return builders_indsats.definition(indikator, **felter)


@pytest.mark.parametrize(("foer", "niveau"), [(False, "Programejer"), (True, "Styregruppe")])
def test_first_definition_is_the_programejers_and_a_later_the_styregruppes(kladde, tina, foer, niveau):
    indikator = _defineret(kladde).indikator if foer else builders_indsats.indikator(builders_indsats.maal(kladde))
    plan = builders_indsats.aktiv(kladde)
    if foer:
        given = {"maalvaerdi": 80, "begrundelse": "Målet er sat op efter et år."}
        ny = builders_indsats.draft(indikator, by=tina, felter={**builders_indsats.DEFINITION, **given},
                                    metoder=_metoder(indikator))  # fmt: skip
    else:
        ny = builders_indsats.definition(indikator)
    row = verbs.write(plan, by=tina, titel="Definér", aarsag="ny_viden", begrundelse=HVORFOR)

    post(som(tina), row, "definition", raekke=str(ny.uuid))

    assert f"mål {80 if foer else 75} senest 31.12.2020, baseline skønnet 67 {niveau} " in tekst(
        som(tina).get(sted(row))
    )


def _metoder(indikator):
    one = indikator.definitioner.get().maalemetoder.get()
    return [{"noegletalversion": one.noegletalversion, "serie": one.serie, "udfoeres_af": one.udfoeres_af}]


def test_baseline_that_was_missing_is_set_by_the_programejer(kladde, tina, per):
    missing = {"baseline_kvalitet": "mangler", "baseline_vaerdi": None, "baseline_begrundelse": "",
               "baseline_senest": "2020-09-01"}  # fmt: skip
    definition = _defineret(kladde, **missing)
    row = verbs.write(builders_indsats.aktiv(kladde), by=tina, titel="Baseline", aarsag="andet", begrundelse=HVORFOR)
    post(som(tina), row, "baseline", raekke=str(definition.uuid), kvalitet="skoennet", skoen="67,5",
         begrundelse="Talt i et regneark.")  # fmt: skip
    send(som(tina), row, "forelaeg/")

    answer = send(som(per), row, "godkend/")

    definition = Indikatordefinition.objects.get(pk=definition.pk)
    assert (answer.status_code, str(definition.baseline_vaerdi)) == (302, "67.5000")
    assert "baseline Mangler endnu Skønnet: 67,5 Programejer" in tekst(som(tina).get(sted(row)))


def test_post_that_changes_nothing_is_refused(skrevet, tina):
    answer = post(som(tina), skrevet, "dato", **milepaelsvalg(skrevet.plan), tidspunkt="30. juni 2020")

    assert (answer.status_code, skrevet.poster.count()) == (422, 0)
    assert "Det står allerede sådan i planen." in tekst(answer)


def test_post_is_taken_out_of_a_draft(skrevet, tina):
    row = moved(skrevet, tina)

    answer = send(som(tina), skrevet, f"post/{row.objekt}/godkendt/fjern/")

    assert (answer.status_code, skrevet.poster.count()) == (302, 0)
