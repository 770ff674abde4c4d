"""The embedded PostgreSQL: which address is used, who may reach it, and that it ends with its last user."""

import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest

from mso_portal import indlejret

PROGRAM = """
import os, signal, sys
from mso_portal.indlejret import Server
server = Server(sys.argv[1])
server.acquire()
print("klar", flush=True)
{then}
"""


@pytest.fixture
def folder(tmp_path):
    """A place for a server of the test's own, which is stopped whatever the test did."""
    server = indlejret.Server(tmp_path / "postgres")
    yield server.folder
    server._prepare_folder()
    server._halt()


@pytest.fixture
def no_server(monkeypatch):
    monkeypatch.setattr(indlejret, "Server", lambda folder: pytest.fail("en server blev startet"))
    for name in ("DATABASE_URL", "DATABASE_URL_EJER"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FIL", raising=False)
    monkeypatch.delenv("MSO_MILJOE", raising=False)
    return monkeypatch


def ask(server, role, question):
    with psycopg.connect(server.url(role)) as connection:
        answer = connection.execute(question)
        return answer.fetchone() if answer.description else None


def other_process(folder, then):
    """Another user of the server; returns when it has the server, or when it ended by itself."""
    command = [sys.executable, "-c", PROGRAM.format(then=then), str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "klar\n"
    return process


def test_start_keeps_a_named_server(no_server):
    no_server.setenv("DATABASE_URL", "postgresql://app@db/mso")

    indlejret.start()

    assert os.environ["DATABASE_URL"] == "postgresql://app@db/mso"


def test_start_for_the_owner_uses_the_owners_address(no_server):
    no_server.setenv("DATABASE_URL", "postgresql://app@db/mso")
    no_server.setenv("DATABASE_URL_EJER", "postgresql://ejer@db/mso")

    indlejret.start(ejer=True)

    assert os.environ["DATABASE_URL"] == "postgresql://ejer@db/mso"


def test_start_for_the_owner_without_an_owners_address_keeps_the_address(no_server):
    no_server.setenv("DATABASE_URL", "postgresql://app@db/mso")

    indlejret.start(ejer=True)

    assert os.environ["DATABASE_URL"] == "postgresql://app@db/mso"


def test_start_takes_the_owners_address_from_a_file(no_server, tmp_path):
    for name, role in (("DATABASE_URL_FIL", "app"), ("DATABASE_URL_EJER_FIL", "ejer")):
        (tmp_path / name).write_text(f"postgresql://{role}@db/mso\n")
        no_server.setenv(name, str(tmp_path / name))

    indlejret.start(ejer=True)

    url, file = os.environ["DATABASE_URL"], os.environ.get("DATABASE_URL_FIL")
    assert (url, file) == ("postgresql://ejer@db/mso", None)


def test_start_in_drift_starts_no_server(no_server):
    no_server.setenv("MSO_MILJOE", "drift")

    indlejret.start()

    assert "DATABASE_URL" not in os.environ


def test_roles_own_and_use_the_database(folder):
    question = "SELECT current_user, pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    server = indlejret.Server(folder)
    server.acquire()

    found = [ask(server, role, question) for role in (indlejret.APP, indlejret.OWNER)]
    server.release()

    assert found == [("mso_app", "mso_ejer"), ("mso_ejer", "mso_ejer")]


def test_danish_letters_have_a_lower_case_on_every_machine(folder):
    server = indlejret.Server(folder)
    server.acquire()

    lower = ask(server, indlejret.APP, "SELECT lower('ÆØÅ')")
    server.release()

    assert lower == ("æøå",)


def test_server_lives_until_its_last_user_leaves(folder):
    first, second = indlejret.Server(folder), other_process(folder, then="sys.stdin.read(); server.release()")
    first.acquire()

    first.release()
    after_first = first.is_running()
    second.communicate("")

    assert (after_first, first.is_running()) == (True, False)


def test_server_left_by_a_killed_process_is_taken_over_and_stopped(folder):
    other_process(folder, then="os.kill(os.getpid(), signal.SIGKILL)").communicate()
    server = indlejret.Server(folder)
    left_behind = server.is_running()

    server.acquire()
    server.release()

    assert (left_behind, server.is_running()) == (True, False)


def test_killed_server_starts_again_with_its_data(folder):
    server, again = indlejret.Server(folder), indlejret.Server(folder)
    server.acquire()
    ask(server, indlejret.OWNER, "CREATE TABLE husket AS SELECT 7 AS tal")
    os.kill(server._postmaster().pid, signal.SIGKILL)

    again.acquire()
    kept = ask(again, indlejret.OWNER, "SELECT tal FROM husket")
    again.release()

    assert kept == (7,)


def test_trace_naming_a_foreign_process_does_not_hinder_the_start(folder):
    server = indlejret.Server(folder)
    server.acquire()
    server.release()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")

    server.acquire()
    running = server.is_running()
    server.release()

    assert running is True


def test_only_the_owner_may_enter_the_folder(folder):
    server = indlejret.Server(folder)
    server.acquire()
    server.release()

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, server.data)]

    assert modes == [0o700, 0o700]


def test_socket_of_a_long_path_gets_a_short_directory_that_goes_with_the_server(tmp_path):
    server = indlejret.Server(tmp_path / ("lang-" * 20) / "postgres")
    server.folder.parent.mkdir()
    server.acquire()
    directory = server._socket_directory()

    user = ask(server, indlejret.APP, "SELECT current_user")
    server.release()

    assert (user, len(directory) < 50, os.path.exists(directory)) == (("mso_app",), True, False)
