"""Twenty meetings approved at once number a thousand decisions: none twice, none left out (11 §14, check 3)."""

from datetime import timedelta

import pytest
from django.db import transaction

from indstillinger.models import Beslutning, Referat, Referatpunkt
from indstillinger.workflow.beslutning import decide
from mso_portal.motor import search, ur
from mso_portal.motor.log import check_chain
from tests import builders_moede
from tests.indstillinger.samtidig import at_once

TRAADE, NUMRE = 20, 50


class Fortrudt(Exception):
    """An approval that failed after its numbers were given."""


@pytest.fixture
def referater(forum, folk):
    """Minutes of as many meetings as there are threads and one more, each with fifty rows that decide."""
    days = [builders_moede.DATO + timedelta(days=nr) for nr in range(TRAADE + 1)]
    return [_minutes(builders_moede.moede(forum, day, moedeleder=folk.carla), folk.kirsten) for day in days]


def _minutes(moede, by):
    item = builders_moede.punkt(moede, nummer="1", tilstand="behandlet", afgjort_den=ur.nu(), afgjort_af=by)
    minutes = Referat.objects.create(moede=moede, nr=1, oprettet_den=ur.nu(), oprettet_af=by)
    Referatpunkt.objects.bulk_create(
        Referatpunkt(referat=minutes, punkt=item, slags="besluttet", raekkefoelge=nr, udfald="vedtaget", ordlyd="Ja")
        for nr in range(NUMRE)
    )
    return minutes


def decided(minutes, by, *, fails=False):
    """Number the decisions of minutes as their approval does; the one that fails gives its numbers back."""
    try:
        with ur.stil(minutes.oprettet_den), transaction.atomic():
            decide(minutes, by)
            if fails:
                raise Fortrudt
    except Fortrudt:
        pass


def test_twenty_threads_give_a_thousand_numbers_without_gap(referater, folk, monkeypatch):
    monkeypatch.setattr(search, "write_row", lambda *args, **felter: None)  # a third of the time, and no number
    *kept, last = referater
    acts = [lambda one=one: decided(one, folk.carla) for one in kept]

    at_once([*acts[:5], lambda: decided(last, folk.carla, fails=True), *acts[5:]])

    numbers = Beslutning.objects.order_by("nummer").values_list("nummer", flat=True)
    assert sorted(numbers, key=len) == [f"CT-2020-{nr:03d}" for nr in range(1, TRAADE * NUMRE + 1)]
    assert check_chain() == []
