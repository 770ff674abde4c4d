"""Verbs of the agenda: place, move, remove, drop and what they refuse (11 §3, §14 check 2 and 3)."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from indstillinger.models import Deltager
from indstillinger.workflow import dagsorden as verb
from mso_portal.motor import ur
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier.datoer import klokken as vist
from tests import builders
from tests.builders_indstilling import fil, gem, version
from tests.builders_moede import deltager, pause, punkt, punktversion, sendt
from tests.builders_moede import moede as make_moede
from tests.indstillinger.moede.conftest import order


@pytest.fixture
def juni(moede, chefteam):
    return make_moede(chefteam, date(2020, 6, 26))


def put(moede, by, tilstand):
    """Set the state of the meeting with the stamps it takes."""
    moede.tilstand = tilstand
    if tilstand in ("afholdt", "aflyst"):
        setattr(moede, f"{tilstand}_den", ur.nu())
        setattr(moede, f"{tilstand}_af", by)
    moede.aflyst_grund = "For få sager" if tilstand == "aflyst" else ""
    moede._history_user = by
    moede.save()


def late(moede, by):
    moede.frist_indmelding = ur.nu() - timedelta(minutes=1)
    moede._history_user = by
    moede.save()


def test_placed_paper_is_last_with_the_forums_minutes_and_no_number(moede, sag, kirsten):
    punkt(moede)

    item = verb.place(moede, sag(), by=kirsten)

    assert (item.raekkefoelge, item.minutter, item.nummer, item.tilstand) == (2, 15, None, "optaget")


def test_authors_and_leader_are_told_of_a_placed_paper(moede, sag, kirsten, signe, lars):
    paper = sag()

    verb.place(moede, paper, by=kirsten)

    told = Notifikation.objects.filter(slags="punkt.dagsorden").order_by("modtager__navn")
    assert [(one.modtager, one.genstand_id) for one in told] == [(lars, paper.pk), (signe, paper.pk)]


def test_guests_come_from_the_papers_rows_once_each(moede, sag, kirsten, anders):
    paper = sag(tilstand="kladde")
    for nr, felter in enumerate([{"bruger": anders, "fremlaegger": True}, {"bruger": anders}, {"navn": "Gæst"}, {}]):
        Deltager.objects.create(indstilling=paper, raekkefoelge=nr, **felter)
    _approve(paper)

    item = verb.place(moede, paper, by=kirsten)

    assert [(str(one), one.fremlaegger) for one in item.deltagere.all()] == [(anders.navn, True), ("Gæst", False)]
    assert Notifikation.objects.filter(slags="punkt.inviteret").get().modtager == anders


def _approve(paper):
    frozen, now = version(paper, paper.sagsbehandler), ur.nu()
    gem(paper, paper.ansvarlig_leder, tilstand="godkendt", indsendt_den=now, indsendt_af=paper.sagsbehandler,
        indsendt_version=frozen, godkendt_den=now, godkendt_af=paper.ansvarlig_leder,
        godkendt_version=frozen)  # fmt: skip


@pytest.mark.parametrize(("tilstand", "besked"), [
    ("kladde", "venter på Signe"), ("til_godkendelse", "godkendelse hos Lars"), ("trukket", "trukket"),
    ("behandlet", "allerede behandlet"),
])  # fmt: skip
def test_only_an_approved_paper_is_placed(tilstand, besked, moede, sag, kirsten):
    with pytest.raises(NotNow, match=besked):
        verb.place(moede, sag(tilstand=tilstand, indsendt=True), by=kirsten)


@pytest.mark.parametrize("tilstand", ["i_gang", "afholdt", "aflyst"])
def test_only_a_planned_meeting_takes_papers(tilstand, moede, sag, kirsten):
    put(moede, kirsten, tilstand)

    with pytest.raises(NotNow, match=r"Møde 29\. maj er .* Vælg et kommende møde\."):
        verb.place(moede, sag(), by=kirsten)


def test_paper_stands_on_one_meeting_at_a_time(moede, juni, sag, kirsten):
    paper = sag()
    verb.place(moede, paper, by=kirsten)

    with pytest.raises(NotNow, match=r"allerede på dagsordenen for mødet 29\. maj i Chefteamet"):
        verb.place(juni, paper, by=kirsten)


def test_paper_of_another_forum_is_refused(moede, sag, kirsten):
    hmu = builders.forum("HMU", navn="Hovedudvalget")
    builders.medlemskab(kirsten, hmu, "sekretaer")

    with pytest.raises(NotNow, match="behandles i Hovedudvalget"):
        verb.place(moede, sag(forum=hmu), by=kirsten)


def test_late_paper_takes_a_reason(moede, sag, kirsten):
    paper = sag()
    late(moede, kirsten)
    with pytest.raises(NotNow, match="Fristen for indmelding"):
        verb.place(moede, paper, by=kirsten)

    assert verb.place(moede, paper, by=kirsten, sen_begrundelse="Ny lov").sen_begrundelse == "Ny lov"


def test_one_key_places_once(moede, sag, kirsten):
    paper, noegle = sag(), uuid4()

    made = [verb.place(moede, paper, by=kirsten, noegle=noegle) for _ in range(2)]

    assert made[1] is None and moede.punkter.count() == 1


def acts(moede, item, other, by):
    """Return the verbs of an agenda as calls without their person."""
    return {
        "frit": lambda: verb.add_frit_punkt(moede, "Nyt", by=by, sagstype="orientering", aabenhed="aaben"),
        "pause": lambda: verb.add_pause(moede, by=by), "arrange": lambda: verb.arrange(moede, by=by),
        "move": lambda: verb.move(item, 1, by=by), "remove": lambda: verb.remove(item, by=by),
        "andet": lambda: verb.move_meeting(item, other, by=by), "drop": lambda: verb.drop(item, "Ikke klar", by=by),
        "minutter": lambda: verb.set_minutes(item, 20, by=by), "invite": lambda: verb.invite(item, by=by, navn="Gæst"),
        "tekst": lambda: verb.edit_frit_punkt(item, by=by, titel="Nyt navn"),
    }  # fmt: skip


VERBER = list(acts(None, None, None, None))


@pytest.mark.parametrize("navn", VERBER)
@pytest.mark.parametrize("hvem", ["carla", "mette", "anders"])
def test_only_the_sekretaer_builds(navn, hvem, moede, juni, request):
    item = punkt(moede)
    person = request.getfixturevalue(hvem)

    with pytest.raises(Denied):
        acts(moede, item, juni, person)[navn]()


@pytest.mark.parametrize("navn", VERBER)
@pytest.mark.parametrize("tilstand", ["afholdt", "aflyst"])
def test_agenda_of_an_ended_meeting_stands(navn, tilstand, moede, juni, kirsten):
    item = punkt(moede)
    put(moede, kirsten, tilstand)

    with pytest.raises(NotNow):
        acts(moede, item, juni, kirsten)[navn]()


@pytest.mark.parametrize("navn", [one for one in VERBER if one not in ("frit", "pause", "arrange")])
def test_treated_item_is_not_touched(navn, moede, juni, kirsten):
    item = punkt(moede, tilstand="behandlet", afgjort_den=ur.nu(), afgjort_af=kirsten)

    with pytest.raises(NotNow):
        acts(moede, item, juni, kirsten)[navn]()


@pytest.mark.parametrize(("plads", "ventet"), [(1, "CAB"), (2, "ACB"), (3, "ABC"), (99, "ABC"), (0, "CAB")])
def test_item_is_moved_to_a_place(plads, ventet, moede, kirsten):
    items = [punkt(moede, titel=titel) for titel in "ABC"]

    verb.move(items[2], plads, by=kirsten)

    assert "".join(order(moede)) == ventet


def test_number_stays_when_a_sent_item_is_moved(moede, kirsten):
    items = [punkt(moede, titel=titel) for titel in "AB"]
    sendt(moede, kirsten)

    verb.move(items[1], 1, by=kirsten)

    assert [(one.titel, one.nummer) for one in moede.punkter.order_by("raekkefoelge")] == [("B", "2"), ("A", "1")]


def test_guest_is_told_when_his_sent_item_moves_and_not_before(moede, kirsten, anders):
    items = [punkt(moede, titel=titel) for titel in "AB"]
    deltager(items[1], anders)
    verb.move(items[1], 1, by=kirsten)
    assert Notifikation.objects.filter(modtager=anders).count() == 0

    sendt(moede, kirsten)
    verb.move(items[1], 2, by=kirsten)

    assert [one.slags for one in Notifikation.objects.filter(modtager=anders).order_by("pk")] == ["punkt.inviteret"]


def test_removed_paper_is_free_again(moede, juni, sag, kirsten):
    paper = sag()

    verb.remove(verb.place(moede, paper, by=kirsten), by=kirsten)

    assert moede.punkter.count() == 0
    assert verb.place(juni, paper, by=kirsten).moede == juni


def test_item_that_a_version_names_stays_as_withdrawn_when_removed(moede, kirsten):
    item = punkt(moede)
    punktversion(item, kirsten)

    verb.remove(item, by=kirsten)

    item.refresh_from_db()
    assert (item.tilstand, item.nummer, verb.on_agenda([item])) == ("trukket", None, [])


@pytest.mark.parametrize("navn", ["remove", "andet"])
def test_sent_item_is_neither_removed_nor_moved_away(navn, moede, juni, kirsten):
    item = punkt(moede)
    sendt(moede, kirsten)
    item.refresh_from_db()

    with pytest.raises(NotNow, match="Punkt 1 er sendt"):
        acts(moede, item, juni, kirsten)[navn]()


def test_item_moves_to_another_meeting_with_its_guests(moede, juni, sag, kirsten, anders):
    punkt(juni)
    item = verb.place(moede, sag(), by=kirsten)
    deltager(item, anders)

    moved = verb.move_meeting(item, juni, by=kirsten)

    assert (moved.moede, moved.raekkefoelge, moved.deltagere.count(), moede.punkter.count()) == (juni, 2, 1, 0)


def test_item_moved_to_a_meeting_after_its_frist_takes_a_reason(moede, juni, kirsten):
    item = punkt(juni)
    late(moede, kirsten)
    with pytest.raises(NotNow, match="Fristen for indmelding"):
        verb.move_meeting(item, moede, by=kirsten)

    assert verb.move_meeting(item, moede, by=kirsten, sen_begrundelse="Haster").sen_begrundelse == "Haster"


def test_dropped_item_keeps_its_number_and_frees_the_paper(moede, juni, sag, kirsten):
    paper = sag()
    item = verb.place(moede, paper, by=kirsten)
    sendt(moede, kirsten)

    dropped = verb.drop(item, "Økonomien er ikke klar", by=kirsten)

    assert (dropped.tilstand, dropped.nummer, dropped.grund) == ("trukket", "1", "Økonomien er ikke klar")
    assert verb.place(juni, paper, by=kirsten).moede == juni


def test_drop_takes_a_reason(moede, kirsten):
    with pytest.raises(NotNow, match="Skriv, hvorfor punktet udgår"):
        verb.drop(punkt(moede), " ", by=kirsten)


def test_item_raised_in_the_meeting_gets_the_next_number_at_once(moede, kirsten):
    punkt(moede)
    sendt(moede, kirsten)
    put(moede, kirsten, "i_gang")

    made = [verb.add_frit_punkt(moede, f"Rejst {nr}", by=kirsten, sagstype="droeftelse", aabenhed="aaben")
            for nr in (1, 2)]  # fmt: skip

    assert [one.nummer for one in made] == ["T1", "T2"]
    assert verb.add_pause(moede, by=kirsten).nummer is None


def test_item_before_the_meeting_has_no_number(moede, kirsten):
    item = verb.add_frit_punkt(
        moede, "Status", by=kirsten, sagstype="orientering", aabenhed="aaben", sti="/indsatser/",
        filer=[{"titel": "Oplæg", "fil": fil("Oplæg"), "filnavn": "oplaeg.pdf"}],
    )  # fmt: skip

    bilag = item.punktbilag.get()
    assert (item.nummer, item.sti, bilag.nr, bilag.aabenhed) == (None, "/indsatser/", 1, "aaben")


@pytest.mark.parametrize("felter", [
    {"aabenhed": ""}, {"aabenhed": "lukket"}, {"aabenhed": "aaben", "titel_lukket": "Navn"},
    {"aabenhed": "aaben", "sti": "https://andet.example/"}, {"aabenhed": "aaben", "sti": "//andet.example/"},
    {"aabenhed": "lukket", "titel_lukket": "Nyt", "hjemmel": "intern", "begrundelse": "Person"},
])  # fmt: skip
def test_item_that_may_not_be_stored_is_refused(felter, moede, kirsten):
    with pytest.raises(NotNow):
        verb.add_frit_punkt(moede, "Nyt", by=kirsten, sagstype="orientering", **felter)


def test_sixty_items_are_enough(moede, kirsten, monkeypatch):
    monkeypatch.setattr("indstillinger.workflow.punktlaas.MAKS_PUNKTER", 1)
    punkt(moede)

    with pytest.raises(NotNow, match="højst have 1 punkter"):
        verb.add_pause(moede, by=kirsten)


def test_proposed_order_is_standards_papers_by_type_follow_up_standards(moede, sag, chefteam, kirsten):
    chefteam.standardpunkter.create(titel="Eventuelt", placering="sidst")
    chefteam.standardpunkter.create(titel="Velkomst", placering="foerst")
    punkt(moede, titel="Eventuelt")
    punkt(moede, art="opfoelgning", titel="Opfølgning", tekst="")
    for titel, sagstype in (("Orientering", "orientering"), ("Drøftelse", "droeftelse"), ("Sag 2", "beslutning")):
        punkt(moede, sag(titel, sagstype=sagstype))
    punkt(moede, titel="Velkomst")

    verb.arrange(moede, by=kirsten)

    assert order(moede) == ["Velkomst", "Sag 2", "Drøftelse", "Orientering", "Opfølgning", "Eventuelt"]


def test_slots_run_from_the_start_past_what_was_put_off(moede, kirsten):
    stamp = {"afgjort_den": ur.nu(), "afgjort_af": kirsten}
    items = [punkt(moede, minutter=20), punkt(moede, tilstand="udsat", **stamp), pause(moede), punkt(moede)]

    found = verb.slots(moede, items)

    shown = [tuple(vist(end) for end in found[one.pk]) if one.pk in found else None for one in items]
    assert shown == [("kl. 9.00", "kl. 9.20"), None, ("kl. 9.20", "kl. 9.35"), ("kl. 9.35", "kl. 9.50")]
    assert found[items[0].pk][0].timetz().replace(tzinfo=None) == time(9)


def test_guest_is_invited_once_told_and_taken_off(moede, kirsten, anders):
    item = punkt(moede)
    guest = verb.invite(item, by=kirsten, bruger=anders, fremlaegger=True)
    with pytest.raises(NotNow, match="allerede inviteret"):
        verb.invite(item, by=kirsten, bruger=anders)

    verb.uninvite(guest, by=kirsten)

    assert item.deltagere.count() == 0
    assert [one.slags for one in Notifikation.objects.filter(modtager=anders).order_by("pk")] == ["punkt.inviteret"]


@pytest.mark.parametrize("navn", ["", "Gæst"])
def test_guest_is_a_person_or_a_name(navn, moede, kirsten, anders):
    with pytest.raises(NotNow, match="Vælg en person, eller skriv et navn"):
        verb.invite(punkt(moede), by=kirsten, bruger=anders if navn else None, navn=navn)
