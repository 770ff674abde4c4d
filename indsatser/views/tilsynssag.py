"""One sag of a tilsyn a page: its answers, saved at once, and the way to the next (20 §6)."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.enums import Tilsynsart, Tilsynstilstand
from indsatser.forms.tilsyn import Sagform
from indsatser.models.tilsynsresultat import sager
from indsatser.views import find
from indsatser.views.tabeller import table
from indsatser.views.tilsyn import PLAN, adresse, fetch, progress
from indsatser.workflow import tilsyn as verb
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import ask, require
from mso_portal.organisation.views.side import form_page, posted


@rule("tilsyn.se_sager", fetch)
@require_http_methods(["GET", "POST"])
def sag(request, tilsyn, n):
    """The questions of one sag. The tovholder reads; who does the tilsyn answers while it is going on."""
    row = get_object_or_404(tilsyn.sager, loebenr=n)
    if request.method == "POST":
        require(request.user, "tilsyn.udfoer", tilsyn)
        if not request.POST.get("noegle"):
            return error_page(request, 400)
    find.noted(request, tilsyn.plan)
    row.tilsyn = tilsyn
    writes = tilsyn.tilstand == Tilsynstilstand.I_GANG and not tilsyn.plan.endt_den
    if request.method == "GET" and not (writes and ask(request.user, "tilsyn.udfoer", tilsyn)):
        return render(request, "indsatser/tilsynssag_laes.html", _head(tilsyn, row) | {"svar": _read(row)})
    return _answer(request, tilsyn, row)


def _answer(request, tilsyn, row):
    form = Sagform(posted(request), sag=row, punkter=list(tilsyn.tjekliste.punkter.order_by("nr")))
    head = _head(tilsyn, row)
    videre = f"{head['naeste_url']}#formular" if head["naeste_url"] else adresse(tilsyn)
    return form_page(
        request, form, partial(verb.review, row), tilbage=(adresse(tilsyn), "Tilsynet"), videre=videre,
        besked=_saved(head["titel"], form), skabelon="indsatser/tilsynssag.html",
        **{name: value for name, value in head.items() if not name.startswith("tilbage")},
    )  # fmt: skip


def _saved(name, form):
    """Say what was saved, and how many questions still wait."""
    left = form.missing if form.is_bound and form.is_valid() and not form.cleaned_data["grund"] else 0
    waits = {0: "", 1: " 1 spørgsmål mangler svar."}.get(left, f" {left} spørgsmål mangler svar.")
    return f"{name} er gemt.{waits}"


def _head(tilsyn, row):
    """Return what stands above and below the answers; the number of the case is on the page alone."""
    rows = sager(tilsyn)
    interview = tilsyn.art == Tilsynsart.INTERVIEW
    name = f"{'Interview' if interview else 'Sag'} {row.loebenr}"
    steps = {"forrige_url": row.loebenr - 1, "naeste_url": row.loebenr + 1}
    here = {one.loebenr for one in rows}
    return {
        "titel": name, "fanetitel": find.fanetitel(tilsyn.plan, name), "tilbage_url": adresse(tilsyn),
        "tilbage_tekst": "Tilsynet", "sagsnummer": "" if interview else row.noegle or "slettet",
        "fakta": [f"Nr. {row.loebenr} af {len(rows)}", *filter(None, [progress(tilsyn, rows)])],
        "gem": {"tekst": "Gem og næste" if row.loebenr + 1 in here else "Gem"},
        **{key: adresse(tilsyn, f"sag/{nr}/") if nr in here else "" for key, nr in steps.items()},
    }  # fmt: skip


def _read(row):
    """Return the answers as a table."""
    found = [
        [str(one.punkt), one.get_svar_display(), one.bemaerkning]
        for one in row.svar.select_related("punkt").order_by("punkt__nr")
    ]
    part = table("Svar", ["Spørgsmål", "Svar", "Bemærkning"], found, "Sagen er ikke besvaret endnu.")
    return {"udgaaet": row.udgaaet_grund, "tabel": part}


urlpatterns = [path(f"{PLAN}/tilsyn/<uuid:uuid>/sag/<int:n>/", sag, name="tilsyn_sag")]
