"""Two persons at once in a chosen order: who begins holds the transaction open until the other one waits for it."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from django.db import connection, transaction

from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow

LAENGST = 120
VENTER = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def in_turn(first, second, now, *, more=None):
    """Run both in threads of their own at the time `now`: `first` has done its part, and commits when `second` waits
    for a lock of its, or is done without one. `more` goes on with the first one's part before it commits. Returns
    what each answered: the verb's value, or the refusal's words."""
    done, commit = Event(), Event()

    def leading():
        with transaction.atomic():
            answer = first()
            done.set()
            commit.wait(LAENGST)
            return more() if more else answer

    def following():
        done.wait(LAENGST)
        return second()

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(_answered, act, now, done) for act in (leading, following)]
        done.wait(LAENGST)
        while not (both[1].done() or _somebody_waits()):
            time.sleep(0.01)
        commit.set()
        return [one.result() for one in both]


def _answered(act, now, done):
    try:
        with ur.stil(now):
            return act()
    except NotNow as refusal:
        return str(refusal)
    finally:
        done.set()
        connection.close()


def _somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute(VENTER)
        return cursor.fetchone()[0] > 0
