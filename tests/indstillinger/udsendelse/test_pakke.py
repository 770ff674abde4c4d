"""The documents as they are really made: a hostile part, shared parts, the same bytes again (11 §14, check 11)."""

import pytest

from indstillinger.models import Dokumentdel, Moededokument
from indstillinger.workflow import klargoering, pdfdele
from indstillinger.workflow.udsendelse import prepare
from mso_portal.motor.filer import lager
from mso_portal.motor.pdf import proces
from mso_portal.motor.pdf.aflaes import Ulaeselig, words_of
from tests.builders_moede import punkt, udelukkelse
from tests.indstillinger.udsendelse.conftest import paper


@pytest.fixture
def to(moedet, chefteam, signe, mogens, maja_leder):
    """A paper with a file that is no PDF, and one that Mogens is kept out of."""
    items = [
        punkt(moedet, paper(chefteam, signe, "Haven", bilag=[("Tegning", "aaben")])),
        punkt(moedet, paper(chefteam, signe, "Flytning", aabenhed="lukket")),
    ]
    udelukkelse(items[1], mogens, maja_leder)
    return items


def build(moede, kirsten):
    sending = prepare(moede, "dagsorden", by=kirsten)
    klargoering.build_packs(sending.pk)
    sending.refresh_from_db()
    return sending


def packs(sending):
    """Return {number of parts: bytes} of the packs."""
    rows = Moededokument.objects.filter(udsendelse=sending, slags="moedepakke").select_related("fil")
    return {len(one.dele): lager.read(one.fil) for one in rows.order_by("pk")}


def test_one_hostile_bilag_becomes_a_page_and_the_rest_is_there(to, moedet, kirsten):
    sending = build(moedet, kirsten)

    found = packs(sending)
    text = words_of(found[3])
    assert (sending.tilstand, sorted(found)) == ("klar", [2, 3])
    assert sending.fejl == [{"slags": "pladsholder", "tekst": "Bilag 1 til punkt 1 kunne ikke vises som PDF."}]
    assert "Bilag 1 til punkt 1 kunne ikke vises som PDF. Læs det i portalen:" in " ".join(text.split())
    assert "Flytning med navns nævnelse" in text
    assert "Flytning" not in words_of(found[2])


def test_the_same_content_is_the_same_bytes_and_nothing_is_made_twice(to, moedet, kirsten):
    first = packs(build(moedet, kirsten))
    kept = set(Dokumentdel.objects.order_by("pk").values_list("pk", flat=True))

    second = packs(build(moedet, kirsten))

    assert second == first
    assert set(Dokumentdel.objects.order_by("pk").values_list("pk", flat=True)) == kept


def test_a_part_that_kills_its_child_becomes_a_page(moedet, sager, kirsten, monkeypatch):
    real = proces.render_in_child

    def dies(document, **how):
        if "Følgevenner" in document.titel:
            raise proces.RenderFailed("processen døde")
        return real(document, **how)

    monkeypatch.setattr(pdfdele, "render_in_child", dies)

    sending = build(moedet, kirsten)

    text = " ".join(words_of(packs(sending)[3]).split())
    assert sending.fejl == [{"slags": "pladsholder", "tekst": "Punkt 1 kunne ikke vises som PDF."}]
    assert "Punkt 1 kunne ikke vises som PDF. Læs det i portalen:" in text
    assert "Budget for haven" in text


def test_a_pack_that_cannot_be_made_is_fejlet_and_may_be_made_again(moedet, sager, kirsten, uden_pdf, monkeypatch):
    monkeypatch.setattr(klargoering, "Pakkebygger", None)
    sending = prepare(moedet, "dagsorden", by=kirsten)

    with pytest.raises(TypeError):
        klargoering.build_packs(sending.pk)

    sending.refresh_from_db()
    assert (sending.tilstand, sending.fejl) == ("fejlet", [{"slags": "fejl", "tekst": "Pakken kunne ikke dannes."}])


def test_the_job_run_twice_makes_one_set_of_documents(moedet, sager, klar):
    sending = klar(moedet)
    before = Moededokument.objects.count()

    klargoering.build_packs(sending.pk)

    assert Moededokument.objects.count() == before


def test_the_job_of_a_replaced_sending_does_nothing(moedet, sager, uden_pdf, kirsten):
    old = prepare(moedet, "dagsorden", by=kirsten).pk
    prepare(moedet, "dagsorden", by=kirsten)

    klargoering.build_packs(old)

    assert Moededokument.objects.count() == 0


def test_what_is_no_pdf_cannot_be_read_through():
    with pytest.raises(Ulaeselig):
        words_of(b"ikke en PDF")
