"""`visible_to` and the predicate are the same rule: compared in random worlds."""

import random
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from indstillinger.enums import Tilstand
from indstillinger.models import Indstilling
from mso_portal.motor import ur
from mso_portal.motor.rules import ask
from mso_portal.organisation.enums import Medlemsrolle, Rolle
from mso_portal.organisation.models import Bruger
from tests import builders
from tests.adgang.verden import AABENHEDER
from tests.builders_indstilling import indstilling

pytestmark = pytest.mark.django_db
VERDENER, PERSONER, PAPIRER = 8, 9, 14


def spand(dice):
    """Return a period of the past, of today or of the future."""
    first = ur.i_dag() + timedelta(days=dice.randint(-8, 2))
    return first, first + timedelta(days=dice.randint(0, 9))


def tilfaeldig_verden(dice):
    """Make people with random rights and papers of all states; everybody can be anything."""
    people = [builders.bruger(f"Person {nr}", aktiv=nr != 0) for nr in range(PERSONER)]
    fora = [builders.forum(kode) for kode in ("AA", "BB")]
    for forum in fora:
        for one in dice.sample(people, 5):
            start, end = spand(dice)
            rolle = dice.choice([role for role in Medlemsrolle.values if role != "moedeleder"])
            builders.medlemskab(one, forum, rolle, fra=start, til=end)
        builders.medlemskab(dice.choice(people), forum, "moedeleder", *spand(dice))
    for _ in range(7):
        one, other = dice.sample(people, 2)
        builders.stedfortraedelse(
            one, other, *spand(dice), ogsaa_lukkede=dice.random() < 0.5, forum=dice.choice([None, *fora])
        )
    builders.rolle(dice.choice(people), dice.choice(Rolle.values), *spand(dice))
    for _ in range(PAPIRER):
        tilfaeldigt_papir(dice, people, fora)


def tilfaeldigt_papir(dice, people, fora):
    tilstand = dice.choice(Tilstand.values)
    indstilling(
        dice.choice(people), tilstand=tilstand, aabenhed=dice.choice(AABENHEDER), raekker=False,
        indsendt=tilstand != "kladde" or dice.random() < 0.5, forum=dice.choice(fora), leder=dice.choice(people),
        medforfattere=dice.sample(people, dice.randint(0, 2)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(VERDENER))
def test_list_shows_exactly_what_the_rule_allows(seed):
    tilfaeldig_verden(random.Random(seed))
    papers = list(Indstilling.objects.order_by("pk"))

    for person in [*Bruger.objects.order_by("pk"), AnonymousUser()]:
        shown = set(Indstilling.objects.visible_to(person).order_by("pk"))
        assert shown == {paper for paper in papers if ask(person, "indstilling.laes", paper)}


def test_random_worlds_hold_both_answers():
    tilfaeldig_verden(random.Random(1))
    total = Indstilling.objects.count()

    counts = {Indstilling.objects.visible_to(one).count() for one in Bruger.objects.order_by("pk")}

    assert len(counts - {0, total}) > 0
