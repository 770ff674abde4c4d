"""Sending mail: greeting, the kind's sentence and a link, never a word of the case. No web request talks SMTP."""

import hashlib
import logging
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import ur
from mso_portal.motor.beskedslags import object_of, objects_of, slags, url_of
from mso_portal.motor.enums import Mailtilstand
from mso_portal.motor.jobs import EVERY_ROUND, enqueue
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Mail, Notifikation

WAITS = (1, 4, 16, 64)  # minutes between the five tries
TRIES = len(WAITS) + 1
KEPT = timedelta(days=90)
OVERBLIK, OVERBLIK_EMNE = "overblik", "Overblik fra MSO-portalen"


def put(mail):
    """Write a mail and the job that sends it, in the caller's transaction; returns it."""
    host = urlsplit(settings.MSO_ADRESSE).hostname
    mail.message_id = f"<{hashlib.sha256(mail.noegle.encode()).hexdigest()[:40]}@{host}>"
    mail.save(force_insert=True)
    enqueue(send_mail, mail_id=mail.pk)
    return mail


@app.task(queue="mail")
def send_mail(mail_id):
    """Send one mail, unless it is sent, or another job holds it, or its person may no longer see the object.

    A kill between the server's yes and the commit makes the next job send it again, with the same Message-ID.
    """
    with transaction.atomic():
        waiting = Mail.objects.filter(pk=mail_id, tilstand=Mailtilstand.KLAR)
        mail = waiting.select_related("modtager").select_for_update(skip_locked=True, of=["self"]).first()
        if mail is None:
            return
        mail.forsoeg += 1
        message = compose(mail)
        if message is None:
            mail.tilstand = Mailtilstand.ANNULLERET
        else:
            _send(mail, message)
        mail.save(update_fields=["tilstand", "forsoeg", "sendt_den"])


def _send(mail, message):
    try:
        message.send()
    except Exception as error:  # a server may fail in any way; the mail waits and is tried again
        _wait_or_fail(mail, error)
    else:
        mail.tilstand, mail.sendt_den = Mailtilstand.SENDT, ur.nu()


def _wait_or_fail(mail, error):
    reason = type(error).__name__
    logging.getLogger("mso.post").warning("mail %s, forsøg %s: %s", mail.pk, mail.forsoeg, reason)
    if mail.forsoeg < TRIES:
        enqueue(send_mail, after=timedelta(minutes=WAITS[mail.forsoeg - 1]), mail_id=mail.pk)
    else:
        mail.tilstand = Mailtilstand.FEJLET
        log_event("mail.fejlet", mail, None, fejl=reason)


def compose(mail):
    """Return the message as its person may have it today, or None when he may not."""
    person = mail.modtager
    parts = _parts(mail, person) if person.aktiv and person.email else None
    if parts is None:
        return None
    subject, sentence, path = parts
    greeting, choose = f"Goddag {person.fornavn}", f"Vælg, hvilke mails du får: {settings.MSO_ADRESSE}/profil/"
    body = "\n\n".join([greeting, sentence, f"{settings.MSO_ADRESSE}{path}", choose]) + "\n"
    headers = {
        "Message-ID": mail.message_id, "Date": format_datetime(mail.oprettet_den), "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    return EmailMessage(subject, body, to=[person.email], headers=headers)


def _parts(mail, person):
    """Return (subject, sentence, path), or None when nothing is left to tell."""
    if mail.slags == OVERBLIK:
        return _overview(mail, person)
    obj = object_of(person, mail)
    kind = slags[mail.slags]
    return (kind.emne, kind.saetning, url_of(obj)) if obj else None


def _overview(mail, person):
    """List kinds and how many of each: what is still unread and still the person's to see."""
    lines = list(mail.notifikationer.filter(laest_den=None))
    there = objects_of(person, lines)
    kinds = Counter(line.slags for line in lines if (line.genstand_type, line.genstand_id) in there)
    if not kinds:
        return None
    names = [f"– {slags[noegle].emne}: {number}" for noegle, number in sorted(kinds.items())]
    subject = slags[min(kinds)].emne if len(kinds) == 1 else OVERBLIK_EMNE
    return subject, "\n".join(["Nyt til dig i MSO-portalen:", *names]), reverse("notifikationer")


def digest(moment):
    """Write one overview per person of the lines up to `moment` that are unread and in no mail; once a day."""
    lines = Notifikation.objects.filter(mail=None, laest_den=None, tid__lte=moment, modtager__aktiv=True)
    lines = lines.exclude(modtager__email=None).exclude(modtager__email="")
    for pk in lines.order_by("modtager").values_list("modtager", flat=True).distinct():
        key = f"{OVERBLIK}::{moment.date()}:{pk}"
        with transaction.atomic():
            if not Mail.objects.filter(noegle=key).exists():
                mail = put(Mail(noegle=key, slags=OVERBLIK, modtager_id=pk))
                Notifikation.objects.filter(pk__in=lines.filter(modtager=pk).order_by().values("pk")).update(mail=mail)


@app.periodic(cron=EVERY_ROUND)
@app.task(queue="vedligehold", queueing_lock="sweep")
def sweep(timestamp):
    """Give every waiting mail without a job a new one; a mail whose jobs keep vanishing fails after five tries."""
    waiting = list(Mail.objects.filter(tilstand=Mailtilstand.KLAR).order_by("pk")[:2000])
    busy = ProcrastinateJob.objects.filter(task_name=send_mail.name, status__in=["todo", "doing"])
    taken = set(busy.order_by("pk").values_list("args__mail_id", flat=True))
    for mail in (mail for mail in waiting if mail.pk not in taken):
        resend(mail, failed=mail.forsoeg >= TRIES)


def resend(mail, *, failed=False):
    """Count the try and enqueue the mail again, or give it up; does nothing when it is sent meanwhile."""
    waiting = {"pk": mail.pk, "tilstand": Mailtilstand.KLAR}
    with transaction.atomic():
        if failed:
            Mail.objects.filter(**waiting).update(tilstand=Mailtilstand.FEJLET)
        elif Mail.objects.filter(**waiting).update(forsoeg=F("forsoeg") + 1):
            enqueue(send_mail, mail_id=mail.pk)


@app.periodic(cron="45 3 * * *")
@app.task(queue="vedligehold", queueing_lock="ryd_post")
def ryd_post(timestamp):
    """Forget lines, and mails that are done, after 90 days."""
    Notifikation.objects.filter(tid__lt=ur.nu() - KEPT).delete()
    Mail.objects.filter(oprettet_den__lt=ur.nu() - KEPT).exclude(tilstand=Mailtilstand.KLAR).delete()
