"""20 §10, §13.2, §14.5: a table of goals and one of milestones become rows of a kladde, all or none."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Indikator, Indikatordefinition, Maal, Maalemetode, Milepael, Planversion, Tema
from indsatser.workflow.aktivering import missing
from indsatser.workflow.indikator import clarify
from indsatser.workflow.indlaes import import_goals, import_milestones, read_goals
from indsatser.workflow.raekker import edit
from indsatser.workflow.tilstande import activate
from maalinger.models import Noegletalversion
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indsats

KOLONNER = ("tema", "maal", "indikator", "maalemetode", "ansvarlig", "frist")
UDEN = [
    "Nye undersøgelser er færdige inden 4 måneder", "Alle undersøgelser er færdige inden 4 måneder",
    "I nye sager foreligger handleplanen inden fristen", "Alle handleplaner foreligger inden fristen",
]  # fmt: skip


def maalraekker():
    """Read the 25 goals of the demo."""
    text = Path("fixtures/planer/maal.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def raekke(**tekster):
    return {name: tekster.get(name, "") for name in KOLONNER}


def milepaelsraekke(**tekster):
    return {name: tekster.get(name, "") for name in ("tema", "titel", "tidspunkt", "ansvarlig")}


@pytest.fixture
def stella(db):
    return builders.bruger("Stella Stabskonsulent")


@pytest.fixture
def mads(db):
    return builders.bruger("Mads Myndighedsleder")


@pytest.fixture
def laest(kladde, tina, stella, mads):
    """The 25 goals, imported."""
    import_goals(kladde, maalraekker(), by=tina)
    return kladde


def tal(queryset, *felter):
    rows = queryset.order_by("pk").values_list(*felter)
    return dict(Counter(row[0] if len(felter) == 1 else row for row in rows))


def test_25_goals_in_six_groups_become_konkrete_goals(laest):
    groups = tal(Maal.objects.filter(niveau="konkret"), "tema__titel")

    assert groups == {
        None: 5, "SB-SYS/Brugerdata": 4, "Underretninger": 5, "Børnefaglige undersøgelser": 4, "Handleplaner": 4,
        "Børnesamtaler": 3,
    }  # fmt: skip
    assert list(Tema.objects.order_by("raekkefoelge").values_list("raekkefoelge", flat=True)) == [0, 1, 2, 3, 4]


def test_26_indicators_are_18_under_way_and_8_not_begun(laest):
    assert tal(Indikator.objects, "tilstand") == {"under_udarbejdelse": 18, "ikke_defineret": 8}


def test_13_drafts_hold_target_direction_and_type(laest):
    drafts = Indikatordefinition.objects.filter(planversion=None)

    assert tal(drafts, "maaltype", "maalvaerdi") == {("norm", 100): 9, ("udvikling", 100): 3, ("udvikling", 0): 1}
    assert tal(drafts, "maal_frist") == {None: 10, date(2020, 7, 31): 3}
    assert tal(Noegletalversion.objects, "retning", "art") == {("op", "andel"): 11, ("ned", "antal"): 1}


def test_three_pairs_of_goals_differ_in_the_population(laest):
    assert tal(Noegletalversion.objects.exclude(population_tekst=""), "population_tekst") == {
        "nye sager": 3, "alle sager": 3,
    }  # fmt: skip


def test_27_methods_are_recognised_and_the_second_of_a_goal_is_a_control(kladde):
    methods = [one for row in read_goals(kladde, maalraekker()) for one in row.metoder]

    assert Counter((one.slags, one.datakilde, one.rolle) for one in methods) == {
        ("registerudtraek", "SB-SYS", "primaer"): 8, ("registerudtraek", "Brugerdata", "primaer"): 5,
        ("ledelsestilsyn", "", "primaer"): 10, ("ledelsestilsyn", "", "kontrol"): 1, ("interview", "", "primaer"): 2,
        ("sagsgennemgang", "", "kontrol"): 1,
    }  # fmt: skip


def test_method_of_a_register_is_made_and_one_that_needs_a_checklist_stays_as_text(laest):
    assert tal(Maalemetode.objects, "slags", "datakilde") == {
        ("registerudtraek", "SB-SYS"): 7, ("registerudtraek", "Brugerdata"): 5,
    }  # fmt: skip
    kept = Indikator.objects.get(navn="Netværkskortet ligger i sagen")
    assert kept.tekst == "100 % af de gennemgåede sager · Målemetode: Ledelsestilsyn ved staben af 15 sager"


def test_goals_have_15_and_6_of_the_two_and_4_nobody(laest):
    assert tal(Maal.objects, "ejer__navn") == {"Stella Stabskonsulent": 15, "Mads Myndighedsleder": 6, None: 4}


def test_goal_with_two_indicators_names_each_by_its_own_text(laest):
    rows = Indikator.objects.filter(maal__tekst__startswith="Erindringer").order_by("pk")

    assert list(rows.values_list("navn", "tilstand", "tekst")) == [
        ("Ingen udestående erindringer (100 %)", "under_udarbejdelse", "Ingen udestående erindringer (100 %)"),
        ("medarbejdernes egen brug af dem", "ikke_defineret",
         "medarbejdernes egen brug af dem · Målemetode: Staben henter en liste fra SB-SYS"),
    ]  # fmt: skip


def test_activation_names_exactly_the_goals_without_ansvarlig(laest):
    builders_indsats.milepael(laest)

    goals, indicators = missing(laest)

    assert goals == f"4 mål mangler en ansvarlig: {'; '.join(UDEN)}. Vælg en for hvert mål, og aktivér igen."
    assert indicators.startswith("26 indikatorer mangler dato eller person for afklaring: ")


def test_plan_is_activated_when_the_four_are_chosen_and_the_rest_has_dates(laest, per, tina, mads):
    builders_indsats.milepael(laest)
    for maal in Maal.objects.filter(ejer=None).order_by("pk"):
        edit(maal, by=tina, ejer=mads)
    for indikator in Indikator.objects.order_by("pk"):
        clarify(indikator, by=tina, afklares_senest=builders_indsats.tid("1. oktober 2020"), afklares_af=tina)

    activate(laest, by=per)

    assert list(Planversion.objects.values_list("nr", flat=True)) == [1]
    assert Indikatordefinition.objects.filter(planversion=None).count() == 13


def test_same_file_again_adds_figures_of_other_codes(laest, tina):
    before = Noegletalversion.objects.count()

    import_goals(laest, [raekke(maal="Alle breve er sendt", indikator="90 %", maalemetode="Liste")], by=tina)

    assert Noegletalversion.objects.count() == before + 1


def test_unknown_ansvarlig_gives_a_warning_and_no_ejer(kladde, tina):
    given = [raekke(maal="Overblik", indikator="80 %", maalemetode="Liste", ansvarlig="Ukendt Udenfor")]

    (maal,), (laesning,) = import_goals(kladde, given, by=tina), read_goals(kladde, given)

    assert (maal.ejer, laesning.advarsler) == (
        None, (("ansvarlig", "»Ukendt Udenfor« er ikke én bestemt person i portalen. Målet får ingen ansvarlig."),)
    )  # fmt: skip


def test_two_persons_of_one_name_are_nobody(kladde):
    builders.bruger("Mia Medarbejder", brugernavn="mia1")
    builders.bruger("Mia Medarbejder", brugernavn="mia2")

    (laesning,) = read_goals(kladde, [raekke(maal="Overblik", indikator="80 %", ansvarlig="Mia Medarbejder")])

    assert laesning.ansvarlig is None


def test_unread_texts_are_warned_of_and_kept(kladde, tina):
    given = [raekke(maal="Overblik", maalemetode="Vi spørger os for", frist="snarest")]

    import_goals(kladde, given, by=tina)

    assert [column for column, _ in read_goals(kladde, given)[0].advarsler] == ["indikator", "maalemetode", "frist"]
    assert list(Indikator.objects.values_list("navn", "tekst", "tilstand")) == [
        ("Overblik", "Målemetode: Vi spørger os for · Frist: snarest", "ikke_defineret")
    ]


def test_theme_of_the_plan_is_used_and_generelt_is_none(kladde, tina):
    given = [raekke(maal="a", tema="Overblik"), raekke(maal="b", tema="overblik"), raekke(maal="c", tema=" GENERELT ")]

    made = import_goals(kladde, given, by=tina)

    assert [one.tema and one.tema.titel for one in made] == ["Overblik", "Overblik", None]


def test_one_faulty_row_saves_nothing_and_names_row_and_column(kladde, tina):
    given = [raekke(maal="Overblik"), raekke(maal=""), raekke(maal="b", tema="t" * 121)]

    with pytest.raises(ValidationError) as refused:
        import_goals(kladde, given, by=tina)

    assert [text.partition(": ")[0] for text in refused.value.messages] == [
        "Række 2, kolonne »maal«", "Række 3, kolonne »tema«",
    ]  # fmt: skip
    assert Maal.objects.count() == 0


def test_person_who_cannot_see_the_lukket_plan_is_a_fault_of_the_column(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)

    with pytest.raises(ValidationError) as refused:
        import_goals(plan, [raekke(maal="Overblik", ansvarlig="Ada Andetsteds")], by=tina)

    assert refused.value.messages == [
        "Række 1, kolonne »ansvarlig«: Ejeren kan ikke se den lukkede plan. Tilføj personen som deltager først."
    ]


def test_same_key_twice_reads_once(kladde, tina):
    key = "5f0e7b9e-0000-4000-8000-000000000001"
    import_goals(kladde, [raekke(maal="Overblik")], by=tina, noegle=key)

    assert import_goals(kladde, [raekke(maal="Overblik")], by=tina, noegle=key) is None
    assert Maal.objects.count() == 1


@pytest.mark.parametrize("verbum", [import_goals, import_milestones])
def test_active_plan_takes_no_import(aktiv, tina, verbum):
    with pytest.raises(NotNow, match="Nye mål og milepæle kommer i planen med en ændring"):
        verbum(aktiv, [], by=tina)


def test_reader_may_not_import(kladde, ada):
    with pytest.raises(Denied):
        import_goals(kladde, [], by=ada)


def test_milestones_take_theme_date_and_person_or_role(kladde, tina, per):
    import_milestones(kladde, [
        milepaelsraekke(tema="Kurser", titel="Kursus", tidspunkt="uge 43-45 2020", ansvarlig="per programejer"),
        milepaelsraekke(titel="Plan er lagt", tidspunkt="snarest", ansvarlig="Kursuslederen"),
    ], by=tina)  # fmt: skip

    assert list(Milepael.objects.values_list(
        "titel", "tema__titel", "godkendt_slut", "ansvarlig__navn", "ansvarlig_rolle", "raekkefoelge"
    )) == [
        ("Kursus", "Kurser", date(2020, 11, 8), "Per Programejer", "", 0),
        ("Plan er lagt", None, None, None, "Kursuslederen", 1),
    ]  # fmt: skip


def test_milestones_faults_name_row_and_column(kladde, tina):
    given = [milepaelsraekke(titel=""), milepaelsraekke(titel="a", tidspunkt="x" * 81, ansvarlig="y" * 81)]

    with pytest.raises(ValidationError) as refused:
        import_milestones(kladde, given, by=tina)

    assert [text.partition(": ")[0] for text in refused.value.messages] == [
        "Række 1, kolonne »titel«", "Række 2, kolonne »ansvarlig«", "Række 2, kolonne »tidspunkt«",
    ]  # fmt: skip
