"""Writing: each field saves by itself and is compared with what its form opened with (10 §5)."""

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from indstillinger.enums import Aabenhed, Tilstand
from indstillinger.models import RAEKKER, Indstilling
from indstillinger.models.felttekst import assign, check_name, text_of
from indstillinger.models.historik import FRAVALGT
from indstillinger.models.indhold import capitalised, columns_of, label_of
from indstillinger.rules import kan_redigeres
from indstillinger.workflow.opret import ensure_years
from indstillinger.workflow.soegning import index
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import lock
from mso_portal.vaerdier.datoer import klokken

HISTORY_PAUSE = timedelta(minutes=10)
LUKKEDE_FELTER = ("titel_lukket", "hjemmel", "lukket_begrundelse")
# Fields that a CheckConstraint speaks of: asking the database costs a query each.
CONSTRAINED = {"titel", "aabenhed", *LUKKEDE_FELTER}
# What else is written with a field: the stamp, and what follows from a choice.
STAMPS = ["feltspor", "redigeret_den", "redigeret_af", "version"]
FOELGER = {"aabenhed": LUKKEDE_FELTER, "forum": ("oensket_moede",)}
FJERNET = "Rækken er fjernet af en anden. Genindlæs siden."
# What closed a paper to writing, and the stamp that says when.
LUKKET_AF = {
    Tilstand.TIL_GODKENDELSE: ("indsendt", "indsendt_den"),
    Tilstand.GODKENDT: ("godkendt", "godkendt_den"),
    Tilstand.BEHANDLET: ("behandlet", "behandlet_den"),
    Tilstand.TRUKKET: ("trukket", "trukket_den"),
}


@dataclass
class Outcome:
    """What became of the posted fields, by name: new fingerprints, conflicts, messages, others' recent edits."""

    baser: dict = field(default_factory=dict)
    konflikter: dict = field(default_factory=dict)
    fejl: dict = field(default_factory=dict)
    andre: list = field(default_factory=list)
    paper: object = None

    @property
    def clean(self):
        return not self.konflikter and not self.fejl


def write(paper, changes, *, by, explicit=False, fravalgt=None):
    """Save {field name: Change} of a kladde in one transaction; `explicit` also writes a history row.

    A field is `baggrund`, or `<kind>:<uuid>:<field>` for a row. Fields nobody else touched are saved; the rest come
    back as conflicts or messages and are not. Text for a row removed meanwhile comes back in its message.
    `fravalgt` {name: text} keeps a text not chosen in the history.
    Raises Denied, or NotNow when the paper is no kladde.
    """
    with transaction.atomic():
        paper = locked(paper, by)
        outcome = Outcome(paper=paper, andre=recent_by_others(paper, by))
        rows = _rows(paper, {*changes, *(fravalgt or {})})
        for name, text in (fravalgt or {}).items():
            _keep_rejected(*_target(paper, rows, name), text, by)
        if any(change.touched for change in changes.values()):
            record_pending(paper, by)
        written = [name for name in _ordered(changes) if _write_one(paper, rows, name, changes[name], by, outcome)]
        if written:
            touch(paper, written, by, explicit)
        elif explicit:
            save_point(paper, by)
    return outcome


def locked(paper, by):
    """Return the row under lock, ready to be written by `by`."""
    paper = lock(paper)
    require(by, "indstilling.rediger", paper)
    if not kan_redigeres(paper):
        raise NotNow(f"{why_closed(paper)} Din tekst står herunder.")
    return paper


def why_closed(paper):
    """Say when and by which act the paper was closed to writing."""
    act, stamp = LUKKET_AF[paper.tilstand]
    return f"Indstillingen blev {act} {klokken(getattr(paper, stamp))}, så den kan ikke ændres."


def _ordered(changes):
    """Openness before the fields that depend on it; the rest as posted."""
    return sorted(changes, key=lambda name: name != "aabenhed")


def _rows(paper, changes):
    """Return the rows named in the changes, {uuid: row}: one query per kind, children fetched through the paper."""
    wanted = {}
    for name in changes:
        kind, colon, rest = name.partition(":")
        if colon and kind in RAEKKER:
            wanted.setdefault(kind, set()).add(rest.partition(":")[0])
    found = {}
    for kind, uuids in wanted.items():
        for row in getattr(paper, f"{kind}_raekker").filter(uuid__in=_valid(uuids)):
            row.indstilling = paper
            found[str(row.uuid)] = row
    return found


def _valid(uuids):
    for text in uuids:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _target(paper, rows, name):
    """Return (object, field) of a field name; the object is None when the row was removed meanwhile."""
    _, colon, rest = name.partition(":")
    if not colon:
        return paper, name
    uuid, _, felt = rest.partition(":")
    return rows.get(uuid), felt


def _refusal(obj, felt, change):
    """Return why the field can't be written whatever is stored, or ""; an untouched field is never refused."""
    if obj is None:
        return f"{FJERNET} Du skrev: »{change.text}«." if change.touched else ""
    try:
        check_name(obj, felt)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _write_one(paper, rows, name, change, by, outcome):
    """Write one field when nobody else changed it; True when something was written."""
    obj, felt = _target(paper, rows, name)
    if refusal := _refusal(obj, felt, change):
        outcome.fejl[name] = refusal
    if refusal or obj is None:
        return False
    stored = text_of(obj, felt)
    verdict = change.verdict(stored)
    if verdict == "konflikt":
        spor = paper.feltspor.get(name, {})
        outcome.konflikter[name] = {"min": change.text, "gemt": stored, "af": spor.get("navn", ""),
                                    "kl": spor.get("kl", ""), "base": fingerprint(stored)}  # fmt: skip
        return False
    outcome.baser[name] = fingerprint(stored)
    if verdict == "ens":
        return False
    try:
        _assign(paper, obj, felt, change.text, by)
    except ValidationError as error:
        outcome.fejl[name] = " ".join(error.messages)
        if obj.pk:
            obj.refresh_from_db(fields=columns_of(type(obj), felt))
        return False
    outcome.baser[name] = fingerprint(text_of(obj, felt))
    return True


def _assign(paper, obj, felt, text, by):
    """Put the text into the field; rows are saved at once, the paper with its stamp afterwards."""
    if felt == "medforfattere":
        # The signal of a changed list would write a history row of its own, in nobody's name.
        _keep_history(paper, False)
    assign(obj, felt, text, paper)
    if obj is not paper:
        obj.validate_constraints()
        obj._history_user = by
        obj.save(update_fields=columns_of(type(obj), felt))
        return
    if felt == "aabenhed" and paper.aabenhed != Aabenhed.LUKKET:
        _clear_closed_fields(paper, by)
    if felt in LUKKEDE_FELTER and text and paper.aabenhed != Aabenhed.LUKKET:
        raise ValidationError("Vælg først »Lukket«. Feltet hører kun til en lukket indstilling.")
    if felt == "forum" and paper.oensket_moede and paper.oensket_moede.forum_id != paper.forum_id:
        paper.oensket_moede = None
    if felt in CONSTRAINED:
        paper.validate_constraints(exclude=_stamps(paper))
    if felt == "budgetstart":
        ensure_years(paper, by)


def _stamps(paper):
    return {one.name for one in paper._meta.concrete_fields if one.name.endswith(("_den", "_af"))}


def _clear_closed_fields(paper, by):
    """An åben paper holds no closed text; what stood there stays in the history its authors may read."""
    if any(getattr(paper, name) for name in LUKKEDE_FELTER):
        save_point(type(paper).objects.get(pk=paper.pk), by, FRAVALGT)
    for name in LUKKEDE_FELTER:
        setattr(paper, name, "")


def touch(paper, written, by, explicit=False):
    """Stamp and save the paper; with `explicit` also a history row."""
    now = ur.nu()
    for name in written:
        paper.feltspor[name] = {"af": by.pk, "navn": str(by), "kl": now.astimezone(UTC).isoformat()}
    paper.redigeret_af, paper.redigeret_den = by, now
    paper.version += 1
    paper._history_user = by
    _keep_history(paper, explicit)
    paper.save(update_fields=[*_own_columns(written), *STAMPS])
    if explicit:
        index(paper)


def _own_columns(written):
    """Return the paper's columns among the written fields; an autosave writes these alone."""
    own = [name for name in written if ":" not in name and name != "medforfattere"]
    return {*own, *(column for name in own for column in FOELGER.get(name, ()))}


def _keep_history(paper, wanted):
    """Say whether the next save writes a history row; simple-history asks whether the attribute is there at all."""
    vars(paper).pop("skip_history_when_saving", None)
    if not wanted:
        paper.skip_history_when_saving = True


def record_pending(paper, by):
    """Before another person's first change, or after ten minutes, put what is stored into the history.

    Call before anything is written: rows are dated, and what comes later belongs to the next entry.
    """
    last = paper.history.exclude(history_change_reason=FRAVALGT).values("version", "history_date").first()
    pending = last is None or last["version"] < paper.version
    if pending and (paper.redigeret_af_id != by.pk or ur.nu() - last["history_date"] >= HISTORY_PAUSE):
        save_point(type(paper).objects.get(pk=paper.pk), paper.redigeret_af)


def save_point(paper, by, reason=None):
    """Write a history row of the paper as it is stored, unless the newest one already holds this version."""
    last = paper.history.values("version", "history_change_reason").first()
    if reason is None and last and last["version"] == paper.version and last["history_change_reason"] != FRAVALGT:
        return
    _keep_history(paper, True)
    paper._history_user, paper._change_reason = by, reason
    paper.save()


def _keep_rejected(obj, felt, text, by):
    """Keep the text that lost a conflict in the history, marked »fravalgt«; the object itself is not changed."""
    if obj is None or felt == "medforfattere":
        return
    copy = type(obj).objects.get(pk=obj.pk)
    try:
        assign(copy, felt, text, copy if hasattr(copy, "nummer") else copy.indstilling)
    except ValidationError:
        return
    type(obj).history.bulk_history_create([copy], update=True, default_user=by, default_change_reason=FRAVALGT,
                                          default_date=ur.nu())  # fmt: skip


def recent_by_others(paper, by, within=timedelta(minutes=10)):
    """Return [{"felt", "navn", "kl"}] of fields that others changed lately, the latest first."""
    since = (ur.nu() - within).astimezone(UTC).isoformat()
    return [
        {"felt": name, "label": label_of_field(name), "navn": spor["navn"], "kl": spor["kl"]}
        for name, spor in sorted(paper.feltspor.items(), key=lambda item: item[1]["kl"], reverse=True)
        if spor["af"] != by.pk and spor["kl"] >= since
    ]


def label_of_field(name):
    kind, colon, rest = name.partition(":")
    if colon:
        return capitalised(RAEKKER[kind]._meta.verbose_name_plural)
    return capitalised(label_of(Indstilling, kind))
