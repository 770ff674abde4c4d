"""The demo's year of meetings: what was decided, what became of it, and how the last meetings stand on the day."""

from collections import Counter
from datetime import date

import pytest

from indstillinger import enums_moede as enums
from indstillinger.models import (
    Beslutning,
    Brugtlinje,
    Dagsordenspunkt,
    Importfelt,
    Indstilling,
    Laesning,
    Modtager,
    Moede,
    Opgave,
    Referat,
    Referatkommentar,
    Referatpunkt,
    Udelukkelse,
    Udsendelse,
)
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.hverdage import laeg_hverdage
from tests.demo.facit import SEEDS
from tests.demo.forloeb import CLOSED_DAYS

DAGEN = date(2020, 11, 23)


@pytest.fixture(autouse=True)
def world(verden, db):
    """Every test here reads the one played world."""


def moede(noegle):
    return Moede.objects.get(noegle=noegle)


def rows_of(name):
    """Return the rows of a seed paper's item in the first minutes."""
    rows = Referatpunkt.objects.filter(referat__nr=1, punkt__indstilling__nummer=SEEDS[name])
    return rows.order_by("punkt", "slags", "raekkefoelge")


# The three papers of the beginning

UDFALD = {
    "takt-og-tone": ["vedtaget_med_aendring"],
    "gaa-paa-rov": ["ikke_behandlet", *["vedtaget_med_aendring"] * 3, "afvist"],
    "social-kapital": ["vedtaget_med_aendring", "taget_til_efterretning", "vedtaget_med_aendring", "delvist_vedtaget"],
}


@pytest.mark.parametrize("name", SEEDS)
def test_seed_paper_comes_out_as_its_source_says(name):
    assert [row.udfald for row in rows_of(name).filter(slags="besluttet")] == UDFALD[name]


def test_seed_papers_give_ten_twelve_and_one_rows():
    kinds = Counter(slags for name in SEEDS for slags in rows_of(name).values_list("slags", flat=True))

    assert kinds == {"besluttet": 10, "droeftet": 12, "efterskrift": 1}


def test_seed_papers_give_nine_decisions():
    counts = {
        name: Beslutning.objects.filter(punkt__indstilling__nummer=nummer).count() for name, nummer in SEEDS.items()
    }

    assert counts == {"takt-og-tone": 1, "gaa-paa-rov": 4, "social-kapital": 4}


def test_seed_papers_give_four_tasks():
    tasks = Opgave.objects.filter(punkt__indstilling__nummer__in=SEEDS.values()).order_by("pk")
    told = [(one.ansvarlig.brugernavn, one.oprindelig_frist, one.udskudt, one.tilstand) for one in tasks]

    assert told == [
        ("hanne", date(2020, 4, 30), 0, "lukket"), ("hjalte", date(2019, 11, 30), 0, "lukket"),
        ("poul", date(2020, 6, 15), 2, "lukket"), ("anton", date(2020, 12, 18), 0, "aaben"),
    ]  # fmt: skip


def test_lines_of_the_old_forms_have_all_found_their_place():
    lines = {name: Importfelt.objects.filter(felt="referat.linje", forsoeg__indstilling__nummer=nummer).count()
             for name, nummer in SEEDS.items()}  # fmt: skip

    assert lines == {"takt-og-tone": 10, "gaa-paa-rov": 5, "social-kapital": 6}
    assert Brugtlinje.objects.count() == 21


def test_meeting_after_the_summer_follows_up_both_tasks_of_the_seed_papers():
    followed = Dagsordenspunkt.objects.get(moede__noegle="ct-2020-08-14", art="opfoelgning", aabenhed="aaben")
    said = str(followed.versioner.get().indhold)

    tasks = Opgave.objects.filter(punkt__indstilling__nummer__in=[SEEDS["takt-og-tone"], SEEDS["social-kapital"]])
    assert [one.nummer for one in tasks.order_by("pk") if one.nummer not in said] == []


# Decisions and tasks


def test_register_holds_every_outcome_and_every_status():
    decisions = Beslutning.objects.all()

    assert decisions.count() >= 45
    assert set(decisions.values_list("status", flat=True)) == set(enums.Beslutningsstatus.values)
    assert set(Referatpunkt.objects.values_list("udfald", flat=True)) - {""} == set(enums.Udfald.values)


def test_screen_visits_were_replaced_by_their_extension():
    (old,) = Beslutning.objects.filter(status="erstattet")

    assert (old.punkt.moede.noegle, old.erstattet_af.punkt.moede.noegle) == ("ct-2020-09-04", "ct-2020-10-23")
    assert old.punkt.indstilling.titel == "Skærmbesøg i hjemmeplejen"


def test_tasks_are_in_every_state_at_least_twice():
    states = Counter(Opgave.objects.values_list("tilstand", flat=True))

    assert set(states) == set(enums.Opgavetilstand.values)
    assert (min(states.values()) >= 2, states.total() >= 35) == (True, True)


def test_five_tasks_are_overdue_and_two_of_them_long():
    late = Opgave.objects.filter(tilstand="aaben", frist_slut__lt=DAGEN)
    long = late.filter(frist_slut__lt=laeg_hverdage(DAGEN, -20, CLOSED_DAYS))

    assert (late.count(), long.count()) == (5, 2)


def test_treated_papers_are_behandlet_and_hold_no_open_item():
    open_items = Dagsordenspunkt.objects.filter(tilstand="optaget", indstilling__tilstand="behandlet")

    assert (Indstilling.objects.filter(tilstand="behandlet").count(), open_items.count()) == (19, 0)


# The meetings


def test_every_meeting_before_the_day_is_held_and_no_later_one():
    states = {(one.dato < DAGEN, one.tilstand) for one in Moede.objects.all()}

    assert states == {(True, "afholdt"), (False, "planlagt")}
    assert Moede.objects.filter(forum__kode="CT", tilstand="afholdt").count() == 16


def test_every_sent_item_has_a_number_and_every_sending_its_manifest():
    sent = Udsendelse.objects.filter(sendt_den__isnull=False)

    assert sent.count() == Udsendelse.objects.count() == 31
    assert [one.pk for one in sent if len(one.sha256) != 64 or not one.manifest] == []
    assert Dagsordenspunkt.objects.filter(udsendt_som__udsendelse__in=sent, nummer=None).count() == 0


def test_march_got_two_later_sendings_and_a_file_in_the_room():
    items = moede("ct-2020-03-20").punkter.filter(nummer__startswith="T").order_by("nummer")

    assert [(one.nummer, one.indstilling.titel) for one in items] == [
        ("T1", "Fælles værnemiddellager"), ("T2", "Hjemmearbejde for stabe"),
    ]  # fmt: skip
    assert [one.punktbilag.filter(uddelt_paa_moedet=True).count() for one in items] == [1, 0]


def test_visitation_was_put_off_for_a_meeting():
    items = Dagsordenspunkt.objects.filter(indstilling__titel__startswith="Ny visitationsmodel").order_by("pk")

    assert [(one.moede.noegle, one.tilstand) for one in items] == [
        ("ct-2020-04-17", "udsat"), ("ct-2020-05-15", "behandlet"),
    ]  # fmt: skip
    assert items[0].udsat_til == items[1].moede


def test_ulla_is_kept_out_of_one_paper_and_what_follows_it_up():
    (one,) = Udelukkelse.objects.filter(punkt__art="indstilling")
    others = Udelukkelse.objects.exclude(pk=one.pk)

    assert (one.bruger.brugernavn, one.punkt.moede.noegle, one.grund) == ("ulla", "ct-2020-02-07", "inhabil")
    assert one.punkt.indstilling.hjemmel == "private_forhold"
    assert set(others.values_list("bruger__brugernavn", "punkt__art", "punkt__aabenhed")) == {
        ("ulla", "opfoelgning", "lukket")
    }


def test_october_has_its_minutes_in_two_versions():
    versions = Referat.objects.filter(moede__noegle="ct-2020-10-23").order_by("nr")
    wordings = [row.ordlyd for row in Referatpunkt.objects.filter(referat__in=versions, ordlyd__startswith="Team El")]

    assert [(one.nr, one.tilstand, bool(one.aarsag)) for one in versions] == [
        (1, "godkendt", False), (2, "godkendt", True),
    ]  # fmt: skip
    assert sorted(text.split()[-2] for text in wordings) == ["februar", "marts"]


def test_november_waits_for_one_answer_after_the_frist():
    referat = Referat.objects.get(moede__noegle="ct-2020-11-13")
    comments = Referatkommentar.objects.filter(referat=referat).order_by("pk")

    assert (referat.tilstand, referat.kommentarfrist.date() < DAGEN) == ("til_kommentering", True)
    assert [(one.oprettet_af.brugernavn, one.svar) for one in comments] == [("claus", "ikke_rettet"), ("claus", "")]


def test_november_had_nine_items_of_which_one_fell_away():
    items = moede("ct-2020-11-13").punkter.exclude(nummer=None)

    assert (items.count(), items.get(tilstand="trukket").indstilling.titel) == (9, "Rengøringsstandard")


def test_carla_read_three_items_and_camilla_fetched_every_pack():
    read = Laesning.objects.filter(bruger__brugernavn="carla")
    fetched = Opslag.objects.filter(aktoer__brugernavn="camilla", slags="fil")

    assert set(read.values_list("udsendelsespunkt__udsendelse__moede__noegle", flat=True)) == {"ct-2020-11-13"}
    assert read.count() == 3
    assert fetched.count() == Modtager.objects.filter(bruger__brugernavn="camilla").count()


def test_december_is_being_built():
    items = moede("ct-2020-12-04").punkter.filter(indstilling__isnull=False).select_related("indstilling")
    states = {one.indstilling.titel: one.indstilling.tilstand for one in items}

    assert Counter(states.values()) == {"godkendt": 3, "til_godkendelse": 1}
    assert states["Demensindsats på plejehjem"] == "til_godkendelse"


def test_two_approved_papers_are_not_placed():
    waiting = Indstilling.objects.filter(tilstand="godkendt").exclude(dagsordenspunkter__tilstand="optaget")
    never = waiting.filter(dagsordenspunkter=None)

    assert sorted(never.values_list("titel", flat=True)) == ["Aktivitetstilbud 2021", "Frivilligstrategi"]


def test_fresh_import_has_marks_that_nobody_has_looked_at():
    paper = Indstilling.objects.get(titel="Nødkald i hjemmet")

    assert paper.importforsoeg.importfelter.filter(tjek=True, tjekket_den=None).count() == 9
