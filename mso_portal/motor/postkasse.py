"""The demo's mail server: each mail is a file in its receiver's folder under .var/mail, read at /demo/post/."""

import hashlib
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from operator import itemgetter

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class FilBackend(BaseEmailBackend):
    """Keeps a mail that comes twice once, as a mailbox does: the file is named by the Message-ID."""

    def send_messages(self, email_messages):
        for message in email_messages:
            sent = message.message()
            for address in message.recipients():
                folder = _folder(address)
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / f"{_digest(sent['Message-ID'])}.eml"
                half = path.with_suffix(".tmp")
                half.write_bytes(sent.as_bytes())
                half.replace(path)
        return len(email_messages)


def received(address):
    """Return what the address has got as dicts navn, emne, tid, tekst, newest first."""
    folder = _folder(address)
    found = [_read(path) for path in folder.glob("*.eml")] if folder.exists() else []
    return sorted(found, key=itemgetter("tid", "navn"), reverse=True)


def _read(path):
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    when = parsedate_to_datetime(mail["Date"])
    return {"navn": path.stem, "emne": mail["Subject"], "tid": when, "tekst": mail.get_content().strip()}


def _folder(address):
    return settings.VAR / "mail" / _digest(address.lower())


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]
