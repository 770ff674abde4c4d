"""The held meeting of verden.py, on 2 June 2020."""

import pytest

from mso_portal.motor import ur
from tests.indstillinger.referat import verden


@pytest.fixture
def klokken(db):
    with ur.stil(verden.EFTER):
        yield verden.EFTER


@pytest.fixture
def folk(klokken, chefteam):
    return verden.personer(chefteam)


@pytest.fixture
def kladde(folk, chefteam):
    return verden.afholdt(folk, chefteam)


@pytest.fixture
def sendt(kladde, folk):
    return verden.sendt(kladde, folk)


@pytest.fixture
def godkendt(kladde, folk):
    return verden.godkendt(kladde, folk)


@pytest.fixture
def moede(kladde):
    return kladde.moede
