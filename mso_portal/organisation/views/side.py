"""The two kinds of page that Opsætning and the profile are made of: overview with tables, and form."""

from django.contrib import messages
from django.shortcuts import redirect, render

from mso_portal.motor.rules import NotNow
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


def form_page(request, form, act, *, titel, tilbage, besked="Gemt.", videre=None, **page):
    """Show a form; when it was posted and is valid, run `act(by=…, **cleaned_data)`, say `besked` and go on.

    422 with the summary for what must be put right, 409 when the verb could not be done now: the text stays.
    """
    status = 200
    if request.method == "POST":
        done, status = _attempt(form, act, request.user)
        if done:
            messages.success(request, besked)
            return redirect(videre or tilbage[0])
    errors = form.error_list() if form.is_bound else []
    page |= {"titel": titel, "tilbage_url": tilbage[0], "tilbage_tekst": tilbage[1], "form": form}
    page |= {"fejl": errors, "fejlantal": len(errors), "fejltitel": _summary(errors, status)}
    defaults = {"knap": "Gem", "fare": False, "manchet": "", "effekter": [], "handlinger": []}
    return render(request, "organisation/formular.html", defaults | page, status=status)


def _summary(errors, status):
    return "Det kan ikke lade sig gøre nu" if status == 409 else f"Ret {len(errors)} fejl, før du gemmer"


def _attempt(form, act, user):
    """Return whether the verb was done, and the status of the page otherwise."""
    if not form.is_valid():
        return False, 200 if form.searching else 422
    try:
        act(by=user, **form.cleaned_data)
    except NotNow as reason:
        form.refuse(str(reason))
        return False, 409
    return True, 302
