"""Bilag: the file as it is, its pages as pictures, and attaching, replacing and removing it."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums import Aabenhed
from indstillinger.forms.bilag import FjernFilForm, VedlaegForm
from indstillinger.models import Bilag
from indstillinger.rules import kan_redigeres
from indstillinger.views.find import laesbar
from indstillinger.views.find import paper as find_paper
from indstillinger.views.laes import openness_badge
from indstillinger.workflow.bilag import add_bilag, attach, detach
from indstillinger.workflow.skriv import why_closed
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.filer import Afvist, has_picture, open_fil, open_side
from mso_portal.motor.log import seen
from mso_portal.motor.models import Fil, Filside
from mso_portal.motor.rules import NotNow, ask
from mso_portal.organisation.views.side import form_page, posted

OFFICE = "application/vnd.openxmlformats-officedocument."
MIME = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
    "docx": f"{OFFICE}wordprocessingml.document", "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
}  # fmt: skip
DANNES = "Siderne bliver dannet. Prøv igen om lidt."
VIRUS = "Filen er afvist af virusscanningen og kan ikke hentes. Vedlæg en anden."


def bilag(user, nr, n):
    """Return the bilag with its paper, 404 alike for invisible and missing: the one way to a file."""
    paper = laesbar(user, nr)
    if ask(user, "indstilling.laes", paper):
        row = get_object_or_404(paper.bilag_raekker.select_related("fil"), nr=n)
        row.indstilling = paper
        return row
    return _sent_bilag(paper.versioner.visible_to(user).last(), paper, n)


def _sent_bilag(version, paper, n):
    """Return the bilag as the version has it, for one who reads that alone: the file that was sent, not a newer one."""
    rows = [row["felter"] for row in version.indhold["raekker"]["bilag"]["raekker"]]
    sent = next((row for row in rows if row["nr"]["vaerdi"] == str(n)), None)
    if sent is None:
        raise Http404
    fil = Fil.objects.filter(pk=sent["fil"]["raa"]).first()
    texts = {name: sent[name]["vaerdi"] for name in ("titel", "filnavn")}
    return Bilag(indstilling=paper, nr=n, fil=fil, aabenhed=sent["aabenhed"]["raa"], **texts)


@rule("bilag.laes", bilag)
@require_GET
def hent(request, row):
    """The file as it was attached. Its name tells number and kind only."""
    if row.fil is None:
        raise Http404
    stream = open_fil(row.fil)
    seen(request, "fil", row.indstilling)
    return _sent(stream, MIME[row.fil.type], f"{row.indstilling.nummer}-bilag-{row.nr}.{row.fil.type}", True)


@rule("bilag.laes", bilag)
@require_GET
def side(request, row, side):
    """One page as a picture, for the viewer."""
    page = get_object_or_404(Filside.objects.select_related("fil"), fil=row.fil_id, nr=side)
    stream = open_side(page)
    _note_closed(request, row)
    return _sent(stream, "image/png", f"{row.indstilling.nummer}-bilag-{row.nr}-side-{side}.png", False)


def _sent(stream, mime, name, attachment):
    """Return the bytes as a stream that no browser runs anything of."""
    response = FileResponse(stream, as_attachment=attachment, filename=name, content_type=mime)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _note_closed(request, row):
    if row.indstilling.er_lukket or row.aabenhed != Aabenhed.AABEN:
        seen(request, "vis", row.indstilling)


@rule("bilag.laes", bilag)
@require_GET
def vis(request, row):
    """The pages one by one with their text; an Office file by name, kind and size."""
    _note_closed(request, row)
    paper, fil, own = row.indstilling, row.fil, f"/indstillinger/{row.indstilling.nummer}/bilag/{row.nr}/"
    ready = fil is not None and fil.tilstand == "ok"
    openness = Aabenhed.LUKKET if paper.er_lukket else row.aabenhed
    page = _page(request, row, own) if ready and fil.sider else None
    context = {
        "indstilling": paper, "nr": row.nr, "titel": row.titel or f"Bilag {row.nr}", "side": page,
        "maerker": [openness_badge(openness)], "fakta": [paper.nummer, f"Bilag {row.nr}"],
        "tilbage_url": f"/indstillinger/{paper.nummer}/", "besked": _waiting(fil, page),
        "links": [{"label": f"Hent original ({fil})", "url": own}] if ready else [],
        "fil": [{"navn": "Filnavn", "vaerdi": row.filnavn}, {"navn": "Type og størrelse", "vaerdi": str(fil)}],
    }  # fmt: skip
    return render(request, "indstillinger/bilag_vis.html", context)


def _waiting(fil, page):
    """Say why no page is shown, or "" when there is nothing to say."""
    if fil is None:
        return "Bilaget har ingen fil endnu."
    if fil.tilstand != "ok":
        return VIRUS if fil.tilstand == "afvist" else "Afventer virusscanning"
    return DANNES if fil.sider and page is None else ""


def _page(request, row, own):
    """Return the page that the address asks for, the first one unless it is there; None while it isn't drawn."""
    asked, last = request.GET.get("side", ""), row.fil.sider
    nr = int(asked) if asked.isdecimal() and len(asked) < 5 and 1 <= int(asked) <= last else 1
    drawn = row.fil.filsider.filter(nr=nr).first()
    if drawn is None:
        return None
    text = f"Bilag {row.nr}, side {nr} af {last}"
    return {
        "alt": text, "url": f"{own}side/{nr}.png" if has_picture(drawn) else "", "tekst": drawn.tekst.strip(),
        "staar": f"Side {nr} af {last}", "forrige": f"?side={nr - 1}" if nr > 1 else "",
        "naeste": f"?side={nr + 1}" if nr < last else "",
    }  # fmt: skip


@rule("indstilling.rediger", find_paper)
@require_http_methods(["GET", "POST"])
def vedlaeg(request, paper):
    """Attach a file: to the bilag named by `uuid`, in place of its file, or to a new one."""
    post = request.method == "POST"
    if post and not request.POST.get("noegle"):
        return error_page(request, 400)
    if not kan_redigeres(paper):
        raise NotNow(why_closed(paper))
    uuid = (request.POST if post else request.GET).get("uuid", "")
    form = VedlaegForm(posted(request), request.FILES if post else None, graense=settings.MSO_UPLOAD_MB)
    if post and form.is_valid():
        try:
            return _attach(request, paper, uuid, form.cleaned_data["fil"])
        except Afvist as reason:
            form.add_error("fil", str(reason))
    return _vedlaeg_page(request, paper, uuid, form)


def _attach(request, paper, uuid, upload):
    said = {"by": request.user, "noegle": request.POST["noegle"]}
    if uuid:
        row = attach(paper, uuid, upload, upload.name, **said)
    else:
        row = add_bilag(paper, upload, upload.name, **said)
    if row:
        messages.success(request, f"Filen er vedlagt som bilag {row.nr}.")
    return redirect(_rows_url(paper))


def _rows_url(paper):
    return f"/indstillinger/{paper.nummer}/rediger/#raekker-bilag"


def _vedlaeg_page(request, paper, uuid, form):
    row = get_object_or_404(paper.bilag_raekker, uuid=_uuid(uuid)) if uuid else None
    if paper.er_lukket:
        seen(request, "vis", paper)
    errors = form.error_list() if form.is_bound else []
    context = {
        "indstilling": paper, "form": form, "uuid": uuid, "noegle": uuid4(), "fejl": errors, "fejlantal": len(errors),
        "titel": f"Vedlæg en fil til bilag {row.nr}" if row else "Vedlæg en fil", "tilbage_url": _rows_url(paper),
        "skifter": row.filnavn if row else "",
    }  # fmt: skip
    return render(request, "indstillinger/bilag_vedlaeg.html", context, status=422 if errors else 200)


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@rule("indstilling.rediger", find_paper)
@require_http_methods(["GET", "POST"])
def fjern_fil(request, paper, n):
    """Take the file off a bilag; asked twice, the second time finds it done."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    if not kan_redigeres(paper):
        raise NotNow(why_closed(paper))
    rows = paper.bilag_raekker.exclude(fil=None) if request.method == "GET" else paper.bilag_raekker
    row = get_object_or_404(rows, nr=n)
    if paper.er_lukket:
        seen(request, "vis", paper)
    return form_page(
        request, FjernFilForm(posted(request)), lambda by: detach(paper, row.uuid, by=by),
        titel=f"Fjern filen fra bilag {n}", tilbage=(_rows_url(paper), "Skriv videre"), knap="Fjern filen", fare=True,
        besked=f"Filen er fjernet fra bilag {n}.", manchet=row.filnavn,
        effekter=["Bilaget beholder sit nummer og sin titel.", "Tidligere versioner beholder filen."],
    )  # fmt: skip
