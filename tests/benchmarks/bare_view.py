"""The floors of pages: views with the portal's middleware and nothing else that is not needed."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import Context, Template
from django.urls import path

from indstillinger.models import Indstilling
from mso_portal.motor.access import signed_in

ROWS = (
    "{% for one in rows %}<tr><td>{{ one.nummer }}</td><td>{{ one.titel }}</td><td>{{ one.aabenhed }}</td>"
    "<td>{{ one.tilstand }}</td><td>{{ one.leder }}</td><td>{{ one.redigeret }}</td></tr>{% endfor %}"
)


READY = {}  # the template and the context of a page that was shown before


@signed_in
def ready(request):
    """The page's own template with its data at hand."""
    return render(request, READY["template"], READY["context"])


@signed_in
def rows(request):
    """What the list shows, fetched and counted, in the least template."""
    papers = Indstilling.objects.visible_to(request.user).filter(tilstand="kladde").til_liste()
    page = Paginator(papers.order_by("-redigeret_den", "-nummer"), 50).get_page(1)
    shown = [
        {"nummer": one.nummer, "titel": one.egentlig_titel, "aabenhed": one.get_aabenhed_display(),
         "tilstand": one.get_tilstand_display(), "leder": one.ansvarlig_leder, "redigeret": one.redigeret_den}
        for one in page
    ]  # fmt: skip
    return HttpResponse(Template(ROWS).render(Context({"rows": shown, "antal": page.paginator.count})))


urlpatterns = [path("bar/raekker/", rows), path("bar/klar/", ready)]
