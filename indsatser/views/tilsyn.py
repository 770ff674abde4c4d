"""A plan's tilsyn: the list, a new one, the draw, its check, the result and the closing (20 §6)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.beregning.tilsyn import resultattekst
from indsatser.enums import Tilsynsart, Tilsynstilstand, Udvaelgelse
from indsatser.forms.tilsyn import Kontrolform, Tilsynform, Udtraekform, can_show
from indsatser.forms.verber import Verbumform
from indsatser.models import Tilsyn
from indsatser.models.tilsynsresultat import registrations, sager, totals, whole
from indsatser.views import find, handlinger, tabeller
from indsatser.workflow import tilsyn as verb
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.organisation.views.side import form_page, overview, posted
from mso_portal.vaerdier.datoer import antal, dato_kort, dato_lang, periode

BEGGE = require_http_methods(["GET", "POST"])
FOLK = ("tjekliste", "tilsynsfoerende")
SLAGS = {Tilsynstilstand.KLADDE: "neutral", Tilsynstilstand.I_GANG: "info", Tilsynstilstand.LUKKET: "ok"}
UDVALGT = "Ikke tilfældigt udvalgt"
SVAR = (("ja", "#Ja"), ("nej", "#Nej"), ("ikke_relevant", "#Ikke relevant"))
DRAWN = {Tilsynsart.SAG: "Sagerne er udtrukket.", Tilsynsart.INTERVIEW: "Interviewene har fået numre."}
GEMMES_IKKE = "Listen bliver ikke gemt. Portalen gemmer kun antallet, frøet, listens sha256 og de udtrukne sagsnumre."
SLETTES = (
    "Kun den tilsynsførende og tovholderen ser sagsnumre og bemærkninger. De bliver slettet 30 dage efter, at "
    "tilsynet er afsluttet."
)

fetch = find.finder(Tilsyn, *FOLK)


def adresse(tilsyn, rest=""):
    """Return the address of the tilsyn, or of a page below it."""
    return find.adresse(tilsyn.plan, f"tilsyn/{tilsyn.uuid}/{rest}")


def noun(tilsyn, count=2):
    """Return what the tilsyn is of: sager or interview."""
    if tilsyn.art == Tilsynsart.INTERVIEW:
        return "interview"
    return "sag" if count == 1 else "sager"


def mark(tilsyn):
    return {"tekst": tilsyn.get_tilstand_display(), "slags": SLAGS[tilsyn.tilstand]}


@rule("indsats.laes", find.plan)
@require_GET
def liste(request, plan):
    """Every tilsyn of the plan, and what the closed ones came to."""
    find.noted(request, plan)
    found = totals(plan)
    rows = [_row(plan, one, found) for one in plan.tilsyn.select_related(*FOLK).order_by("-periode_slut", "-pk")]
    heads = ["Tilsyn", "Tjekliste", "Periode", "Tilsynsførende", "Udvælgelse", "Resultat", "Tilstand"]
    part = tabeller.table("Tilsyn", heads, rows, "Ingen tilsyn endnu.")
    may = handlinger.skriver(request.user, plan)
    links = [{"label": "Planlæg tilsyn", "url": find.adresse(plan, "tilsyn/ny/")}] if may else []
    links.append({"label": "Tjeklister", "url": "/indsatsplaner/tjeklister/"})
    return overview(
        request, "Tilsyn", (find.adresse(plan), f"Plan {plan.nummer}"), links=links, fakta=[plan.egentlig_titel],
        maerker=tabeller.maerker(plan), afsnit=[part],
    )  # fmt: skip


def _row(plan, tilsyn, found):
    result = resultattekst(*found.get(tilsyn.pk, (0, 0))) if tilsyn.tilstand == Tilsynstilstand.LUKKET else ""
    return [
        {"tekst": tilsyn.titel, "url": find.adresse(plan, f"tilsyn/{tilsyn.uuid}/")}, str(tilsyn.tjekliste),
        periode(tilsyn.periode_start, tilsyn.periode_slut), tilsyn.tilsynsfoerende, how(tilsyn), result,
        {"maerke": mark(tilsyn)},
    ]  # fmt: skip


def how(tilsyn):
    """Say how the sager were, or will be, chosen: »15 af 120, tilfældigt udvalgt«."""
    how_many = antal(tilsyn.antal)
    if tilsyn.udvaelgelse == Udvaelgelse.UDVALGT:
        return f"{how_many}, {UDVALGT.lower()}"
    if tilsyn.population:
        how_many = f"{how_many} af {antal(tilsyn.population)}"
    return f"{how_many}, {tilsyn.get_udvaelgelse_display().lower()}"


@rule("indsats.ret", find.plan)
@BEGGE
def ny(request, plan):
    """Plan a tilsyn: nothing is drawn yet."""
    if not find.complete(request):
        return error_page(request, 400)
    find.noted(request, plan)

    def act(by, version=None, **felter):
        verb.plan_inspection(plan, by=by, **felter)

    return form_page(
        request, Tilsynform(posted(request), plan=plan, by=request.user), act, titel="Planlæg tilsyn",
        knap="Planlæg tilsyn", manchet=plan.egentlig_titel, besked="Tilsynet er planlagt.",
        tilbage=(find.adresse(plan, "tilsyn/"), "Tilsyn"),
    )  # fmt: skip


@rule("indsats.laes", find.plan)
@require_GET
def vis(request, plan, uuid):
    """How it was drawn and what it found; the sager themselves for those alone who may see them."""
    tilsyn = get_object_or_404(plan.tilsyn.select_related(*FOLK, "trukket_af", "lukket_af"), uuid=uuid)
    tilsyn.plan = plan
    find.noted(request, plan)
    sees, does = (bool(ask(request.user, f"tilsyn.{name}", tilsyn)) for name in ("se_sager", "udfoer"))
    rows = [] if tilsyn.tilstand == Tilsynstilstand.KLADDE else sager(tilsyn)
    context = {
        "titel": tilsyn.titel, "fanetitel": find.fanetitel(plan, "Tilsyn"), "fakta": [f"Plan {plan.nummer}"],
        "tilbage_url": find.adresse(plan, "tilsyn/"), "maerker": [*tabeller.lukket(plan), mark(tilsyn)],
        "stamdata": _facts(tilsyn), "fremdrift": progress(tilsyn, rows), **_result(tilsyn),
        "sager": _sager(tilsyn, rows) if sees and rows else None, "primaer": _next(tilsyn, rows) if does else None,
        "links": _links(tilsyn, sees),
    }  # fmt: skip
    return render(request, "indsatser/tilsyn.html", context)


def _facts(tilsyn):
    hand = tilsyn.udvaelgelse == Udvaelgelse.UDVALGT
    found = [
        ("Tjekliste", str(tilsyn.tjekliste), f"/indsatsplaner/tjeklister/{tilsyn.tjekliste.uuid}/"),
        ("Periode", periode(tilsyn.periode_start, tilsyn.periode_slut), ""),
        ("Tilsynsførende", tilsyn.tilsynsfoerende, ""), ("Udvælgelse", how(tilsyn), ""),
        (f"{noun(tilsyn).capitalize()} i alt", antal(tilsyn.population) if tilsyn.population else "", ""),
        ("Frø", "" if hand else tilsyn.froe, ""), ("Listens sha256", tilsyn.liste_sha256, ""),
        ("Udtrukket", tabeller.stamp(tilsyn.trukket_den, tilsyn.trukket_af), ""),
        ("Afsluttet", tabeller.stamp(tilsyn.lukket_den, tilsyn.lukket_af), ""),
        ("Sagsnumre og bemærkninger slettes", dato_kort(tilsyn.noegler_slettes) if tilsyn.noegler_slettes else "", ""),
    ]  # fmt: skip
    return [{"navn": name, "vaerdi": str(value), "url": url} for name, value, url in found if value]


def progress(tilsyn, rows):
    """Return how far the reviewing has come in words, "" before and after it."""
    if tilsyn.tilstand != Tilsynstilstand.I_GANG:
        return ""
    return f"{_done(tilsyn, rows)} af {len(rows)} {noun(tilsyn, len(rows))} er besvaret."


def _questions(tilsyn):
    return tilsyn.tjekliste.punkter.count()


def _done(tilsyn, rows):
    asked = _questions(tilsyn)
    return sum(bool(one.udgaaet_grund) or one.besvaret >= asked for one in rows)


def _result(tilsyn):
    """Return the closed tilsyn's result, question by question and indicator by indicator."""
    if tilsyn.tilstand != Tilsynstilstand.LUKKET:
        return {"resultat": None, "tabeller": []}
    tal, points = whole(tilsyn)
    parts = [tabeller.table(
        "Svar for hvert spørgsmål", ["Spørgsmål", *(head for _, head in SVAR)],
        [[str(punkt), *(antal(counts[name]) for name, _ in SVAR)] for punkt, counts in points], "Ingen spørgsmål.",
    )]  # fmt: skip
    if rows := registrations(tilsyn):
        parts.append(_indicators(tilsyn, rows))
    note = UDVALGT if tilsyn.udvaelgelse == Udvaelgelse.UDVALGT else interval_text(tal)
    return {"resultat": {"tekst": tal.tekst, "note": note}, "tabeller": parts}


def interval_text(tal):
    return f"95 %-interval: {tal.interval} %" if tal.interval else ""


def _indicators(tilsyn, rows):
    cells = [
        [{"tekst": str(metode.definition.indikator),
          "url": find.adresse(tilsyn.plan, f"indikatorer/{metode.definition.indikator.uuid}/")},
         ", ".join(str(nr) for nr in sorted(punkt.nr for punkt in metode.punkter.all())), tal.tekst, tal.interval]
        for metode, tal in rows
    ]  # fmt: skip
    return tabeller.table("Indikatorer", ["Indikator", "Spørgsmål", "Resultat", "95 %-interval, %"], cells, "")


def _sager(tilsyn, rows):
    asked, interview = _questions(tilsyn), tilsyn.art == Tilsynsart.INTERVIEW
    name = "Interview" if interview else "Sag"
    cells = [
        [{"tekst": f"{name} {one.loebenr}", "url": adresse(tilsyn, f"sag/{one.loebenr}/")},
         *([] if interview else [one.noegle or "slettet"]),
         f"Udgået: {one.udgaaet_grund}" if one.udgaaet_grund else f"{one.besvaret} af {asked} besvaret"]
        for one in rows
    ]  # fmt: skip
    heads = [name, "Svar"] if interview else [name, "Sagsnummer", "Svar"]
    return tabeller.table("Interview" if interview else "Sager", heads, cells, "Ingen sager er udtrukket.")


def _next(tilsyn, rows):
    """Return the next step of the one who does it."""
    if tilsyn.plan.endt_den or tilsyn.tilstand == Tilsynstilstand.LUKKET:
        return None
    if tilsyn.tilstand == Tilsynstilstand.KLADDE:
        return {"tekst": f"Udtræk {noun(tilsyn)}", "url": adresse(tilsyn, "udtraek/")}
    asked = _questions(tilsyn)
    left = [one.loebenr for one in rows if not one.udgaaet_grund and one.besvaret < asked]
    if not left:
        return {"tekst": "Afslut tilsynet", "url": adresse(tilsyn, "luk/")}
    return {"tekst": f"Fortsæt med {noun(tilsyn, 1)} {left[0]}", "url": adresse(tilsyn, f"sag/{left[0]}/")}


def _links(tilsyn, sees):
    if not sees or not tilsyn.liste_sha256:
        return []
    return [{"label": "Kontrollér udtræk", "url": adresse(tilsyn, "kontroller/")}]


def _page(request, tilsyn, form, act, **page):
    """A page of the tilsyn's own: 400 without key or version."""
    if not find.complete(request, "version"):
        return error_page(request, 400)
    find.noted(request, tilsyn.plan)
    return form_page(request, form, act, manchet=tilsyn.titel, tilbage=(adresse(tilsyn), "Tilsynet"), **page)


@rule("tilsyn.udfoer", fetch)
@BEGGE
def udtraek(request, tilsyn):
    """Draw from a pasted list: what falls away is counted, and nothing of the list is stored or said again."""
    if request.method == "GET" and tilsyn.tilstand != Tilsynstilstand.KLADDE:
        raise NotNow("Sagerne er udtrukket. Et nyt udtræk er et nyt tilsyn.")

    def act(by, version=None, **felter):
        _, found = verb.draw_sample(tilsyn, by=by, **felter)
        if found and (found.blanke or found.dobbelte):
            messages.info(request, f"Sprunget over: {_fell_away(found)}.")

    return _page(
        request, tilsyn, Udtraekform(posted(request), row=tilsyn), act, titel=f"Udtræk {noun(tilsyn)}",
        knap="Udtræk", besked=DRAWN[tilsyn.art], effekter=_draws(tilsyn),
    )  # fmt: skip


def _fell_away(found):
    blank = "blank linje" if found.blanke == 1 else "blanke linjer"
    double = "dublet" if found.dobbelte == 1 else "dubletter"
    return f"{antal(found.blanke)} {blank} og {antal(found.dobbelte)} {double}"


def _draws(tilsyn):
    can = can_show(tilsyn.antal, tilsyn.population) if tilsyn.udvaelgelse == Udvaelgelse.TILFAELDIG else ""
    if tilsyn.art == Tilsynsart.INTERVIEW:
        own = ["Interviewene får et nummer. Skriv ikke, hvem der bliver interviewet."]
    else:
        own = ["Blanke linjer og dubletter bliver fjernet og talt.", GEMMES_IKKE]
    return [text for text in (can, *own, SLETTES) if text]


@rule("tilsyn.se_sager", fetch)
@BEGGE
def kontroller(request, tilsyn):
    """»Kontrollér udtræk«: say whether a list repeats the draw. Nothing is stored, so the press has no key."""
    if not tilsyn.liste_sha256:
        raise NotNow("Der er ikke udtrukket sager af en liste.")
    if request.method == "POST" and "liste" not in request.POST:
        return error_page(request, 400)
    find.noted(request, tilsyn.plan)
    form = Kontrolform(posted(request))
    answer = _repeats(tilsyn, form) if form.is_bound and form.is_valid() else None
    fejl = form.error_list() if form.is_bound else []
    context = {
        "fanetitel": find.fanetitel(tilsyn.plan, "Kontrollér udtræk"), "tilbage_url": adresse(tilsyn), "form": form,
        "tekst": tilsyn.titel, "svar": answer, "fejl": fejl, "fejlantal": len(fejl),
    }  # fmt: skip
    return render(request, "indsatser/tilsyn_kontroller.html", context, status=422 if fejl else 200)


def _repeats(tilsyn, form):
    try:
        found = verb.repeats(tilsyn, form.cleaned_data["liste"])
    except ValidationError as error:
        form.blame(error)
        return None
    if found:
        return {"slags": "ok", "tekst": "Ja. Listen er den samme og giver det samme udtræk."}
    return {"slags": "obs", "tekst": "Nej. Listen er en anden end den, der blev udtrukket af."}


@rule("tilsyn.udfoer", fetch)
@BEGGE
def luk(request, tilsyn):
    """Close for good: the page tells what will be registered, and what is missing."""
    if request.method == "GET" and tilsyn.tilstand != Tilsynstilstand.I_GANG:
        raise NotNow("Tilsynet er ikke i gang, så det kan ikke afsluttes.")
    missing = verb.what_is_missing(tilsyn)
    return _page(
        request, tilsyn, Verbumform(posted(request), row=tilsyn), partial(_close, tilsyn), titel="Afslut tilsynet",
        knap="Afslut tilsynet", besked="Tilsynet er afsluttet.",
        effekter=[*([missing] if missing else []), *_registers(tilsyn)],
    )  # fmt: skip


def _close(tilsyn, by, version=None):
    verb.close(tilsyn, by=by)


def _registers(tilsyn):
    """Return the effects of closing as sentences."""
    when = periode(tilsyn.periode_start, tilsyn.periode_slut)
    rows = [f"»{metode.definition.indikator}« får {tal.tekst} for {when}." for metode, tal in registrations(tilsyn)]
    last = dato_lang(verb.deletion_day())
    return [
        *(rows or ["Ingen indikator i planen måles med tjeklisten, så der bliver ikke registreret noget tal."]),
        "Tilsynet kan ikke åbnes igen. Er der en fejl, laver du et nyt tilsyn for samme periode.",
        f"Sagsnumre og bemærkninger bliver slettet den {last}. Svarene bliver stående.",
    ]  # fmt: skip


PLAN = "indsatsplaner/<str:nr>"
urlpatterns = [
    path(f"{PLAN}/tilsyn/", liste, name="plan_tilsyn"),
    path(f"{PLAN}/tilsyn/ny/", ny, name="tilsyn_ny"),
    path(f"{PLAN}/tilsyn/<uuid:uuid>/", vis, name="tilsyn"),
    path(f"{PLAN}/tilsyn/<uuid:uuid>/udtraek/", udtraek, name="tilsyn_udtraek"),
    path(f"{PLAN}/tilsyn/<uuid:uuid>/kontroller/", kontroller, name="tilsyn_kontroller"),
    path(f"{PLAN}/tilsyn/<uuid:uuid>/luk/", luk, name="tilsyn_luk"),
]
