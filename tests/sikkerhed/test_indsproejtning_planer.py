"""Hostile parameters of the pages of plans, statuses and rounds: the page stays up, and no answer leads out of it."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.adgang import planverden
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.verden import rullet_tilbage
from tests.sikkerhed.test_indsproejtning import HAARD, NAESTE

pytestmark = pytest.mark.django_db
PARAMETRE = {
    "status": ("fane",), "status_version": ("fane",), "status_aendringer": ("fra", "til"),
    "status_rediger": ("mangler",), "status_ret_vaerdi": ("raekke", "sti"), "plan_versioner": ("fra", "til"),
    "plan_tidsplan": ("side",), "plan_historik": ("side",), "aendring_post": ("slags", "raekke"),
    "indikator_indberet": ("metode",), "tema_skabelon": ("skabelon",), "plan_import": ("plan", "slags"),
}  # fmt: skip
# Ways to a value that are almost right.
STIER = (
    "risici/x/s", "milepaele//faktisk", "punkter/x/y/z/taeller", "budget/x/forbrug", "data", "runde/noegle/x", "/",
    "//", "risici/00000000-0000-0000-0000-000000000000/s",
)  # fmt: skip
ROLIGT = (200, 302, 400, 404, 409, 422)


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield planverden.byg()


@pytest.fixture(scope="module")
def sider(verden):
    """The pages as {url name: the path of an åben one that the tovholder reads}."""
    found = {}
    for name, _, _, aabenhed, path in adresser(verden):
        if name in PARAMETRE and aabenhed != "lukket" and verden.client("tovholder").get(path).status_code == 200:
            found.setdefault(name, path)
    return found


def faldne(verden, path, parameter, gifte):
    """Return the answers that are no answer to what was asked."""
    browser = verden.client("tovholder")
    with reading():
        answers = {gift[:40]: browser.get(path, {parameter: gift}).status_code for gift in gifte}
    return [(path, parameter, gift, status) for gift, status in answers.items() if status not in ROLIGT]


def test_no_parameter_brings_a_page_of_a_plan_down(verden, sider):
    fallen = []
    for name, parameters in PARAMETRE.items():
        for parameter in parameters:
            fallen += faldne(verden, sider[name], parameter, HAARD)

    assert fallen == []


@pytest.mark.parametrize("parameter", ["sti", "raekke"])
def test_no_false_way_to_a_value_brings_the_correction_down(verden, sider, parameter):
    assert faldne(verden, sider["status_ret_vaerdi"], parameter, STIER) == []


def test_comparison_with_two_false_keys_is_not_found(verden, sider):
    browser = verden.client("tovholder")
    pairs = [{"fra": one, "til": other} for one in HAARD for other in HAARD]
    with reading():
        answers = {browser.get(sider["status_aendringer"], pair).status_code for pair in pairs}

    assert answers == {400, 404}  # 400 for what no text may hold


def test_answer_to_a_bidrag_leads_nowhere_outside(verden):
    path = next(path for name, _, _, _, path in adresser(verden) if name == "bidrag_uaendret")
    targets = set()
    for trick in NAESTE:
        with rullet_tilbage():
            answer = verden.client("tovholder").post(f"{path}?{urlencode({'fra': trick})}", {"noegle": str(uuid4())})
        targets.add((answer.status_code, answer.headers.get("Location")))

    assert targets == {(302, "/indsatsplaner/mine-bidrag/"), (400, None)}  # 400 for what no text may hold
