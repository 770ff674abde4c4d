"""The demo's mail catcher: files under .var/mail, and each person's own at /demo/post/."""

import pytest
from django.core.mail import EmailMessage, get_connection

from mso_portal.motor import postkasse, sessions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder", email="lars@demo.example")


@pytest.fixture
def logget_ind(client):
    def log_in(person):
        client.force_login(person)
        session = client.session
        sessions.start(session)
        session.save()
        return client

    return log_in


def send(
    to="lars@demo.example", emne="Du har en opgave", nr=1, hour=8, tekst="Goddag Lars\n\nÆble på http://x.example/a/"
):
    headers = {"Message-ID": f"<{nr}@x>", "Date": f"Thu, 14 May 2020 {hour:02d}:30:00 +0000"}
    backend = get_connection("mso_portal.motor.postkasse.FilBackend")
    return EmailMessage(emne, tekst, to=[to], headers=headers, connection=backend).send()


def subjects(client):
    return [[cell["tekst"] for cell in row["celler"]] for row in client.get("/demo/post/").context["raekker"]]


def test_own_mails_are_listed_newest_first(logget_ind, lars):
    send(), send(emne="Sag er gjort lukket", nr=2, hour=9)

    assert subjects(logget_ind(lars)) == [
        ["Sag er gjort lukket", "14. maj 2020 kl. 11.30"], ["Du har en opgave", "14. maj 2020 kl. 10.30"],
    ]  # fmt: skip


def test_mail_that_comes_twice_is_one(logget_ind, lars):
    assert [send(), send(), len(subjects(logget_ind(lars)))] == [1, 1, 1]


def test_anothers_mails_are_neither_listed_nor_found(logget_ind, lars):
    send()
    (mail,) = postkasse.received(lars.email)
    client = logget_ind(builders.bruger("Anders Andetsteds", email="anders@demo.example"))

    assert [subjects(client), client.get(f"/demo/post/{mail['navn']}/").status_code] == [[], 404]


def test_person_without_address_has_no_mails(logget_ind):
    send()

    assert subjects(logget_ind(builders.bruger("Uden Adresse"))) == []


def test_mail_is_shown_with_its_link(logget_ind, lars):
    send()
    (mail,) = postkasse.received("LARS@demo.example")

    page = logget_ind(lars).get(f"/demo/post/{mail['navn']}/").content.decode()

    assert [page.count(text) for text in ("Goddag Lars", "Æble", 'href="http://x.example/a/"')] == [1, 1, 1]


def test_text_of_a_mail_is_text(logget_ind, lars):
    send(tekst="<script>x</script>")
    (mail,) = postkasse.received(lars.email)

    page = logget_ind(lars).get(f"/demo/post/{mail['navn']}/").content.decode()

    assert [page.count("<script>x"), page.count("&lt;script&gt;x")] == [0, 1]


@pytest.mark.parametrize("navn", ["findes-ikke", "..", "a.eml"])
def test_unknown_name_is_404(logget_ind, lars, navn):
    assert logget_ind(lars).get(f"/demo/post/{navn}/").status_code == 404
