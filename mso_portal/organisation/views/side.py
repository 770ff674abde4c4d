"""The two kinds of page that Opsætning and the profile are made of: overview with tables, and form."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render

from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import claim
from mso_portal.vaerdier.datoer import dato_kort

FOREVER = "fortsat"


def overview(request, titel, tilbage, **blocks):
    """Show stamdata, sections with a table each, and links to what can be done; `tilbage` is (url, name)."""
    page = {"stamdata": [], "afsnit": [], "maerker": [], "fakta": [], "links": [], "handlinger": []}
    page |= {"titel": titel, "tilbage_url": tilbage[0], "tilbage_tekst": tilbage[1]}
    return render(request, "organisation/oversigt.html", page | blocks)


def section(titel, columns, rows, tom, *links):
    """Return a section: rows are lists of texts, the first of which is (text, url) or a text."""
    return {
        "titel": titel,
        "kolonner": [{"tekst": column} for column in columns],
        "raekker": [{"celler": [_cell(*pair) for pair in zip(columns, row, strict=True)]} for row in rows],
        "tom": tom,
        "links": [{"label": label, "url": url} for label, url in links],
    }


def _cell(column, value):
    text, url = value if isinstance(value, tuple) else (value, "")
    return {"tekst": text, "label": column, "url": url}


def days(row):
    """Return the first and the last day of a period as cells."""
    return [dato_kort(row.fra), dato_kort(row.til) if row.til else FOREVER]


def posted(request):
    """Return what a form is bound to: an empty POST is a POST."""
    return request.POST if request.method == "POST" else None


def form_page(
    request, form, act, *, titel, tilbage, besked="Gemt.", videre=None, skabelon="organisation/formular.html", **page
):
    """Show a form; when it was posted and is valid, run `act(by=…, **cleaned_data)`, say `besked` and go on.

    422 with the summary for what must be put right, also when the verb found it, 409 when the verb could not be done
    now: the text stays.
    """
    status = 200
    if request.method == "POST":
        done, status = _attempt(request, form, act)
        if done:
            if besked:  # else the act said by itself what came of it
                messages.success(request, besked)
            return redirect(videre or tilbage[0])
    errors = form.error_list() if form.is_bound else []
    page |= {"titel": titel, "tilbage_url": tilbage[0], "tilbage_tekst": tilbage[1], "form": form, "noegle": uuid4()}
    page |= {"fejl": errors, "fejlantal": len(errors), "fejltitel": _summary(form, errors, status)}
    defaults = {"knap": "Gem", "fare": False, "manchet": "", "effekter": [], "handlinger": []}
    return render(request, skabelon, defaults | page, status=status)


def _summary(form, errors, status):
    """What stands above the list; a form that asks instead of refusing has its own words."""
    if status == 409:
        return "Det kan ikke lade sig gøre nu"
    return getattr(form, "fejltitel", "") or f"Ret {len(errors)} fejl, før du gemmer"


def _attempt(request, form, act):
    """Return whether the verb was done, by this press or the one before it, and the status of the page otherwise."""
    try:
        with transaction.atomic():
            noegle = request.POST.get("noegle")
            if noegle and not claim(noegle, request.user, request.resolver_match.view_name):
                return True, 302
            if form.is_valid():
                act(by=request.user, **form.cleaned_data)
                return True, 302
            transaction.set_rollback(True)
            return False, 200 if form.searching else 422
    except ValidationError as error:
        form.blame(error)
        return False, 422
    except NotNow as reason:
        form.refuse(str(reason))
        return False, 409
