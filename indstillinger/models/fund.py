"""What Indstillingstjek needs of a stored paper, gathered in one place."""

from django.db.models import Prefetch, prefetch_related_objects

from indstillinger.models.indhold import content, rows_of
from indstillinger.models.raekker import RAEKKER
from indstillinger.tjek import Fakta, Forumfakta, check
from mso_portal.motor import ur
from mso_portal.motor.enums import Filtilstand


def findings(paper, rows=None, data=None):
    """Return the Fund of a paper as it is now. `rows` ({kind: instances}) and `data` (its content) may come along,
    as they do when the page has read them; then it takes the queries of `facts` alone."""
    rows = rows or load_rows(paper)
    # Nothing is checked about medforfattere, so they aren't read.
    return check(data or content(paper, rows, medforfattere=()), facts(paper, rows))


def load_rows(paper):
    """Return {kind: instances}: one query a kind."""
    return {kind: list(rows_of(paper, kind)) for kind in RAEKKER}


def prefetch_rows(paper):
    """Return {kind: instances} and leave them on the paper, for a page that reads them again."""
    queries = {kind: model.objects.all() for kind, model in RAEKKER.items()}
    queries["procestrin"] = queries["procestrin"].select_related("forum")
    queries["deltager"] = queries["deltager"].select_related("bruger")
    queries["bilag"] = queries["bilag"].select_related("fil")
    prefetch_related_objects([paper], *(Prefetch(f"{kind}_raekker", rows) for kind, rows in queries.items()))
    return {kind: list(getattr(paper, f"{kind}_raekker").all()) for kind in RAEKKER}


def facts(paper, rows):
    """Return the Fakta of a paper: a query unless it was read `med_fakta()`."""
    counts = paper if "spurgte" in vars(paper) else type(paper).objects.med_fakta().only("pk").get(pk=paper.pk)
    moede = paper.oensket_moede
    fora = [paper.forum, *(row.forum for row in rows["procestrin"] if row.forum)]
    amounts = [row for kind, model in RAEKKER.items() if "beloeb" in model.INDHOLD for row in rows[kind]]
    return Fakta(
        nu=ur.nu(),
        reference=paper.referencedato,
        moededato=moede.dato if moede else None,
        frist=moede.frist_indmelding if moede else None,
        fora={forum.pk: Forumfakta(forum.slags, forum.navn, forum.moedenavn) for forum in fora},
        beloeb={str(row.uuid): row.beloeb for row in amounts},
        bilag_med_fil=frozenset(str(row.uuid) for row in rows["bilag"] if row.fil_id),
        bilag_i_karantaene=frozenset(
            str(row.uuid) for row in rows["bilag"] if row.fil_id and row.fil.tilstand != Filtilstand.OK
        ),
        importfelter_uden_tjek=counts.utjekkede,
        spurgte=counts.spurgte,
        naevnte=counts.naevnte,
    )
