"""Every kind about an åben and a lukket paper: subject, body and headers hold no word of the case."""

from itertools import product

import pytest
from django.core import mail as outbox

from indstillinger.models import Koordinering
from mso_portal.motor import post, ur
from mso_portal.motor.besked import notify
from mso_portal.motor.beskedslags import slags
from mso_portal.motor.models import Mail
from tests import builders
from tests.builders_indstilling import indstilling, version

pytestmark = pytest.mark.django_db
KINDS = {
    "indstilling.frist": ("Frist for indstilling", False, False),
    "indstilling.indsendt": ("Indstilling til godkendelse", True, True),
    "indstilling.returneret": ("Indstilling sendt tilbage", True, True),
    "indstilling.godkendt": ("Ny godkendt indstilling", False, False),
    "koordinering.spurgt": ("Du er spurgt om en indstilling", True, True),
    "koordinering.svar": ("Svar på koordinering", False, False),
    "indstilling.lukket": ("Sag er gjort lukket", True, False),
}
KANARIE = "bcdfghjklmnp"


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder", email="lars@demo.example")


def about(kind, aabenhed, lars):
    """Return the paper or request a kind is about; every text of it holds the canary."""
    paper = indstilling(builders.bruger(), leder=lars, aabenhed=aabenhed, tekst=lambda felt: f"{KANARIE} {felt}")
    if kind.startswith("indstilling"):
        return paper
    return Koordinering.objects.create(
        indstilling=paper, bruger=lars, status="sendt", version=version(paper, lars), frist=ur.i_dag(),
        spurgt_den=ur.nu(), spurgt_af=lars,
    )  # fmt: skip


def test_kinds_are_those_of_the_page_with_their_subjects():
    declared = {key: (one.emne, one.straks, one.altid) for key, one in slags.items() if key in KINDS}

    assert declared == KINDS


def mailed(kind, aabenhed, lars):
    """Tell Lars, at once or in the overview, and return the message."""
    (line,) = notify(kind, about(kind, aabenhed, lars), [lars])
    if line.mail is None:
        post.digest(ur.nu())
    post.send_mail.func(Mail.objects.get().pk)
    return outbox.outbox[0]


def met(message):
    """Return the parts of a message that hold the canary or half of it."""
    parts = {
        "Subject": message.subject,
        "body": message.body,
        **message.message(),
        "raw": message.message().as_string(),
    }
    return sorted(name for name, text in parts.items() if KANARIE[:6] in text or KANARIE[6:] in text)


@pytest.mark.parametrize(("kind", "aabenhed"), list(product(KINDS, ("aaben", "lukket", "ikke_angivet"))))
def test_mail_of_every_kind_holds_no_word_of_the_case(kind, aabenhed, lars):
    message = mailed(kind, aabenhed, lars)

    assert [message.subject, Mail.objects.get().tilstand, met(message)] == [KINDS[kind][0], "sendt", []]


def test_a_title_in_the_subject_or_the_sentence_would_be_met(lars, monkeypatch):
    monkeypatch.setattr(post, "_parts", lambda mail, person: (f"{KANARIE} her", f"Læs {KANARIE[6:]}", "/"))

    assert met(mailed("indstilling.indsendt", "lukket", lars)) == ["Subject", "body", "raw"]


@pytest.mark.parametrize("kind", [kind for kind, (_, straks, _) in KINDS.items() if straks])
def test_mail_leads_to_its_page(kind, lars, settings):
    obj = about(kind, "aaben", lars)
    notify(kind, obj, [lars])
    post.send_mail.func(Mail.objects.get().pk)

    path = "/indstillinger/2020-001/" + ("koordinering/" if kind.startswith("koordinering") else "")
    assert outbox.outbox[0].body.split("\n\n")[2] == f"{settings.MSO_ADRESSE}{path}"


def test_canary_is_there_for_who_may_read(lars):
    paper = about("indstilling.frist", "lukket", lars)

    assert KANARIE in paper.egentlig_titel


@pytest.mark.parametrize(("kind", "field"), [("indstilling.frist", "version"), ("koordinering.spurgt", "version_id")])
def test_key_holds_the_counter_of_a_paper_and_the_version_of_a_request(kind, field, lars):
    obj = about(kind, "aaben", lars)

    (line,) = notify(kind, type(obj).objects.get(), [lars])

    assert line.noegle == f"{kind}:{obj._meta.label_lower}:{obj.pk}:{getattr(obj, field)}:{lars.pk}"
