"""States of a paper: the table of transitions and one function per verb (10 §3.2, §4)."""

from dataclasses import replace
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.dispatch import Signal

from indstillinger.enums import Aabenhed, Anledning, Godkendelsesudfald, Tilstand
from indstillinger.enums_moede import Moedetilstand, Punkttilstand
from indstillinger.models import (
    RAEKKER,
    Dagsordenspunkt,
    Godkendelse,
    Indstilling,
    Kommentar,
    Kommentartraad,
    Koordinering,
    Moede,
)
from indstillinger.models.fund import findings
from indstillinger.models.svar import answers_content
from indstillinger.modtagere import forfattere, i_forum, leder
from indstillinger.rules import ikke_behandlet, paa_vegne_af
from indstillinger.tjek.fund import STOP
from indstillinger.workflow.koordinering import submit_guard
from indstillinger.workflow.moede import free
from indstillinger.workflow.skriv import LUKKEDE_FELTER, record_pending
from indstillinger.workflow.soegning import index
from indstillinger.workflow.tilbagekald import recall_documents
from indstillinger.workflow.versioner import freeze
from mso_portal.motor import search, ur
from mso_portal.motor.besked import notify
from mso_portal.motor.rules import YES, NotNow, no
from mso_portal.motor.workflow import Transition, lock, perform
from mso_portal.organisation.enums import Medlemsrolle

HENVIST = "Kladden hører til en opgave eller en kvartalsstatus og kan ikke slettes. Træk sagen i stedet."
lukket_nu = Signal()  # after the commit that closed a paper: `paper`, `by`
OPTAGET = {"tilstand": Punkttilstand.OPTAGET}
UDEN_FOR_KLADDE = (Tilstand.TIL_GODKENDELSE, Tilstand.GODKENDT, Tilstand.BEHANDLET, Tilstand.TRUKKET)


def _no_stops(paper, **data):
    """A paper with a stop of Indstillingstjek is not sent (10 §7)."""
    stops = [one for one in findings(paper) if one.niveau == STOP]
    if not stops:
        return YES
    return no(f"Ret {len(stops)} {'mangel' if len(stops) == 1 else 'mangler'}, før du sender til godkendelse.")


def _submit(paper, by, **data):
    record_pending(paper, by)
    warnings = [one for one in findings(paper) if one.niveau != STOP]
    paper.indsendt_version = freeze(paper, Anledning.INDSENDT, by, advarsler=warnings, svar=answers_content(paper))
    index(paper)
    notify("indstilling.indsendt", paper, leder(paper), by=by, version=paper.indsendt_version.nr)


def _same_text(paper, sha256="", **data):
    """What is approved is what was read: the page posts the hash of the version it showed."""
    if sha256 == paper.indsendt_version.sha256:
        return YES
    return no("Teksten er en anden end den, du læste. Læs den igen, før du godkender.")


def _approve(paper, by, **data):
    paper.godkendt_version = paper.indsendt_version
    _answer(paper, Godkendelsesudfald.GODKENDT, by)
    notify("indstilling.godkendt", paper, i_forum(paper.forum), by=by, version=paper.godkendt_version.nr)


def _send_back(paper, by, bemaerkning="", **data):
    # The stamps are cleared by now, so the version is the newest that was sent.
    version = paper.versioner.filter(anledning=Anledning.INDSENDT).last()
    _answer(paper, Godkendelsesudfald.RETURNERET, by, bemaerkning.strip(), version)
    notify("indstilling.returneret", paper, forfattere(paper), by=by, version=version.nr)


def _answer(paper, udfald, by, bemaerkning="", version=None):
    Godkendelse.objects.create(
        indstilling=paper, version=version or paper.indsendt_version, udfald=udfald, bemaerkning=bemaerkning,
        den=ur.nu(), af=by, paa_vegne_af=paa_vegne_af(by, paper),
    )  # fmt: skip


def _long_enough(name, least, message):
    """Return a guard: a text of at least so many characters."""

    def guard(paper, **data):
        return YES if len(data.get(name, "").strip()) >= least else no(message)

    return guard


_RETTELSE = "Skriv, hvad der skal rettes (mindst 10 tegn)."
_GRUND = "Skriv hvorfor."


def _withdraw(paper, by, grund="", **data):
    paper.trukket_grund = grund.strip()
    for punkt in Dagsordenspunkt.objects.select_for_update().filter(indstilling=paper, **OPTAGET).order_by("pk"):
        free(punkt, "Sagen er trukket.", by)


def _restore(paper, by, **data):
    paper.trukket_grund = ""


def _is_treated(paper, **data):
    """A paper is finished by the approved minutes of the item that treated it, never alone (10 §3.2)."""
    if paper.dagsordenspunkter.filter(tilstand=Punkttilstand.BEHANDLET, moede__in=_held(paper)).exists():
        return YES
    return no("Sagen er ikke behandlet på et møde med godkendt referat.")


def _held(paper):
    return Moede.objects.filter(punkter__indstilling=paper, tilstand=Moedetilstand.AFHOLDT).order_by().values("pk")


def _finish(paper, by, **data):
    index(paper)


def _closed_fields(paper, **data):
    """A paper is closed with all three, and a title that is not the public one (10 §3.1)."""
    if not all(data.get(name, "").strip() for name in LUKKEDE_FELTER):
        return no("En lukket indstilling skal også have lukket titel, hjemmel og begrundelse.")
    if data["titel_lukket"].strip() == paper.titel:
        return no("Den lukkede titel skal være en anden end den offentlige.")
    return YES


def _shut(paper, data):
    paper.aabenhed = Aabenhed.LUKKET
    for name in LUKKEDE_FELTER:
        setattr(paper, name, data[name].strip())


def _close(paper, by, **data):
    _shut(paper, data)
    _openness_changed(paper, by, Anledning.LUKKET_EFTER)
    recall_documents(paper.dagsordenspunkter.all(), by)
    transaction.on_commit(partial(lukket_nu.send_robust, Indstilling, paper=paper, by=by))
    told = [*leder(paper), *i_forum(paper.forum, Medlemsrolle.MOEDELEDER)]
    notify("indstilling.lukket", paper, told, by=by, version=paper.version)


def _close_with(paper, by, **data):
    """A kladde has no versions and nobody who was sent it."""
    if paper.tilstand != Tilstand.KLADDE:
        _close(paper, by, **data)
        return
    _shut(paper, data)
    index(paper)


def _open(paper, by, **data):
    paper.aabenhed = Aabenhed.AABEN
    for name in LUKKEDE_FELTER:
        setattr(paper, name, "")
    _openness_changed(paper, by, Anledning.AABNET_EFTER)


def _openness_changed(paper, by, anledning):
    """The approval stands; the version says from when the other openness holds."""
    freeze(paper, anledning, by, svar=answers_content(paper))
    index(paper)


def _is(aabenhed, message):
    def answer(paper):
        return YES if paper.aabenhed == aabenhed else no(message)

    return answer


def _erase(paper, by, **data):
    """Remove rows, talk and history; the Haendelse of the deletion stays. NotNow for what something else points at."""
    search.remove_rows(paper)
    pk, traade = paper.pk, list(paper.kommentartraade.order_by("pk").values_list("pk", flat=True))
    paper.skip_history_when_saving = True
    try:
        paper.delete()
    except ProtectedError:
        raise NotNow(HENVIST) from None
    for model in (*RAEKKER.values(), Koordinering, Kommentartraad):
        model.history.filter(indstilling_id=pk).delete()
    Kommentar.history.filter(traad_id__in=traade).delete()
    Indstilling.history.filter(id=pk).delete()
    paper.pk = pk


SUBMIT = Transition(
    name="submit", label="Send til godkendelse", rule="indstilling.indsend", sources=(Tilstand.KLADDE,),
    target=Tilstand.TIL_GODKENDELSE, guards=(_no_stops, submit_guard), effect=_submit, stamps=("indsendt",),
    spor="sendt til godkendelse",
    done="Sendt til {sag.ansvarlig_leder}. Du får besked, når den er godkendt.",
    effects_text=("{sag.ansvarlig_leder} får besked og læser sagen.", "Teksten kan ikke ændres imens.",
                  "Forummets sekretær og mødeleder kan læse sagen fra nu af."),
)  # fmt: skip
RECALL = Transition(
    name="recall", label="Tag tilbage", rule="indstilling.tilbagekald", sources=(Tilstand.TIL_GODKENDELSE,),
    target=Tilstand.KLADDE, clears=("indsendt",), spor="taget tilbage", done="Indstillingen er din igen.",
    effects_text=("Indstillingen bliver en kladde igen, og du kan rette i den.",
                  "{sag.ansvarlig_leder} kan ikke godkende den, før du sender den igen."),
)  # fmt: skip
APPROVE = Transition(
    name="approve", label="Godkend", rule="indstilling.godkend", sources=(Tilstand.TIL_GODKENDELSE,),
    target=Tilstand.GODKENDT, guards=(_same_text,), effect=_approve, stamps=("godkendt",), spor="godkendt",
    done="Indstillingen er godkendt. Forummets sekretær har fået besked.",
    effects_text=("Teksten ligger fast. Den kan kun ændres, hvis sagen bliver sendt tilbage.",
                  "Sekretæren for {sag.forum} får besked og kan sætte sagen på en dagsorden."),
)  # fmt: skip
SEND_BACK = Transition(
    name="send_back", label="Send tilbage", rule="indstilling.returner",
    sources=(Tilstand.TIL_GODKENDELSE, Tilstand.GODKENDT), target=Tilstand.KLADDE, when=ikke_behandlet,
    guards=(_long_enough("bemaerkning", 10, _RETTELSE),), effect=_send_back, clears=("indsendt", "godkendt"),
    spor="sendt tilbage", done="Returneret til {sag.sagsbehandler} med din bemærkning.",
    effects_text=("{sag.sagsbehandler} får besked og kan rette i teksten.",
                  "Sagen skal sendes og godkendes igen, også hvis den var godkendt."),
)  # fmt: skip
WITHDRAW = Transition(
    name="withdraw", label="Træk sagen", rule="indstilling.traek",
    sources=(Tilstand.KLADDE, Tilstand.TIL_GODKENDELSE, Tilstand.GODKENDT), target=Tilstand.TRUKKET,
    when=ikke_behandlet, guards=(_long_enough("grund", 1, _GRUND),), effect=_withdraw, stamps=("trukket",),
    spor="trukket",
    done="Sagen er trukket. Du kan genoptage den.",
    effects_text=("Sagen bliver ikke behandlet. Står den på en dagsorden, udgår punktet.",
                  "Den kan genoptages som kladde."),
)  # fmt: skip
RESTORE = Transition(
    name="restore", label="Genoptag", rule="indstilling.genoptag", sources=(Tilstand.TRUKKET,), target=Tilstand.KLADDE,
    effect=_restore, clears=("indsendt", "godkendt", "trukket"), spor="genoptaget",
    done="Sagen er en kladde igen.", effects_text=("Sagen bliver en kladde igen og skal sendes og godkendes på ny.",),
)  # fmt: skip
CLOSE = Transition(
    name="close", label="Gør lukket", rule="indstilling.luk", sources=UDEN_FOR_KLADDE, effect=_close,
    when=_is(Aabenhed.AABEN, "Indstillingen er allerede lukket."), guards=(_closed_fields,), spor="gjort lukket",
    done="Sagen er lukket. Gamle links til den virker ikke længere for andre.",
    effects_text=("Fra næste klik kan kun de, der må læse lukkede sager, se den.",
                  "Godkendelsen gælder stadig.", "Ansvarlig leder og mødeleder får besked."),
)  # fmt: skip
CLOSE_WITH = replace(CLOSE, name="close_with", rule="indstilling.luk_med", sources=tuple(Tilstand), effect=_close_with)
OPEN = Transition(
    name="open", label="Gør åben", rule="indstilling.aabn", sources=UDEN_FOR_KLADDE, effect=_open,
    when=_is(Aabenhed.LUKKET, "Indstillingen er ikke lukket."), guards=(_long_enough("grund", 1, _GRUND),),
    spor="gjort åben", done="Sagen er åben. Det, der blev skrevet, mens den var lukket, er stadig lukket.",
    effects_text=("Sagens tekst, som den står nu, kan læses af dem, der må læse åbne sager.",
                  "Udgaver fra tiden som lukket bliver ved med at være lukkede."),
)  # fmt: skip
DELETE = Transition(
    name="delete", label="Slet kladden", rule="indstilling.slet", sources=(Tilstand.KLADDE,), effect=_erase,
    destructive=True, done="Kladden er slettet.",
    effects_text=("Kladden og hele dens historik bliver slettet for altid.", "Nummeret bliver ikke brugt igen."),
)  # fmt: skip

FINISH = Transition(
    name="finish", label="Behandlet", rule="indstilling.behandl", sources=(Tilstand.GODKENDT,),
    target=Tilstand.BEHANDLET, guards=(_is_treated,), effect=_finish, stamps=("behandlet",), spor="behandlet",
    effects_text=("Sagen er behandlet og ligger fast.",),
)  # fmt: skip

# The table that draws the buttons, runs the verbs and generates the tests.
TRANSITIONS = (SUBMIT, APPROVE, RECALL, SEND_BACK, WITHDRAW, RESTORE, CLOSE, OPEN, DELETE)


def submit(paper, *, by, version=None, noegle=None):
    """Freeze the text with its warnings and ask the leader; NotNow while a stop or an open request stands."""
    return perform(SUBMIT, paper, by=by, version=version, noegle=noegle)


def recall(paper, *, by, version=None, noegle=None):
    """Take a sent paper back before it is approved."""
    return perform(RECALL, paper, by=by, version=version, noegle=noegle)


def approve(paper, sha256, *, by, version=None, noegle=None):
    """Approve exactly the version whose sha256 was read."""
    vegne = paa_vegne_af(by, paper)
    return perform(APPROVE, paper, by=by, version=version, noegle=noegle, paa_vegne_af=vegne, sha256=sha256)


def send_back(paper, bemaerkning, *, by, version=None, noegle=None):
    """Return the paper to its authors with what shall be mended; a place on an agenda is kept."""
    vegne = paa_vegne_af(by, paper)
    return perform(SEND_BACK, paper, by=by, version=version, noegle=noegle, paa_vegne_af=vegne, bemaerkning=bemaerkning)


def withdraw(paper, grund, *, by, version=None, noegle=None):
    """Take the paper out; what was sent of it stays sent. The meeting it stands on is locked before the paper, as
    who sends the agenda does."""
    with transaction.atomic():
        standing = Dagsordenspunkt.objects.filter(indstilling=paper.pk, **OPTAGET).select_related("moede").first()
        if standing:
            lock(standing.moede)
        return perform(WITHDRAW, paper, by=by, version=version, noegle=noegle, grund=grund)


def restore(paper, *, by, version=None, noegle=None):
    """Make a withdrawn paper a kladde again."""
    return perform(RESTORE, paper, by=by, version=version, noegle=noegle)


def close(paper, *, by, version=None, noegle=None, **felter):
    """Close an åben paper after it left kladde; `felter` are titel_lukket, hjemmel and lukket_begrundelse."""
    vegne = paa_vegne_af(by, paper)
    return perform(CLOSE, paper, by=by, version=version, noegle=noegle, paa_vegne_af=vegne, **felter)


def close_with(paper, *, by, **felter):
    """Close an åben paper in whatever state, because what it was made of is lukket now; `felter` as for `close`. Who
    may close that may close this."""
    return perform(CLOSE_WITH, paper, by=by, **felter)


def open_up(paper, grund, *, by, version=None, noegle=None):
    """Open a closed paper; versions from the closed time stay closed."""
    vegne = paa_vegne_af(by, paper)
    return perform(OPEN, paper, by=by, version=version, noegle=noegle, paa_vegne_af=vegne, grund=grund)


def finish(paper, *, by):
    """Lock a paper for good: called when the minutes of the item that treated it are approved, by who approves."""
    return perform(FINISH, paper, by=by)


def delete(paper, *, by, version=None, noegle=None):
    """Delete a never-submitted kladde: rows, history and search rows go; number and Haendelse stay."""
    return perform(DELETE, paper, by=by, version=version, noegle=noegle)
