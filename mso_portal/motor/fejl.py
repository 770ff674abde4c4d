"""Error pages: what happened, what to do, one link."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

HIDDEN = {"noegle", "version", "handling", "fjernet", "afsnit", "next", "stand"}


def error_page(request, status, text=""):
    """Return the error page of a status, `text` being the reason; JSON for the scripts, which ask for it."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"fejl": text or "Det kan ikke lade sig gøre nu. Genindlæs siden."}, status=status)
    return render(request, f"fejl/{status}.html", {"grund": text}, status=status)


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
    return HttpResponse(render_to_string("fejl/500.html"), status=500)


def csrf_failure(request, reason=""):
    """Give back what was typed when our own page posts with an outdated token; refuse other origins (50 §3)."""
    origin = request.headers.get("Origin")
    own = origin is None or origin == f"{request.scheme}://{request.get_host()}"
    if not own or request.method != "POST":
        return error_page(request, 403, "Formularen kom ikke fra portalen og er afvist.")
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"fejl": "Du er logget ud."}, status=401)
    posted = [(key, value) for key, values in request.POST.lists() for value in values if key != "csrfmiddlewaretoken"]
    if sum(len(value) for _, value in posted) > 200_000:
        return error_page(request, 403, "Siden var for gammel, og teksten er for lang til at blive vist igen.")
    fields = [{"navn": key, "label": key.rpartition(":")[2].capitalize(), "vaerdi": value, "vis": _is_text(key, value)}
              for key, value in posted]  # fmt: skip
    return render(request, "fejl/403_csrf.html", {"url": request.get_full_path(), "felter": fields}, status=403)


def _is_text(key, value):
    """Say whether a posted field is something a person wrote, to be shown rather than carried along unseen."""
    return not (key in HIDDEN or key.startswith(("base:", "soeg:")) or value.isdigit() or not value)
