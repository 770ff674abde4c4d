"""The chain's own world: the demo's people and meetings, and the three worked papers written but sent to nobody yet."""

import json
import os
import signal
import subprocess
import sys

from mso_portal.management.koerer import _end_with_parent
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.browser.forfatter import session_of
from tests.browser.portal import ROOT, Portal, environment

# The file of each paper, and its number in this world.
PAPERS = {"gaa-paa-rov": "2019-001", "takt-og-tone": "2020-001", "social-kapital": "2020-002"}
# What is left for the author to write, to ask and for a leder to answer by hand.
RESUME, PART = "takt-og-tone", "STAB-04"
# People of the papers who have no card on the login page.
UDEN_KORT = ("dorte", "leif", "lone", "poul", "soeren")


class Chainworld(Portal):
    """The portal with a world of its own, a worker, and a clock that the test sets."""

    worker = None

    def prepare(self):
        super().prepare()
        command = [sys.executable, "-m", "tests.browser.kaede_verden"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, **self._here(owner=True))
        self.sessions = json.loads(done.stdout)
        return self

    def session(self, name):
        """Log in by the card of the login page; who has none got a session when the world was made."""
        return self.sessions.get(name) or session_of(self.url, name)

    def set_local(self, moment):
        """Let the portal's clock run on from a Danish time."""
        self.set_clock(moment.replace(tzinfo=DANSK_TID))

    def start(self):
        super().start()
        self.worker = subprocess.Popen([sys.executable, "manage.py", "arbejder"], preexec_fn=_end_with_parent,
                                       stdout=subprocess.DEVNULL, start_new_session=True, **self._here())  # fmt: skip
        return self

    def stop(self):
        if self.worker:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None
        super().stop()

    def _here(self, **options):
        return {"cwd": ROOT, "env": environment(self.database, self.folder, self.url, **options)}


def build():
    """Empty the copied world, and play the organisation and the writing of the papers into it."""
    from mso_portal.management.afspil import _moment, _steps_of_paper
    from mso_portal.management.verden import play_organisation
    from mso_portal.motor import ur
    from tests.indstillinger.samtidig import empty

    empty()
    play_organisation()
    for name in PAPERS:
        steps = _steps_of_paper(name, as_written(name), {})
        for moment, play in sorted(steps, key=lambda step: step[0]):
            with ur.stil(_moment(moment)):
                play()
    print(json.dumps({name: _session(name) for name in UDEN_KORT}))


def _session(name):
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from mso_portal.motor import sessions
    from mso_portal.organisation.models import Bruger

    person, made = Bruger.objects.get(brugernavn=name), SessionStore()
    made[SESSION_KEY], made[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    made[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    sessions.start(made)
    made.save()
    return made.session_key


def as_written(name):
    """Return the file of a paper without what the chain does by hand."""
    from mso_portal.management.verden import read

    data = {**read(f"indstillinger/{name}.toml"), "handling": []}
    if name == RESUME:
        del data["rettelse"][-1]["felter"]["resume"]
        data["koordinering"][0]["parter"].remove({"afdeling": PART})
        data["svar"] = [row for row in data["svar"] if row["part"] != PART]
    return data


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    django.setup()
    build()
