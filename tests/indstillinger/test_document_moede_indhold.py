"""What the minutes freeze, and the paper of an item as it is sent: read from the database."""

import json
from datetime import date

import pytest

from indstillinger.document_moede import (
    referat_document,
    register_document,
    register_row,
)
from indstillinger.models import (
    Beslutning,
    Fremmoede,
    Mindretal,
    Opgave,
    Punktfravaer,
    Referat,
    Referatkommentar,
    Referatpunkt,
    Standardtekst,
)
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import only, referat_content, when
from mso_portal.motor.documents import filename
from mso_portal.vaerdier import tidspunkt
from tests import builders, builders_indstilling, builders_moede
from tests.indstillinger.conftest import NU


@pytest.fixture
def kirsten(db):
    return builders.bruger("Kirsten Sekretariat")


@pytest.fixture
def carla(chefteam):
    person = builders.bruger("Carla Chef")
    builders.medlemskab(person, chefteam)
    return person


@pytest.fixture
def moede(klokken, chefteam, carla, kirsten):
    return builders_moede.moede(chefteam, moedeleder=carla, sekretaer=kirsten)


@pytest.fixture
def sag(moede, signe, lars):
    return builders_indstilling.indstilling(signe, tilstand="godkendt", forum=moede.forum, leder=lars)


@pytest.fixture
def referat(moede, sag, kirsten):
    """The minutes of a text and a paper, with their first row."""
    builders_moede.punkt(moede)
    punkt = builders_moede.punkt(moede, sag)
    builders_moede.sendt(moede, kirsten)
    made = Referat.objects.create(moede=moede, nr=1, oprettet_den=NU, oprettet_af=kirsten)
    raekke(made, punkt, udfald="vedtaget", foreslaaet="At begynde")
    return made


def raekke(referat, punkt, slags="besluttet", **felter):
    nr = referat.raekker.count() + 1
    return Referatpunkt.objects.create(referat=referat, punkt=punkt, slags=slags, raekkefoelge=nr, **felter)


def beslutning(row, nummer="CT-2020-031", **felter):
    values = {"nummer": nummer, "punkt": row.punkt, "referatpunkt": row, "raekke_uuid": row.uuid, "status_den": NU,
              "status_af": row.referat.oprettet_af, "oprettet_den": NU, **felter}  # fmt: skip
    return Beslutning.objects.create(**values)


def opgave(punkt, by, nummer="O-2020-017", **felter):
    values = {"nummer": nummer, "punkt": punkt, "tekst": "Lave forslag", "stiller": by, "oprettet_den": NU,
              "oprettet_af": by, **felter}  # fmt: skip
    return Opgave.objects.create(**values)


def approve(referat, by):
    referat.indhold = None
    referat.tilstand, referat.godkendt_den, referat.godkendt_af = "godkendt", NU, by
    referat.indhold = referat_content(referat)
    referat.save()


def item(referat, at=1):
    return referat_content(referat)["punkter"][at]


# --- Content of the minutes -------------------------------------------------------------------------


def test_content_is_plain_data_of_every_numbered_item(referat):
    builders_moede.pause(referat.moede)
    builders_moede.punkt(referat.moede, titel="Aldrig sendt")

    data = referat_content(referat)

    assert json.loads(json.dumps(data)) == data
    assert [(one["nummer"], one["titel"]) for one in data["punkter"]] == [("1", "Velkomst"), ("2", "Tekst om titel")]
    assert data["moede"] == {
        "noegle": "ct-2020-05-29", "moedenavn": "chefmøde", "kort": "chefmøde 29. maj 2020", "forum": "Chefteamet",
        "forum_kode": "CT", "dato": "2020-05-29", "start": "09:00", "slut": "12:00", "sted": "Mødelokale 1",
        "moedeleder": "Carla Chef",
    }  # fmt: skip


def test_row_carries_the_forums_word_for_its_outcome_and_its_decision_number(referat):
    row = referat.raekker.get()
    Standardtekst.objects.create(forum=referat.moede.forum, udfald="vedtaget", tekst="Godkendt af teamet")
    beslutning(row)

    (found,) = item(referat)["raekker"]

    assert (found["nummer"], found["udfald_tekst"], found["foreslaaet"]) == (
        "CT-2020-031", "Godkendt af teamet", "At begynde",
    )  # fmt: skip


def test_row_carries_who_meant_otherwise_and_where_it_went(referat, carla, chefteam):
    row = referat.raekker.get()
    Mindretal.objects.create(referat=referat, referatpunkt=row, person=carla, tekst="Vent")
    later = builders_moede.moede(chefteam, date(2020, 6, 26))
    Referatpunkt.objects.filter(pk=row.pk).update(udsat_til=later, oversendt_til=chefteam, ansvarlig=carla)

    (found,) = item(referat)["raekker"]

    assert [found[name] for name in ("mindretal", "udsat_til", "oversendt", "ansvarlig")] == [
        [{"person": "Carla Chef", "tekst": "Vent"}], "2020-06-26", "Chefteamet", "Carla Chef",
    ]  # fmt: skip


def test_opgave_prints_its_deadline_and_a_lapsed_one_is_left_out(referat, carla, kirsten):
    punkt = referat.raekker.get().punkt
    opgave(punkt, kirsten, ansvarlig=carla, frist=tidspunkt.laes("15. juni 2020", NU.date()))
    opgave(punkt, kirsten, "O-2020-018", ansvarlig=carla, uden_frist=True)
    opgave(punkt, kirsten, "O-2020-019", ansvarlig=carla, uden_frist=True, tilstand="bortfaldet")

    assert [(one["nummer"], one["ansvarlig"], one["frist"]) for one in item(referat)["opgaver"]] == [
        ("O-2020-017", "Carla Chef", "15. juni 2020"),
        ("O-2020-018", "Carla Chef", "uden frist"),
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("15. juni 2020", "15. juni 2020"), ("juni 2020", "juni 2020 (senest 30. juni 2020)"), ("snarest", "snarest"),
     ("", "")],
)  # fmt: skip
def test_time_is_printed_as_written_with_the_day_it_was_read_as(typed, printed):
    assert when(tidspunkt.laes(typed, NU.date())) == printed


def test_who_came_under_one_item_alone_is_known_by_that_item(referat, carla, lars, anders):
    first, second = referat.moede.punkter.order_by("raekkefoelge")
    builders_moede.deltager(second, lars)
    builders_moede.deltager(second, carla)
    for person in (carla, lars, anders):
        Fremmoede.objects.create(moede=referat.moede, bruger=person, status="til_stede")

    data = referat_content(referat)

    assert [(one["navn"], one["punkter"]) for one in data["fremmoede"]] == [
        ("Carla Chef", []), ("Lars Leder", [str(second.uuid)]), ("Anders Andetsteds", []),
    ]  # fmt: skip
    assert [one["navn"] for one in only(data, [first.uuid], True)["fremmoede"]] == ["Carla Chef", "Anders Andetsteds"]


def test_guest_who_sent_his_regrets_took_no_part(referat, lars, anders):
    punkt = referat.raekker.get().punkt
    for person, status in ((lars, "til_stede"), (anders, "afbud")):
        builders_moede.deltager(punkt, person)
        Fremmoede.objects.create(moede=referat.moede, bruger=person, status=status)

    assert item(referat)["deltagere"] == [{"navn": "Lars Leder", "fremlaegger": True}]


def test_item_carries_absence_remarks_and_what_was_handed_out(referat, carla):
    punkt = referat.raekker.get().punkt
    Punktfravaer.objects.create(punkt=punkt, bruger=carla, grund="inhabil")
    builders_moede.punktbilag(punkt, titel="Nye tal", uddelt_paa_moedet=True)
    builders_moede.punktbilag(punkt, titel="Sendt ud")
    Referatkommentar.objects.create(referat=referat, punkt=punkt, tekst="Ret", oprettet_den=NU, oprettet_af=carla)

    found = item(referat)

    assert found["fravaer"] == [{"navn": "Carla Chef", "grund": "inhabil"}]
    assert ([one["titel"] for one in found["bilag"]], found["bemaerkninger"]) == (["Nye tal"], 1)


@pytest.mark.parametrize("public", [True, False])
def test_closed_item_has_both_titles_until_it_is_narrowed(referat, public):
    punkt = builders_moede.punkt(referat.moede, titel="Personalesag", aabenhed="lukket", nummer="T1")

    whole = item(referat, 2)
    less = only(referat_content(referat), [], public)["punkter"][2]

    assert (whole["titel"], whole["titel_lukket"], whole["lukket"]) == ("Personalesag", "Lukket titel", True)
    assert less == {"nummer": "T1", "titel": "Personalesag" if public else "Lukket punkt", "uuid": str(punkt.uuid),
                    "laesbar": False, "bemaerkning": ""}  # fmt: skip


def test_content_takes_as_many_queries_for_three_rows_as_for_one(referat, queries_at, carla, kirsten):
    def grow(nr):
        punkt = builders_moede.punkt(referat.moede, titel=f"Punkt {nr}", nummer=f"T{nr + 1}")
        row = raekke(referat, punkt, udfald="vedtaget", ansvarlig=carla)
        beslutning(row, f"CT-2020-1{nr}")
        Mindretal.objects.create(referat=referat, referatpunkt=row, person=carla, tekst="Vent")
        opgave(punkt, kirsten, f"O-{nr}", ansvarlig=carla, uden_frist=True)
        builders_moede.deltager(punkt, builders.bruger(f"Gæst {nr}"))
        Fremmoede.objects.create(moede=referat.moede, navn=f"Gæst {nr}", status="til_stede")

    one, three = queries_at(grow, lambda: referat_content(Referat.objects.select_related("moede__forum").get()))

    assert (one, three <= 20) == (three, True)


def test_printing_content_asks_the_database_nothing(referat, count_queries):
    data = referat_content(referat)

    assert count_queries(lambda: referat_document(data)) == 0


# --- A corrected version ----------------------------------------------------------------------------


@pytest.fixture
def rettet(referat, carla, kirsten):
    """Version 2 with the row's wording changed, after an opgave of version 1 was moved."""
    punkt = referat.raekker.get().punkt
    task = opgave(punkt, kirsten, ansvarlig=carla, uden_frist=True)
    approve(referat, carla)
    task.frist, task.uden_frist = tidspunkt.laes("1. juli 2020", NU.date()), False
    task.save()
    new = Referat.objects.create(
        moede=referat.moede, nr=2, aarsag="Ordlyden var skrevet forkert af.", oprettet_den=NU, oprettet_af=carla
    )
    raekke(new, punkt, udfald="vedtaget", foreslaaet="At begynde", ordlyd="At vente", uuid=referat.raekker.get().uuid)
    return new


def test_correction_says_what_it_changed_of_the_version_before(rettet):
    data = referat_content(rettet)

    assert (data["erstatter"], data["aarsag"]) == (1, "Ordlyden var skrevet forkert af.")
    assert [one["felter"] for one in data["rettelser"]] == [[{"felt": "Ordlyd", "var": "At begynde", "er": "At vente"}]]


def test_opgave_keeps_what_was_printed_of_it_in_the_first_version(rettet):
    assert [one["frist"] for one in item(rettet)["opgaver"]] == ["uden frist"]


def test_approved_referat_carries_its_stamp(referat, carla):
    approve(referat, carla)

    document = referat_document(referat.indhold)

    assert referat.indhold["godkendt"] == {"af": "Carla Chef", "den": NU.isoformat()}
    assert (document.dato, document.data_sha256) == (NU, digest(referat.indhold))


# --- The register -----------------------------------------------------------------------------------


def test_register_row_is_read_from_a_decision(referat, carla):
    made = beslutning(referat.raekker.get(), ansvarlig=carla)
    labels = Standardtekst.labels(referat.moede.forum)

    row = register_row(made, labels)

    assert row == {
        "nummer": "CT-2020-031", "aar": 2020, "moede": "Chefmøde fredag den 29. maj 2020", "ordlyd": "At begynde",
        "udfald": "Tiltrådt", "ansvarlig": "Carla Chef", "opfoelgning": "", "status": "Gældende", "lukket": False,
        "erstattet_af": "", "bortfaldet": False,
    }  # fmt: skip
    assert filename(register_document([row], [], NU)) == "beslutninger-2020-05-14.pdf"
