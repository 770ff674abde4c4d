"""The årshjul: a year of the forum by month, and what is done about its items (11 §9)."""

from functools import partial

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.beregning import aarshjul as beregning
from indstillinger.forms.aarshjul import Aarshjulsform
from indstillinger.forms.dagsorden import Bekraeft, Grund
from indstillinger.models import Aarshjulsvalg, Moede
from indstillinger.views.aarshjul_maaneder import months
from indstillinger.views.byg_find import verb_page
from indstillinger.workflow import aarshjul as verb
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import Denied, NotNow, ask
from mso_portal.organisation.models import Forum
from mso_portal.organisation.views.side import posted
from mso_portal.vaerdier.datoer import dato_lang

SIDE = "Årshjul"
BEGGE = require_http_methods(["GET", "POST"])


def _home():
    return reverse("aarshjul"), SIDE


def aarshjulspunkt(user, uuid):
    """Return an item of the årshjul that the person may see, else 404."""
    return get_object_or_404(verb.visible(user), uuid=uuid)


def forum(user, kode):
    """Return the forum with that kode."""
    return get_object_or_404(Forum, kode=kode)


@rule("aarshjul.laes")
@require_GET
def vis(request):
    """The year by month, of one of the reader's fora."""
    fora = _fora(request.user)
    chosen = next((one for one in fora if one.kode == request.GET.get("forum")), fora[0])
    aar = _year(request.GET.get("aar", ""))
    writes = bool(ask(request.user, "aarshjul.rediger", chosen))
    return render(request, "indstillinger/aarshjul.html", {
        "titel": f"Årshjul {aar}", "fakta": [str(chosen)], "maaneder": months(request.user, chosen, aar),
        "faner": [{"label": one.navn, "url": f"?forum={one.kode}&aar={aar}", "aktuel": one.pk == chosen.pk}
                  for one in fora] if len(fora) > 1 else [],
        "links": [{"label": "Nyt punkt", "url": reverse("aarshjul_ny", args=[chosen.kode])}] if writes else [],
        "sidetekst": str(aar), "forrige_url": f"?forum={chosen.kode}&aar={aar - 1}",
        "naeste_url": f"?forum={chosen.kode}&aar={aar + 1}",
    })  # fmt: skip


def _fora(user):
    keys = {one.forum for one in user.rettigheder.medlemskaber}
    return list(Forum.objects.filter(pk__in=keys).order_by("sortering"))


def _year(text):
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else ur.i_dag().year


@rule("aarshjul.rediger", forum)
@BEGGE
def ny(request, forum):
    """Add an item to a forum's årshjul."""
    form = Aarshjulsform(posted(request))
    return verb_page(request, form, partial(_add, forum), titel="Nyt punkt i årshjulet", manchet=str(forum),
                     tilbage=_home(), knap="Opret punkt", besked="Punktet er oprettet.")  # fmt: skip


def _add(forum, *, by, **felter):
    return verb.add(forum, by=by, **felter)


def editable(user, uuid):
    """Return an item of the årshjul of a forum the person prepares; refused as a whole otherwise."""
    punkt = aarshjulspunkt(user, uuid)
    if not (answer := ask(user, "aarshjul.rediger", punkt.forum)):
        raise Denied(answer.reason)
    return punkt


@rule("aarshjul.laes", editable)
@BEGGE
def ret(request, punkt):
    """Change an item."""
    slet = {"label": "Slet punktet", "url": reverse("aarshjul_slet", args=[punkt.uuid]), "fare": True}
    return verb_page(request, Aarshjulsform(posted(request), instance=punkt), partial(verb.edit, punkt),
                     titel="Ret punkt i årshjulet", tilbage=_home(), handlinger=[slet])  # fmt: skip


@rule("aarshjul.laes", editable)
@BEGGE
def slet(request, punkt):
    """Take an item out of the årshjul for good."""
    return verb_page(
        request, Bekraeft(posted(request)), partial(verb.delete, punkt), titel="Slet punkt i årshjulet", fare=True,
        manchet=punkt.titel, tilbage=_home(), knap="Slet", besked="Punktet er slettet.",
        effekter=["Punktet kommer ikke igen. Sager, der er lavet af det, bliver."],
    )  # fmt: skip


@rule("aarshjul.tag", aarshjulspunkt)
@require_GET
def tag(request, punkt):
    """Lead to the year that waits: the soonest one that was announced, else the next it falls in."""
    waits = verb.due([punkt], ur.i_dag())
    aar = waits[0][1] if waits else _next_year(punkt)
    return redirect("aarshjul_aar", punkt.uuid, aar)


def _next_year(punkt):
    this = max(ur.i_dag().year, punkt.foerste_aar)
    return next(aar for aar in range(this, this + 4) if beregning.falls_in(aar, punkt.foerste_aar, punkt.hvert_aar))


@rule("aarshjul.tag", aarshjulspunkt)
@BEGGE
def aar(request, punkt, aar):
    """Make the year's kladde."""
    _must_fall(punkt, aar)
    moede = Moede.objects.visible_to(request.user).filter(
        noegle=request.GET.get("moede", ""), forum=punkt.forum
    ).first()  # fmt: skip
    acts = [{"label": f"Spring over i {aar}", "url": reverse("aarshjul_spring_over", args=[punkt.uuid, aar])}]
    if ask(request.user, "aarshjul.rediger", punkt.forum):
        acts.append({"label": "Ret punktet", "url": reverse("aarshjul_ret", args=[punkt.uuid])})
    day = beregning.first_day(aar, punkt.maaned, punkt.uge)
    return verb_page(
        request, Bekraeft(posted(request)), partial(verb.draft, punkt, aar, oensket_moede=moede),
        titel=f"Fra årshjulet: {punkt.titel}", manchet=f"Falder {dato_lang(day)}. {punkt.note}".strip(),
        tilbage=_home(), knap="Opret kladde", besked="Kladden er oprettet.", videre="/indstillinger/?fane=mine",
        handlinger=acts,
        effekter=["Du bliver sagsbehandler. Den ansvarlige bliver medforfatter.", "Punktet er taget for i år."],
    )  # fmt: skip


def _must_fall(punkt, aar):
    if not beregning.falls_in(aar, punkt.foerste_aar, punkt.hvert_aar):
        raise Http404
    if Aarshjulsvalg.objects.filter(Q(aarshjulspunkt=punkt), aar=aar).exists():
        raise NotNow(verb.TAGET)


@rule("aarshjul.tag", aarshjulspunkt)
@BEGGE
def spring_over(request, punkt, aar):
    """Let the item pass this year."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    _must_fall(punkt, aar)
    return verb_page(
        request, Grund(posted(request)), lambda grund, **data: verb.skip(punkt, aar, grund, **data),
        titel=f"Spring over i {aar}", manchet=punkt.titel, tilbage=_home(), knap="Spring over",
        besked="Punktet er sprunget over i år.", effekter=["Punktet kommer igen næste gang, det falder."],
    )  # fmt: skip
