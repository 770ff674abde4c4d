"""Opsætning of a forum's meetings: the items every agenda begins with, and its words for an outcome."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums_moede import Udfald
from indstillinger.forms.aarshjul import Standardpunktform, Standardtekstform
from indstillinger.forms.dagsorden import Bekraeft
from indstillinger.models import Standardpunkt, Standardtekst
from indstillinger.views.byg_find import verb_page
from indstillinger.workflow import forumtekster as verb
from mso_portal.motor.access import rule
from mso_portal.organisation.models import Forum
from mso_portal.organisation.views.side import overview, posted, section

BEGGE = require_http_methods(["GET", "POST"])


def forum(user, kode):
    """Return the forum with that kode."""
    return get_object_or_404(Forum, kode=kode)


def _url(name, forum, *args):
    return reverse(f"forum_{name}", args=[forum.kode, *args])


def _home(forum):
    return _url("moeder", forum), _titel(forum)


def _titel(forum):
    return f"Møder i {forum}"


@rule("moede.planlaeg", forum)
@require_GET
def vis(request, forum):
    """Show both tables."""
    items = [
        [(row.titel, _url("standardpunkt", forum, row.pk)), row.get_placering_display(), row.get_sagstype_display(),
         f"{row.minutter} minutter"] for row in forum.standardpunkter.order_by("placering", "raekkefoelge", "pk")
    ]  # fmt: skip
    words = [
        [(one.label, _url("standardtekst", forum, one.value)), text]
        for one, text in zip(Udfald, Standardtekst.labels(forum).values(), strict=True)
    ]
    new = ("Nyt standardpunkt", _url("standardpunkt_ny", forum))
    return overview(
        request, _titel(forum), ("/moeder/", "Møder"),
        afsnit=[
            section("Standardpunkter", ["Punkt", "Placering", "Sagstype", "Tid"], items,
                    "Ingen standardpunkter. Møder begynder uden faste punkter.", new),
            section("Ord for udfald", ["Udfald", "Skrives i referatet som"], words, "Ingen udfald."),
        ],
    )  # fmt: skip


@rule("moede.planlaeg", forum)
@BEGGE
def standardpunkt_ny(request, forum):
    """Add a standard item."""
    form = Standardpunktform(posted(request), instance=Standardpunkt(forum=forum))
    return verb_page(request, form, partial(verb.add_standardpunkt, forum), titel="Nyt standardpunkt",
                     tilbage=_home(forum), effekter=["Møder, der bliver planlagt fra nu af, får punktet."])  # fmt: skip


def _row(forum, pk):
    return get_object_or_404(forum.standardpunkter, pk=pk)


@rule("moede.planlaeg", forum)
@BEGGE
def standardpunkt(request, forum, pk):
    """Change a standard item."""
    row = _row(forum, pk)
    slet = {"label": "Slet punktet", "url": _url("standardpunkt_slet", forum, pk), "fare": True}
    return verb_page(
        request, Standardpunktform(posted(request), instance=row), partial(verb.edit_standardpunkt, row),
        titel="Ret standardpunkt", tilbage=_home(forum), handlinger=[slet],
        effekter=["Møder, der er planlagt, beholder deres punkter."],
    )  # fmt: skip


@rule("moede.planlaeg", forum)
@BEGGE
def standardpunkt_slet(request, forum, pk):
    """Remove a standard item."""
    row = _row(forum, pk)
    return verb_page(
        request, Bekraeft(posted(request)), partial(verb.delete_standardpunkt, row), titel="Slet standardpunkt",
        manchet=row.titel, tilbage=_home(forum), knap="Slet", fare=True, besked="Standardpunktet er slettet.",
        effekter=["Møder, der er planlagt, beholder deres punkter."],
    )  # fmt: skip


@rule("moede.planlaeg", forum)
@BEGGE
def standardtekst(request, forum, udfald):
    """Choose the forum's own word for an outcome."""
    if udfald not in Udfald.values:
        raise Http404
    own = Standardtekst.objects.filter(forum=forum, udfald=udfald).first()
    form = Standardtekstform(posted(request), initial={"tekst": own.tekst if own else ""})
    return verb_page(
        request, form, lambda tekst, **data: verb.set_standardtekst(forum, udfald, tekst, **data),
        titel=f"Ord for »{Udfald(udfald).label}«", tilbage=_home(forum),
        effekter=["Referater, der ikke er godkendt, bruger ordet fra nu af."],
    )  # fmt: skip
