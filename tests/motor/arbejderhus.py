"""Starts workers quickly: Django is loaded once, and each is a fork that runs `manage.py arbejder`.

Spoken to line by line: "start" answers with the pid of a new worker, a pid with the signal that ended it.
"""

import os
import sys

import django
from django.core.management import execute_from_command_line
from django.urls import reverse
from procrastinate.contrib.django import app


def main():
    django.setup()
    app.perform_import_paths()
    reverse("forside")  # loads every view, as the first mail's link would
    for line in sys.stdin:
        print(start() if line == "start\n" else ended_by(int(line)), flush=True)


def start():
    pid = os.fork()
    if not pid:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a job of the night prints is no answer
        execute_from_command_line(["manage.py", "arbejder"])
        os._exit(0)
    return pid


def ended_by(pid):
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
