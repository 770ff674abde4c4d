"""Write a definition and the other verbs of an indicator, as pages (20 §5, §12)."""

from datetime import date

import pytest

from indsatser.models import Indikator, Indikatordefinition
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring, tilsyn
from indsatser.workflow.raekker import edit
from maalinger.models import Noegletal, Observation
from maalinger.workflow import create_noegletal, create_serie
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats
from tests.builders_indsats import FIGUR
from tests.indsatser.maalinger import client, fejl, maal, send, side

NYT = {
    "gyldig_fra": "2020-06-01", "maaltype": "udvikling", "maalvaerdi": "75", "maal_frist": "2020-12-31",
    "baseline_kvalitet": "skoennet", "baseline_vaerdi": "67", "baseline_begrundelse": "Talt i et regneark.",
    "metode-0-tal": "nyt", "metode-0-navn": "Sager med plan", "metode-0-frekvens": "kvartal",
    "metode-0-retning": "op", "metode-0-art": "andel", "metode-0-taeller_tekst": "sager med plan",
    "metode-0-naevner_tekst": "alle sager", "metode-0-slags": "registerudtraek", "metode-0-omfang": "alle",
    "metode-0-decimaler": "1",
}  # fmt: skip


@pytest.fixture
def indikator(kladde):
    return builders_indsats.indikator(builders_indsats.maal(kladde))


@pytest.fixture
def sted(indikator):
    return side(indikator, "definition/")


def gemt(indikator):
    return indikator.definitioner.order_by("nr").last()


def test_new_figure_is_made_with_the_definition(sted, indikator, tina):
    answer = send(tina, sted, **NYT)

    row = gemt(indikator)
    figure = row.maalemetoder.get().noegletalversion
    assert (answer.status_code, row.maalvaerdi, row.baseline_vaerdi, row.planversion) == (302, 75, 67, None)
    assert (figure.noegletal.lokal, figure.enhed, figure.multiplikator, figure.decimaler) == (True, "%", 100, 1)
    assert Indikator.objects.get().tilstand == "defineret"


def test_delmaal_are_rows_and_empty_ones_are_none(sted, indikator, tina):
    who = {**NYT, "delmaal": ["0", "1"], "delmaal-0-senest": "2020-09-30", "delmaal-0-vaerdi": "70,5",
           "delmaal-1-senest": "", "delmaal-1-vaerdi": ""}  # fmt: skip

    send(tina, sted, **who)

    assert list(gemt(indikator).delmaal.values_list("senest", "vaerdi")) == [(date(2020, 9, 30), 70.5)]


@pytest.mark.parametrize(("handling", "delmaal", "metode"), [
    ("tilfoej:delmaal", ["0", "1", "2"], ["0", "4"]), ("fjern:delmaal:0", ["1"], ["0", "4"]),
    ("tilfoej:metode", ["0", "1"], ["0", "4", "5"]), ("fjern:metode:4", ["0", "1"], ["0"]),
])  # fmt: skip
def test_rows_come_and_go_without_being_judged(sted, indikator, tina, handling, delmaal, metode):
    page = send(tina, sted, maalvaerdi="75", handling=handling, delmaal=["0", "1"], metode=["0", "4"],
                **{"delmaal-1-vaerdi": "70"})  # fmt: skip

    form = page.context["form"]
    assert ([one.nr for one in form.delmaal], [one.nr for one in form.metoder]) == (delmaal, metode)
    assert (page.status_code, fejl(page), form["maalvaerdi"].value(), gemt(indikator)) == (200, [], "75", None)
    assert next(one for one in form.delmaal if one.nr == "1")["vaerdi"].value() == "70"


@pytest.mark.parametrize(("felter", "beskeder"), [
    ({"baseline_vaerdi": "75"}, ["Baseline og mål er ens. Vælg typen Fastholdelse, eller ret målet."]),
    ({"maal_frist": "", "delmaal-0-senest": "2020-09-30", "delmaal-0-vaerdi": "70"},
     ["Sidste delmål (70,0 %) er ikke målet (75,0 %). Ret det, eller giv målet en senere frist."]),
    ({"maal_frist": ""}, ["Skriv, hvornår målet skal nås, eller skriv et delmål."]),
    ({"maalvaerdi": ""}, ["Skriv målets tal."]),
    ({"baseline_begrundelse": ""}, ["Skriv, hvordan baseline er skønnet."]),
    ({"baseline_kvalitet": "mangler"}, ["Skriv, hvornår baseline senest er målt."]),
    ({"baseline_kvalitet": "maalt"},
     ["Skriv en dag i den periode, baseline er målt i.", "Skriv tælleren."]),
    ({"metode-0-naevner_tekst": ""}, ["Skriv, hvad der tælles af: nævneren."]),
    ({"metode-0-tal": "findes"}, ["Vælg det tal, der måles i forvejen."]),
    ({"metode-0-slags": "interview"}, ["Vælg den tjekliste, der svares på."]),
    ({"delmaal-0-vaerdi": "70"}, ["Skriv, hvornår delmålet senest er nået."]),
])  # fmt: skip
def test_bad_input_is_refused_and_kept(sted, indikator, tina, felter, beskeder):
    page = send(tina, sted, **{**NYT, **felter})

    assert (page.status_code, fejl(page), gemt(indikator)) == (422, beskeder, None)
    assert page.context["form"].data["metode-0-navn"] == "Sager med plan"
    assert Noegletal.objects.count() == 0


def test_delmaal_that_goes_back_says_why(sted, tina):
    rows = {"delmaal": ["0", "1"], "delmaal-0-senest": "2020-08-31", "delmaal-0-vaerdi": "72",
            "delmaal-1-senest": "2020-09-30", "delmaal-1-vaerdi": "70"}  # fmt: skip

    page = send(tina, sted, **NYT, **rows)

    assert fejl(page) == ["Delmålet den 30.9.2020 ligger længere fra målet end det før. Ret det, eller skriv hvorfor."]


def test_measured_baseline_is_an_observation_of_the_series(sted, indikator, tina):
    measured = {"baseline_kvalitet": "maalt", "baseline_dag": "2019-09-30", "baseline_taeller": "40",
                "baseline_naevner": "69"}  # fmt: skip

    send(tina, sted, **NYT | measured)
    send(tina, sted, maalvaerdi="80")

    row = Observation.objects.get()
    assert (row.taeller, row.naevner, row.periode_slut, row.kilde) == (40, 69, date(2019, 9, 30), "Baseline")
    assert (gemt(indikator).baseline_observation, gemt(indikator).maalvaerdi) == (row, 80)


def test_tael_over_naevner_in_a_baseline_stands_at_its_field(sted, tina):
    measured = {"baseline_kvalitet": "maalt", "baseline_dag": "2019-09-30", "baseline_taeller": "70",
                "baseline_naevner": "69"}  # fmt: skip

    page = send(tina, sted, **NYT | measured)

    assert list(page.context["form"].errors) == ["baseline_taeller"]
    assert fejl(page) == ["Tælleren (70) er større end nævneren (69). Er de byttet om?"]


def test_draft_is_opened_as_it_was_written_and_keeps_its_figure(sted, indikator, tina):
    send(tina, sted, **NYT)
    before = gemt(indikator).maalemetoder.get().serie

    send(tina, sted, maalvaerdi="80")

    assert (gemt(indikator).maalvaerdi, gemt(indikator).maalemetoder.get().serie) == (80, before)
    assert (Indikatordefinition.objects.count(), Noegletal.objects.count()) == (1, 1)


def test_control_by_checklist_takes_all_its_points(sted, indikator, kladde, tina):
    builders.tilknytning(tina, kladde.ejerenhed, "leder")
    questions = [{"spoergsmaal": "Er borgeren hørt?"}, {"spoergsmaal": "Er der en plan?"}]
    found = tilsyn.take_into_use(tilsyn.make_checklist("Netværk", by=tina, punkter=questions), by=tina)
    second = {name.replace("-0-", "-1-"): value for name, value in NYT.items() if name.startswith("metode")}
    second |= {"metode": ["0", "1"], "metode-1-slags": "ledelsestilsyn", "metode-1-tjekliste": str(found.pk),
               "metode-1-forsinkelse_hverdage": "5"}  # fmt: skip

    answer = send(tina, sted, **NYT, **second)

    row = gemt(indikator).maalemetoder.get(rolle="kontrol")
    assert (answer.status_code, row.tjekliste, row.punkter.count()) == (302, found, 2)


def test_steps_of_a_scale_are_lines(sted, indikator, tina):
    scale = {"metode-0-art": "trin", "metode-0-trin": "Ingen\nNogle\nAlle\n", "maaltype": "kvalitativ",
             "maalvaerdi": "3", "baseline_vaerdi": "1"}  # fmt: skip

    send(tina, sted, **NYT | scale)

    version = gemt(indikator).maalemetoder.get().noegletalversion
    assert (version.trin_tekster, version.naevner_tekst) == (["Ingen", "Nogle", "Alle"], "")


def test_fastholdelse_has_a_tolerance_of_two_unless_told(sted, indikator, tina):
    send(tina, sted, **NYT | {"maaltype": "fastholdelse", "maalvaerdi": "67"})

    assert gemt(indikator).fastholdelse_tolerance == 2


def test_choices_are_the_catalogue_below_the_unit_and_never_another_plans(sted, indikator, kladde, tina, styregruppe):
    other = builders_indsats.plan(tina, kladde.programejer, styregruppe, ejerenhed=kladde.ejerenhed)
    builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(other), "En andens tal"))
    unit, far = kladde.ejerenhed, builders.afdeling("FJERN", navn="Fjern")
    figure = create_noegletal(kode="pct", navn="Tilfredse", ejer=unit, frekvens="kvartal", definition=FIGUR, by=tina)
    near = create_serie(figure, unit, by=tina, aktiv_fra=date(2019, 1, 1))
    create_serie(figure, far, by=tina, aktiv_fra=date(2019, 1, 1))

    choices = client(tina).get(sted).context["form"].metoder[0].fields["serie"].queryset

    assert list(choices) == [near]


def test_figure_that_is_measured_already_is_read(sted, indikator, kladde, tina):
    figure = create_noegletal(
        kode="pct", navn="Tilfredse", ejer=kladde.ejerenhed, frekvens="kvartal", definition=FIGUR, by=tina
    )
    serie = create_serie(figure, kladde.ejerenhed, by=tina, aktiv_fra=date(2019, 1, 1))

    send(tina, sted, **NYT | {"metode-0-tal": "findes", "metode-0-serie": str(serie.pk)})

    assert (gemt(indikator).maalemetoder.get().serie, Noegletal.objects.count()) == (serie, 1)


def test_in_an_active_plan_the_draft_waits_for_a_change(indikator, kladde, tina):
    builders_indsats.aktiv(kladde)
    sted = side(indikator, "definition/")

    page = client(tina).get(sted)
    send(tina, sted, **NYT)

    indikator.refresh_from_db()
    assert (indikator.tilstand, gemt(indikator).planversion) == ("under_udarbejdelse", None)
    assert page.context["oplys"] == "Definitionen er en kladde. Den gælder, når en ændring af planen er godkendt."
    assert page.context["aendringer_url"] == f"/indsatsplaner/{kladde.nummer}/aendringer/"


def test_later_definition_says_why_and_leaves_the_one_in_force(indikator, kladde, tina):
    builders_indsats.definition(indikator)
    builders_indsats.aktiv(kladde)
    sted = side(indikator, "definition/")

    refused = send(tina, sted, maalvaerdi="80", begrundelse="For lavt.")
    send(tina, sted, maalvaerdi="80", begrundelse="Målet var sat for lavt i foråret.")

    assert fejl(refused) == ["Skriv, hvorfor indikatoren defineres om (mindst 20 tegn)."]
    assert list(indikator.definitioner.order_by("nr").values_list("nr", "maalvaerdi", "planversion__nr")) == [
        (1, 75, 1), (2, 80, None),
    ]  # fmt: skip


def test_unrelated_change_leaves_a_later_draft_a_draft(indikator, kladde, tina, per):
    builders_indsats.definition(indikator)
    plan = builders_indsats.aktiv(kladde)
    send(tina, side(indikator, "definition/"), maalvaerdi="80", begrundelse="Målet var sat for lavt i foråret.")
    change = aendring.write(plan, by=tina, titel="Kursus", aarsag="ny_viden", begrundelse="Kurset er flyttet fem dage.")
    moved = tidspunkt_data(builders_indsats.tid("5. juli 2020"))
    aendring.propose(change, by=tina, genstand="milepael", objekt=plan.milepaele.get().uuid, felt="godkendt", til=moved)

    aendring.approve(aendring.submit(change, by=tina), by=per)

    assert gemt(indikator).planversion is None


def test_definition_written_by_two_is_409_for_the_second(sted, indikator, tina):
    page = send(tina, sted, **NYT | {"version": "0"})
    stale = send(tina, sted, **NYT | {"version": "0"})

    assert (page.status_code, stale.status_code, stale.context["form"]["maalvaerdi"].value()) == (302, 409, "75")


def test_who_clarifies_defines_and_others_do_not(sted, indikator, kladde, tina, per, kim, ada):
    edit(indikator, by=tina, afklares_af=kim)
    builders_indsats.aktiv(kladde)

    found = {one: client(one).get(sted).status_code for one in (tina, kim, per, ada)}

    assert found == {tina: 200, kim: 200, per: 403, ada: 403}
    assert send(kim, sted, **NYT).status_code == 302


def test_new_indicator_of_a_goal(kladde, tina):
    goal = builders_indsats.maal(kladde)
    sted = f"/indsatsplaner/{kladde.nummer}/maal/{goal.uuid}/indikator/"

    answer = send(tina, sted, navn="Andel", art="resultat", afklares_senest="1. oktober 2020", afklares_af=tina.pk)

    row = Indikator.objects.get()
    assert (answer.status_code, row.maal, row.afklares_senest.slut, row.afklares_af) == (
        302, goal, date(2020, 10, 1), tina,
    )  # fmt: skip


def test_in_an_active_plan_somebody_clarifies_it(kladde, tina):
    goal = builders_indsats.maal(kladde)
    builders_indsats.indikator(goal)
    builders_indsats.aktiv(kladde)

    page = send(tina, f"/indsatsplaner/{kladde.nummer}/maal/{goal.uuid}/indikator/", navn="Andel", art="resultat")

    assert fejl(page) == [
        "Skriv, hvornår indikatoren senest er afklaret.", "Vælg, hvem der skal afklare indikatoren.",
    ]  # fmt: skip


def test_fourth_indicator_and_overordnet_goal_are_409(kladde, tina):
    full, high = builders_indsats.maal(kladde), builders_indsats.maal(kladde, "Bedre", niveau="overordnet")
    for nr in range(3):
        builders_indsats.indikator(full, f"Nr. {nr}")
    plan = f"/indsatsplaner/{kladde.nummer}/maal"

    fourth = send(tina, f"{plan}/{full.uuid}/indikator/", navn="Nr. 4", art="resultat")

    message = "Et mål har højst 3 indikatorer. Lad en udgå først, eller skriv et mål til."
    assert (fourth.status_code, fejl(fourth)) == (409, [message])
    assert client(tina).get(f"{plan}/{high.uuid}/indikator/").status_code == 409


def test_clarifying_date_moves_with_a_reason(indikator, kladde, tina):
    builders_indsats.aktiv(kladde)
    sted = side(indikator, "afklar/")

    refused = send(tina, sted, afklares_senest="1. oktober 2020")
    send(tina, sted, afklares_senest="1. oktober 2020", begrundelse="Udtrækket er ikke klar.")

    indikator.refresh_from_db()
    assert fejl(refused) == ["Skriv kort, hvorfor datoen flyttes (mindst 10 tegn)."]
    assert (indikator.afklares_senest.tekst, indikator.afklares_flyttet) == ("1. oktober 2020", 1)


def test_retired_indicator_has_no_more_verbs(indikator, kladde, tina):
    refused = send(tina, side(indikator, "udgaa/"), grund="")
    send(tina, side(indikator, "udgaa/"), grund="Tallet findes ikke.")

    indikator.refresh_from_db()
    assert (fejl(refused), indikator.tilstand) == (["Skriv, hvorfor indikatoren udgår."], "udgaaet")
    assert [client(tina).get(side(indikator, one)).status_code for one in ("udgaa/", "definition/", "afklar/")] == [
        409, 409, 409,
    ]  # fmt: skip


@pytest.fixture
def mangler(indikator, kladde):
    row = builders_indsats.definition(
        indikator, baseline_kvalitet="mangler", baseline_vaerdi=None, baseline_begrundelse="",
        baseline_senest=date(2020, 7, 1),
    )  # fmt: skip
    builders_indsats.aktiv(kladde)
    return row


def test_missing_baseline_is_set_once(mangler, indikator, tina):
    sted = side(indikator, "baseline/")

    refused = send(tina, sted, baseline_kvalitet="skoennet", baseline_vaerdi="60")
    done = send(tina, sted, baseline_kvalitet="skoennet", baseline_vaerdi="60", baseline_begrundelse="Talt i hånden.")

    mangler.refresh_from_db()
    assert (fejl(refused), done.status_code) == (["Skriv, hvordan baseline er skønnet."], 302)
    assert (mangler.baseline_vaerdi, mangler.baseline_sat_af, client(tina).get(sted).status_code) == (60, tina, 409)


def test_missing_baseline_is_measured_in_the_series(mangler, indikator, tina):
    maal(mangler.maalemetoder.get(), tina, "2020-1", 60, 100)

    send(tina, side(indikator, "baseline/"), baseline_kvalitet="maalt", baseline_dag="2020-03-31",
         baseline_taeller="60", baseline_naevner="100")  # fmt: skip

    mangler.refresh_from_db()
    assert (mangler.baseline_kvalitet, mangler.baseline_observation) == ("maalt", Observation.objects.get())


def test_verbs_without_key_are_400(indikator, mangler, tina):
    who, verbs = client(tina), ("definition/", "udgaa/", "afklar/", "baseline/")

    assert [who.post(side(indikator, one), {}).status_code for one in verbs] == [400, 400, 400, 400]


def test_ended_plan_is_409(indikator, kladde, tina):
    plan = builders_indsats.aktiv(kladde)
    type(plan).objects.filter(pk=plan.pk).update(
        tilstand="stoppet", endt_den=plan.aktiveret_den, endt_af=tina, stop_begrundelse="Slut."
    )

    assert [client(tina).get(side(indikator, one)).status_code for one in ("definition/", "udgaa/")] == [409, 409]


def test_lukket_plan_is_404_to_others_and_logged_for_its_own(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    row = builders_indsats.indikator(builders_indsats.maal(plan), "Hemmelig indikator")

    found = [client(one).get(side(row, "definition/")).status_code for one in (ada, tina)]

    assert (found, Opslag.objects.get().slags) == ([404, 200], "vis")


def test_person_who_can_not_see_the_lukkede_plan_can_not_be_named(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    row = builders_indsats.indikator(builders_indsats.maal(plan), "Hemmelig indikator")

    page = send(tina, side(row, "definition/"), **NYT, **{"metode-0-udfoeres_af": str(ada.pk)})

    assert (page.status_code, fejl(page)) == (422, [
        "Den, der udfører målingen, kan ikke se den lukkede plan. Tilføj personen som deltager først."
    ])  # fmt: skip
