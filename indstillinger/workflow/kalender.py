"""What stands in a person's calendar, and the secret address another calendar fetches it from (11 §11).

What is fetched says nothing of any case: three fixed words and a link. Higher apps add their own (`also`).
"""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from indstillinger.enums_moede import Moedetilstand, Opgavetilstand, Punkttilstand
from indstillinger.models import Dagsordenspunkt, Kalendernoegle, Moede, Opgave
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.workflow import claim
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.datoer import DANSK_TID

PUNKT, FRIST = "Punkt på møde", "Frist i MSO-portalen"
AFLYST_VISES, TILBAGE = timedelta(days=60), timedelta(days=365)
NAVNERUM = uuid.UUID("6f1d5c0e-2b3a-5e0f-9a51-0c8f4f2c7d11")


@dataclass(frozen=True)
class Aftale:
    """An entry: `start` and `slut` are aware moments, or both None for what belongs to the whole day `dato`."""

    uid: str
    resume: str
    sti: str
    dato: date
    aendret: datetime
    nr: int = 0
    start: datetime | None = None
    slut: datetime | None = None
    aflyst: bool = False


_kilder = []


def also(kilde):
    """Let a higher app put entries in the calendar: `kilde(user)` returns Aftaler of whole days."""
    _kilder.append(kilde)
    return kilde


def from_others(user):
    """Return the Aftaler that higher apps have for the person."""
    return [aftale for kilde in _kilder for aftale in kilde(user)]


def renew(user, *, by, noegle=None):
    """Give the person a new secret, which ends the old one; returns it, or None for a used press.

    Only its sha256 is kept, so it can be shown this once.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "kalender.ny_adresse"):
            return None
        secret = secrets.token_urlsafe(32)
        row, _ = Kalendernoegle.objects.update_or_create(
            bruger=user, defaults={"sha256": _digest(secret), "oprettet_den": ur.nu()}
        )
        log_event("kalender.ny_adresse", row, by)
    return secret


def owner(secret):
    """Return the active person whose calendar the secret opens, or None."""
    return Bruger.objects.aktive().filter(kalendernoegle__sha256=_digest(secret)).first()


def _digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def entries(user):
    """Return the person's own Aftaler: meetings of his fora, his slots elsewhere, his deadlines; five queries, and
    those of higher apps."""
    today = ur.i_dag()
    meetings = list(_own_meetings(user).filter(dato__gte=today - TILBAGE))
    inside = {moede.pk for moede in meetings}
    found = [_meeting(moede) for moede in meetings if _still_shown(moede.aflyst_den)]
    found += _slots(user, inside, today - TILBAGE)
    return found + [_deadline(opgave) for opgave in _tasks(user)] + from_others(user)


def _still_shown(ended):
    return ended is None or ended >= ur.nu() - AFLYST_VISES


def _own_meetings(user):
    """Meetings of the person's own fora, not of those he deputises in, and those he leads or prepares."""
    fora = [one.forum for one in user.rettigheder.medlemskaber if one.person == user.pk]
    own = Q(forum__in=fora) | Q(moedeleder=user) | Q(sekretaer=user)
    return _changed(Moede.objects.filter(own)).select_related("forum").order_by("dato", "start", "pk")


def _changed(rows):
    """Add `aendret`, the time of the newest history row."""
    history = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return rows.annotate(aendret=Subquery(history.values("history_date")[:1]))


def _meeting(moede):
    name = f"{moede.forum.navn} møde"
    return Aftale(
        _uid(f"moede:{moede.noegle}"), name, f"/moeder/{moede.noegle}/", moede.dato, moede.aendret, moede.aendringsnr,
        moede.begynder, moede.slutter, moede.tilstand == Moedetilstand.AFLYST,
    )  # fmt: skip


def _slots(user, inside, since):
    """Slots of items the person comes under in meetings that are not his own."""
    rows = Dagsordenspunkt.objects.filter(deltagere__bruger=user, moede__dato__gte=since).exclude(moede__in=inside)
    mine = list(_changed(rows).select_related("moede").order_by("moede__dato", "raekkefoelge"))
    times = _times({punkt.moede_id: punkt.moede for punkt in mine})
    return [
        _slot(punkt, times) for punkt in mine if _still_shown(punkt.afgjort_den if _cancelled(punkt) else None)
    ]  # fmt: skip


def _cancelled(punkt):
    gone = (Punkttilstand.TRUKKET, Punkttilstand.UDSAT, Punkttilstand.IKKE_NAAET)
    return punkt.tilstand in gone or punkt.moede.tilstand == Moedetilstand.AFLYST


def _slot(punkt, times):
    start, slut = times.get(punkt.pk, (punkt.moede.begynder, punkt.moede.slutter))
    changed = max(punkt.aendret, punkt.afgjort_den or punkt.aendret)
    return Aftale(
        _uid(f"punkt:{punkt.uuid}"), PUNKT, f"/moeder/{punkt.moede.noegle}/", punkt.moede.dato, changed,
        punkt.moede.aendringsnr + punkt.version, start, slut, _cancelled(punkt),
    )  # fmt: skip


def _times(meetings):
    """Return {item pk: (start, end)}: items follow one another from the meeting's start; one query."""
    rows = Dagsordenspunkt.objects.filter(moede__in=meetings).exclude(tilstand=Punkttilstand.TRUKKET)
    clock, times = {pk: moede.begynder for pk, moede in meetings.items()}, {}
    for pk, moede, minutes in rows.order_by("moede", "raekkefoelge").values_list("pk", "moede", "minutter"):
        start = clock[moede]
        clock[moede] = start + timedelta(minutes=minutes)
        times[pk] = (start, clock[moede])
    return times


def _tasks(user):
    rows = Opgave.objects.filter(ansvarlig=user, tilstand=Opgavetilstand.AABEN, frist_slut__isnull=False)
    return _changed(rows).order_by("frist_slut", "pk")


def _deadline(opgave):
    return Aftale(
        _uid(f"opgave:{opgave.uuid}"), FRIST, f"/opgaver/{opgave.nummer}/", opgave.frist_slut, opgave.aendret,
        opgave.version,
    )  # fmt: skip


def _uid(name):
    """Return a UID that is the same at every fetch, and tells nothing."""
    return f"{uuid.uuid5(NAVNERUM, name)}@{urlsplit(settings.MSO_ADRESSE).hostname}"


ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


def ics(aftaler):
    """Return the entries as an iCalendar file (RFC 5545), the same bytes for the same entries."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MSO-portalen//Kalender//DA", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", "X-WR-CALNAME:MSO-portalen", *ZONE.splitlines()]  # fmt: skip
    for one in aftaler:
        lines += _event(one)
    return ("\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n").encode()


def _event(one):
    if one.start is None:
        after = one.dato + timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{one.dato:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    else:
        when = [f"{name};TZID=Europe/Copenhagen:{moment.astimezone(DANSK_TID):%Y%m%dT%H%M%S}"
                for name, moment in (("DTSTART", one.start), ("DTEND", one.slut))]  # fmt: skip
    link = f"{settings.MSO_ADRESSE}{one.sti}"
    stamp = one.aendret.astimezone(UTC)
    return [
        "BEGIN:VEVENT", f"UID:{one.uid}", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}", f"SEQUENCE:{one.nr}", *when,
        f"SUMMARY:{_escaped(one.resume)}", f"DESCRIPTION:{_escaped(link)}", f"URL:{link}",
        f"STATUS:{'CANCELLED' if one.aflyst else 'CONFIRMED'}", "END:VEVENT",
    ]  # fmt: skip


def _escaped(text):
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line):
    """Break a line after at most 75 bytes, never inside a letter; what follows begins with a space."""
    parts, rest = [], line
    while len(rest.encode()) > 74:
        cut = len(rest.encode()[:74].decode(errors="ignore"))
        parts, rest = [*parts, rest[:cut]], rest[cut:]
    return "\r\n ".join([*parts, rest])
