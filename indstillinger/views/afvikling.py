"""The page where the minutes are written while the meeting goes on; members read it as it stands (40 §7.3)."""

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indstillinger.enums_moede import Punkttilstand, Referatslags
from indstillinger.forms import afvikling as skema
from indstillinger.forms.afvikling_verber import AlleForm
from indstillinger.forms.kontrol import Tastet
from indstillinger.forms.rediger import address
from indstillinger.models import Importfelt, Referatpunkt
from indstillinger.views.afvikling_side import draw, fraser, kan_skrive
from indstillinger.views.find_moede import adresse, naboer, noted, numbered, punktadresse, titel
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.views.find_moede import punkt as find_punkt
from indstillinger.workflow import afvikling as verb
from indstillinger.workflow import mindretal, referatlinjer, referatraekker
from indstillinger.workflow.opgaveudkast import delete_draft, draft
from indstillinger.workflow.referatfelter import save_fields
from mso_portal.motor.access import rule
from mso_portal.motor.editor import EDITOR_CSP
from mso_portal.motor.fejl import error_page
from mso_portal.motor.history.diff import compare_text
from mso_portal.motor.lock import Change
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier import tidspunkt
from mso_portal.vaerdier.rigtekst import plain

SHOW = {"ens": "ens", "tilfoejet": "ind", "fjernet": "ud"}
FELTNAVNE = {**skema.LABELS, "udfald": "Udfald", "udsat_til": "Udsat til", "ansvarlig": "Ansvarlig",
             "uden_frist": "Uden frist"}  # fmt: skip
AFVIGENDE = "Afvigende mening"
SAMMEN = ("ordlyd", "tekst", "udestaar", "begrundelse")  # two texts of these can stand after each other


@rule("moede.afvikling", find_moede)
@require_GET
def foerste(request, moede):
    """Go to the first item that is still to be treated, else the first of all."""
    items = numbered(request.user, moede)
    if not items or moede.tilstand == moede.Tilstand.PLANLAGT:
        return _not_running(request, moede)
    still = [one for one in items if one.tilstand == Punkttilstand.OPTAGET]
    return redirect(punktadresse((still or items)[0], "afvikling"))


def _not_running(request, moede):
    starts = moede.tilstand == moede.Tilstand.PLANLAGT and ask(request.user, "moede.start", moede)
    context = {
        "titel": "Afvikling", "tilbage_url": adresse(moede), "tilbage_tekst": str(moede),
        "knap_tekst": "Start mødet" if starts else "", "knap_url": f"{adresse(moede)}start/" if starts else "",
    }  # fmt: skip
    return render(request, "indstillinger/afvikling_venter.html", context)


@rule("punkt.laes", find_punkt)
@require_http_methods(["GET", "POST"])
@csp_update(EDITOR_CSP)
def afvikling(request, punkt):
    """Show the item's rows; a post saves every field and then does what its button asked for."""
    require(request.user, "moede.afvikling", punkt.moede)
    require(request.user, "punkt.foelg", punkt)
    referat = referatraekker.newest(punkt.moede)
    if request.method == "POST":
        return _post(request, punkt, referat)
    if referat is None:
        return _not_running(request, punkt.moede)
    return draw(request, punkt, referat)


def _post(request, punkt, referat):
    require(request.user, "referat.skriv", punkt)
    handling = request.POST.get("handling", "").removeprefix("gem")
    changes = skema.changes_of(request.POST)
    if not changes and not handling:
        return error_page(request, 400)
    try:
        gemt = save_fields(punkt, changes, by=request.user, fravalgt=_rejected(request.POST))
    except NotNow as refusal:
        if referat is None:
            raise
        return _refused(request, punkt, referat, changes, str(refusal))
    if not gemt.clean:
        return _returned(request, punkt, referat, changes, gemt)
    if not handling:
        messages.success(request, "Gemt.")
    try:
        return redirect(_go_on(request, punkt, handling))
    except NotNow as refusal:
        return draw(request, punkt, referat, None, 409, [{"id": "indhold", "tekst": str(refusal)}])


def _rejected(post):
    return {key.removeprefix("fravalgt:"): post[key] for key in post if key.startswith("fravalgt:")}


def _texts(changes):
    return {navn: one.text for navn, one in changes.items()}


def _refused(request, punkt, referat, changes, reason):
    kept = Tastet(tekster=_texts(changes), baser={navn: one.base for navn, one in changes.items()})
    return draw(request, punkt, referat, kept, 409, [{"id": "indhold", "tekst": reason}])


def _returned(request, punkt, referat, changes, gemt):
    """Draw the page with conflicts and messages at their fields, and everything typed there."""
    boxes = {navn: conflict_box(navn, one) for navn, one in gemt.konflikter.items()}
    typed = {navn: text for navn, text in _texts(changes).items() if navn in boxes or navn in gemt.fejl}
    tastet = Tastet(tekster=typed, fejl=gemt.fejl, konflikter=boxes,
                    baser={navn: one["base"] for navn, one in gemt.konflikter.items()})  # fmt: skip
    fejl = [{"id": f"felt-{navn}", "tekst": text} for navn, text in gemt.fejl.items()]
    fejl += [{"id": f"konflikt-{navn}", "tekst": f"{one['felt']} er ændret af en anden. Vælg tekst."}
             for navn, one in boxes.items()]  # fmt: skip
    return draw(request, punkt, referat, tastet, 409 if boxes else 422, fejl)


def conflict_box(navn, conflict):
    """Return the inputs of the conflict component: both texts with their differences."""
    felt = navn.rpartition(":")[2]
    parts = compare_text(plain(conflict["gemt"]), plain(conflict["min"]))
    return {
        "felt": FELTNAVNE.get(felt, AFVIGENDE), "navn": navn, "af": conflict["af"] or "En anden", "kl": conflict["kl"],
        "min_dele": [{"slags": SHOW[part.kind], "tekst": part.text} for part in parts if part.kind != "fjernet"],
        "gemt_dele": [{"slags": SHOW[part.kind], "tekst": part.text} for part in parts if part.kind != "tilfoejet"],
        "gemt": conflict["gemt"], "gemt_base": conflict["base"],
        "begge": felt in SAMMEN or mindretal.er_mindretal(felt),
    }  # fmt: skip


def _go_on(request, punkt, handling):
    """Do what the button asked for; return the address to go on at."""
    kind, _, target = handling.partition(":")
    own, post = punktadresse(punkt, "afvikling"), request.POST
    if kind in ("faerdig", "videre"):
        return _leave(request, punkt, kind)
    if kind == "find":
        return address(own, post, soeg=f"{target}={post.get(f'soeg:{target}', '')}", anker=f"felt-{target}")
    if kind in ACTS:
        extra = ACTS[kind](request, punkt, target)
        return address(own, post, **extra)
    return address(own, post)


def _leave(request, punkt, kind):
    _, after = naboer(numbered(request.user, punkt.moede), punkt)
    if kind == "faerdig" and punkt.tilstand == Punkttilstand.OPTAGET:
        verb.treat(punkt, by=request.user)
        messages.success(request, f"Punkt {punkt.nummer} er færdigt.")
    return punktadresse(after, "afvikling") if after else f"{adresse(punkt.moede)}"


def _add(request, punkt, slags):
    if slags == "opgave":
        return _task(request, punkt, "")
    if slags not in referatraekker.FELTER:
        raise NotNow("Vælg, hvad der skal tilføjes.")
    row = referatraekker.add_raekke(referatraekker.newest(punkt.moede), punkt, slags, by=request.user)
    return {"fokus": str(row.uuid), "anker": f"raekke-{row.uuid}"}


def _row(punkt, uuid):
    rows = Referatpunkt.objects.filter(punkt=punkt, referat=referatraekker.newest(punkt.moede))
    found = rows.select_related("punkt__moede__forum").filter(uuid=uuid).first() if _is(uuid) else None
    if found is None:
        raise NotNow(referatraekker.FJERNET)
    return found


def _is(uuid):
    return referatraekker.is_uuid(uuid)


def _task(request, punkt, uuid):
    """Write a task of a row's text, or one with room for its own."""
    row = _row(punkt, uuid) if uuid else None
    text = (row.vedtaget_ordlyd or plain(row.tekst)) if row else "Ny opgave"
    try:
        made = draft(punkt, text[:500], by=request.user, raekke_uuid=row.uuid if row else None)
    except ValidationError as error:
        raise NotNow(" ".join(error.messages)) from None
    return {"fokus": str(made.uuid), "anker": f"raekke-{made.uuid}"}


def _dissent(request, punkt, uuid):
    """Make room for one more view on a decision; it is there when something is written."""
    row, chosen = _row(punkt, uuid), request.POST.get(f"hvem:{uuid}", "")
    if not punkt.moede.forum.afvigende_mening or row.slags != Referatslags.BESLUTTET:
        raise NotNow(mindretal.FOERES_IKKE)
    if chosen not in {str(person.pk) for person in mindretal.people(punkt)}:
        raise NotNow(mindretal.VAR_IKKE_MED)
    navn = f"{row.uuid}:{mindretal.felt_of(chosen)}"
    return {"mindretal": navn, "anker": f"felt-{navn}"}


def _remove(request, punkt, uuid):
    row = _row(punkt, uuid)
    same = Referatpunkt.objects.filter(referat=row.referat_id, punkt=punkt, slags=row.slags, pk__lte=row.pk)
    nr = same.count()
    referatraekker.remove_raekke(row, by=request.user)
    return {"fjernet": f"{row.slags}:{uuid}:{nr}", "anker": f"raekker-{row.slags}"}


def _undo(request, punkt, uuid):
    row = referatraekker.undo_remove(punkt, uuid, by=request.user)
    return {"fokus": str(row.uuid), "anker": f"raekke-{row.uuid}"}


def _drop_task(request, punkt, uuid):
    task = punkt.opgaver.select_related("punkt__moede__forum").filter(uuid=uuid).first() if _is(uuid) else None
    if task is None:
        raise NotNow("Opgaven er fjernet af en anden. Genindlæs siden.")
    delete_draft(task, by=request.user)
    return {"anker": "opgaver"}


def _line(request, punkt, target):
    plads, _, rest = target.partition(":")
    slags, _, uuid = rest.partition(":")
    lines = Importfelt.objects.filter(forsoeg__indstilling=punkt.indstilling_id, felt=referatlinjer.LINJE)
    line = lines.select_related("forsoeg").filter(plads=plads).first() if plads.isdecimal() else None
    if line is None or punkt.indstilling_id is None or slags not in (*referatraekker.FELTER, referatlinjer.OPGAVE):
        raise NotNow("Linjen findes ikke længere.")
    made = referatlinjer.use_line(line, slags, by=request.user, raekke=_row(punkt, uuid) if uuid else None)
    return {"anker": f"raekke-{made.uuid}"}


ACTS = {"tilfoej": _add, "opgave": _task, "fjern": _remove, "fortryd": _undo, "slet": _drop_task, "linje": _line,
        "mindretal": _dissent}  # fmt: skip


@rule("referat.skriv", find_punkt)
@require_POST
def felt(request, punkt):
    """Save one field: 200 with its new base and echo, 409 with both texts, 422 with its message."""
    navn = request.POST.get("felt", "")
    if not navn or "base" not in request.POST:
        return JsonResponse({"fejl": "Noget manglede i det, siden sendte. Genindlæs siden."}, status=400)
    change = Change(skema.posted_text(request.POST.getlist("vaerdi"), navn), request.POST["base"])
    kept = {navn: request.POST["fravalgt"]} if request.POST.get("fravalgt") else None
    gemt = save_fields(punkt, {navn: change}, by=request.user, fravalgt=kept)
    if navn in gemt.konflikter:
        noted(request, punkt)
        box = conflict_box(navn, gemt.konflikter[navn])
        html = render_to_string("komponenter/_konflikt.html", box)
        said = f"{box['af']} har ændret {box['felt']} {box['kl']}. Vælg tekst."
        return JsonResponse({"html": html, "besked": said}, status=409)
    if navn in gemt.fejl:
        return JsonResponse({"fejl": gemt.fejl[navn]}, status=422)
    return JsonResponse({"base": gemt.baser.get(navn, change.base), "gemt": gemt.gemt, "andre": [],
                         **_echo(punkt, navn, change.text)})  # fmt: skip


def _echo(punkt, navn, text):
    """Say how a time was read, and what a wording still lacks."""
    uuid, _, name = navn.partition(":")
    if name in ("frist", "opfoelgning"):
        reading = tidspunkt.laes(text, punkt.moede.dato)
        return {"ekko": tidspunkt.ekko(reading), "ekko_slags": "info" if reading.slut or reading.start else "obs"}
    if name != "ordlyd":
        return {}
    row = Referatpunkt.objects.filter(punkt=punkt, uuid=uuid, referat=referatraekker.newest(punkt.moede)).first()
    return {"ekko": skema.wording_lacks(row, fraser()) if row else "", "ekko_slags": "obs"}


@rule("referat.skriv", find_punkt)
@require_http_methods(["GET", "POST"])
def alle(request, punkt):
    """»Alle som indstillet« within one item: asked once, questions are left."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    referat = referatraekker.newest(punkt.moede)
    if not (answer := kan_skrive(request.user, punkt, referat)):
        raise NotNow(answer.reason)
    noted(request, punkt)
    rows = referat.raekker.filter(punkt=punkt, slags="besluttet").order_by("raekkefoelge", "pk")
    asked = list(referatraekker.as_proposed(rows))
    own = punktadresse(punkt, "afvikling")
    return form_page(
        request, AlleForm(posted(request)), lambda by: referatraekker.adopt_all(punkt, by=by),
        titel="Alle som indstillet", tilbage=(own, titel(punkt)), knap="Alle som indstillet",
        besked=f"{len(asked)} {'beslutningspunkt' if len(asked) == 1 else 'beslutningspunkter'} har fået udfald "
               "som indstillet.",
        effekter=[*(f"»{one.foreslaaet}« får udfald som indstillet." for one in asked),
                  "Spørgsmål og punkter, der har et udfald, ændres ikke."],
    )  # fmt: skip
