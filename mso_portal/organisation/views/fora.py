"""Opsætning: the front page, fora and their members."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods

from mso_portal.motor.access import rule
from mso_portal.motor.rules import ask
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.enheder import ForumForm, MedlemskabForm
from mso_portal.organisation.models import Forum, Medlemskab
from mso_portal.organisation.views.side import days, form_page, overview, posted, section
from mso_portal.vaerdier.datoer import dato_kort

RULE = "opsaetning.ret"
CARDS = (
    ("Fora", "opsaetning_fora", "Chefteam, styregrupper og andre, der holder møde: frister og medlemmer."),
    ("Personer", "opsaetning_personer", "Navne, adgang, roller og afdelinger."),
    ("Afdelinger", "opsaetning_afdelinger", "Organisationens træ og dets ledere."),
    ("Lukkedage", "opsaetning_lukkedage", "Dage, der ikke tæller som hverdage i frister."),
    ("Budgetperioder", "opsaetning_budgetperioder", "De år, nye indstillinger viser under økonomi."),
    ("Rytmer", "rytme_liste", "Hvor tit et forum får kvartalsstatus, og med hvilke frister."),
    ("Drift", "drift", "Baggrundsjob, mails og det, der ikke lykkedes."),
)


@rule(RULE)
@require_GET
def opsaetning(request):
    """Show what can be set up."""
    cards = [{"titel": title, "url": reverse(name), "tekst": text} for title, name, text in CARDS]
    return render(request, "organisation/opsaetning.html", {"kort": cards})


@rule(RULE)
@require_GET
def fora(request):
    """List fora, also those that ended."""
    cells = [
        [
            (row.navn, _url("", row)),
            row.kode,
            capfirst(row.get_slags_display()),
            dato_kort(row.aktiv_fra),
            dato_kort(row.aktiv_til) if row.aktiv_til else "fortsat",
        ]
        for row in Forum.objects.order_by("sortering")
    ]
    table = section("Fora", ["Navn", "Kode", "Slags", "Første dag", "Sidste dag"], cells, "Ingen fora.")
    links = [{"label": "Nyt forum", "url": reverse("opsaetning_forum_ny")}]
    return overview(request, "Fora", (reverse("opsaetning"), "Opsætning"), afsnit=[table], links=links)


def _url(verb, forum):
    return reverse(f"opsaetning_forum{verb}", args=[forum.kode])


def _home(forum):
    return _url("", forum), forum.navn


def _forum(user, kode):
    return get_object_or_404(Forum.objects.select_related("afdeling"), kode=kode)


@rule(RULE)
@require_http_methods(["GET", "POST"])
def forum_ny(request):
    """Make a forum."""
    form = ForumForm(posted(request), instance=Forum(vis_offentlig_titel=None))
    back = (reverse("opsaetning_fora"), "Fora")
    return form_page(
        request,
        form,
        workflow.create_forum,
        titel="Nyt forum",
        tilbage=back,
        knap="Opret forum",
        besked="Forummet er oprettet.",
    )


@rule(RULE, fetch=_forum)
@require_GET
def forum(request, forum):
    """Show a forum's settings and its members of all times."""
    rows = forum.medlemskaber.select_related("bruger").order_by("-fra", "bruger__sortering", "pk")
    cells = [
        [
            (row.bruger.navn, reverse("opsaetning_periode", args=["medlemskab", row.pk])),
            row.get_rolle_display(),
            *days(row),
        ]
        for row in rows
    ]
    columns = ["Person", "Rolle", "Første dag", "Sidste dag"]
    table = section("Medlemmer", columns, cells, "Ingen medlemmer.", ("Tilføj medlem", _url("_medlem", forum)))
    return overview(
        request,
        forum.navn,
        (reverse("opsaetning_fora"), "Fora"),
        fakta=[forum.kode],
        stamdata=_stamdata(forum),
        afsnit=[table],
        links=[{"label": "Ret", "url": _url("_ret", forum)}, *_meetings(request.user, forum)],
    )


def _meetings(user, forum):
    """Return the link to what its sekretær sets up for the forum's meetings."""
    if not ask(user, "moede.planlaeg", forum):
        return []
    return [{"label": "Standardpunkter og ord for udfald", "url": reverse("forum_moeder", args=[forum.kode])}]


def _stamdata(forum):
    names = [name for name in ForumForm.Meta.fields if name not in ("navn", "kode")]
    return [
        {"navn": capfirst(forum._meta.get_field(name).verbose_name), "vaerdi": _shown(forum, name)} for name in names
    ]


def _shown(forum, name):
    value = getattr(forum, f"get_{name}_display", lambda: getattr(forum, name))()
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    return dato_kort(value) if hasattr(value, "year") else capfirst(str(value)) if value is not None else ""


@rule(RULE, fetch=_forum)
@require_http_methods(["GET", "POST"])
def forum_ret(request, forum):
    """Change a forum."""
    form = ForumForm(posted(request), instance=forum)
    back = (reverse("opsaetning_fora"), "Fora")
    return form_page(request, form, partial(workflow.edit_forum, forum), titel="Ret forum", tilbage=back)


@rule(RULE, fetch=_forum)
@require_http_methods(["GET", "POST"])
def forum_medlem(request, forum):
    """Add a member."""
    form = MedlemskabForm(posted(request), instance=Medlemskab(forum=forum))
    return form_page(
        request,
        form,
        partial(workflow.appoint, forum=forum),
        titel=f"Tilføj medlem af {forum}",
        tilbage=_home(forum),
        knap="Tilføj medlem",
        besked="Medlemmet er tilføjet.",
        effekter=["Et nyt medlem ser hele forummets fortid. Et tidligere medlem ser intet."],
    )
