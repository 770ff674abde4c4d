"""Verbs of a running meeting as pages: start, end, reopen, an item not reached or put off, who came, what was handed
out."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indstillinger.enums_moede import Fremmoedestatus, Moedetilstand
from indstillinger.forms.afvikling_verber import (
    FravaerForm,
    FremmoedeForm,
    GenaabnForm,
    StartForm,
    UddelForm,
    UdsaetForm,
    Verbumform,
)
from indstillinger.views.find_moede import adresse, fanetitel, noted, punktadresse, titel
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.views.find_moede import punkt as find_punkt
from indstillinger.workflow import afvikling as verb
from indstillinger.workflow.referatlinjer import hand_out
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.filer import Afvist, accept
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted

SKABELON = "indstillinger/indstilling_verbum.html"


def _of_meeting(transition, act, form, goes):
    """Return the page of a verb of the meeting; `goes` is where it leads, below the meeting's address."""

    @rule(transition.rule, find_moede)
    @require_http_methods(["GET", "POST"])
    def view(request, moede):
        return _verb(request, transition, moede, act, form, adresse(moede), str(moede), f"{adresse(moede)}{goes}")

    return view


def _of_item(transition, act, form):
    """Return the page of a verb of an item."""

    @rule(transition.rule, find_punkt)
    @require_http_methods(["GET", "POST"])
    def view(request, punkt):
        noted(request, punkt)
        back = punktadresse(punkt, "afvikling")
        return _verb(request, transition, punkt, act, form, back, titel(punkt), back, fanetitel=fanetitel(punkt))

    return view


def _verb(request, transition, obj, act, form, back, name, goes, **page):
    if not (answer := fits(transition, obj)):
        raise NotNow(answer.reason)
    if request.method == "POST" and not (request.POST.get("noegle") and request.POST.get("version", "").isdecimal()):
        return error_page(request, 400)
    shown = form(obj, posted(request), initial={"version": obj.version})
    return form_page(
        request, shown, lambda by, **data: act(obj, by=by, **data), titel=transition.label, tilbage=(back, name),
        knap=transition.label, besked=transition.done.format(sag=obj), effekter=list(transition.effects_text),
        videre=goes, **page,
    )  # fmt: skip


def _plain(obj, *args, **kwargs):
    return Verbumform(*args, **kwargs)


def _start_form(moede, *args, **kwargs):
    return StartForm(*args, moede=moede, **kwargs)


def _reopen_form(moede, *args, **kwargs):
    return GenaabnForm(*args, **kwargs)


def _postpone_form(punkt, *args, **kwargs):
    return UdsaetForm(*args, punkt=punkt, **kwargs)


def _postpone(punkt, moede=None, **said):
    return verb.postpone(punkt, moede, **said)


start = _of_meeting(verb.START, verb.start, _start_form, "fremmoede/")
afslut = _of_meeting(verb.FINISH, verb.finish, _plain, "")
genaabn = _of_meeting(verb.REOPEN, verb.reopen, _reopen_form, "afvikling/")
ikke_naaet = _of_item(verb.NOT_REACHED, verb.not_reached, _plain)
udsaet = _of_item(verb.POSTPONE, _postpone, _postpone_form)


@rule("moede.afvikling", find_moede)
@require_http_methods(["GET", "POST"])
def fremmoede(request, moede):
    """Who came: the sekretær writes it while the meeting goes on, the forum's own people read it."""
    rows = list(moede.fremmoeder.select_related("bruger", "stedfortraeder").order_by("pk"))
    people = [row for row in rows if row.bruger_id]
    running = moede.tilstand == Moedetilstand.I_GANG
    if request.method == "POST":
        require(request.user, "moede.fremmoede", moede)
        if not running:
            raise NotNow(verb.IKKE_I_GANG)
        if not request.POST.get("noegle"):
            return error_page(request, 400)
    if not (running and ask(request.user, "moede.fremmoede", moede)):
        return _attendance(request, moede, rows)
    form = FremmoedeForm(_filled(request, people), rows=people, moede=moede)
    guests = ", ".join(row.navn for row in rows if row.navn)
    return form_page(
        request, form, lambda by, **data: _set(moede, form, by), titel="Fremmøde", tilbage=(adresse(moede), str(moede)),
        besked="Fremmødet er gemt.", videre=f"{adresse(moede)}afvikling/",
        manchet=f"Gæster: {guests}" if guests else "", skabelon="indstillinger/fremmoede.html",
        alle={"navn": "alle", "vaerdi": "ja", "tekst": "Alle andre er til stede"}, gem={"tekst": "Gem fremmøde"},
    )  # fmt: skip


def _filled(request, people):
    """Return what was posted; »Alle andre er til stede« sets those nothing was said of."""
    if request.method != "POST" or not request.POST.get("alle"):
        return posted(request)
    post = request.POST.copy()
    for row in people:
        name = f"p{row.bruger_id}"
        if post.get(name, Fremmoedestatus.IKKE_OPLYST) == Fremmoedestatus.IKKE_OPLYST:
            post[name] = Fremmoedestatus.TIL_STEDE
    return post


def _set(moede, form, by):
    statuses, deputies = form.statuses()
    verb.set_fremmoede(moede, statuses, by=by, stedfortraedere=deputies)
    if name := form.cleaned_data["gaest"].strip():
        verb.add_gaest(moede, by=by, navn=name)


def _attendance(request, moede, rows):
    """Show the list to who only reads it."""
    shown = [{"navn": str(row), "vaerdi": row.get_status_display()
              + (f" ({row.stedfortraeder} i stedet)" if row.stedfortraeder else "")} for row in rows]  # fmt: skip
    context = {"titel": "Fremmøde", "tilbage_url": adresse(moede), "tilbage_tekst": str(moede), "raekker": shown}
    return render(request, "indstillinger/fremmoede_laes.html", context)


@rule("referat.skriv", find_punkt)
@require_http_methods(["GET", "POST"])
def fravaer(request, punkt):
    """Who was away under this one item."""
    refused = _check(request, punkt)
    if refused:
        return refused
    noted(request, punkt)
    rows = [row for row in punkt.moede.fremmoeder.select_related("bruger").order_by("pk") if row.bruger_id]
    stored = {row.bruger_id: row.grund for row in punkt.fravaer.order_by("pk")}
    form = FravaerForm(posted(request), rows=rows, stored=stored)

    def act(by, **data):
        for name, person in form.people.items():
            if data[name] != stored.get(person.pk, ""):
                verb.set_fravaer(punkt, person, data[name], by=by)

    back = punktadresse(punkt, "afvikling")
    return form_page(
        request, form, act, titel="Fravær under punktet", tilbage=(back, titel(punkt)), besked="Fraværet er gemt.",
        effekter=["Fraværet står i referatet under punktet.", "Den, der er inhabil, melder det på punktets side."],
    )  # fmt: skip


def _check(request, punkt):
    if punkt.moede.tilstand != Moedetilstand.I_GANG:
        raise NotNow(verb.IKKE_I_GANG)
    missing = request.method == "POST" and not request.POST.get("noegle")
    return error_page(request, 400) if missing else None


@rule("referat.skriv", find_punkt)
@require_http_methods(["GET", "POST"])
def uddel(request, punkt):
    """Put a paper handed out in the meeting on the item."""
    refused = _check(request, punkt)
    if refused:
        return refused
    noted(request, punkt)
    post = request.method == "POST"
    form = UddelForm(posted(request), request.FILES if post else None)
    if post and form.is_valid():
        try:
            return _hand_out(request, punkt, form.cleaned_data)
        except Afvist as reason:
            form.add_error("fil", str(reason))
    back = punktadresse(punkt, "afvikling")
    return form_page(
        request, form, _never, titel="Uddel et bilag", tilbage=(back, titel(punkt)), knap="Uddel",
        skabelon="indstillinger/uddel.html",
    )  # fmt: skip


def _never(by, **data):
    """The file is handed out before the form is drawn: a form that comes here has something to be put right."""
    raise NotNow("Vælg filen igen.")


def _hand_out(request, punkt, said):
    upload = said["fil"]
    fil, navn = accept(upload, upload.name)
    row = hand_out(
        punkt, said["titel"], fil, navn, said["aabenhed"], by=request.user, hjemmel=said["hjemmel"],
        begrundelse=said["begrundelse"], noegle=request.POST["noegle"],
    )  # fmt: skip
    if row:
        messages.success(request, f"Bilag {row.nr} er uddelt.")
    return redirect(punktadresse(punkt, "afvikling"))
