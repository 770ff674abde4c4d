"""Which system user the embedded PostgreSQL runs as. It matters to root only: PostgreSQL refuses root."""

import os
import pwd
import shutil
import struct
import subprocess
from pathlib import Path

NAME = "mso-postgres"
ACCESS_LIST = "system.posix_acl_access"
OWNER, USER, GROUP, MASK, OTHER, NOBODY = 0x01, 0x02, 0x04, 0x10, 0x20, 0xFFFFFFFF
PASS = 0o1


class NoWay(Exception):
    """The system user cannot be made or cannot reach the files; the message says in Danish what to do."""


def account_for(folder):
    """The passwd entry to run the server as, or None when it is simply whoever runs the command.

    Data that already belongs to somebody is served as that user, so `sudo` in one's own clone harms nothing.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat().st_uid
    return pwd.getpwuid(owner) if owner else _ensure_account()


def _ensure_account():
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        pass
    try:
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
             "--shell", shutil.which("nologin") or "/usr/sbin/nologin", NAME],
            check=True, capture_output=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoWay(
            f"PostgreSQL kan ikke køre som root, og brugeren {NAME} kunne ikke oprettes. Kør som almindelig "
            "bruger, eller peg DATABASE_URL på en server."
        ) from error
    return pwd.getpwnam(NAME)


def open_way(account, *targets):
    """Let this one user pass (not read) the directories above the targets that it cannot pass today."""
    for target in targets:
        for directory in reversed(target.parents):
            if not _may_pass(account, directory):
                _grant_passage(account.pw_uid, directory)
        if not _may_pass(account, target.parent):
            raise NoWay(f"PostgreSQL kan ikke nå {target}. Læg portalen et sted, alle må passere, fx /srv.")


def _may_pass(account, directory):
    """Asked of the kernel as that user, since access lists and mounts count too."""
    question = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$1"', "sh", str(directory)],
        user=account.pw_uid, group=account.pw_gid, extra_groups=[], cwd="/", check=False,
    )  # fmt: skip
    return question.returncode == 0


def _grant_passage(uid, directory):
    """An access list entry for one user; opening the mode would let everybody through."""
    entries = _entries(directory)
    entries[(USER, uid)] = entries.get((USER, uid), 0) | PASS
    # The mask caps what groups and named users get; a new one must not take anything from the group.
    entries[(MASK, NOBODY)] = entries.get((MASK, NOBODY), entries[(GROUP, NOBODY)]) | PASS
    packed = struct.pack("<I", 2)
    for (tag, who), right in sorted(entries.items()):
        packed += struct.pack("<HHI", tag, right, who)
    try:
        os.setxattr(directory, ACCESS_LIST, packed)
    except (OSError, AttributeError) as error:
        raise NoWay(
            f"PostgreSQL kører som brugeren {NAME}, når du er root, og må ikke passere {directory}. Læg "
            "portalen et sted, alle må passere, fx /srv, eller kør som almindelig bruger."
        ) from error


def _entries(directory):
    """The access list as {(tag, user id): rights}; built from the mode where there is none yet."""
    try:
        packed = os.getxattr(directory, ACCESS_LIST)
    except (OSError, AttributeError):
        mode = Path(directory).stat().st_mode
        return {(OWNER, NOBODY): mode >> 6 & 7, (GROUP, NOBODY): mode >> 3 & 7, (OTHER, NOBODY): mode & 7}
    return {(tag, who): right for tag, right, who in struct.iter_unpack("<HHI", packed[4:])}
