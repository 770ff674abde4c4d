"""Saving a page of the minutes: fields of rows and of the item's tasks, each compared with what it was opened with."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indstillinger.enums_moede import Opgavetilstand
from indstillinger.models.felttekst import text_of
from indstillinger.workflow.opgaveudkast import edit_draft
from indstillinger.workflow.referatraekker import is_uuid, write
from mso_portal.motor.lock import fingerprint
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.datoer import klokken

OPGAVEFELTER = ("tekst", "ansvarlig", "frist", "uden_frist")


def save_fields(punkt, changes, *, by, fravalgt=None):
    """Save {"<uuid>:<field>": Change} of rows and draft tasks of one item in one transaction; returns the Gemt."""
    tasks = drafts(punkt, {navn.partition(":")[0] for navn in changes})
    of_rows = {navn: one for navn, one in changes.items() if navn.partition(":")[0] not in tasks}
    kept = {navn: text for navn, text in (fravalgt or {}).items() if navn.partition(":")[0] not in tasks}
    with transaction.atomic():
        gemt = write(punkt, of_rows, by=by, fravalgt=kept)
        for navn, change in changes.items():
            if navn not in of_rows:
                _write_task(tasks, navn, change, by, gemt)
    return gemt


def drafts(punkt, uuids):
    """Return {uuid: Opgave} of the item's drafts among the names; one query."""
    rows = punkt.opgaver.filter(tilstand=Opgavetilstand.UDKAST, uuid__in=[one for one in uuids if is_uuid(one)])
    return {str(row.uuid): row for row in rows.select_related("punkt__moede__forum").order_by("pk")}


def _write_task(tasks, navn, change, by, gemt):
    uuid, _, felt = navn.partition(":")
    task = tasks[uuid]
    if felt not in OPGAVEFELTER:
        gemt.fejl[navn] = "Feltet kan ikke ændres her."
        return
    stored = text_of(task, felt)
    verdict = change.verdict(stored)
    gemt.baser[navn] = fingerprint(stored)
    if verdict == "konflikt":
        gemt.konflikter[navn] = {"min": change.text, "gemt": stored, "base": fingerprint(stored), **_last(task)}
    if verdict != "skriv":
        return
    try:
        with transaction.atomic():
            tasks[uuid] = edit_draft(task, by=by, **{felt: _value(felt, change.text)})
    except ValidationError as error:
        gemt.fejl[navn] = " ".join(error.messages)
        return
    gemt.baser[navn] = fingerprint(text_of(tasks[uuid], felt))


def _value(felt, text):
    if felt == "uden_frist":
        return text == "ja"
    if felt != "ansvarlig":
        return text
    person = Bruger.objects.aktive().filter(pk=text).first() if text.isdecimal() else None
    if text and person is None:
        raise ValidationError("Vælg en af mulighederne.")
    return person


def _last(task):
    entry = task.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    named = entry is not None and entry.history_user is not None
    return {"af": str(entry.history_user), "kl": klokken(entry.history_date)} if named else {"af": "", "kl": ""}
