"""Comments on a paper: threads by section, for those who write and prepare it."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indstillinger.forms.kommentar import Startform, Tekstform
from indstillinger.forms.skema import RAEKKESLAGS
from indstillinger.models.anker import AFSNIT, row_of, section_of
from indstillinger.views.find import paper as find_paper
from indstillinger.views.laes import head
from indstillinger.workflow import kommentar as verb
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

UDEN_AFSNIT, VAEK = "Uden afsnit", "Punktet findes ikke længere"
SHORT = 60


@rule("indstilling.laes", find_paper)
@require_http_methods(["GET", "POST"])
def vis(request, paper):
    """Every thread by section, open ones first; a post begins a new one."""
    if request.method == "GET":
        return _page(request, paper)
    require(request.user, "kommentar.skriv", paper)
    form = Startform(request.POST, steder=_places(paper, request.POST.get("felt", "")))
    return _act(request, paper, "", form, lambda **given: verb.start(paper, by=request.user, **given))


def _act(request, paper, key, form, act):
    """Run a verb with what its form holds; the page comes back with the text when it cannot be done."""
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    status = 422
    try:
        if form.is_valid():
            act(noegle=request.POST["noegle"], **form.cleaned_data)
            messages.success(request, "Kommentaren er gemt.")
            return _back(paper, key)
    except NotNow as reason:
        form.refuse(str(reason))
        status = 409
    return _page(request, paper, {key: form}, status)


def _back(paper, key):
    url = reverse("indstilling_kommentarer", args=[paper.nummer])
    return redirect(f"{url}#{key}" if key else url)


def thread_of(user, nr, traad):
    """Return a thread that the person may see, else 404."""
    paper = find_paper(user, nr)
    for one in verb.comments_for(user, paper):
        if one.traad.uuid == traad:
            one.traad.indstilling = paper
            return one.traad
    raise Http404


def comment_of(user, nr, kommentar):
    """Return a comment that the person may see, else 404."""
    paper = find_paper(user, nr)
    for one in verb.comments_for(user, paper):
        if one.uuid == kommentar:
            one.traad.indstilling = paper
            return one
    raise Http404


@rule("kommentar.loes", thread_of)
@require_POST
def svar(request, thread):
    """Reply in a thread."""
    key = f"traad-{thread.uuid}"
    form = Tekstform(request.POST, prefix=key)
    return _act(request, thread.indstilling, key, form, lambda **given: verb.reply(thread, by=request.user, **given))


@rule("kommentar.loes", thread_of)
@require_POST
def loes(request, thread):
    """Settle a thread."""
    return _press(request, thread.indstilling, verb.resolve, thread, "Tråden er løst.")


@rule("kommentar.loes", thread_of)
@require_POST
def genaabn(request, thread):
    """Open a settled thread again."""
    return _press(request, thread.indstilling, verb.reopen, thread, "Tråden er åben igen.")


@rule("kommentar.ret", comment_of)
@require_POST
def ret(request, comment):
    """Change one's own comment within 15 minutes."""
    key = f"kommentar-{comment.uuid}"
    form = Tekstform(request.POST, prefix=key)
    paper = comment.traad.indstilling
    return _act(request, paper, key, form, lambda **given: verb.edit(comment, by=request.user, **given))


@rule("kommentar.ret", comment_of)
@require_POST
def streg(request, comment):
    """Strike out one's own comment."""
    return _press(request, comment.traad.indstilling, verb.strike, comment, verb.UDSTREGET)


def _press(request, paper, act, obj, besked):
    """Do at once what a button says."""
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    act(obj, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, besked)
    return _back(paper, "")


def _page(request, paper, forms=None, status=200):
    if paper.er_lukket:
        seen(request, "vis", paper)
    forms = forms or {}
    writes = bool(ask(request.user, "kommentar.skriv", paper))
    fejl = [one for form in forms.values() for one in form.error_list()]
    felt = request.GET.get("felt", "")
    start = forms.get("") or Startform(steder=_places(paper, felt), initial={"felt": felt})
    context = {
        **head(paper), "indstilling": paper, "tilbage_url": f"/indstillinger/{paper.nummer}/",
        "afsnit": _sections(request.user, paper, forms, writes), "form": start if writes else None, "noegle": uuid4(),
        "fejl": fejl, "fejlantal": len(fejl),
        "fejltitel": "Det kan ikke lade sig gøre nu" if status == 409 else "Ret dette, før kommentaren kan gemmes",
    }  # fmt: skip
    return render(request, "indstillinger/kommentarer.html", context, status=status)


def _places(paper, felt):
    """Return the rows a comment can be about: the points, and the row that was asked for; [(felt, label)]."""
    places = [
        (f"beslutningspunkt:{row.uuid}", f"Punkt {nr}: {_short(row.tekst)}")
        for nr, row in enumerate(paper.beslutningspunkt_raekker.all(), 1)
    ]
    if felt not in dict(places) and (row := row_of(paper, felt)):
        places.append((felt, f"{RAEKKESLAGS[felt.partition(':')[0]].navn.capitalize()}: {_short(str(row))}"))
    return places


def _short(text):
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def _sections(user, paper, forms, writes):
    """Return the sections that have threads, in the order of the document; those without their anchor come last."""
    threads = {}
    for one in verb.comments_for(user, paper):
        threads.setdefault(one.traad, []).append(one)
    rows = _row_numbers(paper, {thread.felt.partition(":")[0] for thread in threads if ":" in thread.felt})
    found = {name: [] for name in [*AFSNIT, ""]}
    for thread, comments in threads.items():
        lost = ":" in thread.felt and thread.felt not in rows
        section = "" if lost else section_of(thread.felt) or ""
        found[section].append(_thread(user, thread, comments, rows.get(thread.felt, ""), forms, writes, not section))
    return [_section(name, shown) for name, shown in found.items() if shown]


def _section(name, threads):
    """Return a section's threads, the settled ones folded unless one of them has a text to be mended."""
    settled = [one for one in threads if one["loest"]]
    return {
        "id": name or "uden-afsnit", "titel": AFSNIT.get(name, UDEN_AFSNIT), "loeste": settled,
        "aabne": [one for one in threads if not one["loest"]], "udfoldet": any(one["aaben"] for one in settled),
    }  # fmt: skip


def _row_numbers(paper, kinds):
    """Return {felt: "Punkt 2"} of the rows of these kinds; a query a kind."""
    names = {}
    for kind in sorted(kinds & set(RAEKKESLAGS)):
        rows = getattr(paper, f"{kind}_raekker").all()
        label = RAEKKESLAGS[kind].navn.capitalize()
        names |= {f"{kind}:{row.uuid}": f"{label} {getattr(row, 'nr', nr)}" for nr, row in enumerate(rows, 1)}
    return names


def _thread(user, thread, comments, place, forms, writes, lost):
    key = f"traad-{thread.uuid}"
    loest = f"Løst af {thread.loest_af} {_when(thread.loest_den)}" if thread.loest_den else ""
    return {
        "id": key, "uuid": thread.uuid, "titel": place or (VAEK if lost else "Hele afsnittet"),
        "uddrag": thread.uddrag if lost or place else "", "loest": loest, "skriver": writes,
        "kommentarer": [_comment(user, one, forms, writes) for one in comments],
        "form": forms.get(key) or Tekstform(prefix=key), "aaben": key in forms,
        "noegler": [uuid4() for _ in range(2)],
    }  # fmt: skip


def _comment(user, one, forms, writes):
    key = f"kommentar-{one.uuid}"
    own = writes and one.skrevet_af_id == user.pk and not one.streget_den
    form = forms.get(key) or Tekstform(prefix=key, initial={"tekst": one.tekst})
    return {
        "id": key, "uuid": one.uuid, "navn": str(one.skrevet_af), "tekst": "" if one.streget_den else one.tekst,
        "tid": _when(one.skrevet_den) + (", rettet" if one.rettet_den else ""),
        "streget": verb.UDSTREGET if one.streget_den else "", "egen": own,
        "form": form if own and (verb.is_editable(one) or key in forms) else None, "aaben": key in forms,
        "noegler": [uuid4() for _ in range(2)],
    }  # fmt: skip


def _when(moment):
    return f"{dato_lang(moment.astimezone(DANSK_TID))} {klokken(moment)}"
