"""The meeting as one reader has it: when and where, what is left to read, the agenda, who sits in it (40 §4)."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from indstillinger.enums_moede import BADGE, Moedefase, Moedetilstand, Punktart, Punktmaerke, Punkttilstand
from indstillinger.models import Dagsordenspunkt, Modtager
from indstillinger.models.dagsordenslinjer import linjer, med_udsendt
from indstillinger.models.laesestatus import LAEST, ULAEST, statuses
from indstillinger.rules_moede import er_medlem
from indstillinger.views.find_moede import adresse
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.workflow.afvikling import TRANSITIONS
from indstillinger.workflow.dagsorden import slots
from mso_portal.motor.access import rule
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Medlemskab
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

MAERKER = {
    LAEST: {"tekst": "Læst", "slags": "ok"}, ULAEST: {"tekst": "Ulæst", "slags": "neutral"},
    Punktmaerke.NYT: {"tekst": "Nyt", "slags": "info"}, Punktmaerke.RETTET: {"tekst": "Rettet", "slags": "obs"},
    Punktmaerke.UDGAAR: {"tekst": "Udgår", "slags": "neutral"},
}  # fmt: skip
VERBER = {"start": "start", "finish": "afslut", "reopen": "genaabn"}
KOLONNER = ("Punkt", "Art", "Minutter", "Status")
FRISTER = ("indmelding", "godkendelse", "udsendelse", "referat", "kommentar")


@rule("moede.laes", find_moede)
@require_GET
def vis(request, moede):
    """The agenda as this reader has it; who prepares the meeting also sees what is not sent yet."""
    user = request.user
    builds = bool(ask(user, "moede.byg", moede))
    belongs = er_medlem(user, moede)
    lines = _agenda(user, moede, builds)
    read = statuses(user, moede, [one.punkt for one in lines if one.laesbar and one.punkt.nummer])
    comes = [] if belongs or builds else _comes(user, moede)
    if any(one.laesbar and one.punkt.er_lukket for one in lines):
        seen(request, "vis", moede)
    context = {
        "moede": moede, "titel": str(moede), "tilbage_url": "/moeder/", "maerker": _badges(moede),
        "fakta": [f"{moede.start:%-H.%M}–{moede.slut:%-H.%M}", *([moede.sted] if moede.sted else []), *comes],
        "stamdata": _facts(moede) if belongs or builds else _online(moede) if comes else [],
        "aflyst": _cancelled(moede),
        "links": _links(user, moede, builds, belongs), "handlinger": _acts(user, moede),
        "fremdrift": _progress(moede, lines, read), "kolonner": [{"tekst": text} for text in KOLONNER],
        "raekker": [{"celler": _cells(moede, one, read)} for one in lines],
        "deltagere": _people(moede) if belongs or builds else [],
        "tidligere_frister": _earlier_deadlines(moede) if belongs or builds else [],
        "pakke": _pack(user, moede, lines),
        "primaer": _next(user, moede, lines, read, belongs),
    }  # fmt: skip
    return render(request, "indstillinger/moede_laes.html", context)


def _agenda(user, moede, builds):
    """Return the lines of this reader: what is sent, and for who builds the agenda also what is not. Three queries."""
    mine = Dagsordenspunkt.objects.filter(moede=moede)
    readable = set(mine.visible_to(user).order_by().values_list("pk", flat=True))
    rows = med_udsendt(mine).select_related("indstilling").order_by("raekkefoelge")
    items = [one for one in rows if builds or one.nummer or one.pk in readable or one.art == Punktart.PAUSE]
    if not any(one.nummer for one in items) and not builds and not readable:
        return []
    items = [one for one in items if not _gone_unsent(one)]
    excluded = set(mine.udelukket(user).order_by().values_list("pk", flat=True))
    guest = not builds and mine.kun_som_gaest(user).exists()
    lines = linjer(moede, items, readable, excluded, kun_egne=guest)
    return [one for one in lines if not (guest and one.punkt.art == Punktart.PAUSE)]


def _gone_unsent(punkt):
    """What was put off or withdrawn before it got a number was never on this agenda."""
    return punkt.nummer is None and punkt.tilstand != Punkttilstand.OPTAGET and punkt.art != Punktart.PAUSE


def _cells(moede, linje, read):
    punkt = linje.punkt
    url = f"{adresse(moede)}punkt/{punkt.nummer}/" if linje.laesbar and punkt.nummer else ""
    number = f"{linje.nummer}." if punkt.nummer else linje.nummer
    name = f"{number} {linje.titel}" if number else linje.titel
    return [
        {"tekst": name, "url": url},
        {"label": "Art", "tekst": _type(linje) or "–"},
        {"label": "Minutter", "tekst": str(punkt.minutter), "tal": True},
        {"label": "Status", **_status(linje, read)},
    ]


def _type(linje):
    """What an item asks for is said to its readers alone."""
    punkt = linje.punkt
    if punkt.art == Punktart.PAUSE:
        return punkt.get_art_display()
    source = punkt.indstilling if punkt.indstilling_id else punkt
    return source.get_sagstype_display() if linje.laesbar else ""


def _status(linje, read):
    punkt = linje.punkt
    if linje.bemaerkning:
        return {"tekst": linje.bemaerkning}
    if punkt.tilstand == Punkttilstand.TRUKKET and punkt.nummer:
        return {"maerke": MAERKER[Punktmaerke.UDGAAR]}
    if punkt.tilstand != Punkttilstand.OPTAGET and linje.laesbar and punkt.art != Punktart.PAUSE:
        return {"maerke": {"tekst": punkt.get_tilstand_display(), "slags": BADGE[punkt.tilstand]}}
    if punkt.pk in read:
        return {"maerke": MAERKER[read[punkt.pk].maerke]}
    return {"tekst": ""}


def _progress(moede, lines, read):
    """Return the card of what is read and where to go on; None when there is nothing to read."""
    still = [one for one in lines if one.punkt.pk in read and read[one.punkt.pk].nyeste]
    if not still or moede.tilstand != Moedetilstand.PLANLAGT:
        return None
    done = [one for one in still if read[one.punkt.pk].maerke == LAEST]
    left = [one for one in still if one not in done]
    words = f"{len(done)} af {len(still)} punkter læst" if left else "Du har læst alle punkter."
    return {"tekst": words, "antal": len(done), "af": len(still), "naeste": left[0] if left else None}


def _next(user, moede, lines, read, belongs):
    """Return the one thing to do next, as the page's button."""
    card = _progress(moede, lines, read)
    if card and card["naeste"]:
        nummer = card["naeste"].nummer
        verb = "Fortsæt ved" if card["antal"] else "Begynd ved"
        return {"tekst": f"{verb} punkt {nummer}", "url": f"{adresse(moede)}punkt/{nummer}/"}
    if moede.tilstand == Moedetilstand.I_GANG and belongs:
        word = "Skriv referat" if ask(user, "moede.afslut", moede) else "Følg mødet"
        return {"tekst": word, "url": f"{adresse(moede)}afvikling/"}
    return None


def _pack(user, moede, lines):
    """Return the link to the newest pack the reader was sent, while he reads every item in it; one query."""
    got = Modtager.objects.filter(bruger=user, udsendelse__moede=moede, udsendelse__sendt_den__isnull=False)
    got = got.filter(dokument__isnull=False, dokument__tilbagekaldt_den=None).select_related("dokument__fil")
    row = got.order_by("-udsendelse__nr").first()
    readable = {str(one.punkt.uuid) for one in lines if one.laesbar}
    if row is None or not readable.issuperset(_items_in(row.dokument.dele)):
        return []
    size = f"{row.dokument.fil.stoerrelse / 1024**2:.1f}".replace(".", ",")
    label = f"Hent mødepakke (PDF, {row.dokument.sider} sider, {size} MB)"
    return [{"label": label, "url": f"{adresse(moede)}dokument/{row.dokument.uuid}.pdf"}]


def _items_in(dele):
    return {part.split(":")[1] for part in dele if part.startswith("p:")}


def _badges(moede):
    fase = moede.fase
    return [{"tekst": fase.label, "slags": BADGE[fase]}]


def _cancelled(moede):
    return f"Mødet er aflyst: {moede.aflyst_grund}" if moede.tilstand == Moedetilstand.AFLYST else ""


def _facts(moede):
    rows = [("Mødeleder", str(moede.moedeleder or "")), ("Sekretær", str(moede.sekretaer or ""))]
    rows += [(f"Frist for {_named(name)}", _when(getattr(moede, f"frist_{name}"))) for name in FRISTER]
    found = [{"navn": navn, "vaerdi": value} for navn, value in rows if value]
    return found + _online(moede)


def _online(moede):
    return [{"navn": "Onlinemøde", "vaerdi": "Deltag online", "url": moede.link}] if moede.link else []


def _comes(user, moede):
    """Return when who does not sit in the forum comes in, item by item: the time alone until the item is sent, and
    nothing of an item the person is kept out of. Two queries, one for nobody's guest."""
    own = Dagsordenspunkt.objects.filter(moede=moede, deltagere__bruger=user).order_by("raekkefoelge")
    mine = list(own.exclude(pk__in=own.udelukket(user).order_by().values("pk")))
    if not mine or moede.tilstand not in (Moedetilstand.PLANLAGT, Moedetilstand.I_GANG):
        return []
    times = slots(moede, list(moede.punkter.order_by("raekkefoelge")))
    named = [(f"Punkt {one.nummer}" if one.nummer else "Dit punkt", times[one.pk]) for one in mine if one.pk in times]
    return [f"{name} kl. {start:%-H.%M}–{slut:%-H.%M}" for name, (start, slut) in named]


def _named(name):
    return "kommentarer" if name == "kommentar" else name


def _when(moment):
    return f"{dato_lang(moment.astimezone(DANSK_TID))} {klokken(moment)}" if moment else ""


def _earlier_deadlines(moede):
    """Return what the deadlines were before they were changed, with the reason; one query."""
    entries = list(moede.history.order_by("history_date", "history_id"))
    found = []
    for before, after in zip(entries, entries[1:], strict=False):
        for name in FRISTER:
            old, new = getattr(before, f"frist_{name}"), getattr(after, f"frist_{name}")
            if old and old != new:
                reason = f": {after.history_change_reason}" if after.history_change_reason else ""
                day = dato_lang(after.history_date.astimezone(DANSK_TID))
                found.append(f"Frist for {_named(name)} var {_when(old)}. Ændret {day}{reason}.")
    return found


def _people(moede):
    """Return who sits in the forum on the day, by role; one query."""
    seats = Medlemskab.objects.gaeldende(moede.dato).filter(forum=moede.forum_id).select_related("bruger")
    found = {}
    for seat in seats.order_by("bruger__sortering", "pk"):
        found.setdefault(seat.bruger, []).append(seat.get_rolle_display())
    return [{"navn": str(person), "roller": ", ".join(roles) if roles != [Medlemsrolle.MEDLEM.label] else ""}
            for person, roles in found.items()]  # fmt: skip


def _links(user, moede, builds, belongs):
    own, found = adresse(moede), []
    if builds and moede.tilstand == Moedetilstand.PLANLAGT:
        found.append({"label": "Tilrettelæg dagsorden", "url": f"{own}byg/"})
    if belongs and moede.tilstand in (Moedetilstand.I_GANG, Moedetilstand.AFHOLDT):
        found.append({"label": "Fremmøde", "url": f"{own}fremmoede/"})
        found.append({"label": "Afvikling", "url": f"{own}afvikling/"})
    if moede.fase in (Moedefase.TIL_KOMMENTERING, Moedefase.REFERAT_GODKENDT) or (
        belongs and moede.tilstand == Moedetilstand.AFHOLDT
    ):
        found.append({"label": "Referat", "url": f"{own}referat/"})
    return found


def _acts(user, moede):
    return [{"label": one.label, "url": f"{adresse(moede)}{VERBER[one.name]}/"}
            for one in available(TRANSITIONS, moede, user)]  # fmt: skip
