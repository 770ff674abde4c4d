"""Assess and close a risk, state an amount, close a point (20 §4.5)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Beloebsslags, Bidragsslags, Opfoelgningstilstand
from indsatser.models import Beloeb, Risikovurdering
from indsatser.workflow.raekker import require_open
from indsatser.workflow.statusbidrag import settle
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save

KUN_AENDRING = "Budgettet er planens ramme og kan kun ændres med en ændring. Skriv i stedet en prognose."


@transaction.atomic
def assess(risiko, *, by, sandsynlighed, konsekvens, naerhed, note="", noegle=None):
    """Return the new assessment, 1–5 each; the newest counts."""
    if noegle and not claim(noegle, by, "risiko.vurder"):
        return None
    risiko = _open_risk(risiko, by)
    row = _append(
        Risikovurdering(
            risiko=risiko, sandsynlighed=sandsynlighed, konsekvens=konsekvens, naerhed=naerhed, note=note.strip()
        ),
        risiko.plan, by, "risiko.vurder", risiko,
    )  # fmt: skip
    settle(risiko.plan, risiko=risiko)
    return row


def _open_risk(risiko, by):
    risiko = lock(risiko)
    require(by, "risiko.vurder", risiko)
    require_open_risk(risiko)
    return risiko


def require_open_risk(risiko):
    """NotNow for a closed risk, and in an ended plan."""
    require_open(risiko.plan)
    if risiko.lukket_den:
        raise NotNow("Risikoen er lukket.")


def _append(row, plan, by, handling, obj):
    """Save a row that is frozen from now on, or in a kladde from its activation."""
    row.oprettet_den, row.oprettet_af = ur.nu(), by
    row.laast_den = None if plan.er_kladde else ur.nu()
    row.full_clean()
    row.save()
    log_event(handling, obj, by)
    return row


@transaction.atomic
def close_risk(risiko, *, by, begrundelse, noegle=None):
    """Close a risk that is over; the database holds to a reason."""
    if noegle and not claim(noegle, by, "risiko.luk"):
        return None
    risiko = _open_risk(risiko, by)
    risiko.lukket_den, risiko.lukket_af, risiko.lukket_begrundelse = ur.nu(), by, begrundelse.strip()
    risiko.full_clean()
    save(risiko, by)
    log_event("risiko.luk", risiko, by)
    return risiko


@transaction.atomic
def set_amount(post, *, by, aar, slags, kroner, pr_dato=None, note="", noegle=None):
    """Return the amount as it is known on `pr_dato` (today), in whole kroner; None when `noegle` was used before.

    In a kladde the amount of the same day is corrected; afterwards it stays, and another one needs another day.
    ValidationError for `budget` once the plan is aktiv: it comes by an Ændring alone.
    """
    if noegle and not claim(noegle, by, "oekonomi.ret"):
        return None
    post = lock(post)
    require(by, "oekonomi.ret", post.plan)
    require_open(post.plan)
    if slags == Beloebsslags.BUDGET and not post.plan.er_kladde:
        raise ValidationError({"kroner": KUN_AENDRING})
    key = {"post": post, "aar": aar, "slags": slags, "pr_dato": pr_dato or ur.i_dag()}
    same = Beloeb.objects.filter(**key, laast_den=None).first()
    row = same or Beloeb(**key)
    row.kroner, row.note = kroner, note.strip()
    row = _append(row, post.plan, by, "oekonomi.ret", post)
    settle(post.plan, slags=Bidragsslags.OEKONOMI)
    return row


def require_open_point(punkt):
    """NotNow for a closed point, and in an ended plan."""
    require_open(punkt.plan)
    if punkt.tilstand != Opfoelgningstilstand.AABEN:
        raise NotNow("Punktet er allerede afsluttet.")


@transaction.atomic
def close_point(punkt, *, by, tekst, bortfaldet=False, noegle=None):
    """Close a point, or let it fall away, with what happened."""
    if noegle and not claim(noegle, by, "opfoelgningspunkt.luk"):
        return None
    punkt = lock(punkt)
    require(by, "opfoelgningspunkt.luk", punkt)
    require_open_point(punkt)
    punkt.tilstand = Opfoelgningstilstand.BORTFALDET if bortfaldet else Opfoelgningstilstand.LUKKET
    punkt.lukket_den, punkt.lukket_af, punkt.lukket_tekst = ur.nu(), by, tekst.strip()
    punkt.full_clean()
    save(punkt, by)
    log_event("opfoelgningspunkt.luk", punkt, by, til=punkt.tilstand)
    settle(punkt.plan, punkt=punkt)
    return punkt
