"""Bring a question of a locked status to the chefteam as an indstilling (21 §10)."""

from html import escape

from django.db import transaction

from indsatser.document import statusbilag
from indsatser.enums import Beslutningsniveau
from indsatser.workflow.statusudfald import changeable, kept
from indstillinger.enums import Aabenhed
from indstillinger.workflow.opret import create
from indstillinger.workflow.raekker import add_row
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import claim
from mso_portal.organisation.enums import Forumslags
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier.datoer import dato_lang

STYREGRUPPENS = "Det er styregruppen, der beslutter. Skriv udfaldet."
INTET_CHEFTEAM = "Der er intet chefteam at skrive indstillingen til. Opret forummet først."
# An outcome that waits for the chefteam says nothing itself.
UDEN_UDFALD = {"art": "", "valgt": None, "tekst": "", "udsat_til": None, "accepteret": "", "accepteret_til": None}


@transaction.atomic
def make_paper(beslutning, *, by, noegle=None):
    """Return the kladde that asks the chefteam, with the options and the status' PDF; `by` is its sagsbehandler. None
    for a used `noegle`. Of a lukket plan the paper is lukket from the first."""
    if noegle and not claim(noegle, by, "status.indstil"):
        return None
    beslutning, row = changeable(beslutning, by, "status.indstil")
    require_chefteams(beslutning)
    status, options = beslutning.status, list(beslutning.valgmuligheder.order_by("bogstav"))
    titel, felter = _titled(beslutning, statusbilag.lukning(status))
    paper = create(chefteam(status.plan), titel, by=by, tekster={**felter, **_texts(beslutning, options)})
    for one in options:
        if one.indstillet:
            add_row(paper, "beslutningspunkt", by=by, tekst=one.tekst)
    add_row(paper, "bilag", by=by, **statusbilag.bilag(status))
    kept(beslutning, row, by, {**UDEN_UDFALD, "indstilling": paper})
    return paper


def require_chefteams(beslutning):
    """NotNow for a question that the styregruppe answers itself."""
    if beslutning.niveau != Beslutningsniveau.CHEFTEAM:
        raise NotNow(STYREGRUPPENS)


def chefteam(plan):
    """Return the chefteam a plan's questions go to: the one it comes from, else the first. NotNow without any."""
    fora = list(Forum.objects.aktive().filter(slags=Forumslags.CHEFTEAM).order_by("sortering"))
    if not fora:
        raise NotNow(INTET_CHEFTEAM)
    own = plan.beslutning and plan.beslutning.punkt.moede.forum
    return own if own in fora else fora[0]


def _titled(beslutning, closing):
    """Return the public title and the fields that close the paper, if its status is lukket."""
    if closing is None:
        return beslutning.spoergsmaal, {}
    status = beslutning.status
    return statusbilag.titel(status, status.plan.titel), {
        "aabenhed": Aabenhed.LUKKET, "titel_lukket": beslutning.spoergsmaal, "hjemmel": closing["hjemmel"],
        "lukket_begrundelse": closing["begrundelse"],
    }  # fmt: skip


def _texts(beslutning, options):
    """Return the rich texts: where the question comes from and what is proposed; the other options."""
    status = beslutning.status
    source = (
        f"Spørgsmålet er stillet i kvartalsstatus, {status.runde.betegnelse}, for {status.plan.egentlig_titel} "
        f"({status.plan}) med data pr. {dato_lang(status.runde.statusdato)}. Status er vedlagt som bilag."
    )
    lines = [source, beslutning.spoergsmaal, *(f"Indstillet er {_told(one)}" for one in options if one.indstillet)]
    others = [f"<li><p>{escape(_told(one))}</p></li>" for one in options if not one.indstillet]
    background = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return {"baggrund": background, "alternativer": f"<ul>{''.join(others)}</ul>"}


def _told(mulighed):
    return f"{mulighed}. Konsekvens: {mulighed.konsekvens}." if mulighed.konsekvens else f"{mulighed}."
