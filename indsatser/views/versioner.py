"""The plan as it was approved, edition by edition, and any two of them compared row by row (20 §9, 40 §8)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.models.planord import GRUPPER, headings, in_words
from indsatser.views import find, tabeller
from mso_portal.motor.access import rule
from mso_portal.motor.history.diff import compare
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort

SHOWN = {"ens": "ens", "tilfoejet": "ind", "fjernet": "ud"}
SLAGS = {"Ny": "ok", "Fjernet": "fejl", "Ændret": "info"}


@rule("indsats.laes", find.plan)
@require_GET
def liste(request, plan):
    """The editions, newest first; two of them can be chosen and compared."""
    chosen = [request.GET.get(name, "") for name in ("fra", "til")]
    if all(part.isdecimal() for part in chosen):
        return redirect("plan_sammenlign", nr=plan.nummer, fra=int(chosen[0]), til=int(chosen[1]))
    find.noted(request, plan)
    found = plan.planversioner.select_related("aendring", "oprettet_af").defer("snapshot").order_by("-nr")
    context = {
        **_head(plan), "titel": "Planversioner", "fanetitel": find.fanetitel(plan, "Planversioner"),
        "tilbage_url": find.adresse(plan), "tilbage_tekst": f"Plan {plan.nummer}",
        "raekker": [_row(plan, one) for one in found],
    }  # fmt: skip
    return render(request, "indsatser/versioner.html", context)


def _head(plan):
    return {"maerker": tabeller.maerker(plan), "fakta": [plan.egentlig_titel]}


def _row(plan, version):
    change = version.aendring
    return {
        "nr": version.nr, "dato": dato_kort(version.oprettet_den.astimezone(DANSK_TID)), "af": version.oprettet_af,
        "hvad": f"Ændring {change.nr}: {change.titel}" if change else "Planen blev vedtaget og aktiveret",
        "url": find.adresse(plan, f"aendringer/{change.uuid}/") if change else "",
    }  # fmt: skip


@rule("indsats.laes", find.plan)
@require_GET
def sammenlign(request, plan, fra, til):
    """What changed between two editions; 404 for one that doesn't exist."""
    rows = {one.nr: one for one in plan.planversioner.filter(nr__in=(fra, til)).order_by("nr")}
    if fra == til or len(rows) != 2:
        raise Http404
    find.noted(request, plan)
    before, after = rows[min(fra, til)], rows[max(fra, til)]
    context = {
        **_head(plan), **_difference(before.snapshot, after.snapshot), "titel": f"Version {before.nr} og {after.nr}",
        "fanetitel": find.fanetitel(plan, f"Version {before.nr} og {after.nr}"),
        "tilbage_url": find.adresse(plan, "versioner/"), "tilbage_tekst": "Planversioner",
        "ingress": f"Fra {_when(before)} til {_when(after)}.",
    }  # fmt: skip
    return render(request, "indsatser/versioner_sammenlign.html", context)


def _when(version):
    return f"version {version.nr} ({dato_kort(version.oprettet_den.astimezone(DANSK_TID))})"


def _difference(before, after):
    """Return the inputs of _diff.html: the plan's own fields, then each changed row with its fields in words."""
    old, new = in_words(before), in_words(after)
    changes, names = compare(old, new), headings(before) | headings(after)
    fields = [{"navn": one.label, "note": "", "afsnit": [_parts(one)]} for one in changes.felter]
    for group in changes.raekker:
        fields += [_row_difference(group.label, row, names) for row in group.raekker]
    return {"felter": fields, "uaendrede": [*changes.uaendrede, *_unchanged(changes, new, names)]}


def _row_difference(label, row, names):
    mark = row.maerker[-1]
    status = {"tekst": " · ".join(row.maerker), "slags": SLAGS.get(mark, "info")}
    afsnit = [[{"slags": "ens", "tekst": f"{one.label}: "}, *_parts(one)] for one in row.felter]
    return {"navn": f"{label} »{names[row.uuid]}«", "status": status, "note": "", "afsnit": afsnit}


def _parts(field):
    """The pieces of a value; one that goes and one that comes don't touch."""
    found = []
    for part in field.parts:
        kind = SHOWN[part.kind]
        if found and found[-1]["slags"] == "ud" and kind == "ind":
            found.append({"slags": "ens", "tekst": " "})
        found.append({"slags": kind, "tekst": part.text})
    return [part for part in found if part["tekst"]]


def _unchanged(changes, new, names):
    """Return the names of the rows that stand in both editions as they were."""
    changed = {row.uuid for group in changes.raekker for row in group.raekker}
    both = {name: [row["uuid"] for row in new["raekker"][name]["raekker"]] for name in GRUPPER}
    return [f"{GRUPPER[name][0]} »{names[key]}«" for name in GRUPPER for key in both[name] if key not in changed]


PLAN = "indsatsplaner/<str:nr>/versioner"
urlpatterns = [
    path(f"{PLAN}/", liste, name="plan_versioner"),
    path(f"{PLAN}/<int:fra>-<int:til>/", sammenlign, name="plan_sammenlign"),
]
