"""Min profil: own roles and settings, deputies, logins."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.beskedslags import choosable
from mso_portal.motor.rules import require
from mso_portal.organisation import sessioner as logins
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.personer import ProfilForm, SidsteDagForm, StedfortraedelseForm
from mso_portal.organisation.models import Bruger, Stedfortraedelse
from mso_portal.organisation.rules import er_administrator
from mso_portal.organisation.views.side import days, form_page, overview, posted, section
from mso_portal.vaerdier.datoer import dato_kort, klokken


@signed_in
@require_GET
def profil(request):
    """Show who one is today: units, fora and roles with their days."""
    links = [
        ("Ret min profil", "profil_ret"),
        ("Stedfortrædere", "stedfortraedere"),
        ("Mine logins", "sessioner"),
        ("Min kalender", "kalender"),
    ]
    return overview(
        request,
        "Min profil",
        (reverse("forside"), "Forsiden"),
        stamdata=_settings(request.user),
        afsnit=[roles(request.user)],
        links=[{"label": label, "url": reverse(name)} for label, name in links],
    )


def _settings(person):
    names = ("mailhyppighed", "tema", "tekststoerrelse")
    own = [{"navn": "Navn", "vaerdi": person.navn}, {"navn": "Stilling", "vaerdi": person.stilling}]
    chosen = [
        {
            "navn": capfirst(person._meta.get_field(name).verbose_name),
            "vaerdi": capfirst(getattr(person, f"get_{name}_display")()),
        }
        for name in names
    ]
    chosen.append({"navn": "Piletaster går til næste punkt", "vaerdi": "Ja" if person.piletaster else "Nej"})
    off = [kind.emne for kind in choosable() if kind.noegle in person.fravalgte_beskeder]
    return [*own, *chosen, {"navn": "Fravalgte beskeder", "vaerdi": " · ".join(off) or "Ingen"}]


def roles(person):
    """Return the section with everything the person is today and until when."""
    rows = [
        *([row.get_rolle_display(), "Portalen", *days(row)] for row in person.rolletildelinger.gaeldende()),
        *(
            [row.get_rolle_display(), row.forum.navn, *days(row)]
            for row in person.medlemskaber.gaeldende().select_related("forum")
        ),
        *(
            [row.get_rolle_display(), row.afdeling.navn, *days(row)]
            for row in person.tilknytninger.gaeldende().select_related("afdeling")
        ),
    ]
    rows = [[capfirst(row[0]), *row[1:]] for row in rows]
    return section("Roller i dag", ["Rolle", "Hvor", "Første dag", "Sidste dag"], rows, "Ingen roller i dag.")


@signed_in
@require_http_methods(["GET", "POST"])
def profil_ret(request):
    """Change one's own settings."""
    form = ProfilForm(posted(request), instance=Bruger.objects.get(pk=request.user.pk))
    home = (reverse("profil"), "Min profil")
    return form_page(request, form, workflow.edit_profile, titel="Ret min profil", tilbage=home)


@signed_in
@require_GET
def stedfortraedere(request):
    """List one's own deputies, those one is for, and those one may manage; past ones too."""
    rows = Stedfortraedelse.objects.visible_to(request.user)
    rows = rows.select_related("for_bruger", "stedfortraeder", "forum").order_by("-fra", "pk")
    columns = ["Stedfortræder", "For", "Forum", "Lukkede sager", "Første dag", "Sidste dag"]
    cells = [_deputy_cells(row, request.user) for row in rows]
    table = section("Stedfortrædere", columns, cells, "Ingen stedfortræder.")
    links = [{"label": "Vælg stedfortræder", "url": reverse("stedfortraeder_ny")}]
    return overview(request, "Stedfortrædere", (reverse("profil"), "Min profil"), afsnit=[table], links=links)


def _deputy_cells(row, user):
    ends = row.til >= ur.i_dag() and row.stedfortraeder_id != user.pk
    name = (
        (row.stedfortraeder.navn, reverse("stedfortraeder_afslut", args=[row.pk])) if ends else row.stedfortraeder.navn
    )
    closed = "Ja" if row.ogsaa_lukkede else "Nej"
    return [name, row.for_bruger.navn, row.forum.navn if row.forum else "Alle fora", closed, *days(row)]


@signed_in
@require_http_methods(["GET", "POST"])
def stedfortraeder_ny(request):
    """Name a deputy; the verb asks the rule about the person replaced."""
    form = StedfortraedelseForm(posted(request), user=request.user, all_persons=er_administrator(request.user))
    back = (reverse("stedfortraedere"), "Stedfortrædere")
    return form_page(
        request,
        form,
        workflow.deputise,
        titel="Vælg stedfortræder",
        tilbage=back,
        knap="Vælg stedfortræder",
        besked="Stedfortræderen er valgt.",
        effekter=[
            "Stedfortræderen får dine rettigheder i perioden, men ikke dem, du selv har lånt.",
            "Begge navne bliver gemt ved alt, hvad stedfortræderen gør for dig.",
        ],
    )


def _deputy(user, pk):
    rows = Stedfortraedelse.objects.visible_to(user).select_related("for_bruger", "stedfortraeder")
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_http_methods(["GET", "POST"])
def stedfortraeder_afslut(request, pk):
    """End a deputy early."""
    row = _deputy(request.user, pk)
    require(request.user, "stedfortraedelse.opret", row.for_bruger)
    form = SidsteDagForm(posted(request), initial={"sidste_dag": ur.i_dag()})

    def act(sidste_dag, by):
        workflow.end_deputy(row, sidste_dag, by=by)

    title = f"Afslut {row.stedfortraeder} som stedfortræder for {row.for_bruger}"
    back = (reverse("stedfortraedere"), "Stedfortrædere")
    return form_page(
        request, form, act, titel=title, tilbage=back, knap="Afslut", besked="Stedfortrædelsen er afsluttet."
    )


@signed_in
@require_GET
def sessioner(request):
    """List one's own running logins."""
    rows = [
        {
            "navn": row.navn,
            "begyndt": _moment(row.begyndt),
            "sidst_set": _moment(row.sidst_set),
            "er_denne": row.er_denne,
        }
        for row in logins.of(request.user, request.session.session_key)
    ]
    return render(request, "organisation/sessioner.html", {"logins": rows})


@signed_in
@require_POST
def sessioner_afslut(request):
    """End one of one's other logins, or all of them."""
    own = request.session.session_key
    ended = workflow.end_sessions(by=request.user, navn=request.POST.get("navn") or None, undtagen=own)
    messages.success(request, "Intet andet login var åbent." if not ended else f"{ended} login er afsluttet.")
    return redirect("sessioner")


def _moment(tid):
    return f"{dato_kort(tid)} {klokken(tid)}"
