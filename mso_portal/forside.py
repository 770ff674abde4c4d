"""Composition root: the shell's menus and the start page per role ("Kræver din handling" first)."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from indstillinger.enums import Tilstand
from indstillinger.models import Indstilling
from mso_portal.motor import sessions, ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.organisation.rules import er_administrator
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken, ugedag_dato

MENU = (("Overblik", "forside"), ("Indstillinger", "indstilling_liste"))
FODMENU = (("Tilgængelighedserklæring", "tilgaengelighed"), ("Hjælp", "hjaelp"))


def shell(request):
    """Context of every page: menus, the person, the demo's date, when the session ends."""
    user = getattr(request, "user", None)
    signed = user is not None and user.is_authenticated
    return {
        "bruger": user if signed else None,
        "menu": [_entry(label, name, request.path) for label, name in MENU] if signed else [],
        "personmenu": _person_menu(user) if signed else [],
        "fodmenu": [{"label": label, "url": reverse(name)} for label, name in FODMENU],
        "soeg_url": "",
        "notifikationer_url": "",
        "notifikationer_antal": 0,
        "session_slut": sessions.ends_at(request.session) if signed else None,
        "MSO_MILJOE": settings.MSO_MILJOE,
        "MSO_ORGANISATION": settings.MSO_ORGANISATION,
        "demodato": dato_lang(ur.i_dag()) if ur.forskydning() else "",
    }


def _entry(label, name, path):
    url = reverse(name)
    return {"label": label, "url": url, "aktuel": path == url if url == "/" else path.startswith(url)}


def _person_menu(user):
    entries = [("Min profil", "profil"), ("Hjælp", "hjaelp")]
    if er_administrator(user):
        entries.append(("Opsætning", "opsaetning"))
    return [{"label": label, "url": reverse(name)} for label, name in entries] + [
        {"label": "Log ud", "url": reverse("logud"), "post": True}
    ]


@signed_in
@require_GET
def forside(request):
    """What waits for this person, then own drafts: two queries beside the rights."""
    visible = Indstilling.objects.visible_to(request.user)
    waiting = list(visible.kraever_handling(request.user).til_liste().order_by("-redigeret_den")[:12])
    seen(request, "liste", *(paper for paper in waiting if paper.er_lukket))
    context = {
        "hilsen": f"Goddag, {request.user.fornavn}",
        "dato": ugedag_dato(ur.i_dag()),
        "ny_url": reverse("indstilling_ny"),
        "handlinger": [_action(paper, request.user) for paper in waiting],
    }
    return render(request, "forside.html", context)


def _action(paper, user):
    """Return a row of "Kræver din handling": verb, object, why."""
    approve = paper.tilstand == Tilstand.TIL_GODKENDELSE
    saved = paper.redigeret_den.astimezone(DANSK_TID)
    why = f"Sendt af {paper.sagsbehandler}" if approve else f"Gemt {dato_lang(saved)} {klokken(saved)}"
    verb = "Læs og godkend" if approve else "Skriv færdig"
    target = "indstilling_laes" if approve else "indstilling_rediger"
    return {"verbum": verb, "titel": paper.egentlig_titel, "url": reverse(target, args=[paper.nummer]),
            "hvorfor": why, "forum": paper.forum, "moede": paper.oensket_moede}  # fmt: skip
