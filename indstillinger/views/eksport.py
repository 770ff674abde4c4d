"""The list as a table to take home: the same filters, the same rights, every row (50 §10)."""

from django.db.models import OuterRef, Subquery, Sum
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from indstillinger.models import DirekteUdgift, Indstilling
from indstillinger.views.liste import chosen
from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.fejl import error_page
from mso_portal.motor.imports.skrivning import MEST, TYPES, WRITERS, note_export
from mso_portal.vaerdier.datoer import DANSK_TID, antal

TOO_MANY = "Listen har {} rækker, og et udtræk kan højst have {}. Vælg flere filtre."


def _day(moment):
    return moment.astimezone(DANSK_TID).date().isoformat() if moment else ""


def _text(value):
    return str(value or "")


# Heading, and what a paper has there: texts, and whole numbers as numbers.
KOLONNER = (
    ("Nummer", lambda paper: paper.nummer),
    ("Titel", lambda paper: paper.egentlig_titel),
    ("Åben/lukket", lambda paper: paper.get_aabenhed_display()),
    ("Fase", lambda paper: str(paper.fase.label)),
    ("Sagstype", lambda paper: paper.get_sagstype_display()),
    ("Formular", lambda paper: paper.get_formular_display()),
    ("Forum", lambda paper: str(paper.forum)),
    ("Møde", lambda paper: paper.oensket_moede.dato.isoformat() if paper.oensket_moede else ""),
    ("Afdeling", lambda paper: _text(paper.afdeling)),
    ("Sagsbehandler", lambda paper: str(paper.sagsbehandler)),
    ("Ansvarlig leder", lambda paper: _text(paper.ansvarlig_leder)),
    ("Direkte udgift i kr.", lambda paper: "" if paper.udgift is None else int(paper.udgift)),
    ("Sagsnummer", lambda paper: paper.sagsnummer),
    ("Oprettet", lambda paper: _day(paper.oprettet_den)),
    ("Ændret", lambda paper: _day(paper.redigeret_den)),
    ("Sendt til godkendelse", lambda paper: _day(paper.indsendt_den)),
    ("Journaliseret", lambda paper: _day(paper.journaliseret_den)),
)


@signed_in
@require_GET
@one_at_a_time
def eksport(request, kind):
    """Every row of the list the address chooses, as CSV or Excel; each fetch is noted with the closed ones in it."""
    if kind not in WRITERS:
        raise Http404
    papers = chosen(request.GET, request.user)[1]
    count = papers.count()
    if count > MEST:
        return error_page(request, 422, TOO_MANY.format(antal(count), antal(MEST)))
    rows, closed = _rows(papers)
    note_export(request, Indstilling, closed)
    response = HttpResponse(WRITERS[kind]([heading for heading, _ in KOLONNER], rows), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="indstillinger-{ur.i_dag().isoformat()}.{kind}"'
    return response


def _rows(papers):
    """Return the cells of every paper, and the closed papers; read in portions, so that only the cells are kept."""
    spent = DirekteUdgift.objects.filter(indstilling=OuterRef("pk")).order_by().values("indstilling")
    papers = papers.med_fase().select_related("afdeling").annotate(
        udgift=Subquery(spent.annotate(i_alt=Sum("kroner")).values("i_alt"))
    )  # fmt: skip
    rows, closed = [], []
    for paper in papers.iterator(chunk_size=2000):
        rows.append([cell(paper) for _, cell in KOLONNER])
        closed += [paper] if paper.er_lukket else []
    return rows, closed
