"""What a person may do to a paper (10 §3.2, §4). Reading is `visible_to`; `indstilling.laes` is its twin."""

from indstillinger.enums import Aabenhed, Anledning, Tilstand
from indstillinger.models.historik import FRAVALGT
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Medlemsrolle, Rolle

SEKRETARIAT = (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER)


def er_forfatter(user, paper):
    """Say whether the person writes the paper."""
    return paper.sagsbehandler_id == user.pk or paper.medforfattere.filter(pk=user.pk).exists()


def er_leder(user, paper):
    """Say whether the person is the accountable leader or deputises for him here."""
    return paper.ansvarlig_leder_id == user.pk or any(
        access.person == paper.ansvarlig_leder_id
        and access.forum in (None, paper.forum_id)
        and (access.ogsaa_lukkede or not paper.er_lukket)
        for access in user.rettigheder.stedfor
    )


def er_sekretariat(user, paper):
    """Say whether the person prepares or leads the forum's meetings and the paper was sent once."""
    holds = any(
        access.forum == paper.forum_id and access.rolle in SEKRETARIAT and (access.ogsaa_lukkede or not paper.er_lukket)
        for access in user.rettigheder.medlemskaber
    )
    return holds and paper.versioner.filter(anledning=Anledning.INDSENDT).exists()


@predicate("indstilling.laes")
def laes(user, paper):
    """R1, R2, R4, R9 of 10 §4."""
    if Rolle.REVISOR in user.rettigheder.roller or er_forfatter(user, paper):
        return YES
    if er_leder(user, paper) or er_sekretariat(user, paper):
        return YES
    return no("Du har ikke adgang til indstillingen.")


def synlige_udgaver(user, paper, udgaver):
    """Narrow a readable paper's history, oldest first, to what this reader may see of it (10 §4).

    The sekretariat sees what has been since the first sending; who may see only åbne sees nothing of a closed time.
    The newest text kept is what the paper itself shows, so it always belongs.
    """
    if Rolle.REVISOR in user.rettigheder.roller or er_forfatter(user, paper) or paper.ansvarlig_leder_id == user.pk:
        return udgaver
    spans = _udgaver_som_leder(user, paper) + _udgaver_som_sekretariat(user, paper)
    newest = max((one.nr for one in udgaver if one.anledning != FRAVALGT), default=None)
    return [one for one in udgaver if one.nr == newest or any(_inside(one, *span) for span in spans)]


def _inside(udgave, ogsaa_lukkede, fra):
    return (ogsaa_lukkede or udgave.aabenhed == Aabenhed.AABEN) and (fra is None or udgave.tid >= fra)


def _udgaver_som_leder(user, paper):
    return [
        (access.ogsaa_lukkede, None) for access in user.rettigheder.stedfor
        if access.person == paper.ansvarlig_leder_id and access.forum in (None, paper.forum_id)
    ]  # fmt: skip


def _udgaver_som_sekretariat(user, paper):
    sent = paper.versioner.filter(anledning=Anledning.INDSENDT).order_by("nr").first()
    return [
        (access.ogsaa_lukkede, sent.oprettet_den) for access in user.rettigheder.medlemskaber
        if sent and access.forum == paper.forum_id and access.rolle in SEKRETARIAT
    ]  # fmt: skip


@predicate("indstilling.opret")
def opret(user, obj):
    """Every active person may draft."""
    return YES


@predicate("indstilling.rediger")
def rediger(user, paper):
    """Only its authors write a paper."""
    if er_forfatter(user, paper):
        return YES
    return no(f"Du kan læse sagen, men ikke rette i den. Kontakt {paper.sagsbehandler}.")


@predicate("indstilling.slet")
def slet(user, paper):
    """Only the sagsbehandler deletes, and only what nobody was ever sent."""
    if paper.sagsbehandler_id != user.pk:
        return no(f"Kun sagsbehandleren kan slette kladden. Kontakt {paper.sagsbehandler}.")
    if paper.versioner.exists():
        return no("Indstillingen har været sendt og kan derfor ikke slettes. Træk sagen i stedet.")
    return YES


@predicate("moede.planlaeg")
def planlaeg(user, forum):
    """A sekretaer of the forum plans its meetings."""
    for access in user.rettigheder.medlemskaber:
        if access.forum == forum.pk and access.rolle == Medlemsrolle.SEKRETAER:
            return YES
    return no("Kun forummets sekretær kan planlægge møder.")


def kan_redigeres(paper):
    """Say whether the state lets the text change."""
    return paper.tilstand == Tilstand.KLADDE
