"""What is filed of godkendte minutes: a referat for each set, a delreferat for each treated item (11 §6)."""

import pytest

from indstillinger.models import Moededokument, Referat, Referatpunkt
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import referat_content
from indstillinger.workflow import referatdokumenter
from indstillinger.workflow.klargoering import documents_of_referat
from indstillinger.workflow.udsendelse import dokumenter_for
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from tests.builders_moede import punkt, udelukkelse
from tests.builders_moede import sendt as make_sent
from tests.indstillinger.udsendelse.conftest import paper, printed_plainly


@pytest.fixture
def to(moedet, chefteam, signe, mogens, maja_leder, kirsten, carla):
    """Two treated papers, the second lukket; Mogens is kept out of it."""
    items = [
        punkt(moedet, paper(chefteam, signe, "Haven")),
        punkt(moedet, paper(chefteam, signe, "Flytning", aabenhed="lukket")),
    ]
    udelukkelse(items[1], mogens, maja_leder)
    make_sent(moedet, kirsten)
    for item in items:
        item.refresh_from_db()
        item.tilstand, item.afgjort_den, item.afgjort_af = "behandlet", ur.nu(), kirsten
        item.save()
    return items


@pytest.fixture
def uden_tryk(monkeypatch, uden_pdf):
    monkeypatch.setattr(referatdokumenter, "printed", printed_plainly)
    monkeypatch.setattr(referatdokumenter, "words_of", lambda data: data.decode())


def approved(moede, items, by, nr=1):
    """Make godkendte minutes with a row for each item."""
    minutes = Referat.objects.create(moede=moede, nr=nr, oprettet_den=ur.nu(), oprettet_af=by)
    for item in items:
        Referatpunkt.objects.create(
            referat=minutes, punkt=item, slags="droeftet", tekst=f"<p>Drøftet {item.nummer}</p>"
        )
    minutes.tilstand, minutes.godkendt_den, minutes.godkendt_af = "godkendt", ur.nu(), by
    minutes.indhold = referat_content(minutes)
    minutes.sha256 = digest(minutes.indhold)
    minutes.save()
    return minutes


def text_of(document):
    return lager.read(document.fil).decode()


def test_a_referat_for_each_set_and_a_delreferat_for_each_item(to, moedet, kirsten, uden_tryk):
    minutes = approved(moedet, to, kirsten)

    documents_of_referat.func(minutes.pk)

    rows = Moededokument.objects.filter(referat=minutes).order_by("slags", "pk")
    assert [(one.slags, len(one.dele)) for one in rows] == [
        ("delreferat", 1), ("delreferat", 1), ("referat", 2), ("referat", 1),
    ]  # fmt: skip
    assert {one.laast_den for one in rows} == {minutes.godkendt_den}


def test_who_is_kept_out_is_given_the_referat_without_the_item(to, moedet, kirsten, mogens, uden_tryk):
    documents_of_referat.func(approved(moedet, to, kirsten).pk)

    given = [one for one in dokumenter_for(mogens, moedet) if one.slags == "referat"]
    assert len(given) == 1
    assert "Flytning" not in text_of(given[0])
    assert "Drøftet 2" not in text_of(given[0])
    assert "Drøftet 1" in text_of(given[0])


def test_filed_twice_is_filed_once(to, moedet, kirsten, uden_tryk):
    minutes = approved(moedet, to, kirsten)

    for _ in range(2):
        documents_of_referat.func(minutes.pk)

    assert Moededokument.objects.filter(referat=minutes).count() == 4


def test_minutes_in_work_are_not_filed(to, moedet, kirsten, uden_tryk):
    minutes = Referat.objects.create(moede=moedet, nr=1, oprettet_den=ur.nu(), oprettet_af=kirsten)

    documents_of_referat.func(minutes.pk)

    assert Moededokument.objects.count() == 0


def test_a_leak_files_nothing(to, moedet, kirsten, uden_tryk, monkeypatch):
    monkeypatch.setattr(referatdokumenter._Skuffe, "narrowed", lambda skuffe, saet: skuffe.data)
    minutes = approved(moedet, to, kirsten)

    with pytest.raises(referatdokumenter.Laek) as stop:
        documents_of_referat.func(minutes.pk)

    assert str(stop.value) == "referat indeholder tekst fra lukket punkt 2."
    assert Moededokument.objects.count() == 0


def test_the_filed_papers_are_pdf(to, moedet, kirsten):
    minutes = approved(moedet, to, kirsten)

    documents_of_referat.func(minutes.pk)

    rows = Moededokument.objects.filter(referat=minutes).order_by("pk")
    assert {lager.read(one.fil)[:5] for one in rows} == {b"%PDF-"}
    assert set(rows.values_list("filnavn", flat=True)) == {
        "ct-2020-05-29-referat-1.pdf", "ct-2020-05-29-punkt-1-referat-1.pdf", "ct-2020-05-29-punkt-2-referat-1.pdf",
    }  # fmt: skip
