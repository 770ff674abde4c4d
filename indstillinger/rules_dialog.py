"""Who asks, answers and comments while a paper is prepared (10 §6)."""

from copy import copy

from django.db.models import Q

from indstillinger.enums import Aabenhed, Koordineringsstatus
from indstillinger.models import Koordinering
from indstillinger.rules import er_forfatter, er_leder, er_sekretariat, laes
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Tilknytningsrolle
from mso_portal.organisation.models import Bruger, Stedfortraedelse, Tilknytning


def parter_i_dag(request):
    """Return the keys of those a request is meant for today: the person asked, or the unit's leader; one query."""
    if request.bruger_id:
        return [request.bruger_id]
    led = Tilknytning.objects.gaeldende().filter(afdeling=request.afdeling_id, rolle=Tilknytningsrolle.LEDER)
    return list(led.order_by("pk").values_list("bruger", flat=True)) if request.afdeling_id else []


def svarer_som(user, request):
    """Return the key of the person in whose place `user` answers: himself, one he replaces, or None.

    The twin of `Koordinering.objects.besvares_af`: a deputy needs the right to lukkede when the version he would
    answer, or the paper today, is not åben.
    """
    if request.status == Koordineringsstatus.NAEVNT:
        return None
    parts = parter_i_dag(request)
    if user.pk in parts:
        return user.pk
    lukket = request.indstilling.er_lukket or request.version.aabenhed != Aabenhed.AABEN
    for access in user.rettigheder.stedfor:
        fits = access.forum in (None, request.indstilling.forum_id) and (access.ogsaa_lukkede or not lukket)
        if access.person in parts and fits:
            return access.person
    return None


def svarere(request):
    """Return the active persons who may answer a request today, deputies included; a query for each of their rights."""
    parts = parter_i_dag(request)
    deputies = Stedfortraedelse.objects.gaeldende().filter(for_bruger__in=parts).order_by().values("stedfortraeder")
    people = Bruger.objects.aktive().filter(Q(pk__in=parts) | Q(pk__in=deputies)).order_by("sortering", "pk")
    return [person for person in people if svarer_som(person, request)]


@predicate("koordinering.laes")
def laes_koordinering(user, paper):
    """Readers of the paper, and whoever answers a request about it."""
    if laes(user, paper) or Koordinering.objects.besvares_af(user).filter(indstilling=paper).exists():
        return YES
    return no("Du har ikke adgang til indstillingen.")


@predicate("koordinering.spoerg")
def spoerg(user, paper):
    """Its authors ask."""
    if er_forfatter(user, paper):
        return YES
    return no(f"Kun forfatterne kan spørge andre om sagen. Kontakt {paper.sagsbehandler}.")


@predicate("koordinering.svar")
def svar(user, request):
    """The person asked, the unit's leader today, and their deputies."""
    if svarer_som(user, request):
        return YES
    return no("Kun den, der er spurgt, kan svare.")


@predicate("koordinering.frafald")
def frafald(user, request):
    """The authors go on without an answer."""
    if er_forfatter(user, request.indstilling):
        return YES
    return no(f"Kun forfatterne kan gå videre uden svar. Kontakt {request.indstilling.sagsbehandler}.")


@predicate("kommentar.skriv")
def skriv(user, paper):
    """R1, R2 and R4 of 10 §4; a revisor reads and writes nothing."""
    if er_forfatter(user, paper) or er_leder(user, paper) or er_sekretariat(user, paper):
        return YES
    return no("Kun forfattere, leder, sekretær og mødeleder kan kommentere.")


@predicate("kommentar.loes")
def loes(user, thread):
    """Whoever may write on the paper settles a thread, or opens it again."""
    return skriv(user, thread.indstilling)


@predicate("kommentar.ret")
def ret(user, comment):
    """One's own words, for as long as one may write on the paper at all."""
    if comment.skrevet_af_id != user.pk:
        return no("Du kan kun rette dine egne kommentarer.")
    return skriv(user, comment.traad.indstilling)


def ser_lukkede(user, paper):
    """Say whether the person would read the paper were it lukket: what was said while it was so is then his to see."""
    if paper.er_lukket:
        return bool(laes(user, paper))
    closed = copy(paper)
    closed.aabenhed = Aabenhed.LUKKET
    return bool(laes(user, closed))
