"""The demo's mailbox: each person reads the mails to himself. Mounted in the demo only."""

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from mso_portal.motor.access import signed_in
from mso_portal.motor.postkasse import received
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken


@signed_in
@require_GET
def demopost(request):
    """List one's own mails, newest first."""
    rows = [_row(mail) for mail in received(request.user.email or "")]
    columns = [{"tekst": "Emne"}, {"tekst": "Modtaget"}]
    return render(request, "demopost.html", {"kolonner": columns, "raekker": rows})


def _row(mail):
    subject = {"tekst": mail["emne"], "label": "Emne", "url": reverse("demopost_mail", args=[mail["navn"]])}
    return {"celler": [subject, {"tekst": _moment(mail["tid"]), "label": "Modtaget", "url": ""}]}


def _moment(tid):
    return f"{dato_lang(tid.astimezone(DANSK_TID))} {klokken(tid)}"


@signed_in
@require_GET
def demopost_mail(request, navn):
    """Show one of one's own mails; another's is not found."""
    mail = next((one for one in received(request.user.email or "") if one["navn"] == navn), None)
    if mail is None:
        raise Http404
    return render(request, "demopost_mail.html", {"emne": mail["emne"], "tid": _moment(mail["tid"]),
                                                  "til": request.user.email, "tekst": mail["tekst"]})  # fmt: skip


urlpatterns = [
    path("demo/post/", demopost, name="demopost"),
    path("demo/post/<slug:navn>/", demopost_mail, name="demopost_mail"),
]
