"""Registering what an earlier meeting decided, from a form that was read in (10 §3.2): no sending, no mail."""

from datetime import time

from indstillinger.beregning.udfald import felter, mangel
from indstillinger.enums import Aabenhed, Anledning, Tilstand
from indstillinger.enums_moede import Moedetilstand, Punkttilstand, Referattilstand
from indstillinger.models import Dagsordenspunkt, Moede, Referat, Referatpunkt
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import referat_content
from indstillinger.workflow.beslutning import decide
from indstillinger.workflow.soegning import index
from indstillinger.workflow.versioner import freeze
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, no
from mso_portal.motor.workflow import Transition, perform

START, SLUT = time(9), time(10)


def is_imported(paper, **data):
    """Answer whether the paper was read from an old form; a query."""
    return (
        YES
        if hasattr(paper, "importforsoeg")
        else no("Kun en sag, der er hentet ind fra et gammelt skema, kan registreres.")
    )


def _is_ready(paper, dato=None, **data):
    if paper.aabenhed == Aabenhed.IKKE_ANGIVET:
        return no("Vælg, om sagen er åben eller lukket, før du registrerer den.")
    if not (paper.ansvarlig_leder and paper.afdeling):
        return no("Vælg ansvarlig leder og afdeling, før du registrerer sagen.")
    return YES if dato and dato < ur.i_dag() else no("Skriv datoen for det møde, der er holdt.")


def _outcome_per_point(paper, udfald=None, **data):
    """Every point has an outcome with what it demands (11 §6)."""
    for nr, row in enumerate(_rows(paper, None, None, udfald or {}), 1):
        if message := mangel(felter(row, nr)):
            return no(message)
    return YES


def _rows(paper, referat, punkt, udfald):
    """Return unsaved rows of the minutes, one for each point, with what was answered for it by its uuid."""
    points = [one for one in paper.beslutningspunkt_raekker.all() if one.tekst.strip()]
    return [
        Referatpunkt(
            referat=referat, punkt=punkt, slags="besluttet", raekkefoelge=nr, beslutningspunkt_uuid=one.uuid,
            foreslaaet=one.tekst, punktslags=one.slags, **udfald.get(str(one.uuid), {}),
        )
        for nr, one in enumerate(points, 1)
    ]  # fmt: skip


def _register(paper, by, dato=None, udfald=None, **data):
    version = freeze(paper, Anledning.TIDLIGERE, by)
    paper.indsendt_version = paper.godkendt_version = version
    moede = _meeting(paper.forum, dato, by)
    punkt = Dagsordenspunkt(
        moede=moede, raekkefoelge=1, art="indstilling", indstilling=paper, nummer="1",
        tilstand=Punkttilstand.BEHANDLET, afgjort_den=ur.nu(), afgjort_af=by,
    )  # fmt: skip
    referat = Referat(moede=moede, nr=1, godkender=by, oprettet_den=ur.nu(), oprettet_af=by)
    for row in (punkt, referat, *_rows(paper, referat, punkt, udfald)):
        row._history_user = by
        row.save()
    decide(referat, by)
    _freeze_minutes(referat, by)
    index(paper)


def _meeting(forum, dato, by):
    """Make the meeting that was held: without frister, agenda or mail."""
    same_day = Moede.objects.filter(forum=forum, dato=dato).count()
    noegle = f"{forum.kode.lower()}-{dato:%Y-%m-%d}" + (f"-{same_day + 1}" if same_day else "")
    moede = Moede(noegle=noegle, forum=forum, dato=dato, start=START, slut=SLUT, historisk=True, sekretaer=by,
                  tilstand=Moedetilstand.AFHOLDT, afholdt_den=ur.nu(), afholdt_af=by)  # fmt: skip
    moede._history_user = by
    moede.save()
    log_event("moede.registrer", moede, by, til=moede.tilstand)
    return moede


def _freeze_minutes(referat, by):
    referat.indhold = referat_content(referat)
    referat.sha256 = digest(referat.indhold)
    referat.tilstand, referat.godkendt_den, referat.godkendt_af = Referattilstand.GODKENDT, ur.nu(), by
    referat._history_user = by
    referat.save()


REGISTER = Transition(
    name="register_earlier", label="Registrér tidligere beslutning", rule="indstilling.registrer",
    sources=(Tilstand.KLADDE,), target=Tilstand.BEHANDLET, guards=(is_imported, _is_ready, _outcome_per_point),
    effect=_register, stamps=("indsendt", "godkendt", "behandlet"), spor="registreret fra et tidligere møde",
    done="Sagen er registreret som behandlet. Beslutningerne står i registret.",
    effects_text=("Sagen ligger fast som behandlet på det møde, du skriver.",
                  "Beslutningerne får numre og står i registret som »indlæst«.", "Ingen får besked."),
)  # fmt: skip


def register_earlier(paper, dato, udfald, *, by, version=None, noegle=None):
    """Register an imported kladde as decided on `dato`, a day before today. `udfald` is {uuid of the point as text:
    {udfald, ordlyd, udestaar, begrundelse, uden_dato, oversendt_tekst}}.

    Effects: a historisk Moede with its item, godkendte minutes and Beslutninger; the evidence is the sha256 of the
    imported file, kept with the Importforsoeg. None for a used `noegle`.
    """
    return perform(REGISTER, paper, by=by, version=version, noegle=noegle, dato=dato, udfald=udfald)
