"""Pages of the portal itself: is it up, help, accessibility. Most answer without a login."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_safe

from mso_portal.galleri import galleri
from mso_portal.motor.access import public, signed_in

TOPICS = {
    "kom-godt-i-gang": "Kom godt i gang",
    "skriv-en-indstilling": "Skriv en indstilling",
    "aaben-eller-lukket": "Åben eller lukket",
    "koordinering-og-godkendelse": "Koordinering og godkendelse",
    "indlaes-et-gammelt-skema": "Indlæs et gammelt skema",
    "laes-til-moedet": "Læs til mødet på tablet",
    "afvikl-moedet": "Afvikl mødet og skriv referat",
    "indsatsplan-og-milepaele": "Indsatsplan og milepæle",
    "kvartalsstatus": "Kvartalsstatus",
    "tastatur-og-tilgaengelighed": "Tastatur og tilgængelighed",
}


def _word(text, status=200):
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


@public
@require_safe
def sund(request):
    """Say that the process answers; nothing is asked of the database."""
    return _word("ok")


@public
@require_safe
def klar(request):
    """Say in one word whether requests can be served: 503 without a database or before its migrations."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _word("database", 503)
    return _word("migrering", 503) if behind else _word("klar")


@public
@require_safe
def robots(request):
    """Keep search engines away from everything."""
    return _word("User-agent: *\nDisallow: /\n")


@public
@require_GET
def tilgaengelighed(request):
    """Show where the municipality's statement is, and whom to write to."""
    context = {"erklaering": settings.MSO_TILGAENGELIGHEDSERKLAERING, "kontakt": settings.MSO_KONTAKT}
    return render(request, "sider/tilgaengelighed.html", context)


@public
@require_GET
def was(request):
    """Lead the address the authority looks for to the statement."""
    return redirect(settings.MSO_TILGAENGELIGHEDSERKLAERING or "tilgaengelighed")


@signed_in
@require_GET
def hjaelp(request):
    """List the topics."""
    return render(
        request,
        "sider/hjaelp.html",
        {"emner": [{"emne": key, "titel": name} for key, name in TOPICS.items()]},
    )


@signed_in
@require_GET
def hjaelp_emne(request, emne):
    """Show one topic."""
    if emne not in TOPICS:
        raise Http404
    return render(request, f"sider/hjaelp/{emne}.html", {"titel": TOPICS[emne]})


@signed_in
@require_GET
def komponenter(request):
    """Show every component in its states; mounted in the demo only."""
    return render(request, "komponenter/galleri.html", {"galleri": galleri()})


urlpatterns = [
    path("sund/", sund, name="sund"),
    path("klar/", klar, name="klar"),
    path("robots.txt", robots, name="robots"),
    path("tilgaengelighed/", tilgaengelighed, name="tilgaengelighed"),
    path("was/", was, name="was"),
    path("hjaelp/", hjaelp, name="hjaelp"),
    path("hjaelp/<slug:emne>/", hjaelp_emne, name="hjaelp_emne"),
]
