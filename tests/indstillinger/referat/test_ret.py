"""A correction: a new version with the same rows, and what becomes of the decisions (11 §6, §14 17–18)."""

import pytest

from indstillinger.models import Beslutning, Mindretal, Referat
from indstillinger.workflow.referat import choose_godkender
from indstillinger.workflow.referat_godkend import approve_minutes, correct, shown_sha256
from mso_portal.motor.models import Notifikation, Soegepost
from mso_portal.motor.rules import Denied, NotNow
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import raekke, ret

AARSAG = "Der stod juni, og det var juli."


@pytest.fixture
def rettelse(godkendt, folk):
    return correct(godkendt, AARSAG, by=folk.carla)


def approve(minutes, folk):
    return approve_minutes(minutes, shown_sha256(minutes), by=folk.carla)


def test_correction_copies_the_rows_with_their_uuids(godkendt, rettelse):
    def rows(minutes):
        names = ("uuid", "punkt", "slags", "raekkefoelge", "foreslaaet", "ordlyd", "udfald", "tekst")
        return list(minutes.raekker.order_by("uuid").values_list(*names))

    assert rows(rettelse) == rows(godkendt)
    assert (rettelse.nr, rettelse.tilstand, rettelse.aarsag) == (2, "kladde", AARSAG)
    assert rettelse.godkender == choose_godkender(rettelse.moede)


def test_correction_carries_minority_views(kladde, folk):
    row = ret(kladde, 1)
    Mindretal.objects.create(referat=kladde, referatpunkt=row, person=folk.mona, tekst="For tidligt")

    new = correct(verden.godkendt(kladde, folk), AARSAG, by=folk.carla)

    view = new.mindretal.select_related("referatpunkt").get()
    assert (view.person, view.tekst, view.referatpunkt.uuid) == (folk.mona, "For tidligt", row.uuid)


@pytest.mark.parametrize("name", ["kirsten", "mona", "signe", "lars", "anders"])
def test_only_the_leader_opens_approved_minutes(godkendt, folk, name):
    with pytest.raises(Denied, match="Kun mødelederen kan rette et godkendt referat."):
        correct(godkendt, AARSAG, by=getattr(folk, name))


@pytest.mark.parametrize("aarsag", ["", "Der stod juni, men  ", "x" * 501])
def test_correction_says_why(godkendt, folk, aarsag):
    with pytest.raises(NotNow, match="Skriv, hvad der er forkert"):
        correct(godkendt, aarsag, by=folk.carla)


def test_only_the_newest_and_approved_is_corrected(godkendt, rettelse, folk):
    with pytest.raises(NotNow, match="Der er en nyere version"):
        correct(godkendt, AARSAG, by=folk.carla)
    with pytest.raises(NotNow, match="kan ikke bruges nu"):
        correct(rettelse, AARSAG, by=folk.carla)


def test_corrected_row_keeps_its_number_and_gets_the_new_wording(godkendt, rettelse, folk):
    ret(rettelse, 2, udfald="vedtaget_med_aendring", ordlyd="At tidsplanen godkendes fra juli")

    approve(rettelse, folk)

    decision = Beslutning.objects.get(nummer="CT-2020-002")
    assert (decision.ordlyd, decision.status) == ("At tidsplanen godkendes fra juli", "gaeldende")
    assert godkendt.raekker.get(uuid=decision.raekke_uuid).ordlyd == ""
    assert Soegepost.objects.get(genstand_id=decision.pk).tekst.startswith("At tidsplanen godkendes fra juli")


def test_frozen_content_names_exactly_the_changed_rows(rettelse, folk):
    ret(rettelse, 2, udfald="vedtaget_med_aendring", ordlyd="At tidsplanen godkendes fra juli")

    done = approve(rettelse, folk)

    assert [(one["navn"], [felt["felt"] for felt in one["felter"]]) for one in done.indhold["rettelser"]] == [
        ("Beslutning CT-2020-002", ["Udfald", "Ordlyd"])
    ]


def test_row_that_decides_nothing_any_longer_lapses_its_decision(rettelse, folk):
    ret(rettelse, 1, udfald="udsat", uden_dato=True)

    approve(rettelse, folk)

    decision = Beslutning.objects.get(nummer="CT-2020-001")
    assert (decision.status, decision.status_grund, decision.status_af) == ("bortfaldet", AARSAG, folk.carla)
    assert decision.referatpunkt.referat == rettelse


def test_row_corrected_back_is_in_force_again(rettelse, folk):
    ret(rettelse, 1, udfald="udsat", uden_dato=True)
    again = correct(approve(rettelse, folk), "Det var alligevel rigtigt.", by=folk.carla)
    ret(again, 1, udfald="vedtaget", uden_dato=False)

    approve(again, folk)

    assert Beslutning.objects.get(nummer="CT-2020-001").status == "gaeldende"


def test_added_row_gets_the_next_number(rettelse, folk, moede):
    raekke(rettelse, moede.punkter.first(), 4, ordlyd="At referatet rettes", udfald="vedtaget")

    approve(rettelse, folk)

    assert Beslutning.objects.get(nummer="CT-2020-005").ordlyd == "At referatet rettes"


def test_removed_row_stops_the_approval(rettelse, folk):
    ret(rettelse, 3).delete()

    with pytest.raises(NotNow, match="Rækker i et godkendt referat kan ikke fjernes."):
        approve(rettelse, folk)


def test_whoever_got_the_first_version_is_told_of_the_second(rettelse, folk):
    approve(rettelse, folk)

    told = Notifikation.objects.filter(slags="referat.godkendt", genstand_id=rettelse.pk)
    assert sorted(told.values_list("modtager__navn", flat=True)) == [
        "Lars Leder", "Mikkel Medlem", "Mona Medlem", "Signe Sagsbehandler"
    ]  # fmt: skip


def test_old_version_stays_as_it_was(godkendt, rettelse, folk):
    approve(rettelse, folk)

    old = Referat.objects.get(nr=1)
    assert (old.tilstand, old.sha256, old.indhold) == ("godkendt", godkendt.sha256, godkendt.indhold)


@pytest.mark.parametrize(
    ("art", "status"), [("genoptager", "erstattet"), ("aendrer", "erstattet"), ("foelger_op", "gaeldende")]
)
def test_adopted_paper_replaces_the_decision_it_takes_up(godkendt, folk, chefteam, art, status):
    old = Beslutning.objects.get(nummer="CT-2020-001")
    paper = verden.sag(folk, chefteam, vedroerer=old, vedroerer_art=art)

    verden.godkendt(verden.afholdt(folk, chefteam, paper, dato=verden.EFTER.date()), folk)

    old.refresh_from_db()
    assert (old.status, getattr(old.erstattet_af, "nummer", "")) == (status, "CT-2020-005" * (status == "erstattet"))


def test_rejected_paper_replaces_nothing(godkendt, folk, chefteam):
    old = Beslutning.objects.get(nummer="CT-2020-001")
    minutes = verden.afholdt(
        folk, chefteam, verden.sag(folk, chefteam, vedroerer=old, vedroerer_art="aendrer"), verden.EFTER.date()
    )
    for nr in (1, 2, 3):
        ret(minutes, nr, udfald="afvist")

    verden.godkendt(minutes, folk)

    old.refresh_from_db()
    assert (old.status, old.erstattet_af) == ("gaeldende", None)


def test_decision_is_replaced_once(godkendt, folk, chefteam):
    old = Beslutning.objects.get(nummer="CT-2020-001")
    for day in (2, 3):
        paper = verden.sag(folk, chefteam, vedroerer=old, vedroerer_art="aendrer")
        verden.godkendt(verden.afholdt(folk, chefteam, paper, dato=verden.EFTER.date().replace(day=day)), folk)

    old.refresh_from_db()
    assert (old.erstattet_af.nummer, old.history.filter(status="erstattet").count()) == ("CT-2020-005", 1)
