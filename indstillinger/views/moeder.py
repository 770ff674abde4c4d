"""The list of meetings, and the verbs of one that is planned."""

from functools import partial
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Value, When
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums_moede import BADGE, Punktart, Punkttilstand
from indstillinger.forms.moede import Aflysform, Moedeform
from indstillinger.models import Dagsordenspunkt, Laesning, Moede
from indstillinger.models.dagsordenslinjer import med_udsendt
from indstillinger.views.byg_find import verb_page
from indstillinger.views.find_moede import adresse
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.workflow import moede as verb
from mso_portal.motor import ur
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.views.side import posted

SIDE = 50
KOLONNER = ("Møde", "Forum", "Tid", "Sted", "Fase", "Læst")
FANER = (("kommende", "Kommende"), ("afholdte", "Afholdte"))


@signed_in
@require_GET
def liste(request):
    """The meetings the reader may see: those of his own fora first."""
    fane = "afholdte" if request.GET.get("fane") == "afholdte" else "kommende"
    page = Paginator(_rows(request.user, fane), SIDE).get_page(request.GET.get("side"))
    return render(request, "indstillinger/moede_liste.html", {
        "faner": [{"label": label, "url": f"?fane={name}", "aktuel": name == fane} for name, label in FANER],
        "kolonner": [{"tekst": text} for text in KOLONNER], "links": _links(request.user),
        "raekker": _table(request.user, list(page)), "side": page,
        "tom": "Ingen kommende møder." if fane == "kommende" else "Ingen afholdte møder.",
        "sidetekst": f"Side {page.number} af {page.paginator.num_pages}",
        "forrige_url": _url(fane, page.previous_page_number()) if page.has_previous() else "",
        "naeste_url": _url(fane, page.next_page_number()) if page.has_next() else "",
    })  # fmt: skip


def _url(fane, side):
    return "?" + urlencode({"fane": fane, "side": side})


def _rows(user, fane):
    fora = [one.forum for one in user.rettigheder.medlemskaber]
    own = Case(When(forum__in=fora, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = Moede.objects.visible_to(user).med_fase().select_related("forum").annotate(eget=own)
    if fane == "kommende":
        return rows.kommende(ur.i_dag()).order_by("-eget", "dato", "start", "pk")
    kommende = Moede.objects.kommende(ur.i_dag()).order_by()
    return rows.exclude(pk__in=kommende.values("pk")).order_by("-eget", "-dato", "-start", "-pk")


def _links(user):
    found = []
    if any(one.rolle == Medlemsrolle.SEKRETAER for one in user.rettigheder.medlemskaber):
        found.append({"label": "Planlæg møder", "url": "/moeder/planlaeg/"})
    if user.rettigheder.medlemskaber:
        found.append({"label": "Årshjul", "url": "/moeder/aarshjul/"})
    return found


def _table(user, moeder):
    read = _read(user, moeder)
    return [{"celler": _cells(moede, *read.get(moede.pk, (0, 0)))} for moede in moeder]


def _read(user, moeder):
    """Return {meeting: (read, items)} of the sent items this reader reads. Two queries."""
    rows = Dagsordenspunkt.objects.visible_to(user).filter(moede__in=moeder, nummer__isnull=False)
    rows = med_udsendt(rows.exclude(art=Punktart.PAUSE).exclude(tilstand=Punkttilstand.TRUKKET))
    sent = list(rows.order_by("pk").values_list("moede", "udsendt_id"))
    own = Laesning.objects.filter(bruger=user, udsendelsespunkt__in=[one for _, one in sent if one])
    done = set(own.order_by("pk").values_list("udsendelsespunkt", flat=True))
    counts = {}
    for moede, one in sent:
        read, items = counts.get(moede, (0, 0))
        counts[moede] = (read + (one in done), items + 1)
    return counts


def _cells(moede, read, items):
    time = f"{moede.start:%-H.%M}–{moede.slut:%-H.%M}"
    return [
        {"tekst": str(moede), "url": adresse(moede)},
        {"label": "Forum", "tekst": moede.forum.kode},
        {"label": "Tid", "tekst": time, "fast": True},
        {"label": "Sted", "tekst": moede.sted},
        {"label": "Fase", "maerke": {"tekst": moede.fase.label, "slags": BADGE[moede.fase]}},
        {"label": "Læst", "tekst": f"{read} af {items}" if items else ""},
    ]


@rule("moede.ret", find_moede)
@require_http_methods(["GET", "POST"])
def ret(request, moede):
    """Change a planned meeting: date, time, place, people, frister."""
    if not (answer := fits(verb.CANCEL, moede)):
        raise NotNow(answer.reason.replace(verb.CANCEL.label, "Ret mødet"))
    return verb_page(
        request, Moedeform(posted(request), moede=moede), partial(verb.change, moede), versioned=True,
        titel="Ret mødet", manchet=str(moede), tilbage=(f"{adresse(moede)}byg/", "Tilrettelæg dagsorden"),
        besked="Mødet er ændret.",
        effekter=["Alle, der er inviteret, får besked om ny tid eller nyt sted.",
                  "En ny dato flytter de frister, der ikke er passeret."],
    )  # fmt: skip


@rule("moede.aflys", find_moede)
@require_http_methods(["GET", "POST"])
def aflys(request, moede):
    """Call a planned meeting off."""
    if not (answer := fits(verb.CANCEL, moede)):
        raise NotNow(answer.reason)
    return verb_page(
        request, Aflysform(posted(request), initial={"version": moede.version}),
        lambda grund, **data: verb.cancel(moede, grund, **data), versioned=True, fare=True, titel=verb.CANCEL.label,
        manchet=str(moede), tilbage=(f"{adresse(moede)}byg/", "Tilrettelæg dagsorden"), videre=adresse(moede),
        knap=verb.CANCEL.label, besked=verb.CANCEL.done, effekter=verb.CANCEL.effects_text,
    )  # fmt: skip
