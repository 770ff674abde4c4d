"""21 §7: what a correction is compared with, and that a first version is none."""

from datetime import date

import pytest

from indsatser.workflow import status as verbs
from indsatser.workflow import statuslaas
from indsatser.workflow.statusrettelse import abandon, correct
from mso_portal.motor.rules import NotNow
from tests import builders_status
from tests.indsatser import statusverden
from tests.indsatser.rigplan import rig
from tests.indsatser.statusverden import laast
from tests.indsatser.test_statusrettelse import GRUND, locked

S = date(2020, 6, 30)


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


def test_correction_is_compared_with_the_status_its_version_was_compared_with(kladde, hr, tina, sofie):
    plan = rig(kladde, hr)
    rounds = [builders_status.runde(plan.styregruppe, tina, slut, None) for slut in (date(2020, 3, 31), S)]
    before, status = [laast(builders_status.status(plan, one), sofie) for one in rounds]
    locked(correct(before, GRUND, by=tina), sofie, resume="Tallet er rettet.")

    data = verbs.current_data(correct(status, GRUND, by=tina))

    assert (data["forrige"]["uuid"], data["forrige"]["nr"]) == (str(before.uuid), 1)
    assert data["forskelle"] == status.udgave.data["forskelle"]


def test_first_version_is_not_abandoned(kladde, hr, tina):
    status = builders_status.status(rig(kladde, hr))

    with pytest.raises(NotNow, match="Kun en rettelse kan opgives."):
        abandon(status, by=tina)
