"""What leaves the portal of a locked status besides its PDF: its sheets, a round's portfolio, the public extract."""

from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.document.portefoelje import portfolio_document
from indsatser.document.statusark import sheets
from indsatser.document.statusuddrag import extract_document, sections
from indsatser.forms.raekker import Bekraeft
from indsatser.models import Indsatsplan
from indsatser.views import find, statusfind
from indsatser.views.rundemoede import find_runde
from indsatser.views.statusfind import is_closed, sted
from indsatser.workflow.rundesamling import collected
from indsatser.workflow.rundeudgave import edition_for
from indsatser.workflow.statusuddrag import publish, publishable, published, withdraw
from indsatser.workflow.statusudgave import edition
from mso_portal.motor.access import rule
from mso_portal.motor.documents import filename
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.fejl import error_page
from mso_portal.motor.filer import open_fil
from mso_portal.motor.imports.skrivning import TYPES, note_export, write_workbook
from mso_portal.motor.rules import ask
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang

BEGGE = require_http_methods(["GET", "POST"])
UDGIV = (
    "Uddraget bliver gemt, som det står her, og kan læses af alle, der er logget ind i portalen.",
    "Det kan hentes som PDF og lægges på kommunens hjemmeside.",
    "Bliver planen lukket, bliver uddraget trukket tilbage med det samme.",
)
TILBAGEKALD = ("Uddraget kan ikke længere læses i portalen.", "Det kan ikke udgives igen fra denne version af status.")


@rule("status.laes", statusfind.version)
@require_GET
@one_at_a_time
def regneark(request, status):
    """A locked status as sheets, one for each kind of row; the fetch of a lukket one is noted."""
    udgave = edition(status)
    note_export(request, Indsatsplan, [status.plan] if is_closed(status, udgave) else [])
    response = HttpResponse(write_workbook(sheets(udgave.data)), content_type=TYPES["xlsx"])
    name = f"{status.plan.nummer}-{status.noegle}-status-{status.nr}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@rule("runde.laes", find_runde)
@require_GET
def portefoelje(request, runde):
    """The round's portfolio, of all plans for who sees every one in it; the plans that are lukket are noted."""
    udgave = edition_for(request.user, runde)
    if udgave is None:
        raise Http404
    note_export(request, Indsatsplan, _closed_plans(udgave.data))
    document, _ = portfolio_document(udgave.data, udgave.nr, udgave.oprettet_den)
    return _pdf(udgave.pdf, document)


@rule("runde.laes", find_runde)
@require_GET
@one_at_a_time
def samlet(request, runde):
    """All papers of the round in one file; the plans that are lukket are noted."""
    found = collected(request.user, runde)
    if found is None:
        raise Http404
    udgave, pdf = found
    note_export(request, Indsatsplan, _closed_plans(udgave.data))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{runde.forum.kode.lower()}-{runde.noegle}-samlet.pdf"'
    return response


def _closed_plans(data):
    """Return the plans of a portfolio that are lukket, or were so in their status."""
    found = {row["nummer"]: row["lukket"] for row in (*data["planer"], *data["uden"])}
    plans = Indsatsplan.objects.filter(nummer__in=found).med_lukning().order_by("nummer")
    return [plan for plan in plans if found[plan.nummer] or plan.er_lukket]


def _pdf(fil, document):
    return FileResponse(open_fil(fil), filename=filename(document), content_type="application/pdf")


# The public extract


@rule("status.laes", statusfind.locked)
@require_GET
def uddrag(request, status):
    """What is published; who may publish is led there while there is nothing."""
    found = published(status)
    if found is None:
        return _to_publish(request, status)
    context = {
        **_head(status), "fakta": [f"Udgivet {dato_lang(found.oprettet_den.astimezone(DANSK_TID))}"],
        "links": [{"label": "Hent PDF", "url": sted(status, "uddrag.pdf")}], "handlinger": _acts(request.user, status),
        "sections": sections(found.data), "form": None,
    }  # fmt: skip
    return render(request, "indsatser/uddrag.html", context)


def _to_publish(request, status):
    if not ask(request.user, "uddrag.udgiv", status):
        raise Http404
    return redirect(sted(status, "uddrag/udgiv/"))


def _head(status):
    return {
        "titel": "Offentligt uddrag", "fanetitel": find.fanetitel(status.plan, "Offentligt uddrag"),
        "tilbage_url": sted(status), "tilbage_tekst": f"Kvartalsstatus {status.noegle}",
        "manchet": f"{status.plan} {status.plan.titel}, {status.runde.betegnelse}",
    }  # fmt: skip


def _acts(user, status):
    may = ask(user, "uddrag.tilbagekald", status)
    return [{"label": "Tilbagekald uddraget", "url": sted(status, "uddrag/tilbagekald/")}] if may else []


def _published(status):
    """Return what is published; 404 for none."""
    if found := published(status):
        return found
    raise Http404


@rule("status.laes", statusfind.locked)
@require_GET
def uddrag_pdf(request, status):
    """The bytes that were stored when it was published."""
    found = _published(status)
    document, _ = extract_document(found.data, found.oprettet_den)
    return _pdf(found.pdf, document)


@rule("uddrag.udgiv", statusfind.locked)
@BEGGE
def udgiv(request, status):
    """Read the page that would be published, and publish it."""
    if not find.complete(request):
        return error_page(request, 400)
    data = publishable(status) if request.method == "GET" else {}
    return _page(
        request, status, partial(publish, status), titel="Udgiv offentligt uddrag", knap="Udgiv", effekter=UDGIV,
        besked="Det offentlige uddrag er udgivet.", sections=sections(data) if data else [],
    )  # fmt: skip


@rule("uddrag.tilbagekald", statusfind.locked)
@BEGGE
def tilbagekald(request, status):
    """Withdraw what is published, for good."""
    if not find.complete(request):
        return error_page(request, 400)
    found = _published(status)
    return _page(
        request, status, partial(withdraw, found), titel="Tilbagekald offentligt uddrag", knap="Tilbagekald", fare=True,
        besked="Det offentlige uddrag er tilbagekaldt.", effekter=TILBAGEKALD, videre=sted(status), sections=[],
    )  # fmt: skip


def _page(request, status, act, **page):
    head = _head(status)
    return form_page(
        request, Bekraeft(posted(request)), act, tilbage=(sted(status, "uddrag/"), "Offentligt uddrag"),
        skabelon="indsatser/uddrag.html", fanetitel=head["fanetitel"], manchet=head["manchet"], fakta=[],
        links=[], **page,
    )  # fmt: skip


STATUS = "indsatsplaner/<str:nr>/status/<str:k>"
urlpatterns = [
    path(f"{STATUS}/v<int:n>/status.xlsx", regneark, name="status_xlsx"),
    path("kvartalsstatus/<str:forum>/<str:k>/portefoelje.pdf", portefoelje, name="runde_portefoelje"),
    path("kvartalsstatus/<str:forum>/<str:k>/samlet.pdf", samlet, name="runde_samlet"),
    path(f"{STATUS}/uddrag/", uddrag, name="uddrag"),
    path(f"{STATUS}/uddrag/udgiv/", udgiv, name="uddrag_udgiv"),
    path(f"{STATUS}/uddrag/tilbagekald/", tilbagekald, name="uddrag_tilbagekald"),
    path(f"{STATUS}/uddrag.pdf", uddrag_pdf, name="uddrag_pdf"),
]
