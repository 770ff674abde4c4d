"""Lines of an imported referat beside the rows: each finds its place once, with nobody's text lost (10 §8, 11 §6)."""

import pytest

from indstillinger.models import Brugtlinje, Importfelt, Opgave, Referat, Referatpunkt
from indstillinger.workflow.referatlinjer import BRUGT, LINJE, suggestion, use_line, waiting
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_moede
from tests.builders_import import importforsoeg
from tests.indstillinger.formular import posted

URL = "/moeder/ct-2020-05-29/afvikling/1/"
TEKSTER = ("Ordningen fortsætter et år.", "Ventelisten & taksten <ses efter>\n\nIgen til maj.", "Ring til HMU.")


@pytest.fixture
def linjer(foerste, raekker, signe, chefteam):
    """Three lines of the paper's old referat, and one that was left out when it was confirmed."""
    read = importforsoeg(signe, chefteam, status="bekraeftet", indstilling=foerste.indstilling)
    for plads, (tekst, udeladt) in enumerate([*((one, False) for one in TEKSTER), ("Udeladt", True)], 10):
        Importfelt.objects.create(forsoeg=read, plads=plads, felt=LINJE, raatekst=tekst, fra=0, til=len(tekst),
                                  vaerdi=tekst, udeladt=udeladt)  # fmt: skip
    return list(Importfelt.objects.filter(forsoeg=read, felt=LINJE, udeladt=False).order_by("plads"))


def waits(punkt):
    return [one.vaerdi for one in waiting(punkt)]


def test_lines_wait_in_order_until_they_are_used(linjer, foerste, kirsten):
    before = waits(foerste)

    use_line(linjer[1], "efterskrift", by=kirsten)

    assert (before, waits(foerste)) == ([*TEKSTER], [TEKSTER[0], TEKSTER[2]])


def test_item_without_a_paper_has_no_lines(linjer, i_gang):
    assert waits(i_gang.punkter.get(nummer="2")) == []


def test_line_becomes_the_wording_after_what_stands_there(linjer, raekker, kirsten):
    use_line(linjer[0], "besluttet", by=kirsten, raekke=raekker[0])
    row = use_line(linjer[2], "besluttet", by=kirsten, raekke=raekker[0])

    assert (row.pk, row.ordlyd) == (raekker[0].pk, f"{TEKSTER[0]}\n{TEKSTER[2]}")
    assert [*Brugtlinje.objects.order_by("pk").values_list("referatpunkt_uuid", "brugt_af")] == [
        (row.uuid, kirsten.pk), (row.uuid, kirsten.pk)
    ]  # fmt: skip


def test_line_becomes_a_row_of_its_own(linjer, foerste, raekker, kirsten):
    row = use_line(linjer[0], "besluttet", by=kirsten)

    assert (row.punkt, row.slags, row.ordlyd, row.beslutningspunkt_uuid) == (foerste, "besluttet", TEKSTER[0], None)


@pytest.mark.parametrize("slags", ["droeftet", "efterskrift"])
def test_line_becomes_paragraphs_with_its_signs_as_they_were(slags, linjer, kirsten):
    row = use_line(linjer[1], slags, by=kirsten)

    assert (row.slags, row.tekst) == (
        slags, "<p>Ventelisten &amp; taksten &lt;ses efter&gt;</p><p>Igen til maj.</p>"
    )  # fmt: skip


def test_line_becomes_a_task(linjer, foerste, kirsten):
    task = use_line(linjer[2], "opgave", by=kirsten)

    assert (task.punkt, task.tekst, task.tilstand) == (foerste, TEKSTER[2], "udkast")
    assert Brugtlinje.objects.get().referatpunkt_uuid is None


def test_line_is_used_once(linjer, raekker, kirsten):
    use_line(linjer[0], "droeftet", by=kirsten)

    with pytest.raises(NotNow, match=BRUGT):
        use_line(linjer[0], "opgave", by=kirsten)
    assert (Brugtlinje.objects.count(), Opgave.objects.count()) == (1, 0)


def test_line_that_finds_no_room_still_waits(linjer, foerste, raekker, kirsten):
    Referatpunkt.objects.filter(pk=raekker[0].pk).update(ordlyd="x" * 3990)

    with pytest.raises(NotNow, match="tegn for lang"):
        use_line(linjer[0], "besluttet", by=kirsten, raekke=Referatpunkt.objects.get(pk=raekker[0].pk))
    assert waits(foerste) == [*TEKSTER]


@pytest.mark.parametrize("who", ["carla", "mads", "signe", "anders"])
def test_only_the_sekretaer_uses_lines(who, linjer, request):
    with pytest.raises(Denied):
        use_line(linjer[0], "droeftet", by=request.getfixturevalue(who))


def test_sekretaer_kept_out_of_the_item_uses_none(linjer, foerste, kirsten, mads):
    builders_moede.udelukkelse(foerste, kirsten, mads)

    with pytest.raises(Denied, match="Du deltager ikke i punktet"):
        use_line(linjer[0], "droeftet", by=kirsten)


def test_minutes_sent_out_take_no_lines(linjer, foerste, kirsten):
    Referat.objects.update(tilstand="til_kommentering")

    with pytest.raises(NotNow, match="kan ikke ændres her"):
        use_line(linjer[0], "droeftet", by=kirsten)
    assert waits(foerste) == [*TEKSTER]


def test_line_of_a_paper_on_no_agenda_is_refused(signe, lars, chefteam, kirsten):
    read = importforsoeg(signe, chefteam, status="bekraeftet")
    line = Importfelt.objects.create(forsoeg=read, plads=10, felt=LINJE, vaerdi="Alene", fra=0, til=0)

    with pytest.raises(NotNow, match="Sagen står ikke på en dagsorden."):
        use_line(line, "droeftet", by=kirsten)


def test_event_has_the_place_of_the_line_and_no_text(linjer, kirsten):
    use_line(linjer[0], "droeftet", by=kirsten)

    assert Haendelse.objects.get(handling="referat.linje").data == {"plads": 10, "slags": "droeftet"}


@pytest.mark.parametrize(
    ("tekst", "nr"), [("Vi kan godkende, at ordningen fortsætter lidt.", 0), ("Ordningen fortsætter.", None)]
)
def test_line_is_suggested_for_the_point_it_shares_three_words_with(tekst, nr, raekker):
    meant = suggestion(Importfelt(vaerdi=tekst), raekker)

    assert meant == (None if nr is None else raekker[nr])


# over the page


def buttons(html):
    part = html.split('id="linjer"')[1].split("</section>")[0]
    return [piece.split('"')[0] for piece in part.split('name="handling" value="')[1:]]


def test_page_sends_a_line_to_its_row_and_strikes_it(linjer, raekker, logget_ind, kirsten):
    client = logget_ind(kirsten)
    page = client.get(URL)
    target = next(one for one in buttons(page.content.decode()) if str(raekker[0].uuid) in one)

    response = client.post(URL, posted(page) | {"handling": target})

    assert response.url.endswith(f"#raekke-{raekker[0].uuid}")
    assert Referatpunkt.objects.get(pk=raekker[0].pk).ordlyd == TEKSTER[0]
    assert {one.split(":")[1] for one in buttons(client.get(URL).content.decode())} == {"11", "12"}


def test_page_keeps_what_was_typed_when_a_line_is_used(linjer, raekker, logget_ind, kirsten):
    client = logget_ind(kirsten)
    typed = posted(client.get(URL)) | {f"{raekker[0].uuid}:ordlyd": "Skrevet før linjen"}

    client.post(URL, typed | {"handling": f"linje:10:besluttet:{raekker[0].uuid}"})

    assert Referatpunkt.objects.get(pk=raekker[0].pk).ordlyd == f"Skrevet før linjen\n{TEKSTER[0]}"


@pytest.mark.parametrize("target", ["99:droeftet", "x:droeftet", "10:andet", "10", "1:droeftet"])
def test_line_that_is_none_is_said_on_the_page(target, linjer, logget_ind, kirsten):
    client = logget_ind(kirsten)

    response = client.post(URL, posted(client.get(URL)) | {"handling": f"linje:{target}"})

    assert (response.status_code, "Linjen findes ikke længere." in response.content.decode()) == (409, True)
    assert Brugtlinje.objects.count() == 0
