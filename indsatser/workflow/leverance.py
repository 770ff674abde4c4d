"""What another unit owes the plan: the table of transitions (20 §4.4). Nobody but its leader reaches aftalt."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Leverancetilstand as T
from indsatser.models import Leverance
from indsatser.workflow.raekker import FORBI, add, edit, sees
from indsatser.workflow.statusbidrag import settle
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.rules import YES, no
from mso_portal.motor.workflow import Transition, lock, perform, save
from mso_portal.organisation.enums import Tilknytningsrolle
from mso_portal.organisation.models import Bruger, Tilknytning
from mso_portal.vaerdier.tidspunkt import Tidspunkt

AFVIST = 20
KAN_IKKE_SE = "Kontorchefen kan ikke se den lukkede plan. Tilføj personen som deltager først."
BESVARET = "Leverandøren har svaret. Lad leverancen bortfalde, og foreslå en ny."


def kontorchefer(afdeling):
    """Return the active leader of a unit today, a list of one or none; a query."""
    led = Tilknytning.objects.gaeldende().filter(afdeling=afdeling, rolle=Tilknytningsrolle.LEDER)
    return list(Bruger.objects.aktive().filter(pk__in=led.order_by().values("bruger")).order_by("pk"))


def propose(plan, *, by, noegle=None, **felter):
    """Return a new deliverable. In an aktiv plan its supplier's leader is asked at once, else at activation.

    ValidationError without a wished time, and for a leader who could not see the lukket plan.
    """
    if not felter.get("oensket"):
        raise ValidationError({"oensket": "Skriv, hvornår leverancen ønskes."})
    _require_leader_sees(plan, felter["leverandoer"])
    row = add(
        Leverance, plan, by=by, rule="leverance.foreslaa", noegle=noegle, tilstand_den=ur.nu(), tilstand_af=by, **felter
    )
    if row and not plan.er_kladde:
        ask(row, by)
    return row


def _require_leader_sees(plan, afdeling):
    """Whoever shall promise something to a lukket plan takes part in it first."""
    if plan.er_lukket and not all(sees(plan, one) for one in kontorchefer(afdeling)):
        raise ValidationError({"leverandoer": KAN_IKKE_SE})


@transaction.atomic
def edit_delivery(leverance, *, by, version=None, **felter):
    """As `raekker.edit`. Another supplier or wished time of an aktiv plan's is asked for again; ValidationError for
    either once the supplier has answered, so that a promise is never moved."""
    stored = lock(leverance)  # a form has set its values on the row it was given
    moved = [name for name in ("leverandoer", "oensket") if name in felter and felter[name] != getattr(stored, name)]
    if moved and stored.tilstand != T.FORESLAAET:
        raise ValidationError({moved[0]: BESVARET})
    if "leverandoer" in moved:
        _require_leader_sees(stored.plan, felter["leverandoer"])
    row = edit(leverance, by=by, rule="leverance.foreslaa", version=version, **felter)
    if moved and not row.plan.er_kladde:
        ask(row, by)
    return row


def ask(leverance, by):
    """Ask the supplier's leader; the row is new or locked by the activation."""
    _ask(leverance, by)
    save(leverance, by)


def _ask(leverance, by):
    leverance.spurgt_den, leverance.spurgt_af = ur.nu(), by
    notify("leverance.spurgt", leverance, kontorchefer(leverance.leverandoer), by=by)


def _plan_runs(leverance):
    if leverance.plan.endt_den:
        return no(FORBI)
    return YES if not leverance.plan.er_kladde else no("Planen er ikke aktiveret endnu.")


def _reason(least, message):
    """Return a guard whose refusal stands at the field, for the page shows it there."""

    def guard(leverance, begrundelse="", **data):
        if len(begrundelse.strip()) < least:
            raise ValidationError({"begrundelse": message})
        return YES

    return guard


def _has_time(leverance, tidspunkt=None, **data):
    return YES if tidspunkt else no("Skriv et tidspunkt.")


def _moved(leverance, by, begrundelse=""):
    leverance.tilstand_den, leverance.tilstand_af = ur.nu(), by
    leverance.begrundelse = begrundelse.strip()


def _answered(leverance, by):
    """Both names are kept: who clicked, and the leader he did it for."""
    led = kontorchefer(leverance.leverandoer)
    leverance.paa_vegne_af = led[0] if led and led[0] != by else None
    notify("leverance.svar", leverance, [leverance.plan.tovholder], by=by)


def _confirm(leverance, by, **data):
    leverance.aftalt = leverance.oensket
    _moved(leverance, by)
    _answered(leverance, by)


def _offer(leverance, by, tidspunkt=None, begrundelse="", **data):
    leverance.tilbudt = tidspunkt
    _moved(leverance, by, begrundelse)
    _answered(leverance, by)


def _refuse(leverance, by, begrundelse="", **data):
    _moved(leverance, by, begrundelse)
    _answered(leverance, by)


def _accept(leverance, by, **data):
    leverance.aftalt = leverance.tilbudt
    _moved(leverance, by)
    notify("leverance.aftalt", leverance, kontorchefer(leverance.leverandoer), by=by)


def _again(leverance, by, tidspunkt=None, **data):
    leverance.oensket, leverance.tilbudt = tidspunkt, Tidspunkt()
    _moved(leverance, by)
    _ask(leverance, by)


def _expect(leverance, by, tidspunkt=None, begrundelse="", **data):
    leverance.prognose, leverance.begrundelse = tidspunkt, begrundelse.strip()
    notify("leverance.svar", leverance, [leverance.plan.tovholder], by=by)


def _deliver(leverance, by, **data):
    _moved(leverance, by)
    notify("leverance.svar", leverance, [leverance.plan.tovholder], by=by)


def _told(leverance, by, begrundelse="", **data):
    _moved(leverance, by, begrundelse)
    notify("leverance.aftalt", leverance, kontorchefer(leverance.leverandoer), by=by)


_HVORFOR = _reason(10, "Skriv hvorfor (mindst 10 tegn).")
_HVORFOR_AFVIST = _reason(AFVIST, f"Skriv, hvorfor I ikke kan levere (mindst {AFVIST} tegn).")
_LEVENDE = (T.FORESLAAET, T.MODFORSLAG, T.AFTALT, T.AFVIST)

CONFIRM = Transition(
    "bekraeft", "Bekræft", "leverance.bekraeft", (T.FORESLAAET,), T.AFTALT,
    when=_plan_runs, effect=_confirm, stamps=("besvaret",), done="Leverancen er bekræftet.",
    effects_text=("Det ønskede tidspunkt bliver det aftalte.", "Planens tovholder får besked."),
)  # fmt: skip
OFFER = Transition(
    "andet_tidspunkt", "Foreslå et andet tidspunkt", "leverance.andet_tidspunkt", (T.FORESLAAET,), T.MODFORSLAG,
    when=_plan_runs, guards=(_has_time, _HVORFOR), effect=_offer, stamps=("besvaret",),
    done="Dit forslag er sendt til tovholderen.",
    effects_text=("Tovholderen kan godtage dit tidspunkt eller foreslå igen.",),
)  # fmt: skip
REFUSE = Transition(
    "afvis", "Afvis", "leverance.afvis", (T.FORESLAAET,), T.AFVIST,
    when=_plan_runs, guards=(_HVORFOR_AFVIST,), effect=_refuse, stamps=("besvaret",), done="Leverancen er afvist.",
    effects_text=("Leverancen bliver afvist, og planens tovholder får besked.",),
)  # fmt: skip
ACCEPT = Transition(
    "godtag", "Godtag tidspunktet", "leverance.godtag", (T.MODFORSLAG,), T.AFTALT,
    when=_plan_runs, effect=_accept, done="Det nye tidspunkt er aftalt.",
    effects_text=("Det tilbudte tidspunkt bliver det aftalte.", "Leverandørens kontorchef får besked."),
)  # fmt: skip
AGAIN = Transition(
    "foreslaa_igen", "Foreslå igen", "leverance.godtag", (T.AFVIST, T.MODFORSLAG), T.FORESLAAET,
    when=_plan_runs, guards=(_has_time,), effect=_again, clears=("besvaret",), done="Kontorchefen er spurgt igen.",
    effects_text=("Leverandørens kontorchef bliver spurgt igen med det nye tidspunkt.",),
)  # fmt: skip
EXPECT = Transition(
    "prognose", "Ny prognose", "leverance.prognose", (T.AFTALT,),
    when=_plan_runs, guards=(_has_time, _HVORFOR), effect=_expect, done="Prognosen er gemt. Det aftalte står ved magt.",
    effects_text=("Det aftalte tidspunkt bliver stående, og planens tovholder får besked.",),
)  # fmt: skip
DELIVER = Transition(
    "lever", "Leveret", "leverance.lever", (T.AFTALT,), T.LEVERET,
    when=_plan_runs, effect=_deliver, stamps=("leveret",), done="Leverancen er leveret.",
    effects_text=("Leverancen står som leveret, og planens tovholder får besked.",),
)  # fmt: skip
SEND_BACK = Transition(
    "send_tilbage", "Send tilbage", "leverance.send_tilbage", (T.LEVERET,), T.AFTALT,
    when=_plan_runs, guards=(_HVORFOR,), effect=_told, clears=("leveret",), done="Leverancen er sendt tilbage.",
    effects_text=("Leverancen står som aftalt igen, og leverandørens kontorchef får besked.",),
)  # fmt: skip
DROP = Transition(
    "bortfald", "Bortfald", "leverance.bortfald", _LEVENDE, T.BORTFALDET,
    when=_plan_runs, guards=(_HVORFOR,), effect=_told, done="Leverancen er bortfaldet.",
    effects_text=("Planen har ikke brug for leverancen mere, og leverandørens kontorchef får besked.",),
)  # fmt: skip
TRANSITIONS = (CONFIRM, OFFER, REFUSE, ACCEPT, AGAIN, EXPECT, DELIVER, SEND_BACK, DROP)


@transaction.atomic
def _move(transition, leverance, *, by, **data):
    """As `perform`; who waits for it in a status has his answer."""
    row = perform(transition, leverance, by=by, **data)
    if row:
        settle(row.plan, leverance=row)
    return row


def confirm(leverance, *, by, **data):
    """The supplier's leader promises the wished time."""
    return _move(CONFIRM, leverance, by=by, **data)


def offer(leverance, *, by, tidspunkt, begrundelse, **data):
    """The supplier's leader offers another time (a Tidspunkt), with the reason."""
    return _move(OFFER, leverance, by=by, tidspunkt=tidspunkt, begrundelse=begrundelse, **data)


def refuse(leverance, *, by, begrundelse, **data):
    """The supplier's leader says no, with the reason."""
    return _move(REFUSE, leverance, by=by, begrundelse=begrundelse, **data)


def accept(leverance, *, by, **data):
    """The tovholder takes the offered time."""
    return _move(ACCEPT, leverance, by=by, **data)


def propose_again(leverance, *, by, tidspunkt, **data):
    """The tovholder asks again, for another time (a Tidspunkt)."""
    return _move(AGAIN, leverance, by=by, tidspunkt=tidspunkt, **data)


def expect(leverance, *, by, tidspunkt, begrundelse, **data):
    """The supplier tells when it will come; what was agreed stays."""
    return _move(EXPECT, leverance, by=by, tidspunkt=tidspunkt, begrundelse=begrundelse, **data)


def deliver(leverance, *, by, **data):
    """The supplier has delivered."""
    return _move(DELIVER, leverance, by=by, **data)


def send_back(leverance, *, by, begrundelse, **data):
    """The tovholder does not take what was delivered."""
    return _move(SEND_BACK, leverance, by=by, begrundelse=begrundelse, **data)


def drop(leverance, *, by, begrundelse, **data):
    """The tovholder no longer needs it; the supplier's leader is told."""
    return _move(DROP, leverance, by=by, begrundelse=begrundelse, **data)
