"""What people are told of papers and of koordinering (11 §10), and how a line finds its object again."""

from django.urls import reverse

from indstillinger.models import Indstilling, Koordinering
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


def _requests(user):
    return Koordinering.objects.visible_to(user).select_related("indstilling")


def _paper_url(paper):
    return reverse("indstilling_laes", args=[paper.nummer])


def _request_url(request):
    return reverse("koordinering", args=[request.indstilling.nummer])


seen_by(Indstilling, Indstilling.objects.visible_to, _paper_url)
seen_by(Koordinering, _requests, _request_url)
