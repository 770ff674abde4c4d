"""Writing the minutes: rows saved field by field, as a paper is (10 §5, 11 §6). Text stays whoever else writes."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from indstillinger.enums import Punktslags
from indstillinger.enums_moede import Referatslags, Referattilstand, Udfald
from indstillinger.models import Referatpunkt
from indstillinger.models.felttekst import assign, text_of
from indstillinger.models.historik import FRAVALGT
from indstillinger.workflow import mindretal
from mso_portal.motor import ur
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import lock
from mso_portal.vaerdier import rigtekst
from mso_portal.vaerdier.datoer import klokken

FELTER = {
    Referatslags.BESLUTTET: ("udfald", "ordlyd", "udsat_til", "udestaar", "oversendt_til", "oversendt_tekst",
                             "begrundelse", "ansvarlig", "opfoelgning"),
    Referatslags.DROEFTET: ("overskrift", "tekst"),
    Referatslags.EFTERSKRIFT: ("tekst",),
}  # fmt: skip
MAKS = {Referatslags.DROEFTET: 5000, Referatslags.EFTERSKRIFT: 2000}
MAKS_RAEKKER = 100
UDEN_DATO = "uden_dato"
FJERNET = "Rækken er fjernet af en anden. Genindlæs siden."
# What each kind of point is answered with when it is adopted as it stands.
SOM_INDSTILLET = {
    Punktslags.GODKEND: Udfald.VEDTAGET, Punktslags.TAG_STILLING: Udfald.VEDTAGET,
    Punktslags.TAG_TIL_EFTERRETNING: Udfald.TAGET_TIL_EFTERRETNING, Punktslags.DROEFT: Udfald.DROEFTET,
}  # fmt: skip


@dataclass
class Gemt:
    """What became of the posted fields, by name."""

    baser: dict = field(default_factory=dict)
    konflikter: dict = field(default_factory=dict)
    fejl: dict = field(default_factory=dict)

    @property
    def clean(self):
        return not self.konflikter and not self.fejl

    @property
    def gemt(self):
        """When it was saved, as the page says it."""
        return klokken(ur.nu())


@dataclass(frozen=True)
class Ramme:
    """What a field's text is read against: choices of the forum, times of the meeting's day."""

    forum: object
    referencedato: date


def ramme(moede):
    """Return the frame of a meeting's rows."""
    return Ramme(moede.forum, moede.dato)


def newest(moede):
    """Return the newest version of the minutes, or None before the meeting starts; one query."""
    return moede.referater.order_by("-nr").first()


def kan_skrives(referat):
    """Answer whether rows may be written: only a kladde, which there is none of before the meeting starts."""
    if referat is None:
        return no("Mødet er ikke i gang.")
    if referat.tilstand == Referattilstand.KLADDE:
        return YES
    return no(f"Referatet er »{referat.get_tilstand_display().lower()}« og kan ikke ændres her.")


def row_text(row, felt):
    """Return a field as its control's text; "uden dato" is a choice among the meetings."""
    return UDEN_DATO if felt == "udsat_til" and row.uden_dato else text_of(row, felt)


def locked(punkt, by):
    """Return the newest minutes of the item's meeting under lock, ready to be written by `by` for this item."""
    found = newest(lock(punkt.moede))
    referat = lock(found) if found else None
    require(by, "referat.skriv", punkt)
    if not (answer := kan_skrives(referat)):
        raise NotNow(answer.reason)
    return referat


def save_field(raekke, felt, tekst, base=None, *, by, fravalgt=None):
    """Save one field of a row; `base` is the fingerprint it was opened with, None for what is stored now.

    Returns the Gemt: new base, or conflict, or message. `fravalgt` keeps a text not chosen in the history.
    """
    navn = f"{raekke.uuid}:{felt}"
    base = fingerprint(row_text(raekke, felt)) if base is None else base
    kept = {navn: fravalgt} if fravalgt else None
    return write(raekke.punkt, {navn: Change(tekst, base)}, by=by, fravalgt=kept)


def write(punkt, changes, *, by, fravalgt=None):
    """Save {"<row uuid>:<field>": Change} of one item's rows in one transaction; what nobody else touched is saved.

    Effects: rows with history, one event with the names of the fields. Denied, NotNow: nothing is written.
    """
    gemt = Gemt()
    with transaction.atomic():
        referat = locked(punkt, by)
        rows = _rows(referat, punkt, {*changes, *(fravalgt or {})})
        for navn, tekst in (fravalgt or {}).items():
            _keep_rejected(punkt, rows, navn, tekst, by)
        written = [navn for navn, one in changes.items() if _write_one(punkt, rows, navn, one, by, gemt)]
        if written:
            log_event("referat.skriv", referat, by, felter=sorted(written))
    return gemt


def _rows(referat, punkt, names):
    uuids = {navn.partition(":")[0] for navn in names}
    rows = referat.raekker.filter(punkt=punkt, uuid__in=[one for one in uuids if is_uuid(one)])
    found = {str(row.uuid): row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    for row in found.values():
        row.punkt = punkt
    return found


def is_uuid(text):
    """Say whether the text is a uuid; the address and the form may hold anything."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _write_one(punkt, rows, navn, change, by, gemt):
    uuid, _, felt = navn.partition(":")
    row = rows.get(uuid)
    if row is not None and mindretal.er_mindretal(felt):
        return mindretal.write(row, navn, change, gemt, by=by)
    if row is None or felt not in FELTER[row.slags]:
        if row is not None or change.touched:
            gemt.fejl[navn] = "Feltet kan ikke ændres her." if row else f"{FJERNET} Du skrev: »{change.text}«."
        return False
    stored = row_text(row, felt)
    verdict = change.verdict(stored)
    if verdict == "konflikt":
        gemt.konflikter[navn] = {"min": change.text, "gemt": stored, "base": fingerprint(stored), **who(row, felt)}
        return False
    gemt.baser[navn] = fingerprint(stored)
    if verdict == "ens":
        return False
    try:
        _put(punkt, row, felt, change.text)
    except ValidationError as error:
        gemt.fejl[navn] = " ".join(error.messages)
        row.refresh_from_db()
        return False
    _save(row, by)
    gemt.baser[navn] = fingerprint(row_text(row, felt))
    return True


def _put(punkt, row, felt, text):
    """Put the text into the field, unsaved; ValidationError in Danish for what can't be stored."""
    row.INDHOLD = FELTER[row.slags]
    if felt == "udsat_til":
        row.uden_dato = text == UDEN_DATO
        text = "" if row.uden_dato else text
    if felt == "tekst" and (over := len(rigtekst.plain(text)) - MAKS[row.slags]) > 0:
        raise ValidationError(f"Teksten er {over} tegn for lang. Intet er slettet.")
    assign(row, felt, text, ramme(punkt.moede))


def who(row, felt):
    """Return {"af", "kl"}: who gave the field the text it has now, and when."""
    stored, found = row_text(row, felt), None
    entries = row.history.exclude(history_change_reason=FRAVALGT).select_related("history_user")
    for entry in entries.order_by("-history_date", "-history_id")[:50]:
        if row_text(entry.instance, felt) != stored:
            break
        found = entry
    if found is None or found.history_user is None:
        return {"af": "", "kl": ""}
    return {"af": str(found.history_user), "kl": klokken(found.history_date)}


def _keep_rejected(punkt, rows, navn, tekst, by):
    """Keep the text that lost a conflict in the history, marked »fravalgt«; the row itself is not changed."""
    uuid, _, felt = navn.partition(":")
    if uuid in rows and mindretal.er_mindretal(felt):
        mindretal.keep_rejected(rows[uuid], felt, tekst, by)
    if uuid not in rows or felt not in FELTER[rows[uuid].slags]:
        return
    copy = Referatpunkt.objects.get(pk=rows[uuid].pk)
    try:
        _put(punkt, copy, felt, tekst)
    except ValidationError:
        return
    Referatpunkt.history.bulk_history_create(
        [copy], update=True, default_user=by, default_change_reason=FRAVALGT, default_date=ur.nu()
    )


def _save(row, by):
    row._history_user = by
    row.save()


def add_raekke(referat, punkt, slags, *, by, tekst="", overskrift=""):
    """Add a row raised in the room; a besluttet one gets `tekst` as its ordlyd. NotNow when the item is full."""
    slags = Referatslags(slags)
    with transaction.atomic():
        referat = locked(punkt, by)
        rows = referat.raekker.filter(punkt=punkt)
        if rows.count() >= MAKS_RAEKKER:
            raise NotNow(f"Der kan højst være {MAKS_RAEKKER} rækker på et punkt.")
        last = rows.filter(slags=slags).order_by("-raekkefoelge").values_list("raekkefoelge", flat=True).first() or 0
        row = Referatpunkt(referat=referat, punkt=punkt, slags=slags, raekkefoelge=last + 1)
        felter = {"ordlyd": tekst} if slags == Referatslags.BESLUTTET else {"overskrift": overskrift, "tekst": tekst}
        _fill(punkt, row, {name: text for name, text in felter.items() if text})
        _save(row, by)
        log_event("referat.tilfoej", referat, by, raekke=str(row.uuid), slags=slags)
    return row


def _fill(punkt, row, felter):
    try:
        for felt, text in felter.items():
            _put(punkt, row, felt, text)
    except ValidationError as error:
        raise NotNow(" ".join(error.messages)) from None


def remove_raekke(raekke, *, by):
    """Take away a row raised in the room; the answer to a point stays, and so does every row of a correction."""
    with transaction.atomic():
        referat = locked(raekke.punkt, by)
        row = referat.raekker.filter(pk=raekke.pk).first()
        if row is None:
            raise NotNow(FJERNET)
        if not (answer := kan_fjernes(referat, row)):
            raise NotNow(answer.reason)
        mindretal.leave_with(row, by)
        row._history_user = by
        row.delete()
        log_event("referat.fjern", referat, by, raekke=str(raekke.uuid), slags=raekke.slags)


def kan_fjernes(referat, row):
    """Answer whether the row may be removed."""
    if row.beslutningspunkt_uuid:
        return no("Rækken svarer på et beslutningspunkt. Vælg »Ikke behandlet« i stedet.")
    if referat.nr > 1:
        return no("En rettelse kan ændre og tilføje rækker, men ikke fjerne dem.")
    return YES


def undo_remove(punkt, uuid, *, by):
    """Bring a removed row back with its uuid, texts and place; one that is back already is left alone."""
    with transaction.atomic():
        referat = locked(punkt, by)
        if not is_uuid(uuid):
            raise NotNow("Rækken findes ikke længere.")
        if existing := referat.raekker.filter(punkt=punkt, uuid=uuid).first():
            return existing
        gone = Referatpunkt.history.filter(referat_id=referat.pk, punkt_id=punkt.pk, uuid=uuid, history_type="-")
        last = gone.order_by("-history_date", "-history_id").first()
        if last is None:
            raise NotNow("Rækken findes ikke længere.")
        row = last.instance
        _save(row, by)
        mindretal.return_with(row, by)
        log_event("referat.tilfoej", referat, by, raekke=str(row.uuid), slags=row.slags)
    return row


def adopt_all(punkt, *, by, noegle=None):
    """Answer every open point of the item as it was proposed; questions and rows of the room are left. Returns how
    many were answered."""
    with transaction.atomic():
        referat = locked(punkt, by)
        rows = list(as_proposed(referat.raekker.filter(punkt=punkt)).select_for_update(of=("self",)).order_by("pk"))
        for row in rows:
            row.udfald = SOM_INDSTILLET[row.punktslags]
            _save(row, by)
        log_event("referat.skriv", referat, by, felter=sorted(f"{row.uuid}:udfald" for row in rows))
    return len(rows)


def as_proposed(rows):
    """Narrow rows to those that »Alle som indstillet« answers."""
    return rows.filter(
        slags=Referatslags.BESLUTTET, beslutningspunkt_uuid__isnull=False, udfald="", er_spoergsmaal=False,
        punktslags__in=list(SOM_INDSTILLET),
    )  # fmt: skip
