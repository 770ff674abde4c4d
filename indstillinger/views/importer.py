"""Old forms: taken in, read by a job, reviewed beside their source, and made a kladde (10 §8)."""

from uuid import uuid4

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from indstillinger.enums import Importstatus
from indstillinger.forms.importer import UploadForm, opened, sections, source_around
from indstillinger.models import Importforsoeg
from indstillinger.models.importmaal import AABENT, label, open_marks
from indstillinger.workflow.importer import confirm, discard, undo_discard, upload
from indstillinger.workflow.importpapir import Ufuldstaendig
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.editor import EDITOR_CSP
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow, ask
from mso_portal.vaerdier.datoer import dato_kort, klokken
from mso_portal.vaerdier.forms import RigTekstFormField

SLOW = 60  # seconds
BADGE = {
    Importstatus.VENTER: "info", Importstatus.INDLAEST: "obs", Importstatus.BEKRAEFTET: "ok",
    Importstatus.KASSERET: "neutral", Importstatus.AFVIST: "fejl",
}  # fmt: skip
SAMME = "Du har hentet filen ind før. Her er det, du begyndte på."


def find(user, uuid):
    """Return the import among those the person may see, or 404 alike for invisible and missing."""
    rows = Importforsoeg.objects.visible_to(user).select_related("fil", "forum", "af", "indstilling")
    return get_object_or_404(rows, uuid=uuid)


@rule("import.opret")
@require_http_methods(["GET", "POST"])
def import_ny(request):
    """Take a file in and go on to its page; below the form the person's earlier imports."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and not request.POST.get("noegle"):
        return error_page(request, 400)
    if form.is_bound and form.is_valid():
        return _take_in(request, form.cleaned_data)
    own = list(Importforsoeg.objects.filter(af=request.user).select_related("forum")[:50])
    seen(request, "liste", *own)
    fejl = form.error_list() if form.is_bound else []
    context = {
        "form": form, "fejl": fejl, "fejlantal": len(fejl), "noegle": uuid4(), "tilbage_url": "/indstillinger/",
        "kolonner": [{"tekst": text} for text in ("Fil", "Forum", "Hentet ind", "Status")],
        "raekker": [{"celler": _cells(one)} for one in own],
    }  # fmt: skip
    return render(request, "indstillinger/import_ny.html", context, status=422 if fejl else 200)


def _take_in(request, chosen):
    before = ur.nu()
    fil = chosen["fil"]
    forsoeg = upload(chosen["forum"], fil.name, fil.read(), by=request.user, noegle=request.POST["noegle"])
    if forsoeg is None:
        return redirect("import_ny")
    if forsoeg.den < before:
        messages.info(request, SAMME)
    return redirect("import_vis", forsoeg.uuid)


def _cells(forsoeg):
    return [
        {"tekst": forsoeg.filnavn, "url": _url_of(forsoeg)},
        {"label": "Forum", "tekst": forsoeg.forum.kode},
        {"label": "Hentet ind", "tekst": f"{dato_kort(forsoeg.den)} {klokken(forsoeg.den)}", "fast": True},
        {"label": "Status", "maerke": badge(forsoeg)},
    ]


def _url_of(forsoeg):
    return reverse("import_vis", args=[forsoeg.uuid])


def badge(forsoeg):
    """Return the badge of an import's status."""
    return {"tekst": forsoeg.get_status_display(), "slags": BADGE[forsoeg.status]}


@rule("import.laes", find)
@csp_update(EDITOR_CSP)
@require_GET
def import_vis(request, forsoeg):
    """The waiting page until the file is read; then the review, or why it could not be read."""
    if forsoeg.status in (Importstatus.VENTER, Importstatus.AFVIST):
        seen(request, "vis", forsoeg)
        mine = bool(ask(request.user, "import.bekraeft", forsoeg))
        context = {**_head(forsoeg), **progress(forsoeg), "noegle": uuid4(), "mine": mine}
        return render(request, "indstillinger/import_vent.html", context)
    chosen = request.GET.get("felt", "")
    plads = int(chosen) if chosen.isdecimal() and len(chosen) < 6 else None
    return draw(request, forsoeg, plads, soeg=request.GET.get("soeg", "")[:100])


def _head(forsoeg):
    when = f"Hentet ind {dato_kort(forsoeg.den)} {klokken(forsoeg.den)} af {forsoeg.af}"
    return {"forsoeg": forsoeg, "tilbage_url": reverse("import_ny"), "maerker": [badge(forsoeg)],
            "fakta": [forsoeg.get_layout_display(), str(forsoeg.forum), when] if forsoeg.layout
            else [str(forsoeg.forum), when]}  # fmt: skip


def progress(forsoeg):
    """Return what the waiting page and its fragment say; `stand` in the address is what the reader has been told."""
    own = _url_of(forsoeg)
    slow = (ur.nu() - forsoeg.den).total_seconds() > SLOW
    return {
        "venter": forsoeg.status == Importstatus.VENTER, "besked": forsoeg.besked, "igen_url": reverse("import_ny"),
        "url": own, "fremdrift_url": f"{own}fremdrift/?stand={'langsom' if slow else 'ny'}",
        "mere": "Det tager længere tid end ventet. Du kan lukke siden; importen står på din liste." if slow else "",
    }  # fmt: skip


@rule("import.laes", find)
@require_GET
def import_fremdrift(request, forsoeg):
    """What the waiting page asks for every other second: nothing while its words still hold, so that they aren't read
    aloud again; else the new words, or the way on when the file is read."""
    if forsoeg.status == Importstatus.VENTER:
        told = progress(forsoeg)
        if request.htmx and told["fremdrift_url"].endswith(f"?stand={request.GET.get('stand')}"):
            return HttpResponse(status=204)
        return render(request, "indstillinger/_import_fremdrift.html", told)
    on = _url_of(forsoeg)
    return HttpResponseClientRedirect(on) if request.htmx else redirect(on)


def draw(request, forsoeg, plads=None, *, tastet=None, soeg="", fejl=(), anden="", status=200):
    """Draw the review with one field open: `plads`, else the first that nobody has looked at.

    `tastet` is (text, message) of a refused post to the open field, `anden` the value somebody else has stored.
    """
    seen(request, "vis", forsoeg)
    felter = list(forsoeg.importfelter.select_related("tjekket_af").order_by("plads"))
    left = [one for one in felter if one.tjek and not one.tjekket_den and not one.udeladt]
    plads = plads or (left[0].plads if left else None)
    shown = sections(felter, plads)
    aabent = next((one for part in shown for one in part["felter"] if one.aaben), None)
    if aabent:
        opened(aabent, forsoeg, felter, tastet, soeg)
        aabent.noegle = uuid4()
    context = {
        **_head(forsoeg), **_acts(request, forsoeg, left), "afsnit": shown, "aabent": aabent, "fejl": fejl,
        "fejlantal": len(fejl), "anden": anden, "kilde": source_around(forsoeg.tekst, aabent and aabent.felt),
        "editor": _editor(request, aabent),
    }  # fmt: skip
    return render(request, "indstillinger/import_vis.html", context, status=status)


def _editor(request, aabent):
    is_rich = aabent is not None and aabent.kontrol is not None and aabent.kontrol.felt is not None and isinstance(
        aabent.kontrol.felt.field, RigTekstFormField
    )  # fmt: skip
    return RigTekstFormField().widget.media.with_nonce(request.csp_nonce) if is_rich else ""


def _acts(request, forsoeg, left):
    """Return what the person may do to the whole import now."""
    mine = bool(ask(request.user, "import.bekraeft", forsoeg))
    own = _url_of(forsoeg)
    bare = forsoeg.status == Importstatus.BEKRAEFTET and forsoeg.indstilling is None
    paper = forsoeg.indstilling if forsoeg.indstilling and mine else None
    return {
        "resten": f"{_fields(len(left))} er ikke tjekket" if left else "Alt er tjekket",
        "kan_rettes": forsoeg.status == Importstatus.INDLAEST,
        "kan_tjekkes": forsoeg.status in (Importstatus.INDLAEST, Importstatus.BEKRAEFTET),
        "primaer": {"tekst": "Opret kladde", "url": f"{own}bekraeft/"}
        if mine and forsoeg.status == Importstatus.INDLAEST else None,
        "kasser_url": f"{own}kasser/" if mine and (bare or forsoeg.status == Importstatus.INDLAEST) else "",
        "fortryd_url": f"{own}fortryd/" if mine and forsoeg.status == Importstatus.KASSERET else "",
        "felt_url": f"{own}felt/", "noegle": uuid4(), "bare": bare,
        "papir": {"tekst": f"Indstilling {paper.nummer}", "url": reverse("indstilling_laes", args=[paper.nummer])}
        if paper else None,
    }  # fmt: skip


@rule("import.bekraeft", find)
@require_http_methods(["GET", "POST"])
def import_bekraeft(request, forsoeg):
    """GET says what will happen; POST makes the kladde. What cannot be stored comes back on the review."""
    if request.method == "GET":
        return _confirm_page(request, forsoeg)
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    try:
        paper = confirm(forsoeg, by=request.user, noegle=request.POST["noegle"])
    except Ufuldstaendig as refusal:
        return _refused(request, forsoeg, refusal.fejl)
    except NotNow as refusal:
        fresh = find(request.user, forsoeg.uuid)
        return draw(request, fresh, fejl=[{"id": "indhold", "tekst": str(refusal)}], status=409)
    if paper is None:
        return redirect("import_vis", forsoeg.uuid)
    messages.success(request, "Kladden er oprettet. Vælg selv, om den er åben eller lukket.")
    return redirect("indstilling_rediger", paper.nummer)


def _confirm_page(request, forsoeg):
    if forsoeg.status != Importstatus.INDLAEST:
        raise NotNow(f"Importen er »{forsoeg.get_status_display().lower()}« og kan ikke blive til en kladde nu.")
    seen(request, "vis", forsoeg)
    effects = [
        f"Der bliver oprettet en kladde i {forsoeg.forum} med det, du har gennemset.",
        "Du vælger bagefter, om den er åben eller lukket. Det følger aldrig med fra filen.",
        "Nævner skemaet en anden sagsbehandler, bliver personen sagsbehandler og du medforfatter.",
    ]
    if left := forsoeg.importfelter.filter(**AABENT).count():
        effects.append(f"{_fields(left)} skal tjekkes, før kladden kan sendes til godkendelse.")
    context = {**_head(forsoeg), "effekter": effects, "noegle": uuid4(), "tilbage_url": _url_of(forsoeg)}
    return render(request, "indstillinger/import_bekraeft.html", context)


def _fields(count):
    return f"{count} {'felt' if count == 1 else 'felter'}"


def _refused(request, forsoeg, fejl):
    """Show the review with the first refused field open and every refusal linked."""
    first = min(fejl)
    felt = forsoeg.importfelter.get(plads=first)
    lines = [{"id": f"felt-{plads}", "tekst": text} for plads, text in sorted(fejl.items())]
    return draw(request, forsoeg, first, tastet=(felt.vaerdi, fejl[first]), fejl=lines, status=422)


@rule("import.bekraeft", find)
@require_POST
def import_kasser(request, forsoeg):
    """Throw the import away; the page offers to undo it."""
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    discard(forsoeg, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, "Importen er kasseret.")
    return redirect("import_vis", forsoeg.uuid)


@rule("import.bekraeft", find)
@require_POST
def import_fortryd(request, forsoeg):
    """Bring a discarded import back."""
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    undo_discard(forsoeg, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, "Importen er tilbage.")
    return redirect("import_vis", forsoeg.uuid)


def remaining(paper, user):
    """Return the marks of a paper's import that nobody has looked at, for the pages of the paper: each a link to the
    review for those who may see that. Two queries when there are any."""
    marks = list(open_marks(paper).select_related("forsoeg"))
    may = bool(marks) and bool(ask(user, "import.laes", marks[0].forsoeg))
    return [
        {"tekst": one.get_aarsag_display() or "Se teksten igennem.", "afsnit": label(one.felt, one.raekke),
         "url": f"{_url_of(one.forsoeg)}?felt={one.plads}#felt-{one.plads}" if may else ""}
        for one in marks
    ]  # fmt: skip
