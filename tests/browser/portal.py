"""The portal as it runs in the demo: gunicorn, static files, the limited database role, the played world.

The world is played once into a template database and copied for each process of tests; the template is kept
under .var/browser until a file it was made of changes.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from mso_portal import indlejret
from mso_portal.management.koerer import stamp

ROOT = Path(__file__).resolve().parents[2]
FOLDER = indlejret.VAR / "browser"
TEMPLATE = "mso_browser_verden"
MADE_OF = (
    "mso_portal/**/*.py", "indstillinger/**/*.py", "fixtures/**/*.toml", "static/**/*", "templates/**/*",
)  # fmt: skip
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
        self.process = None

    def prepare(self):
        with _alone():
            ensure_world()
            with _server() as server:
                server.execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
                server.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{TEMPLATE}"')
                server.execute(f'GRANT CONNECT ON DATABASE "{self.database}" TO {indlejret.APP}')
        return self

    def start(self):
        """Serve, one process with threads: enough for one browser, and quick to stop."""
        command = [
            sys.executable, "-m", "gunicorn", "mso_portal.wsgi", "--bind", f"{HOST}:{self.port}",
            "--workers", "1", "--threads", "6", "--log-level", "warning", "--graceful-timeout", "1",
            "--no-control-socket",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment(self.database, self.url), stderr=subprocess.DEVNULL
        )
        self._wait_until_answering()
        return self

    def stop(self):
        """End the server at once, as a crash would."""
        if self.process:
            self.process.kill()
            self.process.wait()
            _end_children(self.port)
            self.process = None

    def drop(self):
        self.stop()
        with _server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

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


def _end_children(port):
    """A killed gunicorn leaves its worker until it notices; nothing may answer in the meantime."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)):
                return
        time.sleep(0.05)
    raise RuntimeError("Den dræbte server svarer stadig")


def environment(database, url="http://127.0.0.1:8000", owner=False):
    """Return the environment of a process that uses a copy of the world."""
    app = address(os.environ.get("DATABASE_URL_EJER") or os.environ["DATABASE_URL"], database)
    if not owner and os.environ.get("DATABASE_URL_EJER"):
        app = app.replace(f"//{indlejret.OWNER}@", f"//{indlejret.APP}@")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "MSO_"))}
    return {**kept, "DATABASE_URL": app, "MSO_VAR": str(FOLDER), "MSO_ADRESSE": url, "MSO_MILJOE": "demo"}


def ensure_world():
    """Play the demo into the template database unless it was played from these very files."""
    mark = stamp(FOLDER / "afspillet", *MADE_OF)
    with _server() as server:
        exists = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if not (exists and mark.is_current()):
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir(parents=True)
            server.execute(f'DROP DATABASE IF EXISTS "{TEMPLATE}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{TEMPLATE}"')
            subprocess.run(
                [sys.executable, "-m", "tests.browser.portal"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                env=environment(TEMPLATE, owner=True),
            )  # fmt: skip
            mark.set()
    (FOLDER / "ur").write_text(str(offset()))


def offset():
    """Return the seconds from now back to the demo's day: every run sees the same dates."""
    from django.utils import timezone

    from mso_portal.management.commands.demo import DEMODAG

    return round((DEMODAG - timezone.now()).total_seconds())


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


def play():
    """Make tables, static files and the demo world in the database that the environment names."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo")
    call_command("db_rettigheder", verbosity=0)


if __name__ == "__main__":
    play()
