"""Many at once: one import of a file, one set of fields, one paper."""

from collections import Counter

import pytest
from django.test import TransactionTestCase
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger.models import Importforsoeg, Indstilling
from mso_portal.motor.rules import NotNow
from tests import builders
from tests.indstillinger.importer.verden import LINJER, bekraeft, hent_ind, laes
from tests.indstillinger.samtidig import at_once, empty


@pytest.fixture
def virkelig(monkeypatch, transactional_db):
    """What is written is committed, so that other connections see it."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


def test_fifty_uploads_of_one_file_at_once_are_one_import(virkelig):
    forum, signe = builders.forum(), builders.bruger()

    made = at_once([lambda: hent_ind(forum, signe)] * 50)

    assert Counter(one.pk for one in made) == {made[0].pk: 50}
    assert (Importforsoeg.objects.count(), ProcrastinateJob.objects.count()) == (1, 1)


def test_fifty_confirmations_at_once_are_one_paper(virkelig):
    signe = builders.bruger()
    forsoeg = laes(hent_ind(builders.forum(), signe))

    def confirm():
        try:
            return bekraeft(forsoeg, signe).pk
        except NotNow:  # waited longer for the lock than anybody may
            return Indstilling.objects.get().pk

    made = at_once([confirm] * 50)

    assert (len(set(made)), Indstilling.objects.count()) == (1, 1)


def test_job_twice_at_once_writes_one_set_of_fields(virkelig):
    forsoeg = hent_ind(builders.forum(), builders.bruger())

    at_once([lambda: laes(Importforsoeg.objects.get(pk=forsoeg.pk))] * 8)

    assert forsoeg.importfelter.count() == len(LINJER)
