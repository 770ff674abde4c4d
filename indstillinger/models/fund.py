"""What Indstillingstjek needs of a stored paper, gathered in one place."""

from django.db.models import Prefetch, prefetch_related_objects

from indstillinger.models.indhold import content, rows_of
from indstillinger.models.raekkelaes import ALENE, rows_together
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
    """Return {kind: instances}: four queries."""
    found = rows_together(paper)
    return {kind: found[kind] if kind in ALENE else list(rows_of(paper, kind)) for kind in RAEKKER}


def prefetch_rows(paper):
    """Return {kind: instances} and leave them on the paper, for a page that reads them again: four queries."""
    related = {"procestrin": "forum", "deltager": "bruger", "bilag": "fil"}
    queries = {kind: RAEKKER[kind].objects.select_related(name) for kind, name in related.items()}
    prefetch_related_objects([paper], *(Prefetch(f"{kind}_raekker", rows) for kind, rows in queries.items()))
    for kind, found in rows_together(paper).items():
        rows = getattr(paper, f"{kind}_raekker").all()
        # Where prefetch_related_objects itself leaves what it has read.
        rows._result_cache = found
        paper._prefetched_objects_cache[f"{kind}_raekker"] = rows
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
