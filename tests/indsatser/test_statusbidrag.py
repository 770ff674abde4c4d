"""What is owed to a status is answered by reporting, or by »uændret«; who forgets is reminded (21 §4)."""

from datetime import date, datetime, time
from uuid import uuid4

import pytest

from indsatser.models import Budgetpost, Indsatsplan, Kvartalsstatus, Opfoelgningspunkt, Planrisiko
from indsatser.workflow import leverance as deliveries
from indsatser.workflow import milepael as milestones
from indsatser.workflow import risiko as risks
from indsatser.workflow import tilsyn
from indsatser.workflow.maaling import report
from indsatser.workflow.raekker import add, edit
from indsatser.workflow.statusaabning import open_rounds
from indsatser.workflow.statusbidrag import answer_unchanged, completeness, remind, stated_on, subject_of
from maalinger.workflow import register_observation
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status, builders_tilsyn, builders_udfald
from tests.builders_indsats import tid
from tests.indsatser.planside import felter, som, sti

KVARTAL = {"periode_start": date(2020, 4, 1), "periode_slut": date(2020, 6, 30), "kilde": "fagsystemet"}
SOMMER = date(2020, 7, 1)


def at(day, hour=9):
    return ur.stil(datetime.combine(day, time(hour), DANSK_TID))


def answer(status, slags):
    """Return what was answered, by whom and for whom."""
    row = status.bidrag.get(slags=slags)
    return row.svar, row.besvaret_af, row.paa_vegne_af


@pytest.fixture
def status(kladde, hr, ada):
    """A plan with one row of each kind but a measurement; the milestone is Ada's, the deliverable Kim's."""
    builders_indsats.milepael(kladde, ansvarlig=ada, ansvarlig_rolle="")
    builders_indsats.leverance(kladde, hr)
    add(Planrisiko, kladde, by=kladde.tovholder, haendelse="Underviseren bliver syg")
    add(Opfoelgningspunkt, kladde, by=kladde.tovholder, art="vilkaar", tekst="Skriv en vejledning")
    post = add(Budgetpost, kladde, by=kladde.tovholder, titel="Underviser")
    risks.set_amount(post, by=kladde.tovholder, aar=2020, slags="budget", kroner=80000)
    return builders_status.status(kladde)


# Answered by reporting


def test_forecast_answers_for_the_milestone(status, ada):
    milestones.forecast(status.plan.milepaele.get(), by=ada, tidspunkt=tid("30. juni 2020"))

    row = status.bidrag.get(slags="milepael")
    assert (row.svar, row.besvaret_den, row.besvaret_af, row.paa_vegne_af) == ("opdateret", ur.nu(), ada, None)


def test_milestone_that_is_done_is_answered_and_stays(status, tina, ada):
    milestones.complete(status.plan.milepaele.get(), by=tina, dato=date(2020, 6, 12))

    open_rounds(date(2020, 6, 16))

    assert answer(status, "milepael") == ("opdateret", tina, ada)


def test_forecast_from_before_the_round_opens_answers_nothing(aktiv, tina):
    with at(date(2020, 5, 28)):
        milestones.forecast(aktiv.milepaele.get(), by=tina, tidspunkt=tid("30. juni 2020"))

    status = builders_status.status(aktiv)

    assert answer(status, "milepael") == ("mangler", None, None)


def test_forecast_given_the_day_the_round_opens_answers_it(aktiv, tina):
    with at(date(2020, 5, 29), 5):
        milestones.forecast(aktiv.milepaele.get(), by=tina, tidspunkt=tid("30. juni 2020"))

    status = builders_status.status(aktiv)

    assert answer(status, "milepael") == ("opdateret", tina, None)


@pytest.mark.parametrize("verbum", ["confirm", "offer", "refuse"])
def test_leaders_answer_answers_for_the_deliverable(status, kim, verbum):
    data = {
        "confirm": {}, "offer": {"tidspunkt": tid("1. oktober 2020"), "begrundelse": "Vi mangler en mand."},
        "refuse": {"begrundelse": "Vi har ikke folk til det før foråret."},
    }[verbum]  # fmt: skip

    getattr(deliveries, verbum)(status.plan.leverancer.get(), by=kim, **data)

    assert answer(status, "leverance") == ("opdateret", kim, None)


def test_forecast_answers_for_a_deliverable_that_was_agreed_before(kladde, hr, kim):
    with at(date(2020, 5, 20)):
        builders_indsats.leverance(kladde, hr)
        plan = builders_indsats.aktiv(kladde)
        row = deliveries.confirm(plan.leverancer.get(), by=kim)
    status = builders_status.status(plan)
    before = answer(status, "leverance")

    deliveries.expect(row, by=kim, tidspunkt=tid("1. oktober 2020"), begrundelse="Vi mangler en mand.")

    assert (before[0], answer(status, "leverance")) == ("mangler", ("opdateret", kim, None))


def test_new_wording_of_a_deliverable_answers_nothing(status, tina):
    deliveries.edit_delivery(status.plan.leverancer.get(), by=tina, titel="En anden plan")

    open_rounds(date(2020, 6, 16))

    assert answer(status, "leverance") == ("mangler", None, None)


def test_assessment_answers_for_the_risk(status, tina):
    risks.assess(status.plan.risici.get(), by=tina, sandsynlighed=2, konsekvens=3, naerhed="nu")

    assert answer(status, "risiko") == ("opdateret", tina, None)


def test_closed_point_is_answered(status, per, tina):
    risks.close_point(status.plan.opfoelgningspunkter.get(), by=per, tekst="Vejledningen er skrevet.")

    assert answer(status, "opfoelgning") == ("opdateret", per, tina)


def test_money_is_answered_when_both_amounts_of_each_post_are_given(status, tina):
    posts = [status.plan.budgetposter.get(), add(Budgetpost, status.plan, by=tina, titel="Lokaler")]
    found = []
    for post in posts:
        for slags in ("prognose", "forbrug"):
            risks.set_amount(post, by=tina, aar=2020, slags=slags, kroner=80000)
            found.append(answer(status, "oekonomi")[0])

    assert found == ["mangler", "opdateret", "opdateret", "opdateret"]


@pytest.mark.parametrize(
    ("felter", "svar"),
    [({}, "opdateret"), ({"aar": 2021}, "mangler"), ({"pr_dato": date(2020, 6, 16)}, "mangler")],
)
def test_money_is_that_of_the_year_known_on_the_status_date(status, tina, felter, svar):
    for slags in ("prognose", "forbrug"):
        risks.set_amount(
            status.plan.budgetposter.get(), by=tina, **{"aar": 2020, "slags": slags, "kroner": 1, **felter}
        )

    assert answer(status, "oekonomi")[0] == svar


def test_amounts_are_stated_of_the_status_date_while_a_status_waits_for_them(status, tina):
    place = sti(status.plan, f"oekonomi/{status.plan.budgetposter.get().uuid}/beloeb/")
    found = []
    for day in (date(2020, 6, 14), SOMMER):
        with at(day):
            found.append(felter(som(tina).get(place))["pr_dato"])
    answer_unchanged(status.bidrag.get(slags="oekonomi"), by=tina)

    assert (found, stated_on(status.plan)) == (["2020-06-14", "2020-06-15"], date(2020, 6, 15))
    with at(SOMMER):
        assert stated_on(status.plan) == SOMMER


@pytest.fixture
def maalt(kladde, tina, kim, styregruppe):
    """A status of 30 June for a plan with a figure of each quarter, counted by Kim."""
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)))
    edit(definition.maalemetoder.get(), by=tina, udfoeres_af=kim)
    plan = builders_indsats.aktiv(kladde)
    return builders_status.status(plan, builders_status.runde(styregruppe, tina, moededato=None))


@pytest.mark.parametrize("vaerdi", [{"taeller": 55, "naevner": 61}, {"begrundelse": "Systemet var nede."}])
def test_value_answers_for_the_measurement_also_when_it_can_not_be_counted(maalt, kim, vaerdi):
    with at(SOMMER):
        report(maalt.bidrag.get(slags="maaling").metode, by=kim, **KVARTAL, **vaerdi)

    assert answer(maalt, "maaling") == ("opdateret", kim, None)


def test_value_of_an_earlier_period_answers_nothing(maalt, kim):
    earlier = {"periode_start": date(2020, 1, 1), "periode_slut": date(2020, 3, 31), "kilde": "fagsystemet"}

    report(maalt.bidrag.get(slags="maaling").metode, by=kim, taeller=51, naevner=60, **earlier)

    assert answer(maalt, "maaling") == ("mangler", None, None)


def test_value_that_came_another_way_is_found_the_next_morning(maalt, tina, kim):
    with at(SOMMER):
        serie = maalt.bidrag.get(slags="maaling").metode.serie
        register_observation(serie, by=tina, rule=None, taeller=55, naevner=61, **KVARTAL)
        before = answer(maalt, "maaling")
        open_rounds(SOMMER)

    assert (before, answer(maalt, "maaling")) == (("mangler", None, None), ("opdateret", tina, kim))


def test_tilsyn_that_is_closed_answers_for_its_measurement(kladde, tina, styregruppe):
    checklist = builders_tilsyn.tjekliste(builders_tilsyn.leder(tina))
    method = {"slags": "ledelsestilsyn", "tjekliste": checklist, "punkter": [checklist.punkter.get(nr=1)]}
    builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)), metode=method)
    plan = builders_indsats.aktiv(kladde)
    status = builders_status.status(plan, builders_status.runde(styregruppe, tina, moededato=None))
    drawn = builders_tilsyn.udtrukket(plan, checklist, tina)
    builders_tilsyn.besvar(drawn, tina, "jj", "jj", "nj")

    tilsyn.close(drawn, by=tina)

    assert answer(status, "maaling") == ("opdateret", tina, None)


# »Uændret«


def test_unchanged_is_kept_with_person_and_time(status, ada):
    row = answer_unchanged(status.bidrag.get(slags="milepael"), by=ada)

    assert (row.svar, row.besvaret_den, row.besvaret_af, row.paa_vegne_af) == ("uaendret", ur.nu(), ada, None)
    event = Haendelse.objects.get(handling="bidrag.svar")
    assert (event.aktoer, event.paa_vegne_af, event.til) == (ada, None, "uaendret")


def test_tovholder_answers_for_another_and_both_names_are_kept(status, tina, ada):
    answer_unchanged(status.bidrag.get(slags="milepael"), by=tina)

    assert answer(status, "milepael") == ("uaendret", tina, ada)
    assert Haendelse.objects.get(handling="bidrag.svar").paa_vegne_af == ada


def test_deputy_answers_for_whom_he_replaces(status, ada):
    dorte = builders.bruger("Dorte Deputy")
    builders.stedfortraedelse(ada, dorte, date(2020, 6, 1), date(2020, 7, 1))

    answer_unchanged(status.bidrag.get(slags="milepael"), by=dorte)

    assert answer(status, "milepael") == ("uaendret", dorte, ada)


@pytest.mark.parametrize("person", ["per", "kim", "sofie"])
def test_nobody_else_answers(status, person, request):
    with pytest.raises(Denied, match="Kun den ansvarlige og tovholderen kan svare."):
        answer_unchanged(status.bidrag.get(slags="milepael"), by=request.getfixturevalue(person))


def test_answer_given_twice_is_refused_and_a_double_press_is_one(status, ada):
    row, noegle = status.bidrag.get(slags="milepael"), str(uuid4())
    answer_unchanged(row, by=ada, noegle=noegle)

    assert answer_unchanged(row, by=ada, noegle=noegle) is None
    with pytest.raises(NotNow, match="Bidraget er allerede besvaret."):
        answer_unchanged(row, by=ada)


def test_measurement_is_never_unchanged(maalt, kim):
    with pytest.raises(NotNow, match="En måling kan ikke være uændret."):
        answer_unchanged(maalt.bidrag.get(slags="maaling"), by=kim)


def test_locked_status_takes_no_answer(status, sofie, ada):
    Kvartalsstatus.objects.update(tilstand="laast", data={}, laast_den=ur.nu(), laast_af=sofie)

    with pytest.raises(NotNow, match="Status er låst den 15. juni 2020."):
        answer_unchanged(status.bidrag.get(slags="milepael"), by=ada)


def test_locked_status_says_which_version_a_correction_will_be(status, sofie, ada):
    builders_udfald.rettet(builders_udfald.laas(status, sofie), sofie)

    with pytest.raises(NotNow, match=r"Opret en rettelse \(version 3\), hvis noget er forkert."):
        answer_unchanged(status.bidrag.get(slags="milepael"), by=ada)


def test_report_to_a_plan_whose_status_is_locked_goes_well(status, sofie, ada):
    Kvartalsstatus.objects.update(tilstand="laast", data={}, laast_den=ur.nu(), laast_af=sofie)

    milestones.forecast(status.plan.milepaele.get(), by=ada, tidspunkt=tid("30. juni 2020"))

    assert answer(status, "milepael") == ("mangler", None, None)


def test_ended_plan_takes_no_answer(status, per, ada):
    Indsatsplan.objects.update(tilstand="stoppet", endt_den=ur.nu(), endt_af=per, stop_begrundelse="Der er ikke penge.")

    with pytest.raises(NotNow, match="Planen er afsluttet eller stoppet"):
        answer_unchanged(status.bidrag.get(slags="milepael"), by=ada)


# »Pind«


def test_reminder_is_kept_on_all_the_person_owes_and_told_once(status, tina, ada):
    add(Planrisiko, status.plan, by=tina, haendelse="Lokalet brænder", ejer=ada)
    open_rounds(date(2020, 6, 16))

    remind(status, ada, by=tina)

    rows = status.bidrag.exclude(pindet_den=None).order_by("pk")
    assert [(one.slags, one.pindet_den, one.pindet_af) for one in rows] == [
        ("milepael", ur.nu(), tina), ("risiko", ur.nu(), tina)
    ]  # fmt: skip
    line = Notifikation.objects.get(slags="bidrag.pind")
    assert (line.modtager, line.mail) == (ada, None)


@pytest.mark.parametrize(
    ("first", "again", "allowed"),
    [
        (date(2020, 6, 15), date(2020, 6, 15), False),
        (date(2020, 6, 15), date(2020, 6, 16), True),
        (date(2020, 6, 19), date(2020, 6, 21), False),  # Friday to Sunday
        (date(2020, 6, 19), date(2020, 6, 22), True),
        (date(2020, 6, 17), date(2020, 6, 18), False),  # closed
    ],
)
def test_person_is_reminded_once_a_hverdag(status, per, ada, first, again, allowed):
    Lukkedag.objects.create(dato=date(2020, 6, 18), navn="Lukket")
    with at(first):
        remind(status, ada, by=per)

    with at(again):
        found = _reminded(status, ada, per)

    assert found is allowed


def _reminded(status, person, by):
    try:
        return bool(remind(status, person, by=by))
    except NotNow as reason:
        assert "er allerede mindet om det" in str(reason)
        return False


def test_who_has_answered_is_not_reminded(status, tina, ada):
    answer_unchanged(status.bidrag.get(slags="milepael"), by=ada)

    with pytest.raises(NotNow, match="Ada Andetsteds har svaret på det hele."):
        remind(status, ada, by=tina)


@pytest.mark.parametrize("person", ["ada", "kim", "sofie"])
def test_tovholder_and_programejer_alone_remind(status, ada, person, request):
    with pytest.raises(Denied):
        remind(status, ada, by=request.getfixturevalue(person))


# What is there


def test_completeness_in_words(status, kim, ada):
    deliveries.confirm(status.plan.leverancer.get(), by=kim)

    found = completeness(status)

    assert found.tekst == "0 af 1 milepæl bekræftet · 1 af 1 leverance bekræftet · økonomi ikke indberettet"
    assert [(one.slags, [each.ansvarlig for each in one.mangler]) for one in found.taellinger] == [
        ("milepael", [ada]), ("leverance", []), ("oekonomi", [status.plan.tovholder])
    ]  # fmt: skip
    assert [one.slags for one in found.mangler] == ["milepael", "risiko", "opfoelgning", "oekonomi"]


def test_completeness_of_measurements(maalt):
    assert completeness(maalt).tekst.startswith("0 af 1 måling indberettet · 0 af 1 milepæl bekræftet")


def test_bidrag_is_named_by_what_it_is_about(status):
    assert [subject_of(one) for one in status.bidrag.order_by("pk")] == [
        "Kursus er holdt", "Kommunikationsplan", "Underviseren bliver syg", "Skriv en vejledning",
        "Forbrug og prognose for 2020",
    ]  # fmt: skip


def test_measurement_is_named_by_its_indicator(maalt):
    assert subject_of(maalt.bidrag.get(slags="maaling")) == "Andel sager med en plan"


def test_completeness_asks_once_whatever_the_rows(status, count_queries):
    status = Kvartalsstatus.objects.select_related("runde").get(pk=status.pk)

    assert count_queries(lambda: [subject_of(one) for one in completeness(status).mangler]) == 1
