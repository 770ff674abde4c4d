"""A locked status is never opened again: a new version of its own data, with what was wrong in it (21 §7)."""

from copy import deepcopy
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from indsatser.document.statusberegning import beregn_status
from indsatser.document.statusrettet import corrected, value_at, words
from indsatser.models import Indikatordefinition, Kvartalsstatus, Milepael, Plandeltager, Statusrettelse
from indsatser.workflow import status as verbs
from indsatser.workflow import statuslaas
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete
from indsatser.workflow.statuslaas import lock
from indsatser.workflow.statusrettelse import abandon, add_correction, correct, printed_newer, remove_correction
from indstillinger.models.indhold import digest
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_status
from tests.indsatser import faelles, statusverden
from tests.indsatser.statusverden import SPOERGSMAAL, valgt

FAELLES = faelles.laast
GRUND = "En sag var talt med to gange i kvartalet."
SENERE = datetime(2020, 7, 20, 9, tzinfo=DANSK_TID)
KVARTAL = {"periode_start": date(2020, 1, 1), "periode_slut": date(2020, 3, 31)}


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def foerste(status):
    """Version 1, locked on 15 June with 55 of 61 in the first quarter, and one question."""
    return status


@pytest.fixture
def anden(foerste, tina):
    with ur.stil(SENERE):
        yield correct(foerste, GRUND, by=tina)


def figure(data):
    (found,) = [one for goal in data["maal"] for one in goal["indikatorer"] if one["punkter"]]
    return found


def sti(data, felt="taeller"):
    return f"punkter/{figure(data)['uuid']}/2020-03-31/{felt}"


def locked(status, sofie, **tekster):
    """Send, approve and lock a correction as it stands."""
    by, per = status.plan.tovholder, status.plan.programejer
    if tekster:
        status = verbs.write(status, by=by, tekster=tekster)
    return lock(verbs.approve(verbs.submit(status, by=by), by=per), by=sofie)


# Made


def test_correction_begins_as_the_version_it_replaces(foerste, anden):
    assert (anden.nr, anden.tilstand, anden.erstatter, anden.noegle) == (2, "aaben", foerste, foerste.noegle)
    assert (anden.resume, anden.rettelse_begrundelse, anden.data) == (foerste.resume, GRUND, None)
    lights = [list(one.vurderinger.order_by("pk").values_list("dimension", "valgt")) for one in (foerste, anden)]
    assert lights[0] == lights[1]


def test_its_data_is_that_of_the_version_before_whatever_became_of_the_plan(foerste, anden, tina):
    complete(Milepael.objects.get(titel="Afslutning"), by=tina, dato=date(2020, 6, 18))
    old, new = foerste.udgave.data, verbs.current_data(anden)

    same = [name for name in old if name not in ("status", "rettelser")]
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    assert new["status"]["erstatter"] == {"nr": 1, "laast_den": "2020-06-15", "begrundelse": GRUND}


@pytest.mark.parametrize("navn", ["per", "sofie", "ada"])
def test_only_the_tovholder_corrects(foerste, request, navn):
    with pytest.raises(Denied):
        correct(foerste, GRUND, by=request.getfixturevalue(navn))


def test_correction_needs_a_reason_of_twenty_characters(foerste, tina):
    with pytest.raises(ValidationError, match=r"Skriv, hvorfor status rettes \(mindst 20 tegn\)."):
        correct(foerste, "Der var en fejl.", by=tina)


def test_what_is_corrected_already_is_not_corrected_twice(foerste, anden, tina):
    with pytest.raises(NotNow, match="Version 2 retter allerede version 1. Ret den i stedet."):
        correct(foerste, GRUND, by=tina)


def test_what_is_not_locked_is_written_instead(anden, tina):
    with pytest.raises(NotNow, match="Status er ikke låst. Ret den direkte."):
        correct(anden, GRUND, by=tina)


def test_questions_were_asked_and_stay_with_the_first_version(foerste, anden, tina):
    with pytest.raises(NotNow, match="Beslutningerne er stillet i den låste version"):
        verbs.write(anden, by=tina, beslutninger=[SPOERGSMAAL])

    assert [one["spoergsmaal"] for one in verbs.current_data(anden)["beslutninger"]] == [SPOERGSMAAL["spoergsmaal"]]
    assert (foerste.beslutninger.count(), anden.beslutninger.count()) == (1, 0)


# Values


def test_one_value_and_one_text_are_corrected_and_nothing_else(foerste, anden, tina, sofie):
    old, pdf = foerste.udgave.data, lager.read(foerste.udgave.pdf)
    add_correction(anden, sti=sti(old), foer="55", efter="51", begrundelse=GRUND, by=tina)

    new = locked(anden, sofie, resume="Tallet er rettet.").udgave

    rows = [(row["sti"], row["foer"], row["efter"]) for row in new.data["rettelser"]]
    assert rows == [(sti(old), "55", "51"), ("tekst/resume", foerste.resume, "Tallet er rettet.")]
    assert lager.read(Kvartalsstatus.objects.get(nr=1).udgave.pdf) == pdf
    assert (new.pdf_id != foerste.udgave.pdf_id, digest(foerste.udgave.data)) == (True, foerste.data_sha256)


def test_what_follows_from_a_value_is_computed_anew(foerste, anden, tina):
    uuid, old = figure(foerste.udgave.data)["uuid"], foerste.udgave.data
    add_correction(anden, sti=sti(old), foer="55", efter="30", begrundelse=GRUND, by=tina)

    data = verbs.current_data(anden)

    assert data["beregnet"] == beregn_status(data) != old["beregnet"]
    assert data["beregnet"]["indikatorer"][uuid]["nu"] == "30 af 61 (49 %)"
    assert figure(data)["punkter"][-1]["revision"] == 2


def test_light_whose_suggestion_the_correction_changes_is_chosen_again(foerste, anden, tina):
    add_correction(anden, sti=sti(foerste.udgave.data), foer="55", efter="10", begrundelse=GRUND, by=tina)

    with pytest.raises(ValidationError) as refusal:
        verbs.submit(anden, by=tina)

    assert "Mål: Forslaget er ændret fra" in refusal.value.messages[0]


def test_corrected_light_stands_among_the_corrections(foerste, anden, tina):
    lys = {"tid": valgt("gul", valgt="groen", begrundelse="Det når vi.", aarsag_tiltag="")}
    verbs.write(anden, by=tina, lys=lys)

    rows = verbs.current_data(anden)["rettelser"]

    assert [(row["sti"], row["foer"], row["efter"]) for row in rows] == [
        ("lys/tid/valgt", "gul", "groen"), ("lys/tid/begrundelse", "", "Det når vi."),
        ("lys/tid/aarsag_tiltag", "Lokalet er bestilt.", ""),
    ]  # fmt: skip
    assert {row["begrundelse"] for row in rows} == {GRUND}


def test_live_plan_is_not_touched(foerste, anden, tina, sofie):
    data = foerste.udgave.data
    row = next(one for one in data["milepaele"] if one["titel"] == "Kursus er holdt")
    place = f"milepaele/{row['uuid']}/faktisk"

    add_correction(anden, sti=place, foer=None, efter="2020-06-10", begrundelse=GRUND, by=tina)

    assert value_at(verbs.current_data(anden), place) == "2020-06-10"
    assert Milepael.objects.get(titel="Kursus er holdt").faktisk_dato is None


def test_other_value_than_the_printed_one_is_told(foerste, anden, tina):
    with pytest.raises(NotNow) as refusal:
        add_correction(anden, sti=sti(foerste.udgave.data), foer="52", efter="51", begrundelse=GRUND, by=tina)

    assert str(refusal.value) == "Værdien i version 1 er 55 af 61, ikke 52 af 61. Hent rækken igen."


PLADSER = [
    ("milepaele", "prognose", {"tekst": "X"}), ("milepaele", "prognose", "1. juli"),
    ("milepaele", "faktisk", "2020-06-16"), ("milepaele", "faktisk", "i går"), ("milepaele", "ansvarlig", " "),
    ("budget", "forbrug", "1000"), ("budget", "prognose", 1.5), ("leverancer", "tilstand", "væk"),
    ("leverancer", "prognose", 4), ("risici", "s", 6), ("risici", "k", 0), ("punkter", "taeller", "-1"),
    ("punkter", "naevner", "0"), ("punkter", "taeller", "mange"), ("punkter", "ikke_opgjort", False),
]  # fmt: skip


def place_in(data, kind, felt):
    """Return the address of the first value of its kind."""
    if kind == "punkter":
        return sti(data, felt)
    row = data[kind][0]
    return "/".join([kind, row["uuid"], *(["2020"] if kind == "budget" else []), felt])


@pytest.mark.parametrize(("kind", "felt", "efter"), PLADSER)
def test_what_cannot_stand_there_is_refused(foerste, anden, tina, kind, felt, efter):
    place = place_in(foerste.udgave.data, kind, felt)
    foer = value_at(foerste.udgave.data, place)

    with pytest.raises(ValidationError, match="Det kan værdien ikke rettes til."):
        add_correction(anden, sti=place, foer=foer, efter=efter, begrundelse=GRUND, by=tina)


@pytest.mark.parametrize(
    "place", ["milepaele/{}/titel", "milepaele/{}/prognose/x", "plan/titel", "lys/tid", "milepaele/x/prognose", ""]
)
def test_only_what_is_on_the_list_is_corrected(foerste, anden, tina, place):
    uuid = foerste.udgave.data["milepaele"][0]["uuid"]

    with pytest.raises(NotNow, match="Værdien kan ikke rettes. Hent rækken igen."):
        add_correction(anden, sti=place.format(uuid), foer=None, efter="X", begrundelse=GRUND, by=tina)


def test_second_correction_of_a_value_takes_the_place_of_the_first(foerste, anden, tina):
    place = sti(foerste.udgave.data)
    for efter in ("51", "52"):
        row = add_correction(anden, sti=place, foer="55", efter=efter, begrundelse=GRUND, by=tina)

    assert [one.efter for one in Statusrettelse.objects.order_by("pk")] == ["52"]
    remove_correction(row, by=tina)
    assert verbs.current_data(anden)["rettelser"] == []


def test_value_needs_a_reason_of_its_own(foerste, anden, tina):
    with pytest.raises(ValidationError, match=r"Skriv, hvorfor værdien rettes \(mindst 20 tegn\)."):
        add_correction(anden, sti=sti(foerste.udgave.data), foer="55", efter="51", begrundelse="Fejl", by=tina)


def test_values_are_not_corrected_once_it_is_sent(foerste, anden, tina):
    sent = verbs.submit(anden, by=tina)

    with pytest.raises(NotNow, match="Værdier kan kun rettes i en ny version, mens den skrives."):
        add_correction(sent, sti=sti(foerste.udgave.data), foer="55", efter="51", begrundelse=GRUND, by=tina)


# Corrected data, without a database


def test_count_that_can_not_be_known_has_no_numbers(foerste):
    data = foerste.udgave.data
    row = {"sti": sti(data, "ikke_opgjort"), "foer": False, "efter": True, "begrundelse": GRUND}

    punkt = figure(corrected(data, [row]))["punkter"][-1]

    assert (punkt["taeller"], punkt["naevner"], punkt["begrundelse"]) == (None, None, GRUND)
    assert figure(data)["punkter"][-1]["taeller"] == "55"


def test_old_data_is_left_as_it_was(foerste):
    data = foerste.udgave.data
    before = deepcopy(data)

    corrected(data, [{"sti": sti(data), "foer": "55", "efter": "51", "begrundelse": GRUND}])

    assert data == before


@pytest.mark.parametrize(
    ("kind", "felt", "value", "said"),
    [
        ("punkter", "naevner", "60", "55 af 60"), ("punkter", "ikke_opgjort", True, "55 af 61"),
        ("budget", "forbrug", 40_000, "40.000"), ("budget", "prognose", None, "ikke oplyst"),
        ("milepaele", "faktisk", "2020-06-10", "10. juni 2020"), ("milepaele", "prognose", None, "ingen prognose"),
        ("milepaele", "prognose", {"tekst": "juli 2020"}, "juli 2020"), ("milepaele", "ansvarlig", "Tora", "Tora"),
        ("leverancer", "tilstand", "aftalt", "Aftalt"), ("risici", "s", 4, "4"), ("risici", "k", None, "ikke oplyst"),
    ],
)  # fmt: skip
def test_value_in_words(foerste, kind, felt, value, said):
    data = foerste.udgave.data

    assert words(data, place_in(data, kind, felt), value) == said


def test_correction_is_written_by_the_tovholder_alone(anden, tina, ada):
    Plandeltager.objects.create(plan=anden.plan, bruger=ada, rolle="redaktoer", fra=builders.ALTID)

    with pytest.raises(Denied, match="Kun planens tovholder kan gøre det."):
        verbs.write(anden, by=ada, tekster={"resume": "Andet"})
    assert verbs.write(anden, by=tina, tekster={"resume": "Andet"}).resume == "Andet"


# Ready rows


def revised(tina, taeller, **felter):
    metode = Indikatordefinition.objects.get().maalemetoder.get()
    given = {"taeller": taeller, "naevner": 60, **felter}
    report(metode, by=tina, **KVARTAL, **given, kilde="fagsystemet", begrundelse=GRUND)


def test_printed_value_corrected_since_is_offered(foerste, tina, count_queries):
    nothing = printed_newer(foerste)
    revised(tina, 51)

    (found,) = printed_newer(foerste)

    assert (nothing, found.periode_slut, found.var, found.er) == ([], "2020-03-31", "55 af 61", "51 af 60")
    assert [(row["sti"], row["foer"], row["efter"]) for row in found.rettelser] == [
        (sti(foerste.udgave.data, "taeller"), "55", "51"), (sti(foerste.udgave.data, "naevner"), "61", "60"),
    ]  # fmt: skip
    assert count_queries(lambda: printed_newer(foerste)) == 2


def test_offered_rows_are_taken_as_they_are(foerste, anden, tina):
    revised(tina, 51)
    for row in printed_newer(foerste)[0].rettelser:
        add_correction(anden, by=tina, **row)

    punkt = figure(verbs.current_data(anden))["punkter"][-1]

    assert (punkt["taeller"], punkt["naevner"]) == ("51", "60")


def test_value_that_can_no_longer_be_known_is_offered_so(foerste, tina):
    revised(tina, None, naevner=None)

    (found,) = printed_newer(foerste)

    (row,) = found.rettelser
    assert (found.er, row["sti"].rpartition("/")[2]) == ("ikke opgjort", "ikke_opgjort")
    assert row["begrundelse"] == f"Tallet er rettet siden låsningen: {GRUND}"


# Its way to the lock


def test_correction_is_locked_when_it_is_approved_and_never_before(anden, sofie):
    with pytest.raises(NotNow, match="En rettelse låses først, når den er godkendt."):
        lock(anden, by=sofie)

    found = locked(anden, sofie)

    assert (found.tilstand, found.udgave.data["status"]["nr"], Kvartalsstatus.objects.nyeste().get()) == (
        "laast", 2, found,
    )  # fmt: skip


def test_third_version_corrects_the_second(anden, tina, sofie):
    second = locked(anden, sofie, resume="Tallet er rettet.")

    third = locked(correct(second, GRUND, by=tina), sofie, naeste="Intet nyt.")

    assert [row["sti"] for row in third.udgave.data["rettelser"]] == ["tekst/naeste"]
    assert third.udgave.data["status"]["erstatter"]["nr"] == 2


def test_next_status_tells_what_every_version_before_it_corrected(foerste, anden, tina, sofie):
    add_correction(anden, sti=sti(foerste.udgave.data), foer="55", efter="51", begrundelse=GRUND, by=tina)
    second = locked(anden, sofie)
    locked(correct(second, GRUND, by=tina), sofie, naeste="Intet nyt.")
    later = builders_status.runde(foerste.plan.styregruppe, tina, date(2020, 9, 30), None)

    forrige = verbs.current_data(builders_status.status(foerste.plan, later))["forrige"]

    assert (forrige["nr"], [row[1:] for row in forrige["rettelser"]]) == (
        3, [["55 af 61", "51 af 61", GRUND], ["Kurset holdes.", "Intet nyt.", GRUND]],
    )  # fmt: skip


def test_abandoned_correction_is_gone_and_can_be_begun_again(foerste, anden, tina):
    add_correction(anden, sti=sti(foerste.udgave.data), foer="55", efter="51", begrundelse=GRUND, by=tina)

    abandon(anden, by=tina)

    assert list(Kvartalsstatus.objects.all()) == [foerste]
    assert correct(foerste, GRUND, by=tina).nr == 2
