"""Error pages: what happened, what to do, one link."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_TITLES = {
    400: "Forespørgslen kunne ikke læses",
    403: "Det har du ikke adgang til",
    404: "Siden findes ikke",
    405: "Det kan denne side ikke",
    409: "Det kan ikke lade sig gøre nu",
    429: "Vent et øjeblik",
    500: "Der skete en fejl",
}
_TEXTS = {
    400: "Noget manglede i det, siden sendte. Gå tilbage, genindlæs siden, og prøv igen.",
    403: "Du kan se siden, men ikke gøre dette.",
    404: "Siden findes ikke, eller du har ikke adgang til den.",
    405: "Gå tilbage, og brug knapperne på siden.",
    409: "Sagen er ændret, siden du åbnede den. Gå tilbage, og læs den igen.",
    429: "Vent, til den forrige er færdig.",
    500: "Fejlen er noteret. Det, du har gemt, er i god behold. Prøv igen om lidt.",
}


def error_page(request, status, text=""):
    """Return the error page; JSON for the scripts of the edit page, which ask for it."""
    text = text or _TEXTS[status]
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"fejl": text}, status=status)
    context = {"titel": _TITLES[status], "tekst": text, "status": status}
    return render(request, "fejl/fejl.html", context, status=status)


def bad_request(request, exception=None):
    """Django's handler400."""
    return error_page(request, 400)


def permission_denied(request, exception=None):
    """Django's handler403."""
    return error_page(request, 403)


def not_found(request, exception=None):
    """Django's handler404: the same bytes whether the thing exists or is merely invisible."""
    return error_page(request, 404)


def server_error(request):
    """Django's handler500: no database, no request context."""
    return HttpResponse(render_to_string("fejl/500.html", {"kontakt": settings.MSO_KONTAKT}), status=500)


def csrf_failure(request, reason=""):
    """Give back what was typed when our own page posts with an outdated token; refuse other origins (50 §3)."""
    origin = request.headers.get("Origin")
    own = origin is None or origin == f"{request.scheme}://{request.get_host()}"
    if not own or request.method != "POST":
        return error_page(request, 403, "Formularen kom ikke fra portalen og er afvist.")
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"fejl": "Du er logget ud."}, status=401)
    hidden = {"csrfmiddlewaretoken"}
    fields = [(key, value) for key, values in request.POST.lists() for value in values if key not in hidden]
    if sum(len(value) for _, value in fields) > 200_000:
        return error_page(request, 403, "Siden var for gammel, og teksten er for lang til at blive vist igen.")
    return render(request, "fejl/403_csrf.html", {"felter": fields}, status=403)
