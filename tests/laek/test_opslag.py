"""Whoever reads something closed leaves exactly one row in the access log, and cannot read without it."""

import pytest
from django.db import connection

from mso_portal.motor.models import Opslag
from tests.adgang.formular import indhold
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.verden import byg, rullet_tilbage
from tests.laek.gennemgang import LUKKEDE

pytestmark = pytest.mark.django_db
# Fetched documents leave a row also when they are åbne.
HENTET = ("indstilling_pdf", "version_pdf", "bilag_hent")
# The one bilag of each paper is lukket, also where the paper is åben.
LUKKET_BILAG = ("bilag_vis", "bilag_side")
LAESERE = ("forfatter", "leder", "sekretaer", "revisor", "stedfortraeder")


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage(), pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("indstillinger.views.laes.render_pdf", lambda document: b"%PDF")
        yield byg()


@pytest.fixture
def husket():
    with reading():
        yield


def opslag(action):
    """Return the answer and the access rows that an action wrote."""
    last = Opslag.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    response = action()
    return response, list(Opslag.objects.filter(pk__gt=last).order_by("pk"))


@pytest.mark.parametrize("person", LAESERE)
def test_every_read_of_a_closed_paper_is_one_row_naming_it(verden, person, husket):
    for name, aabenhed, path, paper in paa_papirer(verden):
        response, rows = opslag(lambda path=path: verden.client(person).get(path))
        named = [(row.aktoer, row.genstande) for row in rows]
        indhold(response)
        logged = response.status_code == 200 and (aabenhed in LUKKEDE or name in HENTET + LUKKET_BILAG)
        one = (verden.personer[person], [["indstillinger.indstilling", str(paper.uuid)]])
        assert named == ([one] if logged else []), (path, response.status_code)


def paa_papirer(verden):
    """Yield (url name, openness, path, paper) of every address of a paper."""
    papers = {f"/indstillinger/{paper.nummer}/": paper for paper in verden.papirer.values()}
    for name, _, _, aabenhed, path in adresser(verden):
        paper = next((paper for own, paper in papers.items() if path.startswith(own)), None)
        if paper is not None:
            yield name, aabenhed, path, paper


@pytest.mark.parametrize("path", ["/", "/indstillinger/?fane=alle", "/indstillinger/ny/"])
def test_lists_name_each_closed_paper_they_show_in_one_row(verden, path):
    response, rows = opslag(lambda: verden.client("forfatter").get(path))
    text = response.content.decode()
    shown = {str(paper.uuid) for paper in verden.papirer.values() if paper.er_lukket and paper.nummer in text}

    assert len(rows) == 1
    assert {uuid for _, uuid in rows[0].genstande} == shown != set()


@pytest.mark.parametrize("last, body", [
    ("felt/", {"felt": "resume", "base": "x", "vaerdi": "Min tekst"}),
    ("rediger/", {"base:resume": "x", "resume": "Min tekst"}),
])  # fmt: skip
def test_conflict_that_shows_a_closed_text_is_one_row(verden, last, body):
    paper = verden.papirer["kladde", "lukket"]
    with rullet_tilbage():
        answer, rows = opslag(lambda: verden.client("forfatter").post(f"/indstillinger/{paper.nummer}/{last}", body))

    assert (answer.status_code, [row.genstande for row in rows]) == (
        409,
        [[["indstillinger.indstilling", str(paper.uuid)]]],
    )


def test_open_list_leaves_no_row(verden):
    assert opslag(lambda: verden.client("organisationslaeser").get("/indstillinger/?fane=alle"))[1] == []


@pytest.mark.parametrize("last", ["", "pdf/", "historik/", "rediger/", "slet/"])
def test_nothing_closed_is_shown_when_the_log_cannot_be_written(verden, last):
    paper = verden.papirer["kladde", "lukket"]
    with rullet_tilbage():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE motor_opslag ADD CONSTRAINT ulaeselig CHECK (false) NOT VALID")
        with rullet_tilbage():
            answer = verden.client("forfatter").get(f"/indstillinger/{paper.nummer}/{last}")

    assert answer.status_code == 503
    assert paper.titel_lukket not in answer.content.decode()
    assert "Tekst om" not in answer.content.decode()
