"""What stands in for the parameters of each URL: a URL with parameters and without an entry here fails the matrix."""

from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger.models import GemtVisning
from mso_portal.motor.access import views
from mso_portal.motor.imports.trin import stage
from mso_portal.motor.models import Indlaesning, Mail, Notifikation
from mso_portal.organisation.models import (
    Bruger,
    Budgetperiode,
    Lukkedag,
    Medlemskab,
    Personalias,
    Stedfortraedelse,
)
from mso_portal.organisation.resources import RESSOURCER
from tests.adgang import planer
from tests.adgang.moedegenstande import MOEDEGENSTANDE
from tests.builders_post import fejlet_job, linje, opgivet_mail

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


def _spoergsmaal(verden):
    """The request of each paper that has one, under its own paper."""
    return [(label, aabenhed, {"nr": verden.papirer[label, aabenhed].nummer, "uuid": one.uuid})
            for (label, aabenhed), one in verden.spoergsmaal.items()]  # fmt: skip


def _version(verden):
    """The first version of each paper that was asked about or sent."""
    return [one for one in papirer(verden, version=1) if one[:2] in verden.spoergsmaal]


def _traad(verden):
    return [(label, aabenhed, {"nr": verden.papirer[label, aabenhed].nummer, "traad": one.uuid})
            for (label, aabenhed), one in verden.traade.items()]  # fmt: skip


def _kommentar(verden):
    return [(label, aabenhed, {"nr": verden.papirer[label, aabenhed].nummer, "kommentar": one.kommentarer.get().uuid})
            for (label, aabenhed), one in verden.traade.items()]  # fmt: skip


def _import(verden, **mere):
    return [(status, "ikke_angivet", {"uuid": one.uuid, **mere}) for status, one in verden.importer.items()]


def _notifikation(verden):
    """The author's one unread line; one a world."""
    person = verden.personer["forfatter"]
    row = Notifikation.objects.filter(modtager=person).order_by("pk").first()
    return _fast(pk=(row or linje(person, verden.papirer["kladde", "aaben"])).pk)


def _job(verden):
    """A job that failed; one a world."""
    row = ProcrastinateJob.objects.filter(status="failed").order_by("pk").first()
    return _fast(pk=(row or fejlet_job()).pk)


def _mail(verden):
    """A mail that was given up; one a world."""
    row = Mail.objects.filter(tilstand="fejlet").order_by("pk").first()
    return _fast(pk=(row or opgivet_mail(verden.personer["leder"])).pk)


def _visning(verden):
    row, _ = GemtVisning.objects.get_or_create(bruger=verden.personer["forfatter"], liste="indstillinger", navn="Mine")
    return _fast(uuid=row.uuid)


GENSTANDE = {
    "indstilling_laes": papirer,
    "indstilling_pdf": papirer,
    "indstilling_rediger": papirer,
    "indstilling_felt": papirer,
    "indstilling_indsend": papirer,
    "indstilling_tilbagekald": papirer,
    "indstilling_godkend": papirer,
    "indstilling_returner": papirer,
    "indstilling_traek": papirer,
    "indstilling_genoptag": papirer,
    "indstilling_luk": papirer,
    "indstilling_aabn": papirer,
    "indstilling_slet": papirer,
    "indstilling_versioner": papirer,
    "version_laes": _version,
    "version_pdf": _version,
    "indstilling_tjek": papirer,
    "koordinering": papirer,
    "koordinering_spoerg": papirer,
    "koordinering_svar": _spoergsmaal,
    "koordinering_frafald": _spoergsmaal,
    "indstilling_kommentarer": papirer,
    "kommentar_svar": _traad,
    "kommentar_loes": _traad,
    "kommentar_genaabn": _traad,
    "kommentar_ret": _kommentar,
    "kommentar_streg": _kommentar,
    "bilag_vedlaeg": papirer,
    "bilag_hent": lambda verden: papirer(verden, n=1),
    "bilag_vis": lambda verden: papirer(verden, n=1),
    "bilag_side": lambda verden: papirer(verden, n=1, side=1),
    "bilag_fjern_fil": lambda verden: papirer(verden, n=1),
    "import_vis": _import,
    "import_fremdrift": _import,
    "import_felt": lambda verden: _import(verden, plads=1),
    "import_bekraeft": _import,
    "import_kasser": _import,
    "import_fortryd": _import,
    "indstilling_eksport": lambda verden: _fast(kind="csv"),
    "indstilling_visning_fjern": _visning,
    "notifikation_aabn": _notifikation,
    "demopost_mail": lambda verden: _fast(navn="findes-ikke"),
    "drift_job": _job,
    "drift_job_luk": _job,
    "drift_mail": _mail,
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
    "indstilling_registrer": papirer,
    **MOEDEGENSTANDE,
    **planer.samlet("GENSTANDE"),
}


MOEDE = ("moeder/", "beslutninger/", "opgaver/", "kalender/", "opsaetning/")


def del_af(name, module, route):
    """Return which golden file a view's lines stand in: several, so that they are asked side by side."""
    if module.startswith("indsatser"):
        return "indsatser"
    if not module.startswith("indstillinger"):
        return "portal"
    if route.lstrip("/").startswith(MOEDE):
        return "moeder"
    return "indstillinger" if name.startswith("indstilling_") else "forberedelse"


def adresser(verden):
    """Return (url name, module, state, openness, path) of every URL of the world's parts, with every object it can
    hold."""
    found = []
    for route, pattern in views():
        if del_af(pattern.name, pattern.callback.__module__, route) not in verden.dele:
            continue
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
