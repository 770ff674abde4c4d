"""Every view declares exactly one of @public, @signed_in, @rule; one without is refused (50 §4.1)."""

from functools import wraps
from inspect import signature

from django.contrib.auth.views import redirect_to_login
from django.core import checks
from django.http import HttpResponse
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import Denied, NotNow, Unproven, require
from mso_portal.motor.workflow import OPTAGET, held


def _declare(view, access):
    view.access = access
    return view


def public(view):
    """Anybody, also anonymous: the list of such views is closed by a test."""
    return _declare(view, "public")


def signed_in(view):
    """Every active person."""
    return _declare(view, "signed_in")


def rule(key, fetch=None):
    """Ask `key` before the view runs. `fetch(user, …)` finds the object among what the user may see (Http404
    otherwise) by the URL parameters it names; the view gets the object and the URL's other parameters."""
    named = list(signature(fetch).parameters)[1:] if fetch else []

    def decorate(view):
        @wraps(view)
        def inner(request, **kwargs):
            found = admit(request.user, key, fetch, tuple(kwargs.pop(name) for name in named))
            return view(request, *found, **kwargs)

        return _declare(inner, key)

    return decorate


def admit(user, key, fetch, values):
    """Return the object of a rule, alone in a list, if it has one and the person may do `key` to it."""
    found = [fetch(user, *values)] if fetch else []
    require(user, key, *found)
    return found


class AccessMiddleware:
    """Refuse undeclared views and anonymous readers; turn refusals into pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _holds_nul(request):
            return error_page(request, 400)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = error_page(request, 405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_view(self, request, view, args, kwargs):
        access = getattr(view, "access", None)
        if access is None:
            return error_page(request, 403, "Siden har ingen adgangsregel og vises derfor ikke.")
        if access == "public" or (request.user.is_authenticated and request.user.aktiv):
            return None
        if request.method == "GET" and not request.htmx and "application/json" not in request.headers.get("Accept", ""):
            return redirect_to_login(request.get_full_path())
        return HttpResponse("Du er logget ud.", status=401, content_type="text/plain; charset=utf-8")

    def process_exception(self, request, exception):
        if isinstance(exception, Denied):
            return error_page(request, 403, str(exception))
        if isinstance(exception, NotNow):
            return error_page(request, 409, str(exception))
        if isinstance(exception, Unproven):
            return error_page(request, 503, str(exception))
        return error_page(request, 409, OPTAGET) if held(exception) else None


def _holds_nul(request):
    """Say whether the address holds the one character that PostgreSQL stores in no text: no link of ours does."""
    return "\0" in request.path or any("\0" in text for one in request.GET.lists() for text in (one[0], *one[1]))


def views(resolver=None, prefix=""):
    """Yield (route, pattern) of every URL of the portal."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry
        else:
            yield from views(entry, route)


@checks.register("portal")
def check_declared(app_configs, **kwargs):
    """System check portal.E001: a view without a declared rule."""
    return [
        checks.Error(f"{route} has no declared access rule.", id="portal.E001")
        for route, pattern in views()
        if getattr(pattern.callback, "access", None) is None
    ]
