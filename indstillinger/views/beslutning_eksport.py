"""The register to take home: the same filters, the same rights, as CSV, Excel or PDF."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from indstillinger.document_moede import register_document, register_row
from indstillinger.enums_moede import Udfald
from indstillinger.models import Beslutning
from indstillinger.models.referatindhold import when
from indstillinger.views.beslutninger import chosen, closed_of, outcome, row_of, with_titles
from indstillinger.views.eksport import TOO_MANY
from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.documents import filename
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.fejl import error_page
from mso_portal.motor.imports.skrivning import MEST, TYPES, WRITERS, note_export
from mso_portal.motor.pdf import render_pdf
from mso_portal.vaerdier.datoer import DANSK_TID, antal

MOST_PRINTED = 1000


def _of_decision(read, otherwise=""):
    """Return a cell of what only a decision has."""
    return lambda one: read(one) if isinstance(one, Beslutning) else otherwise


def _day(moment):
    return moment.astimezone(DANSK_TID).date().isoformat()


KOLONNER = (
    ("Nummer", _of_decision(lambda one: one.nummer)),
    ("Dato", lambda one: one.punkt.moede.dato.isoformat()),
    ("Forum", lambda one: str(one.punkt.moede.forum)),
    ("Punkt", lambda one: one.punkt.nummer),
    ("Titel", lambda one: one.titel),
    ("Åben/lukket", lambda one: "Lukket" if one.punkt.er_lukket else "Åben"),
    ("Indstilling", lambda one: one.punkt.indstilling.nummer if one.punkt.indstilling else ""),
    ("Indstillet", lambda one: row_of(one).foreslaaet),
    ("Vedtaget", lambda one: row_of(one).vedtaget_ordlyd),
    ("Udfald", lambda one: outcome(one)),
    ("Udestår", lambda one: row_of(one).udestaar),
    ("Begrundelse", lambda one: row_of(one).begrundelse),
    ("Ansvarlig", lambda one: str(one.ansvarlig or "")),
    ("Opfølgning", lambda one: when(one.opfoelgning)),
    ("Status", _of_decision(lambda one: one.get_status_display(), "Ubesvaret")),
    ("Status siden", _of_decision(lambda one: _day(one.status_den))),
)


@signed_in
@require_GET
@one_at_a_time
def eksport(request, kind):
    """Every line of the register the address chooses; each fetch is noted with the lukkede ones in it."""
    if kind not in (*WRITERS, "pdf"):
        raise Http404
    form, found = chosen(request.GET, request.user)
    most = MOST_PRINTED if kind == "pdf" else MEST
    if (count := found.count()) > most:
        return error_page(request, 422, TOO_MANY.format(antal(count), antal(most)))
    if kind == "pdf" and form.unanswered:
        raise Http404
    lines = with_titles(found.select_related(*RELATED_MORE) if kind == "pdf" else found)
    note_export(request, Beslutning, closed_of(lines))
    return _pdf(request.user, form, lines) if kind == "pdf" else _table(kind, lines)


RELATED_MORE = ("punkt__moede__forum", "punkt__indstilling", "ansvarlig", "referatpunkt", "erstattet_af")


def _table(kind, lines):
    rows = [[cell(one) for _, cell in KOLONNER] for one in lines]
    response = HttpResponse(WRITERS[kind]([heading for heading, _ in KOLONNER], rows), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="beslutninger-{ur.i_dag().isoformat()}.{kind}"'
    return response


def _pdf(user, form, lines):
    """Print the lines by meeting, newest first, whatever order the page has them in."""
    lines.sort(key=lambda one: (-one.punkt.moede.dato.toordinal(), one.punkt.moede_id, one.nummer))
    replacing = Beslutning.objects.visible_to(user).filter(pk__in=[one.erstattet_af_id for one in lines])
    shown = set(replacing.order_by("pk").values_list("pk", flat=True))
    rows = [_printed(one, shown) for one in lines]
    filters = [(label, words or "Ja") for _, label, words in form.chips()]
    document = register_document(rows, filters, ur.nu())
    response = HttpResponse(render_pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename(document)}"'
    return response


def _printed(one, shown):
    """What replaced it is named to those alone who may read that too."""
    if one.erstattet_af_id not in shown:
        one.erstattet_af = None
    return register_row(one, {value: outcome(one) for value in Udfald.values})
