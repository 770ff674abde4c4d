"""A right that ends stops working at the next request, in a session that goes on; so does a closed access."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from mso_portal.motor import ur
from mso_portal.organisation import workflow
from mso_portal.organisation.models import Medlemskab, Rolletildeling, Stedfortraedelse
from tests.adgang.verden import PERSONER, rullet_tilbage

pytestmark = pytest.mark.django_db
# A kladde that was sent once: its secretariat reads it, and its people can still be changed.
SAG = ("returneret", "lukket")


def slut(model, **felter):
    """End the rows by setting their last day to yesterday."""
    model.objects.filter(**felter).update(til=ur.i_dag() - timedelta(days=1))


def fjern_medforfatter(verden):
    verden.papirer[SAG].medforfattere.clear()


def skift_leder(verden):
    paper = verden.papirer[SAG]
    type(paper).objects.filter(pk=paper.pk).update(ansvarlig_leder=verden.personer["leder_anden"])


ENDER = {
    "sekretaer": lambda verden: slut(Medlemskab, bruger__brugernavn="sekretaer"),
    "moedeleder": lambda verden: slut(Medlemskab, bruger__brugernavn="moedeleder"),
    "stedfortraeder_lukket": lambda verden: slut(Stedfortraedelse, stedfortraeder__brugernavn="stedfortraeder_lukket"),
    "revisor": lambda verden: slut(Rolletildeling, bruger__brugernavn="revisor"),
    "medforfatter": fjern_medforfatter,
    "leder": skift_leder,
}


@pytest.mark.parametrize("person", ENDER)
def test_right_that_ended_is_gone_at_the_next_request(verden, person):
    path = f"/indstillinger/{verden.papirer[SAG].nummer}/"
    with rullet_tilbage():
        before = verden.client(person).get(path).status_code
        ENDER[person](verden)
        after = verden.client(person).get(path).status_code

    assert (before, after) == (200, 404)


def test_deputy_loses_closed_papers_when_they_are_taken_out(verden):
    path = f"/indstillinger/{verden.papirer[SAG].nummer}/"
    with rullet_tilbage():
        Stedfortraedelse.objects.update(ogsaa_lukkede=False)

        assert verden.client("stedfortraeder_lukket").get(path).status_code == 404


def test_administrator_whose_role_ended_sees_no_set_up(verden):
    with rullet_tilbage():
        slut(Rolletildeling, bruger__brugernavn="administrator")

        assert verden.client("administrator").get("/opsaetning/").status_code == 403


@pytest.mark.parametrize("person", [one for one in PERSONER if one not in ("anonym", "administrator")])
def test_closed_access_ends_every_session(verden, person):
    one = verden.personer[person]
    with rullet_tilbage():
        before = verden.client(person).get("/profil/").status_code
        workflow.deactivate(one, by=verden.personer["administrator"])
        after = [verden.client(person).get("/profil/"), verden.client(person).post("/profil/ret/")]
        left = [row for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") == str(one.pk)]

    assert (before, [answer.status_code for answer in after], left) == (200, [302, 401], [])


def test_inactive_person_with_a_session_that_was_left_is_refused(verden):
    with rullet_tilbage():
        type(verden.personer["leder"]).objects.filter(brugernavn="leder").update(aktiv=False)

        assert verden.client("leder").get("/profil/").status_code == 302
