"""Two logs: events (who did what, hash-chained) and access rows (who read something closed)."""

import hashlib
import logging
from contextvars import ContextVar

from django.db import DatabaseError, connection
from django.shortcuts import render

from mso_portal.motor.models import Haendelse, Opslag
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang

# The pages that may show an object: asked for, or come back with a conflict or with messages.
SHOWS = (200, 409, 422)
_request = ContextVar("request", default=None)


def genstand(obj):
    """Return the (type, identifier) that names an object in the logs: never its title."""
    return obj._meta.label_lower, str(getattr(obj, "uuid", None) or obj.pk)


def log_event(handling, obj, by, *, fra="", til="", paa_vegne_af=None, **data):
    """Write one Haendelse in the current transaction. `data` holds field names, counts and hashes, no text."""
    kind, identifier = genstand(obj)
    request = _request.get()
    session = getattr(request, "session", None)
    digest = hashlib.sha256((session.session_key or "").encode()).hexdigest()[:16] if session is not None else ""
    return Haendelse.objects.create(
        handling=handling, genstand_type=kind, genstand=identifier, aktoer=by, paa_vegne_af=paa_vegne_af,
        fra=fra, til=til, data=data, sessionshash=digest,
        ip=request.META.get("REMOTE_ADDR") or None if request else None,
    )  # fmt: skip


def seen(request, slags, *objects, soegeord=""):
    """Note that this response shows closed objects, or is a fetched document; one row before it leaves."""
    if objects:
        request.opslag = [*getattr(request, "opslag", []), (slags, [genstand(obj) for obj in objects], soegeord[:200])]


def seen_by(obj, *, before=None):
    """Return who has opened or fetched the object as far as the access log knows, as »navn, dag«; one query.

    With `before` only what was done before that moment.
    """
    until = {"tid__lt": before} if before else {}
    rows = (
        Opslag.objects.filter(genstande__contains=[list(genstand(obj))], **until)
        .order_by("aktoer_id", "-tid")
        .distinct("aktoer_id")
    )
    return [f"{row.aktoer}, {dato_lang(row.tid.astimezone(DANSK_TID))}" for row in rows.select_related("aktoer")]


class AccessLogMiddleware:
    """Write the response's Opslag rows before it leaves; 503 when they cannot be written."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _request.set(request)
        try:
            response = self.get_response(request)
            rows = getattr(request, "opslag", [])
            if rows and response.status_code in SHOWS:
                Opslag.objects.bulk_create(
                    Opslag(aktoer=request.user, slags=slags, genstande=objects, soegeord=words)
                    for slags, objects, words in rows
                )
            return response
        except DatabaseError:
            logging.getLogger("mso.opslag").error("opslag kunne ikke skrives")
            return render(request, "fejl/503.html", status=503)
        finally:
            _request.reset(token)


CHECK = """
SELECT nr, hash, encode(sha256(convert_to(lag(hash, 1, '') OVER (ORDER BY nr) || mso_canonical(h), 'UTF8')), 'hex'),
       nr = row_number() OVER (ORDER BY nr)
FROM motor_logled l JOIN motor_haendelse h ON h.id = l.haendelse_id ORDER BY nr
"""


def check_chain():
    """Return the numbers of links that do not fit: recomputed in the database from the events themselves."""
    with connection.cursor() as cursor:
        cursor.execute(CHECK)
        wrong = [nr for nr, stored, computed, in_order in cursor.fetchall() if stored != computed or not in_order]
        cursor.execute("SELECT count(*) FROM motor_haendelse h LEFT JOIN motor_logled l ON l.haendelse_id = h.id "
                       "WHERE l.nr IS NULL")  # fmt: skip
        return wrong + ["ulåst"] * cursor.fetchone()[0]
