"""Make a key figure, a series of it, and a new definition of it (31 §3)."""

from django.db import transaction

from maalinger.models import Dataserie, Noegletal, Noegletalversion
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock
from mso_portal.vaerdier.datoer import dato_lang


@transaction.atomic
def create_noegletal(*, kode, navn, ejer, frekvens, definition, by, **felter):
    """Return a new figure with its first definition: `definition` holds the fields of a Noegletalversion.

    Who may is the caller's rule: a plan makes its own (`lokal=True`). ValidationError where a field can't be.
    """
    noegletal = Noegletal(
        kode=kode, navn=navn, ejer=ejer, frekvens=frekvens, oprettet_den=ur.nu(), oprettet_af=by, **felter
    )
    noegletal._history_user = by
    noegletal.full_clean()
    noegletal.save()
    log_event("noegletal.opret", noegletal, by)
    _add_version(noegletal, 1, by, definition)
    return noegletal


@transaction.atomic
def new_version(noegletal, *, by, **definition):
    """Return the next definition of a figure. NotNow when it would begin before the newest one in use."""
    noegletal = lock(noegletal)
    newest = noegletal.versioner.order_by("nr").last()
    used = noegletal.versioner.exclude(i_brug_den=None).order_by("gyldig_fra").last()
    if used and definition["gyldig_fra"] <= used.gyldig_fra:
        raise NotNow(
            f"Definitionen skal gælde fra en dag efter {dato_lang(used.gyldig_fra)}, hvor den forrige begynder."
        )
    return _add_version(noegletal, newest.nr + 1 if newest else 1, by, definition)


def _add_version(noegletal, nr, by, definition):
    version = Noegletalversion(noegletal=noegletal, nr=nr, oprettet_den=ur.nu(), oprettet_af=by, **definition)
    version._history_user = by
    version.full_clean()
    version.save()
    log_event("noegletal.definer", version, by)
    return version


@transaction.atomic
def create_serie(noegletal, afdeling, *, by, indberetter=None, aktiv_fra):
    """Return the series of a figure for a unit: the one that is there, or a new one."""
    found = noegletal.dataserier.filter(afdeling=afdeling).first()
    if found:
        return found
    serie = Dataserie(noegletal=noegletal, afdeling=afdeling, indberetter=indberetter, aktiv_fra=aktiv_fra)
    serie._history_user = by
    serie.full_clean()
    serie.save()
    log_event("dataserie.opret", serie, by)
    return serie
