"""What stands in for the parameters of each URL: a URL with parameters and without an entry here fails the matrix."""

from django.urls import reverse

from mso_portal.motor.access import views
from mso_portal.motor.imports.trin import stage
from mso_portal.motor.models import Indlaesning
from mso_portal.organisation.models import (
    Bruger,
    Budgetperiode,
    Lukkedag,
    Medlemskab,
    Personalias,
    Stedfortraedelse,
)
from mso_portal.organisation.resources import RESSOURCER

PERSONFIL = b"brugernavn;navn\nindlaest;Ine Indlaest\n"


class UdenGenstand(Exception):
    """A URL that nobody said how to fill."""


def papirer(verden, **mere):
    """Return every paper of the world as (state, openness, parameters)."""
    return [(label, aabenhed, {"nr": paper.nummer, **mere}) for (label, aabenhed), paper in verden.papirer.items()]


def _fast(**parametre):
    return [("-", "-", parametre)]


def _person(verden):
    return _fast(uuid=verden.personer["medlem"].uuid)


def _lukket_person(verden):
    return _fast(uuid=Bruger.objects.get(brugernavn="lukket_person").uuid)


def _forum(verden):
    return _fast(kode=verden.forum.kode)


def _enhed(verden):
    return _fast(kode=verden.enhed.kode)


def _kommende(verden):
    row = Medlemskab.objects.get(forum=verden.andet_forum)
    return _fast(slags="medlemskab", pk=row.pk)


def _pk(model, **felter):
    return lambda verden: _fast(pk=model.objects.get(**felter).pk)


def _stedfortraeder(verden):
    return _fast(pk=Stedfortraedelse.objects.get(stedfortraeder=verden.personer["stedfortraeder"]).pk)


def _indlaesning(verden):
    """A file the administrator has put forward and not yet confirmed; one a world."""
    by = verden.personer["administrator"]
    row = Indlaesning.objects.filter(oprettet_af=by).order_by("pk").first()
    row = row or stage(RESSOURCER["personer"], "personer", "fil.csv", PERSONFIL, by=by)
    return _fast(uuid=row.uuid)


GENSTANDE = {
    "indstilling_laes": papirer,
    "indstilling_pdf": papirer,
    "indstilling_rediger": papirer,
    "indstilling_felt": papirer,
    "indstilling_slet": papirer,
    "indstilling_tjek": papirer,
    "indstilling_historik": papirer,
    "indstilling_sammenlign": lambda verden: papirer(verden, fra=1, til=2),
    "hjaelp_emne": lambda verden: _fast(emne="kom-godt-i-gang"),
    "stedfortraeder_afslut": _stedfortraeder,
    "opsaetning_periode": _kommende,
    "opsaetning_periode_slet": _kommende,
    "opsaetning_forum": _forum,
    "opsaetning_forum_ret": _forum,
    "opsaetning_forum_medlem": _forum,
    "opsaetning_person": _person,
    "opsaetning_person_ret": _person,
    "opsaetning_person_luk": _person,
    "opsaetning_person_aabn": _lukket_person,
    "opsaetning_person_rolle": _person,
    "opsaetning_person_tilknyt": _person,
    "opsaetning_person_alias": _person,
    "opsaetning_alias_slet": _pk(Personalias),
    "opsaetning_afdeling": _enhed,
    "opsaetning_afdeling_ret": _enhed,
    "opsaetning_afdeling_placer": _enhed,
    "opsaetning_afdeling_tilknyt": _enhed,
    "opsaetning_indlaes": lambda verden: _fast(slags="personer"),
    "opsaetning_indlaes_hent": lambda verden: _fast(slags="personer", fil="i-dag.csv"),
    "opsaetning_indlaesning": _indlaesning,
    "opsaetning_lukkedag_slet": _pk(Lukkedag),
    "opsaetning_budgetperiode_slet": _pk(Budgetperiode),
}


def adresser(verden):
    """Return (url name, module, state, openness, path) of every URL with every object it can hold."""
    found = []
    for _, pattern in views():
        for tilstand, aabenhed, parametre in _fyldt(pattern, verden):
            path = reverse(pattern.name, kwargs=parametre)
            found.append((pattern.name, pattern.callback.__module__, tilstand, aabenhed, path))
    return found


def _fyldt(pattern, verden):
    if not pattern.pattern.converters:
        return _fast()
    if pattern.name not in GENSTANDE:
        raise UdenGenstand(f"{pattern.name} har parametre, men ingen linje i genstande.py.")
    return GENSTANDE[pattern.name](verden)
