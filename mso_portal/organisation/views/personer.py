"""Opsætning: people."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods

from mso_portal.motor.access import rule
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.bekraeft import BekraeftForm
from mso_portal.organisation.forms.personer import (
    AliasForm,
    PersonFilter,
    PersonForm,
    RolleForm,
    TilknytningForm,
)
from mso_portal.organisation.models import Bruger, Personalias, Rolletildeling, Tilknytning
from mso_portal.organisation.views.side import days, form_page, overview, posted, section
from mso_portal.vaerdier.datoer import antal

RULE = "opsaetning.ret"
PAGE_SIZE = 50


def _person(user, uuid):
    return get_object_or_404(Bruger, uuid=uuid)


def home(person):
    """Return the way back to a person's page."""
    return reverse("opsaetning_person", args=[person.uuid]), person.navn


@rule(RULE)
@require_GET
def personer(request):
    """List people by name, 50 a page."""
    form = PersonFilter(request.GET)
    pages = Paginator(form.filter(Bruger.objects.order_by("sortering", "pk")), PAGE_SIZE)
    page = pages.get_page(request.GET.get("side"))
    columns = ["Navn", "Stilling", "Brugernavn", "Adgang"]
    cells = [
        [
            (row.navn, home(row)[0]),
            row.stilling,
            row.brugernavn,
            "Åben adgang" if row.aktiv else "Lukket adgang",
        ]
        for row in page
    ]
    table = section("Personer", columns, cells, "Ingen personer passer til filtrene.")
    context = {
        "form": form,
        "resultat": f"{antal(pages.count)} personer",
        "afsnit": table,
        "side": _pager(request, page),
    }
    return render(request, "organisation/personer.html", context)


def _pager(request, page):
    """Return the pager's inputs, keeping the filter."""

    def url(number):
        query = request.GET.copy()
        query["side"] = number
        return f"?{query.urlencode()}"

    return {
        "tekst": f"Side {page.number} af {page.paginator.num_pages}",
        "forrige": url(page.previous_page_number()) if page.has_previous() else "",
        "naeste": url(page.next_page_number()) if page.has_next() else "",
        "flere": page.paginator.num_pages > 1,
    }


@rule(RULE)
@require_http_methods(["GET", "POST"])
def person_ny(request):
    """Make a person."""
    form = PersonForm(posted(request), instance=Bruger())
    back = (reverse("opsaetning_personer"), "Personer")
    return form_page(
        request,
        form,
        workflow.create_person,
        titel="Ny person",
        tilbage=back,
        knap="Opret person",
        besked="Personen er oprettet.",
    )


@rule(RULE, fetch=_person)
@require_GET
def person(request, person):
    """Show a person with everything that has a period, past and coming."""
    back = (reverse("opsaetning_personer"), "Personer")
    access = {"tekst": "Åben adgang", "slags": "ok"} if person.aktiv else {"tekst": "Lukket adgang", "slags": "neutral"}
    return overview(
        request,
        person.navn,
        back,
        maerker=[access],
        stamdata=_stamdata(person),
        afsnit=_sections(person),
        links=[{"label": "Ret", "url": _url("ret", person)}],
        handlinger=[_access_verb(person)],
    )


def _url(verb, person):
    return reverse(f"opsaetning_person_{verb}", args=[person.uuid])


def _access_verb(person):
    if person.aktiv:
        return {"label": "Luk adgangen", "url": _url("luk", person), "fare": True}
    return {"label": "Åbn adgangen", "url": _url("aabn", person)}


def _stamdata(person):
    names = ("brugernavn", "stilling", "initialer", "email", "ekstern_id")
    return [
        {"navn": capfirst(person._meta.get_field(name).verbose_name), "vaerdi": getattr(person, name)} for name in names
    ]


def _sections(person):
    return [
        section(
            "Roller i portalen",
            ["Rolle", "Første dag", "Sidste dag"],
            [
                [_linked(row, row.get_rolle_display()), *days(row)]
                for row in person.rolletildelinger.order_by("-fra", "pk")
            ],
            "Ingen roller.",
            ("Giv rolle", _url("rolle", person)),
        ),
        section(
            "Afdelinger",
            ["Afdeling", "Rolle", "Første dag", "Sidste dag"],
            [
                [_linked(row, row.afdeling.navn), row.get_rolle_display(), *days(row)]
                for row in person.tilknytninger.select_related("afdeling").order_by("-fra", "pk")
            ],
            "Ingen afdeling.",
            ("Knyt til afdeling", _url("tilknyt", person)),
        ),
        section(
            "Fora",
            ["Forum", "Rolle", "Første dag", "Sidste dag"],
            [
                [
                    (row.forum.navn, reverse("opsaetning_forum", args=[row.forum.kode])),
                    row.get_rolle_display(),
                    *days(row),
                ]
                for row in person.medlemskaber.select_related("forum").order_by("-fra", "pk")
            ],
            "Ingen fora.",
        ),
        section(
            "Andre stavemåder i gamle skemaer",
            ["Stavemåde"],
            [
                [(row.alias, reverse("opsaetning_alias_slet", args=[row.pk]))]
                for row in person.personalias.order_by("alias")
            ],
            "Ingen andre stavemåder.",
            ("Tilføj stavemåde", _url("alias", person)),
        ),
    ]


def _linked(row, text):
    return capfirst(text), reverse("opsaetning_periode", args=[row._meta.model_name, row.pk])


@rule(RULE, fetch=_person)
@require_http_methods(["GET", "POST"])
def person_ret(request, person):
    """Change name, title and identifiers."""
    form = PersonForm(posted(request), instance=person)
    return form_page(request, form, partial(workflow.edit_person, person), titel="Ret person", tilbage=home(person))


@rule(RULE, fetch=_person)
@require_http_methods(["GET", "POST"])
def person_luk(request, person):
    """Close a person's access."""
    return form_page(
        request,
        BekraeftForm(posted(request)),
        partial(workflow.deactivate, person),
        titel=f"Luk adgangen for {person}",
        tilbage=home(person),
        knap="Luk adgangen",
        fare=True,
        besked="Adgangen er lukket.",
        effekter=[
            "Personen bliver logget ud alle steder nu og kan ikke logge ind.",
            "Navnet bliver stående på sager og beslutninger.",
        ],
    )


@rule(RULE, fetch=_person)
@require_http_methods(["GET", "POST"])
def person_aabn(request, person):
    """Open a person's access again."""
    return form_page(
        request,
        BekraeftForm(posted(request)),
        partial(workflow.reactivate, person),
        titel=f"Åbn adgangen for {person}",
        tilbage=home(person),
        knap="Åbn adgangen",
        besked="Adgangen er åbnet.",
        effekter=["Personen kan logge ind igen og får de roller tilbage, der gælder i dag."],
    )


@rule(RULE, fetch=_person)
@require_http_methods(["GET", "POST"])
def person_rolle(request, person):
    """Grant a role of the portal."""
    form = RolleForm(posted(request), instance=Rolletildeling(bruger=person))
    return form_page(
        request,
        form,
        partial(workflow.grant, person),
        titel=f"Giv {person} en rolle",
        tilbage=home(person),
        knap="Giv rolle",
        besked="Rollen er givet.",
        effekter=[
            "Rollen gælder fra den første dag og virker ved personens næste klik.",
            "En revisor kan læse alt, også lukkede sager. Tildelingen bliver logget.",
        ],
    )


@rule(RULE, fetch=_person)
@require_http_methods(["GET", "POST"])
def person_tilknyt(request, person):
    """Attach to a unit."""
    form = TilknytningForm(posted(request), instance=Tilknytning(bruger=person))
    return form_page(
        request,
        form,
        partial(workflow.attach, person),
        titel=f"Knyt {person} til en afdeling",
        tilbage=home(person),
        knap="Knyt til afdeling",
        besked="Personen er knyttet til afdelingen.",
    )


@rule(RULE, fetch=_person)
@require_http_methods(["GET", "POST"])
def person_alias(request, person):
    """Add another spelling."""
    form = AliasForm(posted(request), instance=Personalias(bruger=person))
    return form_page(
        request,
        form,
        partial(workflow.add_alias, person),
        titel=f"Tilføj en stavemåde for {person}",
        tilbage=home(person),
        knap="Tilføj stavemåde",
        besked="Stavemåden er tilføjet.",
    )


def _alias(user, pk):
    return get_object_or_404(Personalias.objects.select_related("bruger"), pk=pk)


@rule(RULE, fetch=_alias)
@require_http_methods(["GET", "POST"])
def alias_slet(request, alias):
    """Remove a spelling."""
    return form_page(
        request,
        BekraeftForm(posted(request)),
        partial(workflow.remove_alias, alias),
        titel=f"Slet stavemåden »{alias}«",
        tilbage=home(alias.bruger),
        knap="Slet stavemåden",
        fare=True,
        besked="Stavemåden er slettet.",
    )
