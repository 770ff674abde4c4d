"""Who answers a request is one rule said twice, as a queryset and as a predicate: compared in random worlds."""

import random
from datetime import timedelta

import pytest

from indstillinger.enums import Anledning
from indstillinger.models import Indstilling, Koordinering
from indstillinger.rules_dialog import svarere
from mso_portal.motor import ur
from mso_portal.motor.rules import ask
from mso_portal.organisation.models import Bruger
from tests import builders, builders_indstilling
from tests.adgang.test_tvilling import spand, tilfaeldig_verden

pytestmark = pytest.mark.django_db


@pytest.fixture
def verden(request):
    """A random world where people and units are asked about papers, some of which changed openness since."""
    dice = random.Random(request.param)
    tilfaeldig_verden(dice)
    people, units = list(Bruger.objects.order_by("pk")), [builders.afdeling(kode) for kode in ("X", "Y")]
    for unit in units:
        builders.tilknytning(dice.choice(people), unit, "leder", *spand(dice))
    for _ in range(6):
        one, other = dice.sample(people, 2)
        builders.stedfortraedelse(one, other, *spand(dice), ogsaa_lukkede=dice.random() < 0.7)
    for paper in Indstilling.objects.order_by("pk"):
        for _ in range(dice.randint(0, 2)):
            sporg(dice, paper, dice.choice(people), dice.choice([None, None, *units]))
    return dice


def sporg(dice, paper, person, unit):
    version = builders_indstilling.version(paper, paper.sagsbehandler, Anledning.KOORDINERING)
    asked = {"version": version, "frist": ur.i_dag() + timedelta(days=1), "spurgt_den": ur.nu(), "spurgt_af": person}
    status = dice.choice(["sendt", "sendt", "naevnt"])
    Koordinering.objects.create(
        indstilling=paper, bruger=None if unit else person, afdeling=unit, status=status,
        **(asked if status == "sendt" else {}),
    )  # fmt: skip
    if paper.tilstand == "kladde" and paper.aabenhed != "lukket":
        builders_indstilling.gem(paper, paper.sagsbehandler, aabenhed=dice.choice(["aaben", "ikke_angivet"]))


@pytest.mark.parametrize("verden", range(8), indirect=True)
def test_queryset_finds_exactly_what_the_rule_allows(verden):
    requests = list(Koordinering.objects.order_by("pk"))

    for person in Bruger.objects.filter(aktiv=True).order_by("pk"):
        found = set(Koordinering.objects.besvares_af(person).order_by("pk"))
        assert found == {one for one in requests if ask(person, "koordinering.svar", one)}


@pytest.mark.parametrize("verden", range(2), indirect=True)
def test_those_who_are_told_are_those_who_may_answer(verden):
    people = list(Bruger.objects.filter(aktiv=True).order_by("sortering", "pk"))

    for one in Koordinering.objects.order_by("pk"):
        assert svarere(one) == [person for person in people if ask(person, "koordinering.svar", one)]


@pytest.mark.parametrize("verden", [1], indirect=True)
def test_random_worlds_hold_both_answers_by_right_and_by_deputy(verden):
    pairs = [(person, one) for person in Bruger.objects.filter(aktiv=True).order_by("pk")
             for one in Koordinering.objects.order_by("pk")]  # fmt: skip
    allowed = [(person, one) for person, one in pairs if ask(person, "koordinering.svar", one)]

    assert 0 < len(allowed) < len(pairs)
    assert any(one.bruger_id and one.bruger_id != person.pk for person, one in allowed)
