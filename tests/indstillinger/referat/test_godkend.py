"""Approving the minutes: decisions with numbers, tasks, papers, all or nothing (11 §6–7, §14 3–5, 13, 15)."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from indstillinger.models import Beslutning, Indstilling, Opgave, Referat
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import referat_content
from indstillinger.workflow.referat import answer_comment, comment
from indstillinger.workflow.referat_godkend import approve_minutes, shown_sha256
from mso_portal.motor.models import Haendelse, Notifikation, Soegepost, Taeller
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indstilling, builders_moede
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import opgave, ret


def numbers():
    return list(Beslutning.objects.order_by("nummer").values_list("nummer", flat=True))


def approve(minutes, by, **kw):
    return approve_minutes(minutes, shown_sha256(minutes), by=by, **kw)


def test_approval_stamps_and_freezes_the_content(godkendt, folk):
    assert (godkendt.tilstand, godkendt.godkendt_af) == ("godkendt", folk.carla)
    assert godkendt.indhold == referat_content(godkendt)
    assert godkendt.sha256 == digest(godkendt.indhold)
    assert godkendt.indhold["punkter"][0]["raekker"][0]["nummer"] == "CT-2020-001"


def test_decisions_are_numbered_in_item_and_row_order(kladde, folk):
    ret(kladde, 2, udfald="udsat", uden_dato=True)
    verden.godkendt(kladde, folk)

    rows = Beslutning.objects.order_by("nummer").values_list("nummer", "referatpunkt__foreslaaet", "punkt__nummer")

    assert list(rows) == [("CT-2020-001", verden.FORSLAG[0], "1"), ("CT-2020-002", verden.FORSLAG[2], "1"),
                          ("CT-2020-003", "", "2")]  # fmt: skip


@pytest.mark.parametrize(("udfald", "felter"), [("udsat", {"uden_dato": True}), ("ikke_behandlet", {})])
def test_unanswered_rows_give_no_decision(kladde, folk, udfald, felter):
    ret(kladde, 1, udfald=udfald, begrundelse="Tiden slap op", **felter)

    verden.godkendt(kladde, folk)

    assert numbers() == ["CT-2020-001", "CT-2020-002", "CT-2020-003"]


def test_rows_of_items_that_were_not_treated_give_no_decision(kladde, folk, moede):
    moede.punkter.filter(nummer="1").update(tilstand="udsat")

    verden.godkendt(kladde, folk)

    assert numbers() == ["CT-2020-001"]


def test_decision_names_what_it_rested_on(godkendt, moede):
    decision = Beslutning.objects.get(nummer="CT-2020-002")

    assert decision.manifest_sha256 == moede.udsendelser.get().sha256
    assert (decision.status, decision.ordlyd, decision.vedtager) == ("gaeldende", verden.FORSLAG[1], True)


def test_tasks_are_given_and_tied_to_their_decision(kladde, folk):
    task = opgave(kladde, folk.kirsten, ret(kladde, 2), ansvarlig=folk.lars)

    verden.godkendt(kladde, folk)

    task.refresh_from_db()
    assert (task.tilstand, task.beslutning.nummer) == ("aaben", "CT-2020-002")
    assert task.oprindelig_frist.isoformat() == "2020-06-12"
    assert list(Notifikation.objects.filter(slags="opgave.givet").values_list("modtager", flat=True)) == [folk.lars.pk]


def test_treated_papers_are_finished_and_others_stay_free(kladde, folk, chefteam, moede):
    other = verden.sag(folk, chefteam)
    builders_moede.punkt(moede, other, nummer="4", tilstand="udsat", afgjort_den=verden.EFTER, afgjort_af=folk.kirsten)

    verden.godkendt(kladde, folk)

    assert dict(Indstilling.objects.values_list("nummer", "tilstand")) == {
        "2020-001": "behandlet", "2020-002": "godkendt"
    }  # fmt: skip


def test_recipients_authors_and_leader_are_told(godkendt):
    told = Notifikation.objects.filter(slags="referat.godkendt").values_list("modtager__navn", flat=True)

    assert sorted(told) == ["Lars Leder", "Mikkel Medlem", "Mona Medlem", "Signe Sagsbehandler"]


def test_part_who_may_see_the_item_is_told(kladde, folk, moede):
    paper = moede.punkter.get(nummer="1").indstilling
    builders_indstilling.spoergsmaal(paper, folk.anders, tekst=str)
    guest = builders.bruger("Gæst Gæstesen")
    builders_indstilling.spoergsmaal(paper, guest, tekst=str)
    builders_moede.deltager(moede.punkter.get(nummer="1"), guest)

    verden.godkendt(kladde, folk)

    told = Notifikation.objects.filter(slags="referat.godkendt", modtager__in=[guest, folk.anders])
    assert [one.modtager for one in told.select_related("modtager")] == [guest]


def test_search_rows_are_written(godkendt):
    rows = Soegepost.objects.filter(genstand_type="indstillinger.beslutning").order_by("genstand_id")

    assert [one.titel.split()[0] for one in rows] == ["CT-2020-001", "CT-2020-002", "CT-2020-003", "CT-2020-004"]


def test_what_is_approved_is_what_was_read(sendt, folk):
    sha256 = shown_sha256(sendt)
    ret(sendt, 1, ordlyd="At planen sættes i gang i uge 23")

    with pytest.raises(NotNow, match="Referatet er ændret, siden du læste det."):
        approve_minutes(sendt, sha256, by=folk.carla)

    assert (Referat.objects.get().tilstand, numbers()) == ("til_kommentering", [])


def test_point_without_outcome_stops_the_approval(sendt, folk):
    ret(sendt, 2, udfald="")

    with pytest.raises(NotNow, match="Punkt 1 mangler udfald for 1 af 3 beslutningspunkter: 2."):
        approve(sendt, folk.carla)


def test_unanswered_comment_stops_the_approval(sendt, folk, moede):
    row = comment(sendt, moede.punkter.first(), "Der står juni.", by=folk.mona)

    with pytest.raises(NotNow, match="1 bemærkning er ikke besvaret."):
        approve(sendt, folk.carla)
    answer_comment(row, "rettet", by=folk.kirsten)

    assert approve(sendt, folk.carla).tilstand == "godkendt"


def test_first_version_is_circulated_before(kladde, folk):
    with pytest.raises(NotNow, match="skal sendes til kommentering"):
        approve(kladde, folk.carla)


@pytest.mark.parametrize("name", ["kirsten", "mona", "mikkel", "signe", "lars", "anders"])
def test_only_the_godkender_approves(sendt, folk, name):
    with pytest.raises(Denied, match="Kun Carla Chef kan godkende referatet."):
        approve(sendt, getattr(folk, name))


@pytest.mark.parametrize("also_closed", [True, False])
def test_deputy_approves_what_he_may_read(sendt, folk, also_closed):
    day = verden.EFTER.date()
    builders.stedfortraedelse(folk.carla, folk.anders, day, day, ogsaa_lukkede=also_closed)

    if also_closed:
        assert approve(sendt, folk.anders).godkendt_af == folk.anders
    else:
        with pytest.raises(Denied, match="Du må ikke læse alle punkter"):
            approve(sendt, folk.anders)


def test_double_press_approves_once(sendt, folk):
    noegle = "8f14e45f-ceea-467f-a83c-6f3e8a5d2222"

    approve(sendt, folk.carla, noegle=noegle)

    assert approve_minutes(sendt, "", by=folk.carla, noegle=noegle) is None
    assert len(numbers()) == 4


class Killed(Exception):
    pass


def state():
    models = (Referat, Beslutning, Opgave, Indstilling, Notifikation, Soegepost, Haendelse, Taeller)
    return [list(model.objects.order_by("pk").values()) for model in models]


def kill_at(nr):
    """Return a wrapper that ends the nth writing statement with an error."""
    seen = [0]

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            seen[0] += 1
            if seen[0] == nr:
                raise Killed
        return execute(sql, params, many, context)

    return wrapper


def test_approval_killed_at_any_write_leaves_nothing(sendt, folk):
    opgave(sendt, folk.kirsten, ret(sendt, 1), ansvarlig=folk.lars)
    before, sha256, nr, done = state(), shown_sha256(sendt), 0, False
    while not done:
        nr += 1
        with suppress(Killed), connection.execute_wrapper(kill_at(nr)):
            done = bool(approve_minutes(sendt, sha256, by=folk.carla))
        assert done or state() == before, nr

    assert (nr > 30, len(numbers())) == (True, 4)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE indstillinger_referat SET aarsag = 'x'",
        "UPDATE indstillinger_referat SET indhold = '{}'",
        "DELETE FROM indstillinger_referat",
        "UPDATE indstillinger_referatpunkt SET ordlyd = 'x'",
        "DELETE FROM indstillinger_referatpunkt",
        "UPDATE indstillinger_referatkommentar SET tekst = 'x'",
        "UPDATE indstillinger_beslutning SET nummer = 'CT-2020-999' WHERE nummer = 'CT-2020-001'",
        "UPDATE indstillinger_beslutning SET manifest_sha256 = ''",
        "DELETE FROM indstillinger_beslutning",
    ],
)
def test_database_refuses_to_change_what_was_approved(sendt, folk, moede, sql):
    answer_comment(comment(sendt, moede.punkter.first(), "Ret", by=folk.mona), "rettet", by=folk.kirsten)
    approve(sendt, folk.carla)

    with pytest.raises(DatabaseError, match="låst|kan ikke ændres"), transaction.atomic():
        connection.cursor().execute(sql)
