"""R4–R9 of page 10 §4: who reads a paper, its version and its bilag once it was sent with an agenda."""

import pytest
from django.db import connection

from indstillinger.models import Indstillingsversion
from mso_portal.motor.rules import ask
from tests.adgang.moedeverden import PERSONER, byg
from tests.adgang.verden import rullet_tilbage

pytestmark = pytest.mark.django_db
# Who may read a lukket paper that was sent, and who the lukkede bilag of an åben one: said without asking the product.
LUKKET = {
    "forfatter", "leder", "sekretaer", "moedeleder", "medlem", "stedfortraeder_lukket", "punktdeltager", "revisor",
}  # fmt: skip
AABEN = {name for name in PERSONER if name != "anonym"}


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield byg()


def svar(verden, path):
    """Return who gets the page."""
    return {name for name in PERSONER if verden.client(name).get(path).status_code == 200}


@pytest.mark.parametrize(("aabenhed", "ventet"), [("aaben", AABEN), ("lukket", LUKKET)])
@pytest.mark.parametrize("fase", ["udsendt", "referat_godkendt"])
def test_sent_paper_is_read_by(verden, fase, aabenhed, ventet):
    paper = verden.papirer[fase, aabenhed]

    assert svar(verden, f"/indstillinger/{paper.nummer}/") == ventet


@pytest.mark.parametrize(("aabenhed", "ventet"), [("aaben", AABEN), ("lukket", LUKKET)])
def test_sent_version_is_read_by(verden, aabenhed, ventet):
    paper = verden.papirer["udsendt", aabenhed]

    assert svar(verden, f"/indstillinger/{paper.nummer}/versioner/1/") == ventet


@pytest.mark.parametrize("aabenhed", ["aaben", "lukket"])
def test_rule_and_queryset_of_versions_agree(verden, aabenhed):
    version = verden.papirer["udsendt", aabenhed].versioner.get()

    people = [person for person in verden.personer.values() if person]
    seen = [bool(Indstillingsversion.objects.visible_to(one).filter(pk=version.pk)) for one in people]
    assert [bool(ask(one, "version.laes", version)) for one in people] == seen


def test_lukket_bilag_of_an_open_paper_is_read_by_those_who_may_read_all(verden):
    paper = verden.papirer["udsendt", "aaben"]
    with rullet_tilbage():
        close_bilag(paper)

        assert svar(verden, f"/indstillinger/{paper.nummer}/bilag/1/vis/") == LUKKET - {"punktdeltager"}


def close_bilag(paper):
    """Make the paper's bilag lukket as it stands and as it was sent, past the verbs and the database's refusal."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("bilag", "indstillingsversion"):
            cursor.execute(f"ALTER TABLE indstillinger_{table} DISABLE TRIGGER USER")
        cursor.execute("UPDATE indstillinger_bilag SET aabenhed = 'lukket' WHERE indstilling_id = %s", [paper.pk])
        cursor.execute(
            "UPDATE indstillinger_indstillingsversion SET indhold = jsonb_set(indhold, "
            "'{raekker,bilag,raekker,0,felter,aabenhed,raa}', '\"lukket\"') WHERE indstilling_id = %s", [paper.pk]
        )  # fmt: skip
