"""Tasks of a meeting: the table of transitions, and one function per verb (11 §8).

A draft stands in the minutes and is written by who writes them; it is given when they are godkendt, or at once when
it hurries. The doer never closes a task of his own but for what he shall only take note of.
"""

from django.db import transaction
from django.db.models import F, Q

from indstillinger.enums import Tilstand
from indstillinger.enums_moede import Opgavetilstand as T
from indstillinger.enums_moede import Opgavetype, Vedroererart
from indstillinger.models import Indstilling, Opgave
from indstillinger.workflow.opgavefrist import checked_frist, trouble
from indstillinger.workflow.opgaveudkast import delete_draft, draft, edit_draft
from indstillinger.workflow.opret import create
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, fits, lock, perform, save

__all__ = [
    "TRANSITIONS", "ask_deadline", "assign", "close", "close_returned", "decline", "delete_draft", "draft",
    "duties_of", "edit_draft", "lapse", "lapse_with", "mangler", "papers_to_report", "postpone", "reassign", "reopen",
    "report", "require_paper_wanted", "start_paper",
]  # fmt: skip

MINDST, MAKS_GRUND, MAKS_RESULTAT, MAKS_OENSKE = 10, 500, 2000, 200


def mangler(opgave):
    """Return what keeps a draft from being given, a sentence each: no doer, no readable deadline."""
    missing = [] if opgave.ansvarlig_id else ["Vælg en ansvarlig."]
    if opgave.ansvarlig_id and not opgave.ansvarlig.aktiv:
        missing = [f"{opgave.ansvarlig} kan ikke logge ind længere. Vælg en anden ansvarlig."]
    if not opgave.uden_frist and (problem := trouble(opgave.frist)):
        missing.append(problem)
    return missing


def _complete(opgave, **data):
    return no(" ".join(missing)) if (missing := mangler(opgave)) else YES


def _text(name, most, message, least=1):
    """Return a guard: a text of at least and at most so many characters."""

    def guard(opgave, **data):
        length = len(data.get(name, "").strip())
        if length > most:
            return no(f"Teksten er {length - most} tegn for lang. Intet er slettet.")
        return YES if length >= least else no(message)

    return guard


def _is_note(opgave):
    return YES if opgave.type == Opgavetype.TIL_EFTERRETNING else no("Opgaven skal udføres, ikke kun læses.")


def _is_work(opgave):
    return YES if opgave.type != Opgavetype.TIL_EFTERRETNING else no("Opgaven skal kun læses. Vælg »Set«.")


def _paper_is_treated(opgave, **data):
    """A task to come back with a paper is done when the paper is."""
    paper = opgave.indstilling
    if opgave.type != Opgavetype.VEND_TILBAGE or (paper and paper.tilstand == Tilstand.BEHANDLET):
        return YES
    return no("Opgaven kan først afsluttes, når indstillingen er behandlet på et møde.")


def _has_paper(opgave, indstilling=None, **data):
    paper = indstilling or opgave.indstilling
    if opgave.type != Opgavetype.VEND_TILBAGE or (paper and paper.tilstand != Tilstand.TRUKKET):
        return YES
    return no("Opgaven er at vende tilbage med en indstilling. Opret den først.")


def _active(opgave, ansvarlig=None, **data):
    if ansvarlig is None or not ansvarlig.aktiv:
        return no("Vælg en ansvarlig, der kan logge ind.")
    same = opgave.tilstand == T.AABEN and ansvarlig.pk == opgave.ansvarlig_id
    return no(f"{ansvarlig} har allerede opgaven. Vælg en anden.") if same else YES


def _later(opgave, frist=None, **data):
    return YES if frist.slut >= ur.i_dag() else no("Fristen er passeret. Skriv en senere dato.")


def _assign(opgave, by, **data):
    opgave.oprindelig_frist = None if opgave.uden_frist else opgave.frist.slut
    notify("opgave.givet", opgave, [opgave.ansvarlig], by=by)


def _decline(opgave, by, grund="", **data):
    opgave.grund = grund.strip()
    notify("opgave.svar", opgave, [opgave.stiller], by=by)


def _reassign(opgave, by, ansvarlig=None, **data):
    opgave.ansvarlig, opgave.grund = ansvarlig, ""
    notify("opgave.givet", opgave, [ansvarlig], by=by)


def _postpone(opgave, by, frist=None, grund="", **data):
    """A task that had no deadline gets its first, which is then the original; it has not been postponed."""
    if opgave.uden_frist:
        opgave.uden_frist = False
    else:
        opgave.udskudt += 1
    opgave.oprindelig_frist = opgave.oprindelig_frist or frist.slut
    opgave.frist, opgave.grund, opgave.oensket_frist = frist, grund.strip(), ""


def _ask_deadline(opgave, by, oensket_frist="", grund="", **data):
    opgave.oensket_frist, opgave.grund = oensket_frist.strip(), grund.strip()
    notify("opgave.svar", opgave, [opgave.stiller], by=by)


def _report(opgave, by, resultat="", fil=None, filnavn="", indstilling=None, **data):
    opgave.resultat, opgave.fil, opgave.filnavn = resultat.strip(), fil, filnavn
    opgave.indstilling, opgave.grund = indstilling or opgave.indstilling, ""
    notify("opgave.svar", opgave, [opgave.stiller], by=by)


def _reopen(opgave, by, kommentar="", **data):
    opgave.grund = kommentar.strip()
    notify("opgave.givet", opgave, [opgave.ansvarlig], by=by)


def _reason(opgave, by, grund="", **data):
    opgave.grund = grund.strip()


_HVORFOR = "Skriv hvorfor (mindst 10 tegn)."
_GRUND = _text("grund", MAKS_GRUND, _HVORFOR, MINDST)

ASSIGN = Transition(
    "assign", "Giv opgaven nu", "opgave.tildel", (T.UDKAST,), T.AABEN, guards=(_complete,), effect=_assign,
    spor="givet", done="Opgaven er givet.",
    effects_text=("{sag.ansvarlig} får besked nu, før referatet er godkendt.",),
)  # fmt: skip
DECLINE = Transition(
    "decline", "Afvis opgaven", "opgave.afvis", (T.AABEN,), T.AFVIST, guards=(_GRUND,), effect=_decline,
    spor="afvist", done="Opgaven er afvist.", effects_text=("{sag.stiller} får opgaven tilbage og læser din grund.",),
)  # fmt: skip
REASSIGN = Transition(
    "reassign", "Giv til en anden", "opgave.flyt", (T.AABEN, T.AFVIST), T.AABEN, guards=(_active,), effect=_reassign,
    spor="givet til en anden", done="Opgaven er givet videre.", effects_text=("Den nye ansvarlige får besked.",),
)  # fmt: skip
POSTPONE = Transition(
    "postpone", "Udskyd fristen", "opgave.udskyd", (T.AABEN,), None, guards=(_later, _GRUND), effect=_postpone,
    spor="frist rettet", done="Fristen er udskudt.", effects_text=("Den gamle frist bliver stående i historikken.",),
)  # fmt: skip
ASK_DEADLINE = Transition(
    "ask_deadline", "Bed om en ny frist", "opgave.bed_om_frist", (T.AABEN,), None,
    guards=(_text("oensket_frist", MAKS_OENSKE, "Skriv den frist, du ønsker."), _GRUND), effect=_ask_deadline,
    spor="ny frist ønsket", done="Dit ønske er sendt.",
    effects_text=("{sag.stiller} får besked. Fristen gælder, til den bliver rettet.",),
)  # fmt: skip
REPORT = Transition(
    "report", "Meld udført", "opgave.meld", (T.AABEN,), T.MELDT_UDFOERT, when=_is_work,
    guards=(_text("resultat", MAKS_RESULTAT, "Skriv, hvad der er gjort (mindst 10 tegn).", MINDST), _has_paper),
    effect=_report, stamps=("meldt",), spor="meldt udført", done="Opgaven er meldt udført.",
    effects_text=("{sag.stiller} får besked og afslutter opgaven.",),
)  # fmt: skip
NOTE_SEEN = Transition(
    "note_seen", "Set", "opgave.luk", (T.AABEN,), T.LUKKET, when=_is_note, stamps=("meldt", "lukket"), spor="set",
    done="Opgaven er afsluttet.", effects_text=("Opgaven bliver afsluttet.",),
)  # fmt: skip
CLOSE = Transition(
    "close", "Luk opgave", "opgave.luk", (T.MELDT_UDFOERT,), T.LUKKET, guards=(_paper_is_treated,),
    stamps=("lukket",), spor="afsluttet", done="Opgaven er afsluttet.",
)  # fmt: skip
REOPEN = Transition(
    "reopen", "Åbn igen", "opgave.genaabn", (T.MELDT_UDFOERT, T.LUKKET), T.AABEN,
    guards=(_text("kommentar", MAKS_GRUND, "Skriv, hvad der mangler."),), effect=_reopen, clears=("meldt", "lukket"),
    spor="åbnet igen", done="Opgaven er åbnet igen.", effects_text=("{sag.ansvarlig} får besked.",),
)  # fmt: skip
LAPSE = Transition(
    "lapse", "Lad opgaven bortfalde", "opgave.bortfald", (T.AABEN, T.MELDT_UDFOERT, T.AFVIST), T.BORTFALDET,
    guards=(_GRUND,), effect=_reason, clears=("meldt",), spor="bortfaldet", done="Opgaven er bortfaldet.",
    effects_text=("Ingen skal gøre mere ved opgaven.",),
)  # fmt: skip

TRANSITIONS = (
    NOTE_SEEN, REPORT, CLOSE, ASK_DEADLINE, POSTPONE, REASSIGN, DECLINE, REOPEN, LAPSE, ASSIGN,
)  # fmt: skip


def assign(opgave, *, by, **press):
    """Give a draft to its doer. Effects: original deadline, mail without a word of the task."""
    return perform(ASSIGN, opgave, by=by, **press)


def decline(opgave, grund, *, by, **press):
    """The doer says no. Effects: the reason, back to who gave it, who is told."""
    return perform(DECLINE, opgave, by=by, grund=grund, **press)


def reassign(opgave, ansvarlig, *, by, **press):
    """Give the task to somebody else, who is told."""
    return perform(REASSIGN, opgave, by=by, ansvarlig=ansvarlig, **press)


def postpone(opgave, frist, grund, *, by, **press):
    """Set a new deadline, read from today. Effects: the old one in the history, one more postponement.

    ValidationError by field when the text is no deadline; NotNow when it has passed.
    """
    read = checked_frist(frist, opgave.punkt.moede, ur.i_dag())
    return perform(POSTPONE, opgave, by=by, frist=read, grund=grund, **press)


def ask_deadline(opgave, oensket_frist, grund, *, by, **press):
    """The doer asks for another deadline in his own words; who gave the task is told and decides."""
    return perform(ASK_DEADLINE, opgave, by=by, oensket_frist=oensket_frist, grund=grund, **press)


def report(opgave, resultat, *, by, fil=None, filnavn="", indstilling=None, **press):
    """The doer is done. Effects: result, file or paper, stamp; who gave the task is told."""
    return perform(
        REPORT, opgave, by=by, resultat=resultat, fil=fil, filnavn=filnavn, indstilling=indstilling, **press
    )  # fmt: skip


def close(opgave, *, by, **press):
    """End the task; of a task to take note of this is its doer's »Set«."""
    return perform(NOTE_SEEN if fits(NOTE_SEEN, opgave) else CLOSE, opgave, by=by, **press)


def reopen(opgave, kommentar, *, by, **press):
    """The result will not do. Effects: the comment, stamps emptied, the doer is told."""
    return perform(REOPEN, opgave, by=by, kommentar=kommentar, **press)


def lapse(opgave, grund, *, by, **press):
    """Nobody shall do it any more."""
    return perform(LAPSE, opgave, by=by, grund=grund, **press)


def lapse_with(beslutning, grund, *, by):
    """Let the open tasks of a decision lapse with it; who may end the decision was asked there."""
    rows = beslutning.opgaver.filter(tilstand__in=LAPSE.sources).order_by("pk")
    return [_follow(one, by, LAPSE, grund=grund) for one in rows]


def close_returned(paper, *, by):
    """The paper is behandlet, so the tasks to come back with it are done; who may finish it was asked there."""
    rows = paper.opgaver.filter(type=Opgavetype.VEND_TILBAGE, tilstand__in=(T.AABEN, T.MELDT_UDFOERT)).order_by("pk")
    return [_follow(one, by, CLOSE, meldt_den=one.meldt_den or ur.nu(), meldt_af=one.meldt_af or by,
                    lukket_den=ur.nu(), lukket_af=by) for one in rows]  # fmt: skip


def _follow(opgave, by, transition, **felter):
    """Move a task along with what it hangs on, in that verb's transaction."""
    opgave = lock(opgave)
    before, opgave.tilstand = opgave.tilstand, transition.target
    for name, value in felter.items():
        setattr(opgave, name, value)
    opgave._change_reason = transition.spor
    save(opgave, by)
    log_event(transition.rule, opgave, by, fra=before, til=opgave.tilstand)
    return opgave


def start_paper(opgave, *, by, noegle=None):
    """Create the kladde that a task asks its doer to come back with; returns it, or None for a used `noegle`.

    Effects: the paper follows up the decision, and the task points at it. NotNow when there is one already.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "opgave.meld"):
            return None
        opgave = lock(opgave)
        require(by, "opgave.meld", opgave)
        require_paper_wanted(opgave)
        decision = opgave.beslutning
        paper = create(
            opgave.punkt.moede.forum, _public_title(opgave), by=by, vedroerer=decision,
            vedroerer_art=Vedroererart.FOELGER_OP if decision else "",
        )  # fmt: skip
        opgave.indstilling = paper
        opgave._change_reason = "kladde oprettet"
        save(opgave, by)
        log_event("opgave.kladde", opgave, by, fra=opgave.tilstand, til=opgave.tilstand, indstilling=paper.nummer)
    return paper


def _public_title(opgave):
    """The title of a paper is public from its first day, the text of a task from a lukket item is not."""
    return f"Opfølgning på opgave {opgave.nummer}" if opgave.punkt.er_lukket else opgave.tekst[:255]


def require_paper_wanted(opgave):
    """Raise NotNow unless the task still waits for its paper."""
    if opgave.type != Opgavetype.VEND_TILBAGE or opgave.tilstand != T.AABEN:
        raise NotNow("Opgaven beder ikke om en indstilling nu.")
    if opgave.indstilling_id and opgave.indstilling.tilstand != Tilstand.TRUKKET:
        raise NotNow(f"Opgaven har allerede indstilling {opgave.indstilling.nummer}.")


def papers_to_report(opgave, user):
    """Return the papers of the doer's own that a task to come back can be reported with, newest first."""
    own = Indstilling.objects.visible_to(user).mine(user).exclude(tilstand=Tilstand.TRUKKET)
    return own.order_by("-nummer")


def duties_of(user):
    """Return the tasks that wait for this person, soonest deadline first: his own to do, and those he gave to which
    an answer came. One query."""
    own = Q(ansvarlig=user, tilstand=T.AABEN)
    answered = Q(tilstand__in=(T.MELDT_UDFOERT, T.AFVIST)) | Q(tilstand=T.AABEN) & ~Q(oensket_frist="")
    rows = Opgave.objects.filter(own | Q(stiller=user) & answered)
    related = ("punkt__moede__forum", "punkt__indstilling", "ansvarlig", "stiller")
    return rows.select_related(*related).order_by(F("frist_slut").asc(nulls_last=True), "pk")
