"""What an amount or a time is read as, while it is typed: the same readers as the form (40 §6.5)."""

from datetime import date

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.vaerdier import kroner, tidspunkt


@signed_in
@require_GET
def laes_kroner(request):
    """Read `tekst` as an amount in the column's unit."""
    enhed = "kr" if request.GET.get("enhed") == "kr" else "tkr"
    reading = kroner.laes(request.GET.get("tekst", ""), enhed)
    return JsonResponse({"ekko": kroner.ekko(reading), "slags": "info" if reading.godtaget else "obs", "forslag": ""})


@signed_in
@require_GET
def laes_tidspunkt(request):
    """Read `tekst` as a time against `ref` (ISO), else today."""
    try:
        reference = date.fromisoformat(request.GET.get("ref", ""))
    except ValueError:
        reference = ur.i_dag()
    reading = tidspunkt.laes(request.GET.get("tekst", ""), reference)
    slags = "obs" if reading.praecision == "fritekst" else "info"
    return JsonResponse({"ekko": tidspunkt.ekko(reading), "slags": slags, "forslag": tidspunkt.forslag(reading)})
