"""What people are told of papers and of koordinering (11 §10), and how a line finds its object again."""

from django.urls import reverse

from indstillinger.models import (
    Dagsordenspunkt,
    Indstilling,
    Koordinering,
    Moede,
    Opgave,
    Referat,
    Udsendelse,
)
from mso_portal.motor.besked import declare, seen_by

declare("indstilling.frist", "Frist for indstilling", "Fristen for en indstilling, du skriver på, nærmer sig.")
declare(
    "indstilling.indsendt", "Indstilling til godkendelse", "En indstilling venter på din godkendelse.",
    straks=True, altid=True,
)  # fmt: skip
declare(
    "indstilling.returneret", "Indstilling sendt tilbage", "En indstilling er sendt tilbage til dig med en bemærkning.",
    straks=True, altid=True,
)  # fmt: skip
declare("indstilling.godkendt", "Ny godkendt indstilling", "En indstilling til et møde, du forbereder, er godkendt.")
declare(
    "koordinering.spurgt", "Du er spurgt om en indstilling", "Du er bedt om at svare på en indstilling.",
    straks=True, altid=True,
)  # fmt: skip
declare("koordinering.svar", "Svar på koordinering", "Der er nyt om koordineringen af en indstilling, du skriver på.")
declare("indstilling.lukket", "Sag er gjort lukket", "En sag, der er sendt ud, er gjort lukket.", straks=True)
declare("punkt.dagsorden", "Din sag på dagsordenen", "Der er nyt om, hvornår en af dine sager bliver behandlet.")
declare(
    "udsendelse.gennemlaesning", "Dagsorden til gennemlæsning", "En dagsorden er sendt til dig til gennemlæsning.",
    straks=True,
)  # fmt: skip
declare(
    "udsendelse.dagsorden", "Dagsorden", "Dagsordenen til et møde er sendt ud.", straks=True, altid=True
)  # fmt: skip
declare(
    "udsendelse.tillaeg", "Tillæg til dagsorden", "Der er et tillæg til dagsordenen for et møde.",
    straks=True, altid=True,
)  # fmt: skip
declare(
    "punkt.inviteret", "Du er inviteret til et punkt", "Du er inviteret til et punkt på et møde.",
    straks=True, altid=True,
)  # fmt: skip
declare("moede.aendret", "Møde ændret", "Et møde er planlagt, flyttet eller aflyst.", straks=True)
declare(
    "referat.kommentering", "Referat til kommentering", "Et referat er klar, og du kan komme med bemærkninger.",
    straks=True, altid=True,
)  # fmt: skip
declare("referat.godkendt", "Referat godkendt", "Et referat er godkendt eller rettet.")
declare("opgave.givet", "Du har en opgave", "Du har fået en opgave efter et møde.", straks=True, altid=True)
declare("opgave.frist", "Frist for opgave", "Fristen for en opgave nærmer sig eller er overskredet.")
declare("opgave.svar", "Svar på opgave", "Der er svar på en opgave, du har stillet.")
declare("sag.uden_moede", "Sag uden møde", "En udsat sag har endnu ikke et nyt møde.")
declare("moede.frist", "Frist på møde", "En frist for et møde, du forbereder, er overskredet.")


def _requests(user):
    return Koordinering.objects.visible_to(user).select_related("indstilling")


def _paper_url(paper):
    return reverse("indstilling_laes", args=[paper.nummer])


def _request_url(request):
    return reverse("koordinering", args=[request.indstilling.nummer])


def _meeting_url(moede):
    return f"/moeder/{moede.noegle}/"


def _items(user):
    """A guest is invited before anything is sent, and then reads nothing but date and place."""
    return Dagsordenspunkt.objects.filter(moede__in=Moede.objects.visible_to(user)).select_related("moede")


def _item_url(punkt):
    return f"/moeder/{punkt.moede.noegle}/"


def _sendings(user):
    own = Udsendelse.objects.filter(modtagere__bruger=user, moede__in=Moede.objects.visible_to(user))
    return own.select_related("moede")


def _sending_url(udsendelse):
    return f"/moeder/{udsendelse.moede.noegle}/"


def _minutes(user):
    return Referat.objects.visible_to(user).select_related("moede")


def _minutes_url(referat):
    return f"/moeder/{referat.moede.noegle}/referat/{referat.nr}/"


def _task_url(opgave):
    return f"/opgaver/{opgave.nummer}/"


seen_by(Indstilling, Indstilling.objects.visible_to, _paper_url)
seen_by(Koordinering, _requests, _request_url)
seen_by(Moede, Moede.objects.visible_to, _meeting_url)
seen_by(Dagsordenspunkt, _items, _item_url)
seen_by(Udsendelse, _sendings, _sending_url)
seen_by(Referat, _minutes, _minutes_url)
seen_by(Opgave, Opgave.objects.visible_to, _task_url)
