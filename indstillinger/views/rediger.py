"""Writing a paper: the page, its plain post, and the autosave of one field."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from indstillinger.beregning.frister import FOER
from indstillinger.forms import rediger as skema
from indstillinger.forms.kontrol import Tastet
from indstillinger.forms.skema import RAEKKESLAGS
from indstillinger.models import RAEKKER
from indstillinger.models.fund import findings, prefetch_rows
from indstillinger.rules import kan_redigeres
from indstillinger.tjek import summary
from indstillinger.views.find import paper as find_paper
from indstillinger.views.laes import head
from indstillinger.workflow import add_row, move_row, remove_row, undo_remove, write
from indstillinger.workflow.skriv import label_of_field, why_closed
from mso_portal.motor.access import rule
from mso_portal.motor.editor import EDITOR_CSP
from mso_portal.motor.fejl import error_page
from mso_portal.motor.history.diff import compare_text
from mso_portal.motor.lock import Change
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.vaerdier import kroner, tidspunkt
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken
from mso_portal.vaerdier.forms import RigTekstFormField
from mso_portal.vaerdier.rigtekst import plain


@rule("indstilling.rediger", find_paper)
@require_http_methods(["GET", "POST"])
@csp_update(EDITOR_CSP)
def rediger(request, paper):
    """Show the edit page; a post saves every field and then does what its button asked for."""
    if request.method == "POST":
        return _post(request, paper)
    if not kan_redigeres(paper):
        raise NotNow(why_closed(paper))
    return _draw(request, paper)


def _draw(request, paper, tastet=None, status=200, fejl=()):
    if paper.er_lukket:
        seen(request, "vis", paper)
    found = findings(paper, prefetch_rows(paper))
    sections = skema.page(paper, request.GET, tastet)
    context = {
        **head(paper), **sections, **_addresses(paper), "indstilling": paper, "fejl": fejl, "fejlantal": len(fejl),
        "liste": _section_list(sections["afsnit"]), "sammenfatning": _summary(sections["afsnit"]),
        "gemt": f"Gemt {klokken(paper.redigeret_den)}", "frister": _deadlines(paper), "gem": {"tekst": "Gem"},
        "send": {"tekst": "Send til godkendelse", "navn": "handling", "vaerdi": "indsend"},
        "tjek": {"tekst": summary(found), "url": f"/indstillinger/{paper.nummer}/tjek/"},
        "editor": RigTekstFormField().widget.media.with_nonce(request.csp_nonce),
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_rediger.html", context, status=status)


def _addresses(paper):
    """Return the addresses that the form and its scripts post to and read from."""
    own = f"/indstillinger/{paper.nummer}/"
    return {
        "url": f"{own}rediger/", "felt_url": f"{own}felt/", "tilbage_url": own,
        "laes_tidspunkt": f"/laes/tidspunkt/?ref={paper.referencedato}", "laes_kroner": "/laes/kroner/?enhed=tkr",
        "links": [{"label": "Se som PDF", "url": f"{own}pdf/"}, {"label": "Historik", "url": f"{own}historik/"}],
    }  # fmt: skip


def _deadlines(paper):
    """Return the deadlines of the wished meeting in one sentence."""
    if not paper.oensket_moede:
        return ""
    moede = paper.oensket_moede
    moments = {name: getattr(moede, f"frist_{name}") for name in FOER}
    days = [f"{name} {dato_lang(moment.astimezone(DANSK_TID))}" for name, moment in moments.items() if moment]
    return f"{moede}. Frister kl. 12: {', '.join(days)}."


def _section_list(sections):
    return [{"id": one["afsnit"].id, "titel": one["afsnit"].titel, "tekst": one["tekst"], "slags": one["slags"]}
            for one in sections]  # fmt: skip


def _summary(sections):
    done = sum(one["slags"] == "ok" for one in sections)
    return f"Afsnit: {done} af {len(sections)} udfyldt"


def _post(request, paper):
    """Save what was posted; conflicts and messages come back on the page with everything typed."""
    post, handling = request.POST, request.POST.get("handling", "").removeprefix("gem")
    verb, _, target = handling.partition(":")
    kind = _kind_of(verb, target, post) if request.htmx else None
    changes = skema.changes_of(post, kind)
    if not changes and not handling:
        return error_page(request, 400)
    try:
        outcome = write(paper, changes, by=request.user, explicit=verb in ("", "indsend"), fravalgt=_rejected(post))
    except NotNow as refusal:
        kept = Tastet(tekster=_texts(changes), baser={name: change.base for name, change in changes.items()})
        return _draw(request, paper, kept, 409, [{"id": "indhold", "tekst": str(refusal)}])
    if not outcome.clean:
        return _draw_refused(request, outcome, changes)
    if not handling:
        messages.success(request, "Gemt.")
    try:
        return redirect(_go_on(request, paper, verb, target))
    except NotNow as refusal:
        return _draw(request, outcome.paper, None, 409, [{"id": "indhold", "tekst": str(refusal)}])


def _texts(changes):
    return {name: change.text for name, change in changes.items()}


def _rejected(post):
    """Return {name: text} of conflict texts that the person did not choose."""
    return {key.removeprefix("fravalgt:"): post[key] for key in post if key.startswith("fravalgt:")}


def _draw_refused(request, outcome, changes):
    conflicts = {name: conflict_box(outcome.paper, name, one) for name, one in outcome.konflikter.items()}
    shown = {name: text for name, text in _texts(changes).items() if name in outcome.konflikter or name in outcome.fejl}
    bases = {name: one["base"] for name, one in outcome.konflikter.items()}
    tastet = Tastet(tekster=shown, fejl=outcome.fejl, konflikter=conflicts, baser=bases)
    fejl = [{"id": f"id_{name}", "tekst": text} for name, text in outcome.fejl.items()]
    fejl += [{"id": f"konflikt-{name}", "tekst": f"{one['felt']} er ændret af en anden. Vælg tekst."}
             for name, one in conflicts.items()]  # fmt: skip
    return _draw(request, outcome.paper, tastet, 409 if conflicts else 422, fejl)


def _kind_of(verb, target, post):
    """Return the kind of row that a row button works on."""
    if verb == "tilfoej":
        return target if target in RAEKKER else None
    named = [key.removeprefix("base:") for key in post if key.startswith("base:") and target]
    kinds = [name.partition(":")[0] for name in [*named, *post.getlist("fjernet")] if f":{target}:" in name]
    return next((kind for kind in kinds if kind in RAEKKER), None)


def _go_on(request, paper, verb, target):
    """Do what a row button, search button or section button asked for; return the address to go on at."""
    post, base = request.POST, request.path
    if verb == "indsend":
        return f"/indstillinger/{paper.nummer}/indsend/"
    if verb == "afsnit":
        return skema.address(base, post, afsnit=target, anker=target)
    if verb == "find":
        return skema.address(base, post, soeg=f"{target}={post.get(f'soeg:{target}', '')}", anker=f"felt-{target}")
    kind = _kind_of(verb, target, post)
    if kind is None or RAEKKESLAGS[kind].fast or verb not in ROW_VERBS:
        return skema.address(base, post)
    extra = ROW_VERBS[verb](paper, kind, target, request.user)
    return skema.address(base, post, anker=skema.anchor_of(kind), **extra)


def _add(paper, kind, target, user):
    row = add_row(paper, kind, by=user)
    return {"fokus": f"ny-{row.uuid}"}


def _move(step, action):
    def move(paper, kind, uuid, user):
        name = RAEKKESLAGS[kind].navn.capitalize()
        place = move_row(paper, kind, uuid, step, by=user)
        return {"fokus": f"{action}-{uuid}", "status": f"{name} er flyttet til plads {place}"}

    return move


def _remove(paper, kind, uuid, user):
    rows = [str(one) for one in getattr(paper, f"{kind}_raekker").values_list("uuid", flat=True)]
    nr = rows.index(uuid) + 1 if uuid in rows else 1
    remove_row(paper, kind, uuid, by=user)
    name = RAEKKESLAGS[kind].navn.capitalize()
    return {"fokus": f"fortryd-{uuid}", "fjernet": f"{kind}:{uuid}:{nr}", "status": f"{name} {nr} er fjernet"}


def _undo(paper, kind, uuid, user):
    undo_remove(paper, kind, uuid, by=user)
    return {"fokus": f"ny-{uuid}", "status": f"{RAEKKESLAGS[kind].navn.capitalize()} er tilbage"}


ROW_VERBS = {"tilfoej": _add, "op": _move(-1, "op"), "ned": _move(1, "ned"), "fjern": _remove, "fortryd": _undo}


@rule("indstilling.rediger", find_paper)
@require_POST
def felt(request, paper):
    """Save one field: 200 with its new base and echo, 409 with both texts, 422 with its message."""
    name = request.POST.get("felt", "")
    if not name or "base" not in request.POST:
        return JsonResponse({"fejl": "Noget manglede i det, siden sendte. Genindlæs siden."}, status=400)
    change = Change(skema.posted_text(request.POST.getlist("vaerdi"), name), request.POST["base"])
    kept = {name: request.POST["fravalgt"]} if request.POST.get("fravalgt") else None
    outcome = write(paper, {name: change}, by=request.user, fravalgt=kept)
    if name in outcome.konflikter:
        if paper.er_lukket:
            seen(request, "vis", paper)
        box = conflict_box(outcome.paper, name, outcome.konflikter[name])
        html = render_to_string("komponenter/_konflikt.html", box)
        return JsonResponse(
            {"html": html, "besked": f"{box['af']} har ændret {box['felt']} {box['kl']}. Vælg tekst."}, status=409
        )
    if name in outcome.fejl:
        return JsonResponse({"fejl": outcome.fejl[name]}, status=422)
    return JsonResponse({"base": outcome.baser.get(name, change.base), "gemt": klokken(outcome.paper.redigeret_den),
                         **_echo(outcome.paper, name, change.text), "andre": _others(outcome)})  # fmt: skip


def _echo(paper, name, text):
    kind, colon, rest = name.partition(":")
    model = RAEKKER.get(kind) if colon else None
    value = getattr(model(), rest.partition(":")[2], None) if model else None
    if isinstance(value, kroner.Kronelaesning):
        reading = kroner.laes(text, "tkr")
        return {"ekko": kroner.ekko(reading), "ekko_slags": "info" if reading.godtaget else "obs"}
    if isinstance(value, tidspunkt.Tidspunkt):
        reading = tidspunkt.laes(text, paper.referencedato)
        return {"ekko": tidspunkt.ekko(reading), "ekko_slags": "obs" if reading.praecision == "fritekst" else "info"}
    return {"ekko": "", "ekko_slags": "info"}


def _others(outcome):
    return [{"navn": one["navn"], "felt": one["label"], "felt_id": f"id_{one['felt']}", "kl": _clock(one["kl"])}
            for one in outcome.andre]  # fmt: skip


def _clock(iso):
    return klokken(timezone.localtime(parse_datetime(iso))) if iso else ""


def conflict_box(paper, name, conflict):
    """Return the inputs of the conflict component: both texts with their differences."""
    old, new = plain(conflict["gemt"]), plain(conflict["min"])
    parts = compare_text(old, new)
    show = {"ens": "ens", "tilfoejet": "ind", "fjernet": "ud"}
    return {
        "felt": label_of_field(name), "navn": name, "af": conflict["af"] or "En anden", "kl": _clock(conflict["kl"]),
        "min_dele": [{"slags": show[part.kind], "tekst": part.text} for part in parts if part.kind != "fjernet"],
        "gemt_dele": [{"slags": show[part.kind], "tekst": part.text} for part in parts if part.kind != "tilfoejet"],
        "gemt": conflict["gemt"], "gemt_base": conflict["base"], "begge": _can_join(name),
    }  # fmt: skip


def _can_join(name):
    """Say whether two texts of a field can stand after each other."""
    last = name.rpartition(":")[2]
    return last in ("tekst", "resume", "haandtering", "lukket_begrundelse", "baggrund", "effekt", "opfoelgning",
                    "kommunikation", "koordinering", "alternativer", "jura")  # fmt: skip
