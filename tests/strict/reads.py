"""A GET only reads: each statement of a GET request is looked at, in the test client and the live server."""

import re
from contextlib import nullcontext
from functools import lru_cache

from django.core.handlers.base import BaseHandler
from django.db import connection

WRITTEN_BY_GET = {"django_session", "motor_opslag"}
QUOTED = re.compile(r"\"([^\"]*)\"|'(?:[^']|'')*'")
CHANGES = re.compile(
    r"\b(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY|CREATE|ALTER|DROP|LOCK|SHARE|NEXTVAL|SETVAL|CALL|DO)\b",
    re.IGNORECASE,
)


class WriteInGet(Exception):
    pass


@lru_cache(maxsize=4096)
def changes(sql):
    """Say whether the statement does more than read; a row lock counts, since others wait for it."""
    table = QUOTED.search(sql)
    return bool(CHANGES.search(QUOTED.sub(" ", sql))) and not (table and table[1] in WRITTEN_BY_GET)


def only_read(execute, sql, params, many, context):
    if changes(str(sql)):
        raise WriteInGet(f"en GET må kun læse: {str(sql)[:200]}")
    return execute(sql, params, many, context)


def install(monkeypatch):
    get_response = BaseHandler.get_response

    def guarded(self, request):
        reading = request.method in ("GET", "HEAD", "OPTIONS")
        with connection.execute_wrapper(only_read) if reading else nullcontext():
            return get_response(self, request)

    monkeypatch.setattr(BaseHandler, "get_response", guarded)
