"""The list of what one was told: by day, own lines only, opened by a press; the bell rides on the person's query."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from mso_portal.motor import sessions, ur
from mso_portal.motor.backend import PersonBackend
from mso_portal.motor.besked import notify
from mso_portal.motor.models import Notifikation
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.builders_indstilling import gem, indstilling

pytestmark = pytest.mark.django_db
NU = datetime(2020, 5, 14, 10, 30, tzinfo=DANSK_TID)


@pytest.fixture(autouse=True)
def klokken(db):
    with ur.stil(NU):
        yield


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder")


@pytest.fixture
def sag(lars):
    return indstilling(builders.bruger(), leder=lars, tekst=lambda felt: f"bcdfghjklmnp {felt}", raekker=False)


@pytest.fixture
def klient():
    """Return a function that logs a person in, as the portal's own backend fetches him."""

    def log_in(person):
        client = Client()
        client.force_login(person)
        session = client.session
        sessions.start(session)
        session.save()
        return client

    return log_in


def tell(sag, person, *ages, kind="indstilling.godkendt"):
    """Tell the person of the paper once for each age."""
    lines = []
    for age in ages or [timedelta()]:
        with ur.stil(NU - age):
            lines += notify(kind, sag, [person], version=f"{kind}-{age}")
    return lines


def shown(client, query=""):
    days = client.get(f"/notifikationer/{query}").context["dage"]
    return [(day["dag"], [line["tid"] for line in day["linjer"]]) for day in days]


def test_lines_stand_by_day_newest_first(klient, sag, lars):
    tell(sag, lars, timedelta(minutes=20), timedelta(hours=1), timedelta(days=1))

    assert shown(klient(lars)) == [
        ("Torsdag den 14. maj 2020", ["kl. 10.10", "kl. 9.30"]), ("Onsdag den 13. maj 2020", ["kl. 10.30"]),
    ]  # fmt: skip


def test_line_is_kind_sentence_and_button_without_the_title(klient, sag, lars):
    tell(sag, lars)

    page = klient(lars).get("/notifikationer/").content.decode()

    words = ["Ny godkendt indstilling", "En indstilling til et møde, du forbereder, er godkendt.", "bcdfgh"]
    assert [page.count(word) for word in words] == [3, 1, 0]


def test_only_own_lines_of_ninety_days_are_shown(klient, sag, lars):
    tell(sag, lars, timedelta(days=89), timedelta(days=91))
    tell(sag, builders.bruger("Anders Andetsteds"))

    assert [len(lines) for _, lines in shown(klient(lars))] == [1]


def test_opening_marks_read_and_leads_to_the_paper(klient, sag, lars):
    (line,) = tell(sag, lars)

    answer = klient(lars).post(f"/notifikationer/{line.pk}/")

    line.refresh_from_db()
    assert [answer.status_code, answer.url, line.laest_den] == [302, "/indstillinger/2020-001/", NU]


def test_opening_again_keeps_when_it_was_read(klient, sag, lars):
    (line,) = tell(sag, lars)
    client = klient(lars)
    client.post(f"/notifikationer/{line.pk}/")

    with ur.stil(NU + timedelta(minutes=5)):
        client.post(f"/notifikationer/{line.pk}/")

    assert Notifikation.objects.get().laest_den == NU


def test_what_may_no_longer_be_seen_has_no_button_and_leads_nowhere(klient, sag, lars):
    (line,) = tell(sag, lars)
    gem(sag, sag.sagsbehandler, ansvarlig_leder=builders.bruger("Ny Leder"))
    client = klient(lars)

    urls = [row["url"] for day in client.get("/notifikationer/").context["dage"] for row in day["linjer"]]
    answer = client.post(f"/notifikationer/{line.pk}/")

    assert [urls, answer.url, Notifikation.objects.get().laest_den] == [[""], "/notifikationer/", NU]


@pytest.mark.parametrize("whose", ["another's", "nobody's", "too old"])
def test_line_that_is_not_ones_own_is_404(klient, sag, lars, whose):
    (line,) = tell(sag, lars, timedelta(days=91 if whose == "too old" else 1))
    reader = builders.bruger("Anders Andetsteds") if whose == "another's" else lars
    pk = line.pk + 1000 if whose == "nobody's" else line.pk

    assert klient(reader).post(f"/notifikationer/{pk}/").status_code == 404
    assert Notifikation.objects.get().laest_den is None


def test_a_look_marks_nothing_read(klient, sag, lars):
    (line,) = tell(sag, lars)
    client = klient(lars)

    answers = [client.get(path).status_code for path in ("/notifikationer/", f"/notifikationer/{line.pk}/")]

    assert [answers, Notifikation.objects.get().laest_den] == [[200, 405], None]


def test_all_are_marked_read_but_anothers(klient, sag, lars):
    anders = builders.bruger("Anders Andetsteds")
    tell(sag, lars, timedelta(hours=1), timedelta(hours=2))
    tell(sag, anders)

    answer = klient(lars).post("/notifikationer/laest/")

    assert answer.url == "/notifikationer/"
    assert [person.notifikationer.filter(laest_den=None).count() for person in (lars, anders)] == [0, 1]


def test_filter_narrows_to_a_kind_of_those_one_has(klient, sag, lars):
    tell(sag, lars, timedelta(hours=1))
    tell(sag, lars, timedelta(hours=2), kind="indstilling.frist")
    client = klient(lars)

    counts = [sum(len(lines) for _, lines in shown(client, f"?slags={kind}"))
              for kind in ("", "indstilling.frist", "koordinering.spurgt")]  # fmt: skip

    assert counts == [2, 1, 2]
    assert client.get("/notifikationer/").context["form"].fields["slags"].choices == [
        ("", "Alle slags"), ("indstilling.frist", "Frist for indstilling"),
        ("indstilling.godkendt", "Ny godkendt indstilling"),
    ]  # fmt: skip


def test_long_list_is_paged(klient, sag, lars):
    tell(sag, lars, *(timedelta(minutes=nr) for nr in range(53)))
    client = klient(lars)

    counts = [sum(len(lines) for _, lines in shown(client, f"?side={nr}")) for nr in (1, 2)]

    assert [counts, client.get("/notifikationer/").context["sidetekst"]] == [[50, 3], "Side 1 af 2"]


def test_number_of_queries_does_not_grow_with_the_lines(klient, sag, lars, queries_at):
    client = klient(lars)

    one, three = queries_at(
        lambda nr: tell(sag, lars, timedelta(hours=nr)), lambda: client.get("/notifikationer/"), (1, 3)
    )

    assert [one, one <= 8] == [three, True]


def test_empty_list_says_so(klient, lars):
    assert klient(lars).get("/notifikationer/").content.decode().count("Du har ingen notifikationer.") == 1


def test_person_comes_with_the_number_of_unread_lines_in_one_query(sag, lars, count_queries):
    tell(sag, lars, timedelta(hours=1), timedelta(hours=2), timedelta(days=91))
    read, *_ = tell(sag, lars, timedelta(hours=3))
    Notifikation.objects.filter(pk=read.pk).update(laest_den=NU)

    found = []
    queries = count_queries(lambda: found.append(PersonBackend().get_user(lars.pk)))

    assert [queries, found[0], found[0].ulaeste] == [1, lars, 2]


@pytest.mark.parametrize("gone", [True, False])
def test_only_active_persons_are_fetched(lars, gone):
    lars.aktiv = not gone
    lars.save()

    assert PersonBackend().get_user(lars.pk) == (None if gone else lars)
