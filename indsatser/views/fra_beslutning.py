"""A plan from a decision on one page: the source on the left, what it could become on the right (20 §3)."""

from dataclasses import dataclass, replace
from uuid import uuid4

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.models import Indsatsplan
from indsatser.views.find import adresse, complete, plan
from indsatser.workflow.forslag import proposals
from indsatser.workflow.opret import create_from, require_adopted
from indstillinger.models import Beslutning
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.vaerdier.datoer import antal, dato_kort
from mso_portal.vaerdier.tidspunkt import MAKS_TEGN, Tidspunkt, laes

BLIVER = {
    "milepael": "Milepæl", "statusrunde": "Statusrunde", "maal": "Mål", "budgetpost": "Budgetpost",
    "leverance": "Leverance", "risiko": "Risiko", "punkt": "Opfølgningspunkt",
}  # fmt: skip


@dataclass(frozen=True)
class Felt:
    """A field of a proposed row that may be edited: `slags` is tekst or tid; `extra` says it is no column."""

    navn: str
    label: str
    slags: str = "tekst"
    extra: bool = False


FELTER = {
    "milepael": (Felt("titel", "Titel"), Felt("godkendt", "Tidspunkt", "tid"), Felt("ansvarlig_rolle", "Ansvarlig")),
    "statusrunde": (Felt("tidspunkt", "Tidspunkt", "tid"),),
    "maal": (Felt("tekst", "Mål"), Felt("indikator", "Indikator", extra=True),
             Felt("afklares_senest", "Indikatoren er afklaret senest", "tid", extra=True)),
    "budgetpost": (Felt("titel", "Titel"),),
    "leverance": (Felt("titel", "Titel"), Felt("oensket", "Ønsket tidspunkt", "tid")),
    "risiko": (Felt("haendelse", "Hændelse"), Felt("tiltag", "Tiltag")),
    "punkt": (Felt("tekst", "Tekst"), Felt("frist", "Frist", "tid")),
}  # fmt: skip
LANG = f"Tidspunktet er for langt. Skriv det med højst {MAKS_TEGN} tegn."
RET = "Planen er ikke oprettet. Ret dette:"
IKKE_NU = "Det kan ikke lade sig gøre nu"


def beslutning(user, nummer):
    """Return the decision the person may read; 404 alike for invisible and missing."""
    rows = Beslutning.objects.visible_to(user).select_related(
        "punkt__moede__forum", "punkt__indstilling", "referatpunkt__referat"
    )
    return get_object_or_404(rows, nummer=nummer)


@rule("indsats.opret", beslutning)
@require_http_methods(["GET", "POST"])
def fra_beslutning(request, beslutning):
    """Nothing exists before »Opret plan«; a decision that has its plan leads to it, for who may see it."""
    if not complete(request):
        return error_page(request, 400)
    if found := Indsatsplan.objects.filter(beslutning=beslutning).first():
        return HttpResponseRedirect(adresse(plan(request.user, found.nummer)))
    if beslutning.punkt.er_lukket:
        seen(request, "vis", beslutning.punkt)
    fields, rows = proposals(beslutning, request.user)
    if request.method == "GET":
        require_adopted(beslutning)
        return _draw(
            request, beslutning, fields, zip(rows, rows, strict=True), {one.noegle for one in rows if one.valgt}
        )
    return _post(request, beslutning, fields, rows)


def _post(request, beslutning, fields, rows):
    typed = {name: request.POST.get(name, fields[name]).strip() for name in fields}
    chosen = set(request.POST.getlist("vaelg"))
    edited, faults = _read(rows, request.POST, beslutning.punkt.moede.dato, chosen)
    if not typed["titel"]:
        faults["titel"] = ["Skriv planens titel."]
    status = 422
    try:
        if faults:
            raise ValidationError(faults)
        made, _ = create_from(
            beslutning, [one for one in edited if one.noegle in chosen], by=request.user,
            noegle=request.POST["noegle"], **typed,
        )  # fmt: skip
        made = made or get_object_or_404(Indsatsplan, beslutning=beslutning)
        return HttpResponseRedirect(adresse(plan(request.user, made.nummer)))  # 404 for one another made unseen
    except ValidationError as error:
        faults = error.message_dict
    except NotNow as reason:
        faults, status = {NON_FIELD_ERRORS: [str(reason)]}, 409
    return _draw(request, beslutning, typed, zip(rows, edited, strict=True), chosen, faults, status)


def _read(rows, post, dato, chosen):
    """Return the proposals with what the page's fields say of them, and what can't be read of those ticked."""
    edited, faults = [], {}
    for one in rows:
        try:
            edited.append(_edited(one, post, dato))
        except ValidationError as error:
            edited.append(_edited(one, post, dato, strict=False))
            if one.noegle in chosen:
                faults[one.noegle] = error.messages
    return edited, faults


def _edited(one, post, dato, strict=True):
    bliver = post.get(f"bliver:{one.noegle}", one.bliver)
    bliver = bliver if bliver in (one.bliver, *one.kan_blive) else one.bliver
    columns, extra = dict(one.felter), dict(one.extra)
    for felt in FELTER[one.bliver]:
        key = f"{felt.navn}:{one.noegle}"
        if key in post:
            (extra if felt.extra else columns)[felt.navn] = _value(felt, post[key].strip(), dato, strict)
    extra["er_gennemfoert"] = f"gennemfoert:{one.noegle}" in post
    return replace(one, bliver=bliver, felter=columns, extra=extra)


def _value(felt, text, dato, strict):
    if felt.slags == "tekst":
        return text
    if len(text) <= MAKS_TEGN:
        return laes(text, dato)
    if strict:
        raise ValidationError(LANG)
    return Tidspunkt(text)  # only to stand in the field again


def _draw(request, beslutning, fields, pairs, chosen, faults=None, status=200):
    """`pairs` are each Forslag as proposed and as edited."""
    faults = faults or {}
    pairs = list(pairs)
    names = {one.noegle for one, _ in pairs}
    lines = [{"id": _anchor(key, names), "tekst": text} for key, texts in faults.items() for text in texts]
    context = {
        "beslutning": beslutning, "noegle": uuid4(), "felter": fields, "titelfejl": faults.get("titel", []),
        "raekker": [_shown(one, now, chosen, faults.get(one.noegle, [])) for one, now in pairs], "fejl": lines,
        "fejltitel": IKKE_NU if status == 409 else RET, "fejlantal": len(lines),
    }  # fmt: skip
    return render(request, "indsatser/fra_beslutning.html", context, status=status)


def _anchor(key, names):
    if key in names:
        return f"raekke-{key}"
    return key if key in ("titel", "formaal", "effekt_tekst") else "formular"


def _shown(one, now, chosen, faults):
    found = [
        {"id": f"{felt.navn}:{one.noegle}", "label": felt.label, "vaerdi": _text(now, felt)}
        for felt in FELTER[one.bliver]
    ]
    done, kinds = one.extra.get("gennemfoert"), (one.bliver, *one.kan_blive)
    return {
        "noegle": one.noegle, "kilde": one.kilde, "valgt": one.noegle in chosen, "fejl": faults, "felter": found,
        "bliver": now.bliver, "blivertekst": BLIVER[one.bliver], "kan_blive": [(kind, BLIVER[kind]) for kind in kinds],
        "gennemfoert": dato_kort(done) if done else "", "er_gennemfoert": now.extra.get("er_gennemfoert", False),
        "beloeb": ", ".join(f"{aar}: {antal(kroner)} kr." for aar, kroner in one.extra.get("budget", {}).items()),
    }  # fmt: skip


def _text(one, felt):
    value = (one.extra if felt.extra else one.felter).get(felt.navn, "")
    return value.tekst if isinstance(value, Tidspunkt) else value


urlpatterns = [path("indsatsplaner/fra-beslutning/<str:nummer>/", fra_beslutning, name="plan_fra_beslutning")]
