"""Runs the demo: database, tables, demo world, then web server and worker until it is told to stop.

Everything it starts ends with it. Web and worker sit in sessions of their own, so Ctrl-C reaches this process
only and the order of stopping is ours; on Linux the kernel ends them if this process is killed.
"""

import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from mso_portal import indlejret, serverbruger

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PORT = int(os.environ.get("PORT") or 8000)
HOST = "127.0.0.1"
START_SECONDS, STOP_SECONDS = 60, 10
PR_SET_PDEATHSIG = 1


def main():
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(0))
    # A shell that starts a command in the background has it ignore Ctrl-C; here the signal is an order.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(ROOT)
    os.environ.setdefault("MSO_ADRESSE", f"http://{HOST}:{PORT}")
    ensure_port_is_free()
    children = []
    try:
        prepare()
        children += [start_web(), start_worker()]
        wait_until_answering(children)
        say(f"\nPortalen kører på {os.environ['MSO_ADRESSE']}")
        say("Loginsiden viser, hvem du kan logge ind som. Stop med Ctrl-C.\n")
        wait_for_end(children)
    except KeyboardInterrupt:
        pass
    finally:
        stop(children)


def ensure_port_is_free():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            sys.exit(f"Port {PORT} er optaget. Vælg en anden: PORT={PORT + 1} make demo")


def prepare():
    with step("Starter databasen"):
        indlejret.start()
    schema = stamp(indlejret.VAR / "postgres" / "migreret", "**/migrations/*.py", "**/models/*.py", "**/models.py")
    if not schema.is_current():
        with step("Opretter tabellerne"):
            manage("migrate", "--verbosity", "0")
            if os.environ.get("DATABASE_URL_EJER"):
                manage("db_rettigheder", "--verbosity", "0", quiet=True)
        schema.set()
    static = stamp(indlejret.VAR / "statisk", "static/**/*")
    if not static.is_current() or not (indlejret.VAR / "static" / "staticfiles.json").exists():
        with step("Samler stilark og billeder"):
            manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
        static.set()
    say("Demoverdenen:")
    manage("demo")


class step:
    """A line telling what goes on and, when it is done, how long it took."""

    def __init__(self, text):
        self.text = text

    def __enter__(self):
        self.started = time.monotonic()
        print(f"{self.text} … ", end="", flush=True)

    def __exit__(self, kind, error, trace):
        print(f"{time.monotonic() - self.started:.1f} s" if kind is None else "", flush=True)


class stamp:
    """Remembers that a step was done for these files and these packages.

    It lies with what the step made: without an embedded server there is no place for the schema's stamp, and
    a named server is migrated every time.
    """

    def __init__(self, path, *patterns):
        self.path = path
        self.key = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
        for pattern in patterns:
            for file in sorted(ROOT.glob(pattern)):
                if file.is_file() and ".venv" not in file.parts:
                    self.key.update(str(file).encode() + file.read_bytes())

    def is_current(self):
        return self.path.exists() and self.path.read_text() == self.key.hexdigest()

    def set(self):
        if self.path.parent.exists():
            self.path.write_text(self.key.hexdigest())


def manage(*arguments, quiet=False):
    done = subprocess.run([*MANAGE, *arguments], stdout=subprocess.DEVNULL if quiet else None, check=False)
    if done.returncode:
        sys.exit(f"manage.py {arguments[0]} gik ikke; se beskeden ovenfor.")


def start_web():
    return launch(
        "-m", "gunicorn", "mso_portal.wsgi", "--bind", f"{HOST}:{PORT}", "--workers", "3",
        "--log-level", "warning", "--graceful-timeout", "5", "--timeout", "120", "--no-control-socket",
    )  # fmt: skip


def start_worker():
    return launch("manage.py", "arbejder")


def launch(*arguments):
    """Without the owner's address: what serves the portal cannot even ask for more than its own role may."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL_EJER")}
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, start_new_session=True, preexec_fn=_end_with_parent
    )


def _end_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_until_answering(children):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        check_alive(children)
        try:
            urllib.request.urlopen(f"http://{HOST}:{PORT}/", timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            sys.exit(f"Portalen svarer med fejl {answer.code}; se beskederne ovenfor.")
        except OSError:
            time.sleep(0.1)
    sys.exit(f"Portalen svarede ikke inden for {START_SECONDS} sekunder.")


def wait_for_end(children):
    at_terminal = os.isatty(0)
    while os.isatty(0) == at_terminal:  # make does not pass on that its window was closed
        check_alive(children)
        time.sleep(0.5)


def check_alive(children):
    for child in children:
        if child.poll() is not None:
            sys.exit(f"En proces stoppede af sig selv (kode {child.returncode}); se beskederne ovenfor.")


def stop(children):
    """Web and worker first; the database follows as this process exits."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    if children:
        say("\nPortalen er stoppet.")


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main()
    except (indlejret.ServerFailure, serverbruger.NoWay) as failure:
        sys.exit(str(failure))
