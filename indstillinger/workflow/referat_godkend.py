"""Approving the minutes, and opening approved ones again: decisions get their numbers, tasks are given (11 §6–7)."""

from django.db import transaction

from indstillinger.enums import Tilstand
from indstillinger.enums_moede import Opgavetilstand, Punkttilstand, Referattilstand
from indstillinger.models import Dagsordenspunkt, Indstilling, Koordinering, Mindretal, Opgave, Referat, Referatpunkt
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import referat_content
from indstillinger.modtagere import forfattere, leder
from indstillinger.rules_dialog import svarere
from indstillinger.workflow.beslutning import decide, replace
from indstillinger.workflow.klargoering import documents_of_referat
from indstillinger.workflow.opgave import ASSIGN, close_returned
from indstillinger.workflow.opgave import mangler as task_lacks
from indstillinger.workflow.referat import choose_godkender, is_complete
from indstillinger.workflow.tilstande import finish
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.jobs import enqueue
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import YES, Denied, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, fits, lock, perform, save
from mso_portal.organisation.models import Bruger

MINDST, MAKS = 20, 500
AENDRET = "Referatet er ændret, siden du læste det. Læs det igen, før du godkender."


def shown_sha256(referat):
    """Return the sha256 of the minutes as they stand: what the page posts back."""
    return digest(referat_content(referat))


def _was_circulated(referat):
    """A correction may be approved at once; the first version was read by the members before."""
    if referat.tilstand == Referattilstand.TIL_KOMMENTERING or referat.nr > 1:
        return YES
    return no("Referatet skal sendes til kommentering, før det kan godkendes.")


def _is_answered(referat, **data):
    open_ones = referat.kommentarer.filter(svar="").count()
    if not open_ones:
        return YES
    return no(f"{open_ones} {'bemærkning er' if open_ones == 1 else 'bemærkninger er'} ikke besvaret.")


def _keeps_all_rows(referat, **data):
    """A correction changes and adds, it never removes."""
    earlier = Referatpunkt.objects.filter(referat__moede=referat.moede_id, referat__nr=referat.nr - 1)
    kept = referat.raekker.order_by().values("uuid")
    return no("Rækker i et godkendt referat kan ikke fjernes.") if earlier.exclude(uuid__in=kept).exists() else YES


def _same_content(referat, sha256="", **data):
    return YES if sha256 == shown_sha256(referat) else no(AENDRET)


def _approve(referat, by, **data):
    decided = decide(referat, by)
    _give_tasks(referat, by)
    for punkt in _treated(referat):
        replace(punkt, decided.get(punkt.pk, []), by)
        if punkt.indstilling_id and punkt.indstilling.tilstand == Tilstand.GODKENDT:
            close_returned(finish(punkt.indstilling, by=by), by=by)
    referat.tilstand = Referattilstand.GODKENDT
    referat.indhold = referat_content(referat)
    referat.sha256 = digest(referat.indhold)
    notify("referat.godkendt", referat, _told(referat), by=by)
    enqueue(documents_of_referat, referat_id=referat.pk)


def _treated(referat):
    """Return the behandlede items whose papers and decisions move, in the agenda's order."""
    treated = referat.moede.punkter.filter(tilstand=Punkttilstand.BEHANDLET)
    return treated.select_related("indstilling__vedroerer", "moede").order_by("raekkefoelge")


def _give_tasks(referat, by):
    """Tie the tasks to their decisions and give the drafts; who may approve was asked before."""
    decisions = {one.raekke_uuid: one for punkt in _treated(referat) for one in punkt.beslutninger.order_by("pk")}
    for task in Opgave.objects.filter(punkt__moede=referat.moede_id).order_by("pk"):
        decision, is_draft = decisions.get(task.raekke_uuid), task.tilstand == Opgavetilstand.UDKAST
        if is_draft or (decision and not task.beslutning_id):
            _tie(lock(task), decision, by, give=is_draft)


def _tie(task, decision, by, *, give):
    before, task.beslutning = task.tilstand, decision or task.beslutning
    if give:
        if lacking := task_lacks(task):
            raise NotNow(f"Opgaven til punkt {task.punkt.nummer}: {lacking[0]}")
        ASSIGN.effect(task, by)
        task.tilstand, task._change_reason = ASSIGN.target, ASSIGN.spor
    save(task, by)
    if give:
        log_event(ASSIGN.rule, task, by, fra=before, til=task.tilstand)


def _told(referat):
    """Return who is told: those who were sent the agenda or got an earlier version, the papers' authors and leaders,
    and the parts of their koordinering who may see the item."""
    earlier = referat.moede.referater.filter(nr__lt=referat.nr).order_by().values("pk")
    got = Notifikation.objects.filter(
        slags="referat.godkendt", genstand_type=Referat._meta.label_lower, genstand_id__in=earlier
    )
    sent = Bruger.objects.filter(modtagelser__udsendelse__moede=referat.moede_id,
                                 modtagelser__udsendelse__sendt_den__isnull=False)  # fmt: skip
    people = Bruger.objects.filter(pk__in=[*sent.values_list("pk", flat=True), *got.values_list("modtager", flat=True)])
    told = [*people.order_by("pk"), referat.godkender]
    items = referat.moede.punkter.filter(nummer__isnull=False, indstilling__isnull=False)
    for punkt in items.select_related("indstilling__ansvarlig_leder").order_by("raekkefoelge"):
        told += [*forfattere(punkt.indstilling), *leder(punkt.indstilling), *_parts(punkt)]
    return told


def _parts(punkt):
    requests = Koordinering.objects.filter(indstilling=punkt.indstilling_id).exclude(version=None)
    people = {person.pk: person for one in requests.order_by("pk") for person in svarere(one)}
    mine = Dagsordenspunkt.objects.filter(pk=punkt.pk)
    return [person for person in people.values() if mine.visible_to(person).exists()]


APPROVE = Transition(
    name="approve_minutes", label="Godkend referat", rule="referat.godkend",
    sources=(Referattilstand.KLADDE, Referattilstand.TIL_KOMMENTERING), target=Referattilstand.GODKENDT,
    when=_was_circulated, guards=(is_complete, _is_answered, _keeps_all_rows, _same_content), effect=_approve,
    stamps=("godkendt",), spor="godkendt", done="Referatet er godkendt.",
    effects_text=("Referatet ligger fast. Det kan kun ændres med en rettelse, der bliver en ny version.",
                  "Beslutningerne får numre, opgaverne bliver givet, og de behandlede sager er afsluttet.",
                  "Alle, der har fået dagsordenen, og sagernes forfattere og ledere får besked."),
)  # fmt: skip
CORRECT = Transition(
    name="correct", label="Ret referatet", rule="referat.ret", sources=(Referattilstand.GODKENDT,),
    when=lambda referat: _is_newest(referat), done="En ny version af referatet er åben.",
    effects_text=("Der bliver en ny version, som sekretæren retter i. Rækker kan ændres og tilføjes, aldrig fjernes.",
                  "Den gamle version gælder, til den nye er godkendt, og kan altid læses.",
                  "Alle, der har fået det gamle referat, får besked, når rettelsen er godkendt."),
)  # fmt: skip


def _is_newest(referat):
    newer = referat.moede.referater.filter(nr__gt=referat.nr).exists()
    return no("Der er en nyere version af referatet.") if newer else YES


def approve_minutes(referat, sha256, *, by, version=None, noegle=None):
    """Freeze the minutes as they were read: `sha256` is that of the content the page showed. All or nothing.

    Effects: Beslutninger with numbers, opgaver given, papers behandlet, replaced decisions erstattet, search rows,
    mails, and the job that makes the PDFs. Returns the fresh Referat, or None for a used `noegle`.
    """
    with transaction.atomic():
        lock(referat.moede)
        items = Dagsordenspunkt.objects.select_for_update().filter(moede=referat.moede_id).order_by("pk")
        papers = [one.indstilling_id for one in items]
        list(Indstilling.objects.select_for_update().filter(pk__in=papers).order_by("pk"))
        require(by, "referat.godkend", referat)
        _require_whole_view(referat, by)
        return perform(APPROVE, referat, by=by, version=version, noegle=noegle, sha256=sha256)


def _require_whole_view(referat, by):
    """Nobody approves what he may not read: a deputy without lukkede items, or somebody kept out of one."""
    items = Dagsordenspunkt.objects.filter(moede=referat.moede_id, nummer__isnull=False)
    if items.count() != items.visible_to(by).count():
        raise Denied("Du må ikke læse alle punkter i referatet og kan derfor ikke godkende det.")


def correct(referat, aarsag, *, by, version=None, noegle=None):
    """Open godkendte minutes: a new version in kladde with the same rows and the same uuids, for the sekretær to mend.

    Returns the new Referat, or None for a used `noegle`. The old one stays as it is, and in force until the new one
    is godkendt.
    """
    with transaction.atomic():
        lock(referat.moede)
        old = lock(referat)
        require(by, "referat.ret", old)
        if noegle and not claim(noegle, by, "referat.ret"):
            return None
        if not (answer := fits(CORRECT, old)):
            raise NotNow(answer.reason)
        aarsag = " ".join(aarsag.split())
        if not MINDST <= len(aarsag) <= MAKS:
            raise NotNow(f"Skriv, hvad der er forkert (mindst {MINDST} og højst {MAKS} tegn).")
        new = _copy(old, aarsag, by)
        log_event("referat.ret", new, by, fra=old.tilstand, til=new.tilstand, moede=old.moede.noegle, nr=new.nr)
    return new


def _copy(old, aarsag, by):
    new = Referat(moede=old.moede, nr=old.nr + 1, aarsag=aarsag, godkender=choose_godkender(old.moede),
                  oprettet_den=ur.nu(), oprettet_af=by)  # fmt: skip
    new._history_user = by
    new.save()
    copies = {}
    for row in old.raekker.order_by("pk"):
        copies[row.pk] = _fresh(Referatpunkt, row, referat=new)
        copies[row.pk]._history_user = by
        copies[row.pk].save()
    for view in old.mindretal.order_by("pk"):
        copy = _fresh(Mindretal, view, referat=new, referatpunkt=copies[view.referatpunkt_id])
        copy._history_user = by
        copy.save()
    return new


def _fresh(model, row, **changed):
    """Return an unsaved copy of a row with its uuid, hung on the new version."""
    columns = {one.attname: getattr(row, one.attname) for one in model._meta.concrete_fields}
    copy = model(**{name: value for name, value in columns.items() if name != "id"})
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy
