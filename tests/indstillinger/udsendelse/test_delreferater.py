"""All delreferater of a meeting in one ZIP: for the sekretær, those he may read, the newest version's."""

import io
import zipfile

import pytest

from indstillinger.workflow.klargoering import documents_of_referat
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Opslag
from tests import builders
from tests.builders_moede import udelukkelse
from tests.indstillinger.udsendelse.test_referatdokumenter import approved, to, uden_tryk  # noqa: F401

URL = "/moeder/ct-2020-05-29/referat/delreferater.zip"
NAVNE = ["ct-2020-05-29-punkt-1-referat-1.pdf", "ct-2020-05-29-punkt-2-referat-1.pdf"]


@pytest.fixture
def godkendt(to, moedet, kirsten, uden_tryk):  # noqa: F811
    """Godkendte minutes of an åbent and a lukket item, with their documents."""
    minutes = approved(moedet, to, kirsten)
    documents_of_referat.func(minutes.pk)
    return minutes


def got(client):
    return b"".join(client.get(URL).streaming_content)


def names(client):
    with zipfile.ZipFile(io.BytesIO(got(client))) as archive:
        return archive.namelist()


def reason(client):
    answer = client.get(URL)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_sekretaer_gets_every_delreferat_by_number(godkendt, kirsten, logget_ind):
    answer = logget_ind(kirsten).get(URL)

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    stored = {one.filnavn: lager.read(one.fil) for one in godkendt.dokumenter.filter(slags="delreferat")}
    assert (list(held), held) == (NAVNE, stored)
    assert answer["Content-Disposition"] == 'attachment; filename="ct-2020-05-29-delreferater-1.zip"'


def test_same_delreferater_are_the_same_bytes(godkendt, kirsten, logget_ind):
    client = logget_ind(kirsten)

    assert got(client) == got(client)


def test_item_the_sekretaer_is_kept_out_of_is_absent(godkendt, to, kirsten, maja_leder, logget_ind):  # noqa: F811
    udelukkelse(to[1], kirsten, maja_leder)
    client = logget_ind(kirsten)
    left = names(client)
    udelukkelse(to[0], kirsten, maja_leder)

    status, page = reason(client)

    assert (left, status, "Der er ingen delreferater, som du kan hente." in page) == (NAVNE[:1], 409, True)


def test_newest_godkendte_version_alone_is_given(godkendt, to, moedet, kirsten, logget_ind):  # noqa: F811
    second = approved(moedet, to, kirsten, nr=2)
    status, page = reason(logget_ind(kirsten))
    documents_of_referat.func(second.pk)

    assert (status, "Delreferaterne bliver dannet." in page) == (409, True)
    assert names(logget_ind(kirsten)) == [name.replace("-1.pdf", "-2.pdf") for name in NAVNE]


def test_before_the_minutes_are_godkendt_there_are_none(to, kirsten, logget_ind):  # noqa: F811
    status, page = reason(logget_ind(kirsten))

    assert (status, "Referatet er ikke godkendt endnu." in page) == (409, True)


def test_members_take_them_one_by_one_and_others_see_no_meeting(godkendt, carla, anders, logget_ind):
    codes = [logget_ind(person).get(URL).status_code for person in (carla, anders)]

    assert codes == [403, 404]


def test_revisor_takes_them_too(godkendt, logget_ind):
    revisor = builders.bruger("Rita Revisor")
    builders.rolle(revisor, "revisor", til=ur.i_dag())

    assert names(logget_ind(revisor)) == NAVNE


def test_page_of_the_minutes_leads_to_it(godkendt, to, moedet, kirsten, carla, logget_ind):  # noqa: F811
    approved(moedet, to, kirsten, nr=2)
    minutes = "/moeder/ct-2020-05-29/referat/"

    def led(person, nr=1):
        rows = logget_ind(person).get(f"{minutes}{nr}/").context["papirer"] or []
        return [one["label"] for one in rows if one["url"] == URL]

    before = led(kirsten)
    documents_of_referat.func(moedet.referater.get(nr=2).pk)

    assert (before, led(kirsten), led(kirsten, 2), led(carla, 2)) == ([], [], ["Alle 2 delreferater (ZIP)"], [])


def test_fetch_notes_each_document_and_its_paper(godkendt, kirsten, logget_ind):
    got(logget_ind(kirsten))

    row = Opslag.objects.get()
    kinds = [kind.partition(".")[2] for kind, _ in row.genstande]
    assert (row.slags, kinds) == ("fil", ["moededokument"] * 2 + ["indstilling"] * 2)
