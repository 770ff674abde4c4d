"""200 mails through workers that are killed in the middle, 20 times: none lost, none stuck, doubles look alike."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter, deque

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import post
from mso_portal.motor.besked import notify
from mso_portal.motor.models import Mail
from tests import builders
from tests.browser.portal import ROOT, environment
from tests.builders_indstilling import indstilling
from tests.indstillinger.samtidig import empty
from tests.motor.smtp import sink

MAILS, KILLS = 200, 20
# A killed worker took some mails with it when its server had said yes to this many more.
PER_KILL = 5
PATIENCE = 45


@pytest.fixture
def breve(monkeypatch, transactional_db):
    """200 committed mails about one paper, and a role that may send them."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())
    call_command("db_rettigheder", verbosity=0)
    lars = builders.bruger("Lars Leder", email="lars@demo.example")
    paper = indstilling(builders.bruger(), leder=lars, tilstand="til_godkendelse", raekker=False)
    with transaction.atomic():
        lines = [notify("indstilling.indsendt", paper, [lars], version=nr)[0] for nr in range(MAILS)]
    return {line.mail.message_id for line in lines}


@pytest.fixture
def server():
    with sink() as server:
        yield server


class House:
    """A process that starts workers as in drift, but quick to notice that another is dead."""

    def __init__(self, port, folder):
        surroundings = environment(connection.settings_dict["NAME"], folder) | {
            "MSO_MAIL": f"smtp://127.0.0.1:{port}", "MSO_ARBEJDER_RUNDE": "1", "MSO_ARBEJDER_DOED": "2",
            "MSO_LOGNIVEAU": "CRITICAL",
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.motor.arbejderhus"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.workers = deque()

    def _ask(self, line):
        print(line, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def start(self):
        self.workers.append(self._ask("start"))

    def kill_the_oldest(self):
        """End it as a crash would; return the signal that it died of."""
        pid = self.workers.popleft()
        os.kill(pid, signal.SIGKILL)
        return self._ask(pid)


@pytest.fixture
def house(server, tmp_path):
    house = House(server.server_address[1], tmp_path)
    yield house
    while house.workers:
        house.kill_the_oldest()
    house.process.communicate()


def wait_for(happened):
    """Wait until it happened; False when it did not in time."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def states():
    return Counter(Mail.objects.order_by().values_list("tilstand", flat=True))


def test_worker_killed_in_the_middle_of_200_mails_20_times(breve, server, house):
    ends = []
    for nr in range(1, KILLS + 1):
        house.start()
        assert wait_for(lambda nr=nr: len(server.accepted) >= nr * PER_KILL)
        ends.append(house.kill_the_oldest())
    left = MAILS - states()["sendt"]
    house.start()

    assert wait_for(lambda: states() == {"sendt": MAILS})

    assert [ends, left > 0] == [[signal.SIGKILL] * KILLS, True]
    assert set(server.accepted) == breve
    live = ProcrastinateJob.objects.filter(task_name=post.send_mail.name, status__in=["todo", "doing"])
    assert wait_for(lambda: not live.exists())
    print(f"{len(server.accepted) - MAILS} doubles with the same Message-ID, {left} mails left at the last kill")
