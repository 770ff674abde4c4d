"""A tillæg: one new, one corrected, one withdrawn (11 §14, check 12)."""

import pytest

from indstillinger.models import Laesning, Moededokument, Udsendelse, Udsendelsespunkt
from indstillinger.models.dagsordenslinjer import med_udsendt
from indstillinger.workflow import tilstande
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import NotNow
from tests.builders_moede import punkt
from tests.indstillinger.udsendelse.conftest import paper, rework
from tests.indstillinger.udsendelse.test_send import numbers


@pytest.fixture
def aendret(moedet, sager, sendt, chefteam, signe, lars):
    """After the first sending: 3 is corrected, 1 withdrawn, and one more placed."""
    first = sendt(moedet)
    rework(sager[2].indstilling, signe, lars, resume="Et rettet resumé")
    tilstande.withdraw(sager[0].indstilling, "Ikke aktuel.", by=lars)
    punkt(moedet, paper(chefteam, signe, "En ny sag", leder=lars), sen_begrundelse="Hastesag")
    return first


def marks(sending):
    rows = Udsendelsespunkt.objects.filter(udsendelse=sending).order_by("raekkefoelge")
    return list(rows.values_list("punkt__nummer", "maerke", "version__nr", "aarsag"))


def test_a_tillaeg_holds_the_three_changes_and_what_stands(aendret, moedet, sager, sendt):
    sending = sendt(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    assert marks(sending) == [
        ("1", "udgaar", None, "Sagen er trukket."),
        ("2", "uaendret", None, ""),
        ("3", "rettet", 2, "Tal er rettet"),
        ("T1", "nyt", 1, "Hastesag"),
    ]
    assert numbers(moedet) == ["1", "2", "3", "T1"]


def test_the_first_sending_is_as_it_was(aendret, moedet, sager, sendt):
    before = Udsendelse.objects.values().get(pk=aendret.pk)
    documents = list(Moededokument.objects.filter(udsendelse=aendret).order_by("pk").values())

    sendt(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    assert Udsendelse.objects.values().get(pk=aendret.pk) == before
    assert list(Moededokument.objects.filter(udsendelse=aendret).order_by("pk").values()) == documents


def test_readers_read_the_newer_version_of_the_corrected_one_alone(aendret, moedet, sager, sendt):
    sending = sendt(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    rows = med_udsendt(moedet.punkter.order_by("raekkefoelge"))
    shown = [(one.nummer, Udsendelsespunkt.objects.get(pk=one.udsendt_id).udsendelse_id) for one in rows]
    assert shown == [("1", aendret.pk), ("2", sending.pk), ("3", sending.pk), ("T1", sending.pk)]
    assert rows[2].sendt_version_id == sager[2].indstilling.versioner.get(nr=2).pk


def test_the_pack_marks_exactly_the_three(aendret, moedet, sager, klar):
    sending = klar(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    text = lager.read(sending.dokumenter.get(slags="moedepakke").fil).decode()
    agenda = next(line for line in text.splitlines() if line.startswith("False Dagsorden"))
    assert [agenda.count(word) for word in ("Udgår", "Rettet: Tal er rettet", "Nyt: Hastesag")] == [1, 1, 1]
    assert "Punkt 3: Rettet. Tal er rettet" in text


def test_a_part_that_did_not_change_is_not_filed_again(aendret, moedet, sager, klar):
    sending = klar(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    filed = sending.dokumenter.filter(punkt__isnull=False).order_by("pk").values_list("punkt", flat=True)
    assert list(filed) == [sager[2].pk, moedet.punkter.get(raekkefoelge=4).pk]


def test_a_correction_needs_a_reason(aendret, moedet, klar):
    with pytest.raises(NotNow, match="Skriv, hvorfor punkt 3 er rettet."):
        klar(moedet, "tillaeg")


def test_nothing_changed_is_no_tillaeg(moedet, sager, sendt, klar):
    sendt(moedet)

    with pytest.raises(NotNow, match="Intet er ændret siden sidste udsendelse."):
        klar(moedet, "tillaeg")


def test_a_tillaeg_before_the_dagsorden_is_refused(moedet, sager, klar):
    with pytest.raises(NotNow, match="Dagsordenen er ikke sendt endnu."):
        klar(moedet, "tillaeg")


def test_recipients_are_told_of_the_tillaeg(aendret, moedet, sager, sendt):
    sendt(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    assert Notifikation.objects.filter(slags="udsendelse.tillaeg").count() == 3


def test_what_a_reader_has_read_stays_with_the_row_he_read(aendret, moedet, sager, carla, sendt):
    row = Udsendelsespunkt.objects.get(udsendelse=aendret, punkt=sager[1])
    Laesning.objects.create(bruger=carla, udsendelsespunkt=row, laest_den=ur.nu())

    sending = sendt(moedet, "tillaeg", aarsager={sager[2].pk: "Tal er rettet"})

    same = Udsendelsespunkt.objects.get(udsendelse=sending, punkt=sager[1])
    assert same.punktversion_id == row.punktversion_id


def test_an_edited_text_comes_as_corrected_with_a_new_version(moedet, sager, sendt):
    sendt(moedet)
    sager[1].refresh_from_db()
    sager[1].tekst = "<p>En anden tekst</p>"
    sager[1].save()

    sending = sendt(moedet, "tillaeg", aarsager={sager[1].pk: "Ny dato"})

    row = Udsendelsespunkt.objects.get(udsendelse=sending, punkt=sager[1])
    assert (row.maerke, row.punktversion.nr, row.aarsag) == ("rettet", 2, "Ny dato")
