#!/usr/bin/env python
"""Django's command line. Starts the embedded PostgreSQL when no DATABASE_URL names a server."""

import os
import signal
import sys

# These change or inspect the schema; everything else runs as the limited role, as in production.
OWNER_COMMANDS = {
    "backup", "createcachetable", "db_rettigheder", "dbshell", "flush", "gendan", "inspectdb",
    "makemigrations", "migrate", "showmigrations", "sqlflush", "sqlmigrate", "sqlsequencereset",
    "squashmigrations", "test",
}  # fmt: skip
WITHOUT_DATABASE = {"", "help", "version"}


def needs_database(arguments):
    asks_for_help = {"-h", "--help", "--version"} & set(arguments)
    return not asks_for_help and (arguments or [""])[0] not in WITHOUT_DATABASE


def prepare_database(arguments):
    from mso_portal import indlejret, serverbruger  # only here: help must work without the dependencies

    # The last user stops the server on its way out, so a request to end must be an ordinary exit.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        indlejret.start(ejer=arguments[0] in OWNER_COMMANDS)
    except (indlejret.ServerFailure, serverbruger.NoWay) as failure:
        sys.exit(str(failure))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    if needs_database(sys.argv[1:]):
        prepare_database(sys.argv[1:])
    from django.core.management import execute_from_command_line  # the database address must be known first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
