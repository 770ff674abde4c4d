"""A walk without aim over the verbs of a meeting: each step is done by somebody, to something, or refused."""

from collections import Counter
from datetime import timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction

from mso_portal.motor import ur
from mso_portal.motor.rules import Denied, NotNow
from tests.indstillinger.frosset.angreb import attack

ANGREB = 3  # one step in three tries to change what is frozen


class Intet(Exception):
    """There is nothing to do the step to."""


class Vandring:
    """The people, the forum and the time of a walk; `gjort` and `afvist` count its steps by name."""

    def __init__(self, seed, forum, folk, skridt):
        self.rng, self.forum, self.folk, self.skridt = Random(seed), forum, folk, skridt
        self.nu, self.gjort, self.afvist, self.angrebet = ur.nu(), Counter(), Counter(), Counter()

    def go(self, steps):
        """Take so many steps; what finds nothing to do is none."""
        while steps:
            self.nu += timedelta(minutes=self.rng.randint(1, 120))
            with ur.stil(self.nu):
                steps -= self._attack() if self.rng.randrange(ANGREB) == 0 else self._step()

    def _attack(self):
        tried = attack(self.rng)
        self.angrebet[tried and tried[1]] += 1
        return tried is not None

    def _step(self):
        (name,) = self.rng.choices(list(self.skridt), [weight for _, weight in self.skridt.values()])
        try:
            with transaction.atomic():
                self.skridt[name][0](self)
        except Intet:
            return False
        except (Denied, NotNow, ValidationError):
            self.afvist[name] += 1
        else:
            self.gjort[name] += 1
        return True

    def one(self, rows, **fits):
        """Return one of the rows, nine times of ten one that fits; Intet when there is none."""
        found = list((rows.filter(**fits) if self.rng.random() < 0.9 else rows).order_by("pk").distinct())
        if not found:
            raise Intet
        return self.rng.choice(found)

    def by(self, name):
        """Return the person, or now and then somebody else."""
        return getattr(self.folk, name if self.rng.random() < 0.95 else self.rng.choice(list(vars(self.folk))))

    def words(self, *texts):
        return f"{self.rng.choice(texts)} {self.rng.randint(1, 9999)}"
