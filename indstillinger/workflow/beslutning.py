"""Decisions: made by godkendte minutes, then carried out, lapsed or replaced (11 §7)."""

from indstillinger.enums_moede import (
    UDEN_BESLUTNING,
    Beslutningsstatus,
    Punkttilstand,
    Referatslags,
    Udsendelsestilstand,
    Vedroererart,
)
from indstillinger.models import Beslutning, Udsendelse
from indstillinger.models.dagsordenslinjer import med_udsendt, titel_af
from indstillinger.workflow.opgave import lapse_with
from mso_portal.motor import search, ur
from mso_portal.motor.enums import Udgave
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Taeller
from mso_portal.motor.rules import YES, no
from mso_portal.motor.workflow import Transition, lock, perform, save

MINDST_NOTE, MINDST_GRUND, MAKS = 10, 20, 500
I_KRAFT = (Beslutningsstatus.GAELDENDE, Beslutningsstatus.UDFOERT)


def decide(referat, by):
    """Give every deciding row of behandlede items its Beslutning, numbered in item and row order; those of an earlier
    version follow their row. Returns {pk of the item: [Beslutning]} of the rows that decide.

    In the caller's transaction, before the Referat is frozen.
    """
    moede = referat.moede
    known = {one.raekke_uuid: one for one in _locked(moede)}
    manifest, found = _newest_manifest(moede), {}
    for row in _rows(referat):
        decision = known.get(row.uuid)
        if row.udfald in UDEN_BESLUTNING:
            if decision:
                _drop(decision, row, referat.aarsag, by)
            continue
        decision = _follow(decision, row, by) if decision else _make(row, moede, manifest, by)
        found.setdefault(row.punkt_id, []).append(decision)
    _index(moede, [one for group in found.values() for one in group])
    return found


def _locked(moede):
    rows = Beslutning.objects.select_for_update(of=("self",)).filter(punkt__moede=moede)
    return rows.select_related("referatpunkt").order_by("pk")


def _rows(referat):
    rows = referat.raekker.filter(slags=Referatslags.BESLUTTET, punkt__tilstand=Punkttilstand.BEHANDLET)
    return rows.exclude(udfald="").select_related("punkt").order_by("punkt__raekkefoelge", "raekkefoelge", "pk")


def _newest_manifest(moede):
    """Return the sha256 of the meeting's newest sent manifest; "" for a meeting that was registered."""
    sent = Udsendelse.objects.filter(moede=moede, tilstand=Udsendelsestilstand.SENDT).exclude(slags="gennemlaesning")
    return sent.order_by("-nr").values_list("sha256", flat=True).first() or ""


def _make(row, moede, manifest, by):
    year, code = moede.dato.year, moede.forum.kode
    decision = Beslutning(
        nummer=f"{code}-{year}-{Taeller.next('beslutning', year, code):03d}", punkt=row.punkt, referatpunkt=row,
        raekke_uuid=row.uuid, manifest_sha256=manifest, status_den=ur.nu(), status_af=by, ansvarlig=row.ansvarlig,
        opfoelgning=row.opfoelgning, oprettet_den=ur.nu(),
    )  # fmt: skip
    decision._history_user = by
    decision.save()
    log_event("beslutning.opret", decision, by, til=decision.status, nummer=decision.nummer)
    return decision


def _follow(decision, row, by):
    """Point an earlier decision at the newest row; what the row says of who and when goes with it when it changed.

    A decision that an earlier correction let lapse is in force again.
    """
    before, old = decision.status, decision.referatpunkt
    decision.referatpunkt = row
    if row.ansvarlig_id != old.ansvarlig_id:
        decision.ansvarlig = row.ansvarlig
    if row.opfoelgning != old.opfoelgning:
        decision.opfoelgning = row.opfoelgning
    if old.udfald in UDEN_BESLUTNING and before == Beslutningsstatus.BORTFALDET:
        _set(decision, Beslutningsstatus.GAELDENDE, row.referat.aarsag, by)
    decision._change_reason = "rettet referat"
    save(decision, by)
    log_event("beslutning.ret", decision, by, fra=before, til=decision.status)
    return decision


def _drop(decision, row, grund, by):
    """The corrected row decides nothing any longer."""
    before, decision.referatpunkt = decision.status, row
    if before in I_KRAFT:
        _set(decision, Beslutningsstatus.BORTFALDET, grund, by)
    decision._change_reason = "rettet referat"
    save(decision, by)
    log_event("beslutning.bortfald", decision, by, fra=before, til=decision.status)


def _set(decision, status, grund, by):
    decision.status, decision.status_grund = status, grund
    decision.status_den, decision.status_af = ur.nu(), by


def replace(punkt, decisions, by):
    """Let a paper that takes up or changes an earlier decision replace it, once, by the first that adopts."""
    paper = punkt.indstilling
    if paper is None or paper.vedroerer_art not in (Vedroererart.GENOPTAGER, Vedroererart.AENDRER):
        return
    new = next((one for one in decisions if one.vedtager), None)
    old = lock(paper.vedroerer)
    if new is None or new.pk == old.pk or old.status not in I_KRAFT:
        return
    before, old.erstattet_af = old.status, new
    _set(old, Beslutningsstatus.ERSTATTET, "", by)  # its readers may not be those of the new one
    old._change_reason = "erstattet"
    save(old, by)
    log_event("beslutning.erstat", old, by, fra=before, til=old.status, af=new.nummer)


def _index(moede, decisions):
    """Write the search rows; the closed title goes in, since only readers of the item find the decision."""
    items = med_udsendt(moede.punkter.select_related("indstilling").order_by("pk"))
    titles = {one.pk: f"{titel_af(one, lukket=True)} {titel_af(one, lukket=False)}" for one in items}
    for one in decisions:
        row = one.referatpunkt
        search.write_row(
            one, Udgave.UDSENDT, titel=f"{one.nummer} {titles[one.punkt_id]}", punkter=one.ordlyd,
            tekst="\n".join(text for text in (row.foreslaaet, row.udestaar, row.begrundelse) if text),
        )  # fmt: skip


def _long_enough(name, least, message):
    def guard(decision, **data):
        return YES if least <= len(data.get(name, "").strip()) <= MAKS else no(message)

    return guard


def _no_open_tasks(decision, **data):
    count = decision.opgaver.aabne().count()
    if not count:
        return YES
    return no(f"{count} {'opgave er' if count == 1 else 'opgaver er'} ikke afsluttet. Afslut dem først.")


def _note(decision, by, note="", **data):
    decision.status_grund = note.strip()


def _lapse(decision, by, grund="", **data):
    decision.status_grund = grund.strip()
    lapse_with(decision, decision.status_grund, by=by)


COMPLETE = Transition(
    name="complete", label="Meld udført", rule="beslutning.udfoert", sources=(Beslutningsstatus.GAELDENDE,),
    target=Beslutningsstatus.UDFOERT,
    guards=(_long_enough("note", MINDST_NOTE, "Skriv, hvad der er gjort (mindst 10 tegn)."), _no_open_tasks),
    effect=_note, stamps=("status",), spor="udført", done="Beslutningen er udført.",
    effects_text=("Beslutningen står som udført i registret.",),
)  # fmt: skip
LAPSE = Transition(
    name="lapse", label="Lad bortfalde", rule="beslutning.bortfald", sources=(Beslutningsstatus.GAELDENDE,),
    target=Beslutningsstatus.BORTFALDET,
    guards=(_long_enough("grund", MINDST_GRUND, "Skriv, hvorfor beslutningen bortfalder (mindst 20 tegn)."),),
    effect=_lapse, stamps=("status",), spor="bortfaldet", done="Beslutningen er bortfaldet.",
    effects_text=("Beslutningen gælder ikke længere. Den bliver stående i registret.",
                  "De opgaver, der ikke er afsluttet, bortfalder også."),
)  # fmt: skip
TRANSITIONS = (COMPLETE, LAPSE)


def complete(beslutning, note, *, by, version=None, noegle=None):
    """Say that the decision is carried out. NotNow while a task is open. None for a used `noegle`."""
    return perform(COMPLETE, beslutning, by=by, version=version, noegle=noegle, note=note)


def lapse(beslutning, grund, *, by, version=None, noegle=None):
    """Let the decision lapse, and its open tasks with it. None for a used `noegle`."""
    return perform(LAPSE, beslutning, by=by, version=version, noegle=noegle, grund=grund)
