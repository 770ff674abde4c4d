"""The calendar: meetings and deadlines by month, and the address another calendar fetches one's own from."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums_moede import Opgavetilstand
from indstillinger.forms.opgave import Adresseform
from indstillinger.models import Moede, Opgave
from indstillinger.workflow import kalender as verb
from mso_portal.motor import ur
from mso_portal.motor.access import public, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.organisation.views.side import form_page, overview, section
from mso_portal.vaerdier.datoer import DANSK_TID, MAANEDER, klokken, ugedag

MAANEDER_VIST, AARENE = 3, range(2000, 2100)
LAENGST = timedelta(days=90)  # no deadline is further from its meeting
FRISTER = (
    ("indmelding", "Frist for indmelding", False), ("udsendelse", "Frist for udsendelse", True),
    ("referat", "Frist for referat", True), ("kommentar", "Frist for kommentarer", True),
)  # fmt: skip


@signed_in
@require_GET
def kalender(request):
    """Three months of meetings the person may see and deadlines that are his; `maaned=2020-06` begins elsewhere."""
    first = _month(request.GET.get("maaned", ""))
    months = [_add_months(first, nr) for nr in range(MAANEDER_VIST + 1)]
    found = sorted(_entries(request.user, months[0], months[-1]))
    sections = [
        _section(start, [row for day, *row in found if start <= day < end])
        for start, end in zip(months, months[1:], strict=False)
    ]  # fmt: skip
    links = [("Tidligere", f"?maaned={_add_months(first, -MAANEDER_VIST):%Y-%m}"),
             ("Senere", f"?maaned={months[-1]:%Y-%m}"), ("Abonnér", reverse("kalender_adresse"))]  # fmt: skip
    return overview(request, "Kalender", (reverse("forside"), "Overblik"), afsnit=sections,
                    links=[{"label": label, "url": url} for label, url in links])  # fmt: skip


def _section(start, rows):
    """Return a month; its days and times don't break."""
    name = MAANEDER[start.month - 1]
    made = section(f"{name.capitalize()} {start.year}", ["Hvad", "Dag", "Tid"], rows, f"Ingen datoer i {name}.")
    for row in made["raekker"]:
        row["celler"][1:] = [{**cell, "fast": True} for cell in row["celler"][1:]]
    return made


def _month(text):
    """Return the first day of the month the address names, else of this month."""
    try:
        named = date.fromisoformat(f"{text}-01")
    except ValueError:
        named = date.min
    return named if named.year in AARENE else ur.i_dag().replace(day=1)


def _add_months(first, count):
    nr = first.year * 12 + first.month - 1 + count
    return date(nr // 12, nr % 12 + 1, 1)


def _entries(user, start, end):
    """Yield (day, (what, url), day in words, time); three queries, and those of higher apps."""
    own = {one.forum for one in user.rettigheder.medlemskaber}
    near = Moede.objects.visible_to(user).filter(dato__range=(start - LAENGST, end + LAENGST))
    for moede in near.select_related("forum").order_by("dato", "start", "pk"):
        if start <= moede.dato < end:
            name = f"{moede.forum.navn} møde" + (" (aflyst)" if moede.tilstand == Moede.Tilstand.AFLYST else "")
            time = f"{moede.start:%-H.%M}–{moede.slut:%-H.%M}"
            yield _entry(moede.dato, name, f"/moeder/{moede.noegle}/", time)
        yield from _deadlines(moede, start, end, moede.forum_id in own)
    tasks = Opgave.objects.filter(ansvarlig=user, tilstand=Opgavetilstand.AABEN, frist_slut__range=(start, end))
    for opgave in tasks.order_by("frist_slut", "pk"):
        if opgave.frist_slut < end:
            yield _entry(opgave.frist_slut, f"Frist for opgave {opgave.nummer}", f"/opgaver/{opgave.nummer}/", "–")
    for aftale in verb.from_others(user):
        if start <= aftale.dato < end:
            yield _entry(aftale.dato, aftale.resume, aftale.sti, "–")


def _deadlines(moede, start, end, own):
    """The deadline for papers is everybody's who sees the meeting, the others the forum's own."""
    if moede.tilstand == Moede.Tilstand.AFLYST:
        return
    for name, label, inside in FRISTER:
        moment = getattr(moede, f"frist_{name}")
        local = moment.astimezone(DANSK_TID) if moment else None
        if local and start <= local.date() < end and (own or not inside):
            yield _entry(local.date(), f"{label}, {moede.forum.navn}", f"/moeder/{moede.noegle}/", klokken(moment))


def _entry(day, what, url, time):
    return day, (what, url), f"{ugedag(day).capitalize()} {day.day}.", time


@signed_in
@require_http_methods(["GET", "POST"])
def adresse(request):
    """Make a new secret address, shown this once; the one before stops working."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    if request.method == "GET":
        return _address_page(request)
    secret = verb.renew(request.user, by=request.user, noegle=request.POST["noegle"])
    if secret is None:
        messages.info(request, "Adressen er lavet og vises kun én gang. Lav en ny, hvis du mangler den.")
        return redirect("kalender_adresse")
    url = settings.MSO_ADRESSE + reverse("kalender_ics", args=[secret])
    return render(request, "indstillinger/kalender_adresse.html", {"adresse": url})


def _address_page(request):
    return form_page(
        request, Adresseform(), None, titel="Abonnér på din kalender", tilbage=(reverse("kalender"), "Kalender"),
        knap="Ny adresse",
        manchet="Sæt adressen ind i din egen kalender. Så står dine møder og frister der også.",
        effekter=["Du får en hemmelig adresse, som kun vises én gang.",
                  "Den adresse, du havde før, holder op med at virke.",
                  "Kalenderen viser aldrig en sag. En milepæl i en åben plan står med sin titel."],
    )  # fmt: skip


@public
@require_GET
def ics(request, noegle):
    """The calendar behind a secret; 404 alike for a wrong, a renewed and an inactive person's."""
    person = verb.owner(noegle)
    if person is None:
        raise Http404
    response = HttpResponse(verb.ics(verb.entries(person)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="mso-portalen.ics"'
    return response
