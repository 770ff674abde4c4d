"""Logging in and out. The demo's cast has no passwords; in drift the municipality's own login is used."""

import tomllib
from functools import cache

from django.conf import settings
from django.contrib.auth import login as start_login
from django.contrib.auth import logout
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mso_portal.motor import sessions
from mso_portal.motor.access import public, signed_in
from mso_portal.motor.log import log_event
from mso_portal.organisation.models import Bruger

BACKEND = "mso_portal.motor.backend.PersonBackend"


@public
@require_http_methods(["GET", "POST"])
def login(request):
    """Show the cast as cards and log one in (demo only); in drift say how the login is set up."""
    if request.method == "POST":
        if settings.MSO_MILJOE != "demo":
            raise Http404
        return _log_in(request)
    page = {
        "demo": settings.MSO_MILJOE == "demo",
        "kort": [],
        "naeste": _own_path(request.GET.get("next", ""), request),
    }
    if page["demo"]:
        page["kort"] = _cards()
    return render(request, "organisation/login.html", page | {"kontakt": settings.MSO_KONTAKT})


def _log_in(request):
    cast = Bruger.objects.aktive().filter(er_demo=True, brugernavn__in=card_texts())
    person = get_object_or_404(cast, brugernavn=request.POST.get("brugernavn", "").replace("\0", ""))
    start_login(request, person, backend=BACKEND)
    sessions.start(request.session)
    log_event("session.login", person, person)
    return redirect(_own_path(request.POST.get("next", ""), request) or "forside")


@signed_in
@require_POST
def logud(request):
    """End the session here; the browser is told to forget what it kept."""
    log_event("session.logud", request.user, request.user)
    logout(request)
    response = redirect("login")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@signed_in
@require_GET
def noegle(request):
    """Give a page that stood long a fresh token. The request itself has already prolonged the session."""
    return JsonResponse({"csrf": get_token(request), "slut": sessions.ends_at(request.session)})


def _own_path(path, request):
    """Return the path when it is the portal's own, else nothing."""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure())
    return path if own else ""


def _cards():
    texts = card_texts()
    cast = Bruger.objects.aktive().filter(er_demo=True, brugernavn__in=texts)
    order = list(texts)
    return sorted(
        (
            {
                "brugernavn": one.brugernavn,
                "navn": one.navn,
                "stilling": one.stilling,
                "proev": texts[one.brugernavn],
            }
            for one in cast
        ),
        key=lambda card: order.index(card["brugernavn"]),
    )


@cache
def card_texts():
    """Return what to try as each person of the login page, in the order of the fixture."""
    rows = tomllib.loads((settings.BASE_DIR / "fixtures" / "personer.toml").read_text(encoding="utf-8"))["person"]
    return {row["brugernavn"]: row["proev"] for row in rows if row.get("kort")}
