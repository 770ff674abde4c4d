"""What a correction files: a rettelsesblad of exactly the changed rows, beside papers that stay (11 §14, check 17)."""

from hashlib import sha256

import pytest
from django.test import Client

from indstillinger.document_moede import rettelsesblad_document
from indstillinger.models import Beslutning, Moededokument
from indstillinger.workflow import referatdokumenter
from indstillinger.workflow.referat_godkend import approve_minutes, correct, shown_sha256
from indstillinger.workflow.udsendelse import dokumenter_for
from mso_portal.motor import sessions, ur
from mso_portal.motor.documents import strings
from mso_portal.motor.filer import lager
from tests import builders_moede
from tests.demo.udenpdf import without_pdf
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import raekke, ret

AARSAG = "Der stod juni, og det var juli."
ORDLYD = "At den nye tidsplan godkendes fra juli"


@pytest.fixture(autouse=True)
def blade(monkeypatch):
    """No page is printed; returns the content each rettelsesblad was made of, in order."""
    made = []

    def noted(data, *more, **felter):
        made.append(data)
        return rettelsesblad_document(data, *more, **felter)

    monkeypatch.setattr(referatdokumenter, "rettelsesblad_document", noted)
    with without_pdf():
        yield made


@pytest.fixture
def klokken(db):
    with ur.stil(verden.EFTER):
        yield verden.EFTER


@pytest.fixture
def foerste(folk, forum):
    """Version 1, filed."""
    minutes = verden.godkendt(verden.afholdt(folk, forum), folk)
    referatdokumenter.file_minutes(minutes.pk)
    return minutes


@pytest.fixture
def ret_og_godkend(foerste, folk):
    """Return a function that corrects version 1 by an act, approves and files; returns version 2."""

    def done(act):
        minutes = correct(foerste, AARSAG, by=folk.carla)
        act(minutes)
        minutes = approve_minutes(minutes, shown_sha256(minutes), by=folk.carla)
        referatdokumenter.file_minutes(minutes.pk)
        return minutes

    return done


def reword(minutes):
    ret(minutes, 2, udfald="vedtaget_med_aendring", ordlyd=ORDLYD)


def captions(data):
    """The rows a rettelsesblad lists, by item."""
    sections = [one for one in rettelsesblad_document(data).sections if one.id.startswith("rettet-")]
    return [(one.id, [block.caption for block in one.blocks]) for one in sections]


def test_rettelsesblad_lists_exactly_the_changed_and_added_rows(ret_og_godkend, blade):
    def act(minutes):
        reword(minutes)
        raekke(minutes, minutes.moede.punkter.get(nummer="2"), 2, ordlyd="At der måles igen", udfald="vedtaget")

    ret_og_godkend(act)

    assert [captions(one) for one in blade] == [
        [("rettet-1", ["Beslutning CT-2020-002"]), ("rettet-2", ["Beslutning CT-2020-005 (tilføjet)"])]
    ]


def test_rettelsesblad_has_old_and_new_wording_and_the_reason(ret_og_godkend, blade):
    ret_og_godkend(reword)

    said = list(strings(rettelsesblad_document(blade[0])))
    assert [said.count(one) for one in (AARSAG, verden.FORSLAG[1], ORDLYD)] == [1, 1, 1]
    assert [said.count(one) for one in (verden.FORSLAG[0], verden.FORSLAG[2])] == [0, 0]


def test_old_documents_and_row_stay_and_the_new_ones_are_filed_beside(foerste, ret_og_godkend):
    def filed(minutes):
        return list(minutes.dokumenter.order_by("pk").values_list("uuid", "slags", "dele", "sha256", "sider"))

    before, row = filed(foerste), foerste.raekker.order_by("pk").values()[1]
    second = ret_og_godkend(reword)

    assert (filed(foerste), foerste.raekker.order_by("pk").values()[1]) == (before, row)
    kinds = [one[1] for one in filed(second)]
    assert [kinds.count(one) for one in ("referat", "rettelsesblad", "delreferat")] == [1, 1, 3]
    for one in Moededokument.objects.filter(referat=foerste).select_related("fil"):
        assert sha256(lager.read(one.fil)).hexdigest() == one.sha256


def test_register_shows_the_new_wording_under_the_old_number(ret_og_godkend, folk):
    ret_og_godkend(reword)

    decision = Beslutning.objects.get(nummer="CT-2020-002")
    html = _register(folk.mona)
    assert (decision.ordlyd, html.count(ORDLYD) > 0, html.count(verden.FORSLAG[1])) == (ORDLYD, True, 0)


def _register(person):
    client = Client()
    client.force_login(person)
    session = client.session
    sessions.start(session)
    session.save()
    return client.get("/beslutninger/?q=CT-2020-002").content.decode()


def test_who_is_kept_out_of_the_changed_item_is_given_no_rettelsesblad(foerste, ret_og_godkend, folk, blade):
    closed = foerste.moede.punkter.get(nummer="3")
    builders_moede.udelukkelse(closed, folk.mona, folk.kirsten)

    ret_og_godkend(lambda minutes: minutes.raekker.filter(punkt=closed).update(tekst="<p>Andre ord.</p>"))

    given = {one: [row.slags for row in dokumenter_for(one, foerste.moede)] for one in (folk.mona, folk.mikkel)}
    assert [given[one].count("rettelsesblad") for one in (folk.mona, folk.mikkel)] == [0, 1]
    assert [captions(one) for one in blade] == [[("rettet-3", ["Drøftet"])]]


def test_correction_that_changes_no_row_files_no_rettelsesblad(ret_og_godkend):
    second = ret_og_godkend(lambda minutes: None)

    assert Moededokument.objects.filter(referat=second, slags="rettelsesblad").count() == 0
