"""The portal as it runs in the demo: gunicorn, static files, the limited database role, the played world.

The world is played once into a template database and copied for each process of tests; the template is kept
under .var/browser until a file it was made of changes.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from mso_portal import indlejret
from mso_portal.management.koerer import _end_with_parent, stamp

ROOT = Path(__file__).resolve().parents[2]
FOLDER = indlejret.VAR / "browser"
TEMPLATE = "mso_browser_verden"
WORLD = (
    "fixtures/**/*.toml", "mso_portal/management/**/*.py", "mso_portal/vaerdier/**/*.py", "**/migrations/*.py",
    "**/models/*.py", "**/workflow/*.py", "**/models.py", "**/workflow.py",
)  # fmt: skip
# The demo's own day (management/commands/demo.py), known here before there are settings.
DEMODAG = datetime(2020, 11, 23, 8, 0, tzinfo=UTC)
HOST, START_SECONDS = "127.0.0.1", 60


def address(role_url, database):
    """Return a database URL with the database exchanged."""
    return urlunsplit(urlsplit(role_url)._replace(path=f"/{quote(database)}"))


class Portal:
    """A copy of the played world and a web server on it; `stop` and `start` keep database and address."""

    def __init__(self, name):
        self.database = f"mso_browser_{name}"
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.folder = FOLDER / name
        self.process = None

    def prepare(self):
        with _alone():
            ensure_world()
            with _server() as server:
                _drop(server, self.database)
                server.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{TEMPLATE}"')
                server.execute(f'GRANT CONNECT ON DATABASE "{self.database}" TO {indlejret.APP}')
        self.folder.mkdir(exist_ok=True)
        if not (self.folder / "static").exists():
            (self.folder / "static").symlink_to(FOLDER / "static")
        self.set_clock()
        return self

    def set_clock(self, moment=None):
        """Let the portal's clock run on from an aware datetime, else from the demo's day."""
        away = (moment or DEMODAG) - datetime.now(UTC)
        # At once: the portal reads the file in the middle of a request.
        new = self.folder / "ur.ny"
        new.write_text(str(round(away.total_seconds())))
        new.replace(self.folder / "ur")

    def start(self):
        """Serve, one process with threads: enough for one browser, and quick to stop."""
        command = [
            sys.executable, "-m", "gunicorn", "mso_portal.wsgi", "--bind", f"{HOST}:{self.port}",
            "--workers", "1", "--threads", "6", "--log-level", "warning", "--graceful-timeout", "1",
            "--no-control-socket",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(self.database, self.folder, self.url),
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        self._wait_until_answering()
        return self

    def stop(self):
        """End the server at once, as a crash would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def drop(self):
        self.stop()
        with _server() as server:
            _drop(server, self.database)

    def _wait_until_answering(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("gunicorn stoppede af sig selv")
            try:
                urllib.request.urlopen(f"{self.url}/klar/", timeout=5).close()
                return
            except urllib.error.HTTPError as answer:
                raise RuntimeError(f"Portalen svarer {answer.code} på /klar/") from answer
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"Portalen svarede ikke inden for {START_SECONDS} sekunder")


def _drop(server, database):
    """The owner may not end another role's connections, but those of a killed server end by themselves."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return server.execute(f'DROP DATABASE IF EXISTS "{database}"')
        except psycopg.errors.ObjectInUse:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def environment(database, folder=FOLDER, url="http://127.0.0.1:8000", owner=False):
    """Return the environment of a process that uses a copy of the world."""
    app = address(os.environ.get("DATABASE_URL_EJER") or os.environ["DATABASE_URL"], database)
    if not owner and os.environ.get("DATABASE_URL_EJER"):
        app = app.replace(f"//{indlejret.OWNER}@", f"//{indlejret.APP}@")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "MSO_"))}
    return {**kept, "DATABASE_URL": app, "MSO_VAR": str(folder), "MSO_ADRESSE": url, "MSO_MILJOE": "demo"}


def ensure_world():
    """Play the demo into the template database, and collect static files, unless made from these very files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    static, played = stamp(FOLDER / "statisk", "static/**/*"), stamp(FOLDER / "afspillet", *WORLD)
    if not static.is_current():
        _run("collect")
        static.set()
    with _server() as server:
        exists = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if not (exists and played.is_current()):
            _drop(server, TEMPLATE)
            _run("play")
            played.set()


def _run(step):
    """Run a step in a process of its own, whose settings name the template database and its folder."""
    command = [sys.executable, "-m", "tests.browser.portal", step]
    surroundings = environment(TEMPLATE, owner=True)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=surroundings)


@contextmanager
def _server():
    """The server's own database, as the owner, who may create databases."""
    url = os.environ.get("DATABASE_URL_EJER") or os.environ["DATABASE_URL"]
    with psycopg.connect(address(url, "postgres"), autocommit=True) as connection:
        yield connection


@contextmanager
def _alone():
    """Parallel processes of tests make the template once, and copy it in turn."""
    indlejret.VAR.mkdir(exist_ok=True)
    with open(indlejret.VAR / "browser.laas", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def collect():
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def play():
    """Copy the tables, play the demo as the owner, and give the running portal's role its rights. Nothing is printed:
    what the pages look like does not hang on it."""
    from django.core.management import call_command

    from tests import tables
    from tests.demo.udenpdf import without_pdf

    with _server() as server:
        server.execute(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE "{tables.template()}"')
    call_command("migrate", verbosity=0)
    with without_pdf():
        call_command("demo")
    call_command("db_rettigheder", verbosity=0)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    django.setup()
    {"collect": collect, "play": play}[sys.argv[1]]()
