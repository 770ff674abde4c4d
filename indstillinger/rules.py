"""What a person may do to a paper (10 §3.2, §4). Reading is `visible_to`; `indstilling.laes` is its twin."""

from django.db.models import Q

from indstillinger.enums import Aabenhed, Anledning, Tilstand
from indstillinger.enums_moede import Punkttilstand
from indstillinger.models.historik import FRAVALGT
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Medlemsrolle, Rolle
from mso_portal.organisation.models import Bruger

SEKRETARIAT = (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER)


def er_forfatter(user, paper):
    """Say whether the person writes the paper."""
    return paper.sagsbehandler_id == user.pk or any(one.pk == user.pk for one in paper.medforfattere.all())


def er_leder(user, paper):
    """Say whether the person is the accountable leader or deputises for him here."""
    return paper.ansvarlig_leder_id == user.pk or any(
        access.person == paper.ansvarlig_leder_id
        and access.forum in (None, paper.forum_id)
        and (access.ogsaa_lukkede or not paper.er_lukket)
        for access in user.rettigheder.stedfor
    )


def _har_plads(user, paper, roller):
    return any(
        access.forum == paper.forum_id and access.rolle in roller and (access.ogsaa_lukkede or not paper.er_lukket)
        for access in user.rettigheder.medlemskaber
    )


def er_sekretaer(user, paper):
    """Say whether the person prepares the forum's meetings, or deputises for one who does."""
    return _har_plads(user, paper, [Medlemsrolle.SEKRETAER])


def er_sekretariat(user, paper):
    """Say whether the person prepares or leads the forum's meetings and the paper was sent once."""
    return _har_plads(user, paper, SEKRETARIAT) and paper.versioner.filter(anledning=Anledning.INDSENDT).exists()


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


@predicate("indstilling.se")
def se(user, paper):
    """Who reads the working text, and who may read a version that was sent to him (R3 of 10 §4)."""
    if laes(user, paper) or paper.versioner.visible_to(user).exists():
        return YES
    return no("Du har ikke adgang til indstillingen.")


@predicate("version.laes")
def laes_version(user, version):
    """The twin of the versions' `visible_to`."""
    if type(version).objects.visible_to(user).filter(pk=version.pk).exists():
        return YES
    return no("Du har ikke adgang til versionen.")


@predicate("bilag.laes")
def laes_bilag(user, bilag):
    """Whoever reads the paper's working text reads its bilag; others those of the version they were sent, lukkede
    ones when they may read all of it."""
    paper = bilag.indstilling
    if bilag.aabenhed != Aabenhed.AABEN and not paper.er_lukket and not laeser_alt(user, paper):
        return no("Bilaget er lukket.")
    return se(user, paper)


def laeser_alt(user, paper):
    """Say whether the person reads also the lukkede bilag of an åben paper: with the working text, as the part that
    was asked, or by an item of which he may read everything. Up to three queries."""
    if Rolle.REVISOR in user.rettigheder.roller or er_forfatter(user, paper) or paper.ansvarlig_leder_id == user.pk:
        return True
    if _som_lukket(user, paper):
        return True
    if paper.koordineringer.besvares_af(user).filter(bruger=user).exists():
        return True
    return paper.dagsordenspunkter.filter(nummer__isnull=False).ville_laese(user, alt=True).exists()


def _som_lukket(user, paper):
    """Ask the leader's and the sekretariat's rights as if the paper were lukket."""
    deputy = any(
        one.person == paper.ansvarlig_leder_id and one.forum in (None, paper.forum_id) and one.ogsaa_lukkede
        for one in user.rettigheder.stedfor
    )
    seats = any(
        one.forum == paper.forum_id and one.rolle in SEKRETARIAT and one.ogsaa_lukkede
        for one in user.rettigheder.medlemskaber
    )
    return deputy or (seats and paper.versioner.filter(anledning=Anledning.INDSENDT).exists())


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


def paa_vegne_af(user, paper):
    """Return the person a deputy acts for here, or None for who acts in his own right. One query for a deputy."""
    if user.pk == paper.ansvarlig_leder_id or er_forfatter(user, paper):
        return None
    seats = [one for one in user.rettigheder.medlemskaber if one.forum == paper.forum_id and one.rolle in SEKRETARIAT]
    if any(one.person == user.pk for one in seats):
        return None
    if er_leder(user, paper):
        return paper.ansvarlig_leder
    return Bruger.objects.get(pk=seats[0].person) if seats else None


def _kun_forfatter(handling):
    def answer(user, paper):
        return (
            YES if er_forfatter(user, paper) else no(f"Kun forfatterne kan {handling}. Kontakt {paper.sagsbehandler}.")
        )

    return answer


predicate("indstilling.indsend")(_kun_forfatter("sende sagen til godkendelse"))
predicate("indstilling.tilbagekald")(_kun_forfatter("tage sagen tilbage"))


def paa_dagsorden(paper):
    """Say whether the paper stands on an agenda; a query unless it was read through `med_fase()`."""
    if "punkttilstand" in vars(paper):
        return paper.punkttilstand == Punkttilstand.OPTAGET
    return paper.dagsordenspunkter.filter(tilstand=Punkttilstand.OPTAGET).exists()


def ikke_behandlet(paper):
    """Answer no for a paper that a meeting has treated: it waits for the minutes and nothing else. A query unless it
    was read through `med_fase()`."""
    known = "punkttilstand" in vars(paper)
    behandlet = Punkttilstand.BEHANDLET
    treated = paper.punkttilstand == behandlet if known else _newest_place(paper) == behandlet
    return no("Sagen er behandlet på et møde og venter på, at referatet bliver godkendt.") if treated else YES


def _newest_place(paper):
    return paper.dagsordenspunkter.order_by("-pk").values_list("tilstand", flat=True).first()


@predicate("indstilling.traek")
def traek(user, paper):
    """Its authors; once it stands on an agenda, the accountable leader and the sekretær."""
    if not paa_dagsorden(paper):
        return _kun_forfatter("trække sagen")(user, paper)
    if er_leder(user, paper) or er_sekretaer(user, paper):
        return YES
    return no(f"Sagen står på en dagsorden. Bed {paper.ansvarlig_leder} eller sekretæren om at trække den.")


@predicate("indstilling.registrer")
def registrer(user, paper):
    """A sekretær of the forum registers what he has read from an old form himself."""
    if not er_sekretaer(user, paper):
        return no("Kun forummets sekretær kan registrere en tidligere beslutning.")
    return _kun_forfatter("registrere sagen")(user, paper)


@predicate("indstilling.behandl")
def behandl(user, paper):
    """Who approves the minutes of a meeting that treated it; the portal asks, never a button."""
    punkter = paper.dagsordenspunkter.filter(tilstand=Punkttilstand.BEHANDLET)
    if punkter.filter(Q(moede__referater__godkender=user) | Q(moede__moedeleder=user)).exists():
        return YES
    forum = any(one.forum == paper.forum_id and one.rolle in SEKRETARIAT for one in user.rettigheder.medlemskaber)
    return YES if forum else no("Sagen bliver behandlet, når mødets referat er godkendt.")


@predicate("indstilling.godkend")
def godkend(user, paper):
    """The accountable leader or his deputy; not what one sent oneself, unless the forum allows it."""
    if not er_leder(user, paper):
        return no(f"Kun den ansvarlige leder kan godkende. Kontakt {paper.ansvarlig_leder or paper.sagsbehandler}.")
    if paper.indsendt_af_id == user.pk and not paper.forum.egen_godkendelse:
        return no("Du har selv sendt sagen. En anden skal godkende den, fx din stedfortræder.")
    return YES


@predicate("indstilling.returner")
def returner(user, paper):
    """The accountable leader; the sekretær too when it is approved."""
    if er_leder(user, paper) or (paper.tilstand == Tilstand.GODKENDT and er_sekretaer(user, paper)):
        return YES
    return no(f"Kun den ansvarlige leder kan sende sagen tilbage. Kontakt {paper.ansvarlig_leder}.")


@predicate("indstilling.genoptag")
def genoptag(user, paper):
    """Its authors and the accountable leader."""
    if er_forfatter(user, paper) or er_leder(user, paper):
        return YES
    return no(f"Kun forfatterne og den ansvarlige leder kan genoptage sagen. Kontakt {paper.sagsbehandler}.")


def _leder_eller_sekretaer(user, paper):
    """Openness after kladde belongs to the accountable leader and the sekretær (10 §4)."""
    if er_leder(user, paper) or er_sekretaer(user, paper):
        return YES
    return no("Kun den ansvarlige leder og forummets sekretær kan gøre det.")


predicate("indstilling.luk")(_leder_eller_sekretaer)
predicate("indstilling.aabn")(_leder_eller_sekretaer)


@predicate("indstilling.luk_med")
def luk_med(user, paper):
    """Whoever has closed what the paper was made of: he was asked there."""
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
