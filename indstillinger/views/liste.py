"""Lists of papers and the page for a new one."""

from urllib.parse import urlencode
from uuid import uuid4

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums import BADGE
from indstillinger.forms.liste import DEFAULT_SORT, SORT, TABS, Filterform, kept, ordered, tab
from indstillinger.forms.ny import NyForm
from indstillinger.models import Indstilling
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.vaerdier.datoer import antal, dato_kort

PAGE_SIZES = ("25", "50", "100")
SAVED = ("fane", "sort", "antal")


@signed_in
@require_GET
def liste(request):
    """The reader's papers: tab, filters and order from the address; order and tab are remembered."""
    query = _query(request)
    form, papers = chosen(query, request.user)
    size = query.get("antal") if query.get("antal") in PAGE_SIZES else "50"
    page = Paginator(papers.med_fase(), int(size)).get_page(query.get("side"))
    seen(request, "liste", *(paper for paper in page if paper.er_lukket))
    return render(request, "indstillinger/indstilling_liste.html", _context(query, form, page))


def chosen(query, user):
    """Return the filter form of an address and the reader's papers that it chooses, in its order."""
    visible = Indstilling.objects.visible_to(user)
    form = Filterform(query, visible, user)
    papers = form.filter(tab(visible, query.get("fane", ""), user))
    return form, ordered(papers.til_liste(), query.get("sort", ""))


def _query(request):
    """Return the address's parameters with the remembered tab and order where it says nothing of them."""
    query = request.GET.copy()
    saved = request.session.get("indstillinger", {})
    for name in SAVED:
        if name not in query and name in saved:
            query[name] = saved[name]
    query.setdefault("fane", "undervejs")
    query.setdefault("sort", DEFAULT_SORT)
    chosen = {name: query[name] for name in SAVED if name in query}
    if chosen != saved:
        request.session["indstillinger"] = chosen
    return query


def _context(query, form, page):
    return {
        "form": form,
        "faner": [{"label": label, "url": "?" + _with(query, fane=name, side=None), "aktuel": query["fane"] == name}
                  for name, label in TABS],
        "chips": [{"tekst": text, "url": "?" + _with(query, **{name: None, "side": None})}
                  for name, text in form.chips()],
        "visninger": [{"label": name, "url": f"?{saved}"} for name, saved in form.valg.visninger()],
        "nulstil_url": f"?fane={query['fane']}",
        "resultat": f"{page.paginator.count} {'indstilling' if page.paginator.count == 1 else 'indstillinger'}",
        "kolonner": [*(_column(query, key, label) for key, (_, label) in SORT.items())],
        "raekker": [{"celler": _cells(paper)} for paper in page],
        "side": page,
        "sidetekst": f"Side {page.number} af {page.paginator.num_pages}",
        "links": [{"label": "Ny indstilling", "url": "/indstillinger/ny/"},
                  {"label": "Indlæs et gammelt skema", "url": "/indstillinger/import/"}],
        "ny_url": "/indstillinger/ny/",
        "hent": _downloads(query, page.paginator.count),
        "gem_url": f"{reverse('indstilling_visninger')}?{urlencode(kept(query))}",
        "forrige_url": "?" + _with(query, side=page.previous_page_number()) if page.has_previous() else "",
        "naeste_url": "?" + _with(query, side=page.next_page_number()) if page.has_next() else "",
    }  # fmt: skip


def _downloads(query, count):
    """Return what can be fetched of the whole list: its rows with the same filters, in each format."""
    rows = f"Hent {antal(count)} {'række' if count == 1 else 'rækker'}"
    return [{"label": f"{rows} ({label})",
             "url": f"{reverse('indstilling_eksport', args=[kind])}?{_with(query, side=None, antal=None)}"}
            for kind, label in (("csv", "CSV"), ("xlsx", "Excel"))]  # fmt: skip


def _with(query, **changes):
    """Return the query string with some parameters replaced (None removes)."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return changed.urlencode()


def _column(query, key, label):
    now = query["sort"]
    falling = now == key
    return {"tekst": label, "url": "?" + _with(query, sort=f"-{key}" if falling else key, side=None),
            "sort": {key: "ascending", f"-{key}": "descending"}.get(now, "")}  # fmt: skip


def _cells(paper):
    openness = {
        "tekst": paper.get_aabenhed_display(),
        "slags": BADGE[paper.aabenhed],
        "laas": paper.aabenhed == "lukket",
    }
    phase = {"tekst": paper.fase.label, "slags": BADGE[paper.fase]}
    meeting = f"{paper.forum.kode} {dato_kort(paper.oensket_moede.dato)}" if paper.oensket_moede else paper.forum.kode
    return [
        {"tekst": f"{paper.nummer} {paper.egentlig_titel}", "url": f"/indstillinger/{paper.nummer}/"},
        {"label": "Åben/lukket", "maerke": openness},
        {"label": "Fase", "maerke": phase},
        {"label": "Leder", "tekst": paper.ansvarlig_leder},
        {"label": "Møde", "tekst": meeting},
        {"label": "Ændret", "tekst": dato_kort(paper.redigeret_den)},
    ]


@rule("indstilling.opret")
@require_http_methods(["GET", "POST"])
def ny(request):
    """Choose form, forum and meeting; the number is given when the paper is created."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    form = NyForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        initial={"kopi_af": request.GET.get("kopi")},
    )
    if request.method == "POST" and form.is_valid():
        made = form.save(request.user, request.POST.get("noegle"))
        if made is None:
            return redirect("indstilling_liste")
        return redirect("indstilling_rediger", made.nummer)
    seen(request, "liste", *(paper for paper in form.fields["kopi_af"].queryset if paper.er_lukket))
    context = {"form": form, "noegle": uuid4(), "fejl": _errors(form), "fejlantal": len(form.errors),
               "tilbage_url": "/indstillinger/"}  # fmt: skip
    return render(request, "indstillinger/indstilling_ny.html", context, status=422 if form.errors else 200)


def _errors(form):
    return [{"id": form[name].auto_id, "tekst": text} for name, texts in form.errors.items() for text in texts]
