"""The demo's process runner: what it starts ends with it."""

import socket
import subprocess
import sys

import pytest

from mso_portal.management import koerer

DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("klar", flush=True)
time.sleep(60)
"""
KILLED = """
import os, signal
from mso_portal.management import koerer
koerer.launch("-c", "import time; time.sleep(60)")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_taken_port_stops_with_another_to_try(monkeypatch):
    with socket.socket() as taken:
        taken.bind((koerer.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(koerer, "PORT", port)

        with pytest.raises(SystemExit, match=f"Port {port} er optaget.*PORT={port + 1} make demo"):
            koerer.ensure_port_is_free()


def test_stop_ends_the_children(monkeypatch, capsys):
    monkeypatch.setattr(koerer.signal, "signal", lambda number, handler: None)
    children = [koerer.launch("-c", "import time; time.sleep(60)") for _ in range(2)]

    koerer.stop(children)

    assert [child.returncode for child in children] == [-15, -15]


def test_stop_kills_a_child_that_does_not_listen(monkeypatch, capsys):
    monkeypatch.setattr(koerer.signal, "signal", lambda number, handler: None)
    monkeypatch.setattr(koerer, "STOP_SECONDS", 0.1)
    child = subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE, start_new_session=True)
    with child.stdout as output:
        output.readline()

    koerer.stop([child])

    assert child.returncode == -9


def test_children_of_a_killed_runner_end():
    """The child holds the other end of the output, so run() returns only when it has ended too."""
    done = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=30, check=False)

    assert done.returncode == -9


def test_web_and_worker_do_not_get_the_owners_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL_EJER", "postgresql://ejer@db/mso")

    child = koerer.launch("-c", "import os, sys; sys.exit('DATABASE_URL_EJER' in os.environ)")

    assert child.wait() == 0


def test_stop_of_one_process_is_noticed():
    child = koerer.launch("-c", "import sys; sys.exit(3)")
    child.wait()

    with pytest.raises(SystemExit, match=r"stoppede af sig selv \(kode 3\)"):
        koerer.check_alive([child])


def test_stamp_is_current_until_a_file_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(koerer, "ROOT", tmp_path)
    for name in ("requirements.lock", "a.css"):
        (tmp_path / name).write_text("1")
    koerer.stamp(tmp_path / "statisk", "*.css").set()
    before = koerer.stamp(tmp_path / "statisk", "*.css").is_current()

    (tmp_path / "a.css").write_text("2")

    assert (before, koerer.stamp(tmp_path / "statisk", "*.css").is_current()) == (True, False)
