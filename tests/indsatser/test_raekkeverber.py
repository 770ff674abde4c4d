"""Verbs of rows on their pages: GET asks, POST acts, and what is refused keeps what was typed (20 §12)."""

from datetime import date

import pytest

from indsatser.models import Aktivitet, Beloeb, Budgetpost, Opfoelgningspunkt, Planrisiko
from indsatser.workflow import leverance as verbs
from indsatser.workflow.milepael import complete, depend, forecast
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import close_point, close_risk
from tests import builders, builders_indsats
from tests.builders_indsats import tid
from tests.indsatser.planside import fejl, felter, said, send, som, sti

HVORFOR = "Lokalet er optaget til august."


@pytest.fixture
def milepael(aktiv):
    return aktiv.milepaele.get()


@pytest.fixture
def risiko(kladde, tina):
    return add(Planrisiko, kladde, by=tina, haendelse="Sygdom")


@pytest.fixture
def post(kladde, tina):
    return add(Budgetpost, kladde, by=tina, titel="Kampagne")


@pytest.fixture
def punkt(kladde, tina):
    return add(Opfoelgningspunkt, kladde, by=tina, tekst="Spørg HMU")


@pytest.fixture
def leverance(kladde, hr):
    row = builders_indsats.leverance(kladde, hr)
    builders_indsats.aktiv(kladde)
    row.refresh_from_db()
    return row


def tryk(person, row, rum, verb, **data):
    """Press the button of a row's verb."""
    return send(som(person), sti(row.plan, f"{rum}/{row.uuid}/{verb}/"), row, **data)


def test_confirm_page_says_what_happens(milepael, tina):
    page = som(tina).get(sti(milepael.plan, f"milepaele/{milepael.uuid}/prognose/"))

    assert page.context["effekter"][0] == "Den nye dato står som prognose. Den godkendte dato bliver stående."
    assert milepael.titel in page.content.decode()


def test_forecast_is_kept_and_leads_back_to_the_milestone(milepael, tina):
    answer = tryk(tina, milepael, "milepaele", "prognose", tidspunkt="15. september 2020", begrundelse=HVORFOR)

    assert (answer.url, milepael.prognose.tekst) == (
        sti(milepael.plan, f"milepaele/{milepael.uuid}/"), "15. september 2020",
    )  # fmt: skip


def test_forecast_without_a_reason_keeps_the_date(milepael, tina):
    answer = tryk(tina, milepael, "milepaele", "prognose", tidspunkt="15. september 2020", begrundelse="Kort")

    shown = felter(answer)
    assert (answer.status_code, shown["tidspunkt"], shown["begrundelse"], fejl(answer)) == (
        422, "15. september 2020", "Kort", ["Skriv kort, hvorfor datoen flyttes (mindst 10 tegn)."],
    )  # fmt: skip


def test_done_in_the_future_keeps_the_date(milepael, tina):
    answer = tryk(tina, milepael, "milepaele", "gennemfoert", dato="2020-09-01")

    assert (answer.status_code, felter(answer)["dato"], fejl(answer)) == (422, "2020-09-01", [
        "Datoen ligger i fremtiden. Skriv den i prognose, eller ret datoen.",
    ])  # fmt: skip


def test_milestone_is_done_and_undone(milepael, tina):
    tryk(tina, milepael, "milepaele", "gennemfoert", dato="2020-06-14")
    milepael.refresh_from_db()
    done = milepael.faktisk_dato
    answer = tryk(tina, milepael, "milepaele", "genaabn", begrundelse="Kurset blev afbrudt.")

    milepael.refresh_from_db()
    assert (done, milepael.faktisk_dato, said(answer)) == (
        date(2020, 6, 14), None, ["Milepælen er ikke længere gennemført."],
    )  # fmt: skip


@pytest.mark.parametrize("verb", ["prognose", "genaabn"])
def test_verb_that_does_not_fit_the_state_is_409(milepael, tina, verb):
    if verb == "prognose":
        complete(milepael, by=tina, dato=date(2020, 6, 14))

    answer = som(tina).get(sti(milepael.plan, f"milepaele/{milepael.uuid}/{verb}/"))

    assert answer.status_code == 409


def test_verb_of_another_is_403_with_the_reason(milepael, ada):
    answer = tryk(ada, milepael, "milepaele", "prognose", tidspunkt="1. juli 2020")

    assert answer.status_code == 403
    assert "Kun den ansvarlige, tovholderen og programejeren kan gøre det." in answer.content.decode()


def test_post_without_key_and_version_is_400(milepael, tina):
    client, path = som(tina), sti(milepael.plan, f"milepaele/{milepael.uuid}/prognose/")

    assert [client.post(path, body).status_code for body in ({}, {"version": "0"})] == [400, 400]


def test_double_press_makes_one_forecast(milepael, tina):
    client, path = som(tina), sti(milepael.plan, f"milepaele/{milepael.uuid}/prognose/")
    body = {"noegle": "6f1b0e1e-0000-4000-8000-000000000002", "version": milepael.version,
            "tidspunkt": "1. juli 2020", "begrundelse": HVORFOR}  # fmt: skip

    answers = [client.post(path, body).status_code for _ in range(2)]

    assert (answers, milepael.prognoser.count()) == ([302, 302], 1)


def ring(kladde, tina):
    """Make two milestones, the first of which waits for the second."""
    first, second = (builders_indsats.milepael(kladde, titel) for titel in ("A", "B"))
    depend(first, [second], by=tina)
    return first, second


def test_ring_of_milestones_is_told_with_what_was_ticked(kladde, tina):
    first, second = ring(kladde, tina)

    answer = tryk(tina, second, "milepaele", "afhaenger-af", paa=[first.pk])

    assert (answer.status_code, fejl(answer)) == (422, [
        "Milepælen kan ikke afhænge af sig selv: A → B → A. Fjern en af dem.",
    ])  # fmt: skip
    assert answer.context["form"]["paa"].value() == [str(first.pk)]


def test_dependencies_are_set_to_exactly_those_ticked(kladde, tina):
    first, second = ring(kladde, tina)
    third = builders_indsats.milepael(kladde, "C")

    tryk(tina, first, "milepaele", "afhaenger-af", paa=[third.pk])

    assert list(first.afhaenger_af.order_by("pk")) == [third]


def test_milestone_of_another_plan_is_no_choice(kladde, tina, per, styregruppe):
    other = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed)
    strange, own = builders_indsats.milepael(other), builders_indsats.milepael(kladde)

    answer = tryk(tina, own, "milepaele", "afhaenger-af", paa=[strange.pk])

    assert (answer.status_code, list(own.afhaenger_af.order_by("pk"))) == (422, [])


def test_activity_changes_its_state(kladde, tina):
    row = add(Aktivitet, kladde, by=tina, titel="Find lokale")

    answer = tryk(tina, row, "aktiviteter", "tilstand", tilstand="faerdig")

    row.refresh_from_db()
    assert (answer.url, row.tilstand) == (sti(kladde, "aktiviteter/"), "faerdig")


def test_risk_is_assessed_and_closed(risiko, tina):
    tryk(tina, risiko, "risici", "vurder", sandsynlighed="3", konsekvens="4", naerhed="nu", note="")
    score = risiko.vurderinger.get().score
    answer = tryk(tina, risiko, "risici", "luk", begrundelse="Alle er raske.")

    risiko.refresh_from_db()
    assert (score, risiko.lukket_begrundelse, said(answer)) == (12, "Alle er raske.", ["Risikoen er lukket."])


def test_closed_risk_has_no_verbs(risiko, tina):
    close_risk(risiko, by=tina, begrundelse="Alle er raske.")
    client = som(tina)

    pages = [client.get(sti(risiko.plan, f"risici/{risiko.uuid}/{verb}/")) for verb in ("vurder", "luk")]

    assert [page.status_code for page in pages] == [409, 409]


def test_amount_is_typed_in_kroner(post, tina):
    tryk(tina, post, "oekonomi", "beloeb", slags="budget", aar="2020", kroner="80.000", pr_dato="2020-06-15", note="")

    assert Beloeb.objects.values_list("aar", "slags", "kroner").get() == (2020, "budget", 80_000)


def test_amount_that_cannot_be_read_is_kept(post, tina):
    answer = tryk(
        tina, post, "oekonomi", "beloeb", slags="budget", aar="2020", kroner="mange penge", pr_dato="2020-06-15"
    )

    assert (answer.status_code, felter(answer)["kroner"], Beloeb.objects.count()) == (422, "mange penge", 0)


def test_budget_of_an_active_plan_is_no_choice(post, kladde, tina):
    builders_indsats.aktiv(kladde)

    answer = tryk(tina, post, "oekonomi", "beloeb", slags="budget", aar="2020", kroner="80.000", pr_dato="2020-06-15")

    assert (answer.status_code, felter(answer)["kroner"], Beloeb.objects.count()) == (422, "80.000", 0)


def test_point_is_closed_once_with_what_happened(punkt, tina):
    answer = tryk(tina, punkt, "opfoelgning", "luk", tekst="De er spurgt.", bortfaldet="nej")

    punkt.refresh_from_db()
    assert (answer.url, punkt.tilstand, punkt.lukket_tekst) == (
        sti(punkt.plan, "opfoelgning/"), "lukket", "De er spurgt.",
    )  # fmt: skip
    assert som(tina).get(sti(punkt.plan, f"opfoelgning/{punkt.uuid}/luk/")).status_code == 409


def test_point_somebody_closed_meanwhile_keeps_the_text(punkt, tina, per):
    close_point(punkt, by=per, tekst="Det er gjort.")

    answer = tryk(tina, punkt, "opfoelgning", "luk", tekst="De er spurgt.", bortfaldet="nej")

    assert (answer.status_code, felter(answer)["tekst"], fejl(answer)) == (
        409, "De er spurgt.", ["Punktet er allerede afsluttet."],
    )  # fmt: skip


def test_answers_of_the_leader(leverance, kim):
    answer = tryk(kim, leverance, "leverancer", "bekraeft")

    leverance.refresh_from_db()
    assert (answer.url, leverance.tilstand, said(answer)) == (
        sti(leverance.plan, "leverancer/"), "aftalt", ["Leverancen er bekræftet."],
    )  # fmt: skip


def test_offer_goes_to_the_tovholder_who_takes_it(leverance, kim, tina):
    tryk(kim, leverance, "leverancer", "andet-tidspunkt", tidspunkt="1. kvartal 2021", begrundelse="Vi venter på tal.")
    leverance.refresh_from_db()
    tryk(tina, leverance, "leverancer", "godtag")

    leverance.refresh_from_db()
    assert (leverance.tilstand, leverance.aftalt.tekst) == ("aftalt", "1. kvartal 2021")


def test_refusal_that_is_too_short_is_told_at_its_field(leverance, kim):
    answer = tryk(kim, leverance, "leverancer", "afvis", begrundelse="Nej tak")

    assert (answer.status_code, felter(answer)["begrundelse"], answer.context["fejl"]) == (422, "Nej tak", [
        {"id": "id_begrundelse", "tekst": "Skriv, hvorfor I ikke kan levere (mindst 20 tegn)."},
    ])  # fmt: skip


@pytest.mark.parametrize(("verb", "before", "who", "data", "after"), [
    ("afvis", [], "kim", {"begrundelse": "Vi har ikke folk til det i år."}, "afvist"),
    ("prognose", ["bekraeft"], "kim", {"tidspunkt": "1. oktober 2020", "begrundelse": HVORFOR}, "aftalt"),
    ("lever", ["bekraeft"], "kim", {}, "leveret"),
    ("send-tilbage", ["bekraeft", "lever"], "tina", {"begrundelse": "Der mangler et bilag."}, "aftalt"),
    ("bortfald", [], "tina", {"begrundelse": "Planen har ikke brug for den."}, "bortfaldet"),
])  # fmt: skip
def test_each_transition_has_its_page_and_its_act(leverance, kim, tina, verb, before, who, data, after):
    for name in before:
        leverance = {"bekraeft": verbs.confirm, "lever": verbs.deliver}[name](leverance, by=kim)
    person = kim if who == "kim" else tina

    page = som(person).get(sti(leverance.plan, f"leverancer/{leverance.uuid}/{verb}/"))
    answer = tryk(person, leverance, "leverancer", verb, **data)

    leverance.refresh_from_db()
    assert (page.status_code, answer.status_code, leverance.tilstand) == (200, 302, after)


def test_refused_deliverable_is_asked_for_again(leverance, kim, tina):
    row = verbs.refuse(leverance, by=kim, begrundelse="Vi har ikke folk til det i år.")

    tryk(tina, row, "leverancer", "foreslaa-igen", tidspunkt="1. maj 2021")

    row.refresh_from_db()
    assert (row.tilstand, row.oensket.tekst) == ("foreslaaet", "1. maj 2021")


def test_answer_to_what_has_changed_is_409_and_nothing_is_promised(leverance, kim, tina):
    stale = leverance.version
    verbs.edit_delivery(leverance, by=tina, oensket=tid("1. juli 2020"))

    leverance.version = stale
    answer = tryk(kim, leverance, "leverancer", "bekraeft")

    leverance.refresh_from_db()
    assert (answer.status_code, leverance.tilstand) == (409, "foreslaaet")


def test_answered_deliverable_is_never_moved(leverance, kim, tina):
    row = verbs.confirm(leverance, by=kim)

    answer = send(som(tina), sti(row.plan, f"leverancer/{row.uuid}/ret/"), row, titel="En anden", oensket="1. maj 2021")

    row.refresh_from_db()
    assert (answer.status_code, row.titel, row.oensket.tekst, row.aftalt.tekst) == (
        302, "En anden", "15. september 2020", "15. september 2020",
    )  # fmt: skip


def test_deputy_is_told_for_whom_he_answers(leverance, kim, ada):
    builders.stedfortraedelse(kim, ada, date(2020, 6, 1), date(2020, 7, 1))
    path = sti(leverance.plan, f"leverancer/{leverance.uuid}/bekraeft/")

    pages = [som(one).get(path).context["effekter"] for one in (ada, kim)]

    assert ["Du svarer på vegne af Kim Kontorchef." in effects for effects in pages] == [True, False]


@pytest.fixture
def otte(leverance, tina, per, ada, kim, sofie):
    """Eight persons around a deliverable, by what they are to it."""
    deputy, writer, contact, other = (builders.bruger(f"{name} Person") for name in ("Dan", "Rikke", "Karl", "Ole"))
    builders.stedfortraedelse(kim, deputy, date(2020, 6, 1), date(2020, 7, 1))
    leverance.plan.deltagere.create(bruger=writer, rolle="redaktoer", fra=date(2020, 6, 1))
    builders.tilknytning(other, leverance.leverandoer, "medarbejder")
    type(leverance).objects.filter(pk=leverance.pk).update(kontaktperson=contact)
    return {"kontorchef": kim, "stedfortraeder": deputy, "tovholder": tina, "programejer": per, "redaktoer": writer,
            "kontaktperson": contact, "sekretaer": sofie, "medarbejder": other}  # fmt: skip


NAAR = {"foreslaaet": {"kontorchef", "stedfortraeder"}, "modforslag": {"tovholder"}}


def put(leverance, tilstand, by):
    """Set a state as it is stored, whoever could have reached it."""
    moment = leverance.tilstand_den
    stamps = {"besvaret_den": moment, "besvaret_af": by, "leveret_den": None, "leveret_af": None}
    if tilstand == "leveret":
        stamps |= {"leveret_den": moment, "leveret_af": by}
    dates = {f"{name}_tekst": "1. oktober 2020" for name in ("tilbudt", "aftalt")}
    type(leverance).objects.filter(pk=leverance.pk).update(tilstand=tilstand, **stamps, **dates)
    leverance.refresh_from_db()


@pytest.mark.parametrize("tilstand", ["foreslaaet", "modforslag", "aftalt", "leveret", "afvist", "bortfaldet"])
def test_nobody_but_leader_and_deputy_reaches_aftalt_but_the_tovholder_on_an_offer(leverance, otte, kim, tilstand):
    reached = set()
    for name, person in otte.items():
        put(leverance, tilstand, kim)
        answers = [tryk(person, leverance, "leverancer", verb).status_code for verb in ("bekraeft", "godtag")]
        reached |= {name} if 302 in answers else set()

    assert reached == NAAR.get(tilstand, set())


def test_forecast_of_a_lukket_plan_is_404_to_others(kladde, tina, per, styregruppe, ada):
    closed = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed, **builders_indsats.LUKKET)
    row = builders_indsats.milepael(closed)

    answer = som(ada).get(sti(closed, f"milepaele/{row.uuid}/gennemfoert/"))

    assert answer.status_code == 404


def test_newest_forecast_is_what_the_next_is_measured_against(milepael, tina):
    forecast(milepael, by=tina, tidspunkt=tid("15. september 2020"), begrundelse=HVORFOR)

    answer = tryk(tina, milepael, "milepaele", "prognose", tidspunkt="15. september 2020", begrundelse="")

    assert answer.status_code == 302
