"""The register of decisions, and of the points that got none (11 §7)."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from indstillinger.enums_moede import Beslutningsstatus, Referatslags, Referattilstand, Udfald
from indstillinger.forms.beslutning import DEFAULT_SORT, SORT, Registerform, ordered
from indstillinger.models import Beslutning, Dagsordenspunkt, Referat, Referatpunkt, Standardtekst
from indstillinger.models.dagsordenslinjer import med_udsendt, titel_af
from indstillinger.views.referatvisning import UDFALD_MAERKE
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.vaerdier.datoer import antal, dato_kort

STATUS_MAERKE = {
    Beslutningsstatus.GAELDENDE: "info", Beslutningsstatus.UDFOERT: "ok", Beslutningsstatus.BORTFALDET: "neutral",
    Beslutningsstatus.ERSTATTET: "neutral",
}  # fmt: skip
PAGE_SIZE, SHORT = 50, 200
RELATED = ("punkt__moede__forum", "punkt__indstilling", "ansvarlig")
FORMATER = (("csv", "CSV"), ("xlsx", "Excel"), ("pdf", "PDF"))


@signed_in
@require_GET
def register(request):
    """The reader's decisions: filters and order from the address."""
    form, found = chosen(request.GET, request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    rows = with_titles(page.object_list)
    seen(request, "liste", *closed_of(rows))
    return render(request, "indstillinger/beslutning_liste.html", _context(request.GET, form, page, rows))


def chosen(query, user):
    """Return the filter form of an address, and what it chooses of the reader's: decisions, or rows without one."""
    rows = newest_rows(user)
    form = Registerform(query, rows)
    if form.unanswered:
        return form, ordered(_labelled(form.filter(rows), "udfald").select_related(*RELATED), "", rows=True)
    decisions = Beslutning.objects.visible_to(user).select_related(*RELATED, "referatpunkt")
    return form, ordered(_labelled(form.filter(decisions), "referatpunkt__udfald"), query.get("sort", DEFAULT_SORT))


def newest_rows(user):
    """Narrow to the besluttede rows the person reads in the newest godkendte minutes of each meeting."""
    approved = Referat.objects.filter(tilstand=Referattilstand.GODKENDT)
    later = approved.filter(moede=OuterRef("moede"), nr__gt=OuterRef("nr")).order_by()
    rows = Referatpunkt.objects.visible_to(user).filter(slags=Referatslags.BESLUTTET)
    return rows.filter(referat__in=approved.filter(~Exists(later)).order_by().values("pk"))


def _labelled(found, udfald):
    """Add `eget_udfald`: the forum's own words for the outcome, None where it has the seeded ones."""
    own = Standardtekst.objects.filter(forum=OuterRef("punkt__moede__forum"), udfald=OuterRef(udfald))
    return found.annotate(eget_udfald=Subquery(own.order_by().values("tekst")[:1]))


def with_titles(found):
    """Return the rows with `titel`, as readers of the item have it; one query."""
    found = list(found)
    items = Dagsordenspunkt.objects.filter(pk__in={one.punkt_id for one in found})
    titles = {one.pk: titel_af(one, lukket=True) for one in med_udsendt(items.select_related("indstilling"))
              .order_by("pk")}  # fmt: skip
    for one in found:
        one.titel = titles[one.punkt_id]
    return found


def closed_of(rows):
    """Return the lukkede objects among the lines, as the access log names them."""
    return [one.punkt.indstilling or one.punkt for one in rows if one.punkt.er_lukket]


def row_of(one):
    """Return the row of the minutes behind a line of the register: a decision's, or the row itself."""
    return one.referatpunkt if isinstance(one, Beslutning) else one


def outcome(one):
    """Return the outcome of a line in the forum's words."""
    return one.eget_udfald or Udfald(row_of(one).udfald).label


def _context(query, form, page, rows):
    count = page.paginator.count
    return {
        "form": form, "raekker": [{"celler": _cells(one)} for one in rows], "kolonner": _columns(query, form),
        "chips": [{"tekst": f"{label}: {words}" if words else label,
                   "url": "?" + _with(query, **{name: None, "side": None})} for name, label, words in form.chips()],
        "nulstil_url": "?", "resultat": _count(count, form.unanswered), "side": page,
        "sidetekst": f"Side {page.number} af {page.paginator.num_pages}",
        "hent": [{"label": f"Hent {antal(count)} {'række' if count == 1 else 'rækker'} ({label})",
                  "url": f"{reverse('beslutning_eksport', args=[kind])}?{_with(query, side=None)}"}
                 for kind, label in FORMATER if kind != "pdf" or not form.unanswered],
        "forrige_url": "?" + _with(query, side=page.previous_page_number()) if page.has_previous() else "",
        "naeste_url": "?" + _with(query, side=page.next_page_number()) if page.has_next() else "",
    }  # fmt: skip


def _count(count, unanswered):
    if unanswered:
        return f"{antal(count)} {'ubesvaret punkt' if count == 1 else 'ubesvarede punkter'}"
    return f"{antal(count)} {'beslutning' if count == 1 else 'beslutninger'}"


def _with(query, **changes):
    """Return the query string with some parameters replaced (None removes)."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return changed.urlencode()


def _columns(query, form):
    heads = ("nummer", "dato", "Vedtaget", "udfald", "Ansvarlig", "opfoelgning", "status")
    return [_column(query, key, form.unanswered) for key in heads]


def _column(query, key, plain):
    if plain or key not in SORT:
        return {"tekst": SORT[key][1] if key in SORT else key, "url": "", "sort": ""}
    now = query.get("sort", DEFAULT_SORT)
    url = "?" + _with(query, sort=f"-{key}" if now == key else key, side=None)
    return {"tekst": SORT[key][1], "url": url, "sort": {key: "ascending", f"-{key}": "descending"}.get(now, "")}


def _cells(one):
    row, moede = row_of(one), one.punkt.moede
    decided = isinstance(one, Beslutning)
    status = {"tekst": one.get_status_display(), "slags": STATUS_MAERKE[one.status]} if decided else UBESVARET
    return [
        _first(one, moede, decided),
        {"label": "Dato", "tekst": f"{moede.forum.kode} {dato_kort(moede.dato)}", "fast": True},
        {"label": "Vedtaget", "tekst": _short(row.vedtaget_ordlyd)},
        {"label": "Udfald", "maerke": {"tekst": outcome(one), "slags": UDFALD_MAERKE[row.udfald]}},
        {"label": "Ansvarlig", "tekst": one.ansvarlig},
        {"label": "Opfølgning", "tekst": one.opfoelgning.tekst},
        {"label": "Status", "maerke": status},
    ]  # fmt: skip


UBESVARET = {"tekst": "Ubesvaret", "slags": "obs"}


def _first(one, moede, decided):
    if decided:
        return {"tekst": f"{one.nummer} {one.titel}", "url": f"/beslutninger/{one.nummer}/"}
    return {"tekst": f"Punkt {one.punkt.nummer} {one.titel}",
            "url": f"/moeder/{moede.noegle}/referat/#punkt-{one.punkt.nummer}"}  # fmt: skip


def _short(text):
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
