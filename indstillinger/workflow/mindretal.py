"""Minority views on what was decided, where the forum keeps such (11 §6): one text for each person and row.

To the page a view is a field of its row, "mindretal-<person's pk>", empty when there is none: it is compared, saved and
refused as every other field, and taken away by emptying it.
"""

from django.core.exceptions import ValidationError

from indstillinger.enums_moede import Fremmoedestatus, Referatslags
from indstillinger.models import Fremmoede, Mindretal
from indstillinger.models.felttekst import assign
from indstillinger.models.historik import FRAVALGT
from indstillinger.workflow.referatstart import members
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.vaerdier.datoer import klokken

FELT = "mindretal-"
MED_RAEKKEN = "fjernet med rækken"
BLEV_VAEK = (Fremmoedestatus.AFBUD, Fremmoedestatus.FRAVAERENDE)
FOERES_IKKE = "Forummet fører ikke afvigende meninger til referat."
VAR_IKKE_MED = "Vælg en af dem, der deltog i punktet."


def felt_of(person_pk):
    """Return the name of a person's view as a field of a row."""
    return f"{FELT}{person_pk}"


def er_mindretal(felt):
    """Say whether the field is a person's view."""
    return felt.startswith(FELT) and _pk(felt).isdecimal() and len(_pk(felt)) < 10


def _pk(felt):
    return felt.removeprefix(FELT)


def people(punkt):
    """Return who may be named on the item: who sits in the forum and came, or came in such a one's place, but nobody
    kept out of the item or away under it. A meeting from before the portal has no list of who came: then all who sat
    there. Four queries."""
    seated = members(punkt.moede)
    found = Fremmoede.objects.filter(moede=punkt.moede_id, bruger__in=seated)
    rows = found.select_related("bruger", "stedfortraeder").order_by("pk") or [Fremmoede(bruger=one) for one in seated]
    away = set(punkt.fravaer.order_by("pk").values_list("bruger", flat=True))
    away |= set(punkt.udelukkelser.filter(ophaevet_den=None).order_by("pk").values_list("bruger", flat=True))
    there = [row.stedfortraeder if row.status in BLEV_VAEK else row.bruger for row in rows if row.bruger_id not in away]
    return [person for person in there if person is not None and person.pk not in away]


def write(raekke, navn, change, gemt, *, by):
    """Save the view `navn` names on a row whose minutes are locked; what became of it is put into `gemt`. Returns
    whether anything was written."""
    felt = navn.partition(":")[2]
    view = _view(raekke, felt)
    verdict = change.verdict(view.tekst)
    gemt.baser[navn] = fingerprint(view.tekst)
    if verdict == "konflikt":
        base = fingerprint(view.tekst)
        gemt.konflikter[navn] = {"min": change.text, "gemt": view.tekst, "base": base, **_who(raekke, felt)}
    if verdict != "skriv":
        return False
    try:
        _check(raekke, view)
        assign(view, "tekst", change.text, None)
    except ValidationError as error:
        del gemt.baser[navn]
        gemt.fejl[navn] = " ".join(error.messages)
        return False
    _save(view, by)
    gemt.baser[navn] = fingerprint(view.tekst)
    return True


def _view(raekke, felt):
    """Return the person's view on the row, an unsaved empty one when there is none."""
    own = {"referat_id": raekke.referat_id, "referatpunkt": raekke, "person_id": int(_pk(felt))}
    view = raekke.mindretal.filter(person=own["person_id"]).first() or Mindretal(**own, tekst="")
    view.INDHOLD = ("tekst",)
    return view


def _check(raekke, view):
    """A view that stands may be mended or taken away, whatever the forum and the attendance list say now."""
    if view.pk is not None:
        return
    if raekke.slags != Referatslags.BESLUTTET:
        raise ValidationError("Feltet kan ikke ændres her.")
    if not raekke.punkt.moede.forum.afvigende_mening:
        raise ValidationError(FOERES_IKKE)
    if view.person_id not in {person.pk for person in people(raekke.punkt)}:
        raise ValidationError(VAR_IKKE_MED)


def _save(view, by):
    view._history_user = by
    if view.tekst:
        view.save()
    elif view.pk is not None:
        view.delete()


def _entries(raekke, **own):
    """Return the history of the views on a row, newest first, without texts that lost a conflict."""
    rows = Mindretal.history.filter(referatpunkt_id=raekke.pk, **own).exclude(history_change_reason=FRAVALGT)
    return rows.order_by("-history_date", "-history_id")


def _who(raekke, felt):
    entry = _entries(raekke, person_id=int(_pk(felt))).select_related("history_user").first()
    named = entry is not None and entry.history_user is not None
    return {"af": str(entry.history_user), "kl": klokken(entry.history_date)} if named else {"af": "", "kl": ""}


def keep_rejected(raekke, felt, tekst, by):
    """Keep the text that lost a conflict in the history of the view it was written for."""
    view = _view(raekke, felt)
    if view.pk is None:
        entry = _entries(raekke, person_id=view.person_id).first()
        if entry is None:
            return
        view = entry.instance
        view.INDHOLD = ("tekst",)
    try:
        assign(view, "tekst", tekst, None)
    except ValidationError:
        return
    Mindretal.history.bulk_history_create(
        [view], update=True, default_user=by, default_change_reason=FRAVALGT, default_date=ur.nu()
    )


def leave_with(raekke, by):
    """Take the views away with their row, so that they come back with it."""
    for view in raekke.mindretal.order_by("pk"):
        view._history_user, view._change_reason = by, MED_RAEKKEN
        view.delete()


def return_with(raekke, by):
    """Bring back the views that left with the row; those taken away before it stay away."""
    newest = {}
    for entry in _entries(raekke):
        newest.setdefault(entry.person_id, entry)
    for entry in sorted(newest.values(), key=lambda one: one.id):
        if entry.history_type == "-" and entry.history_change_reason == MED_RAEKKEN:
            view = entry.instance
            view._history_user = by
            view.save()
