"""How a page finds its plan and its row: always among what the reader may see."""

from django.shortcuts import get_object_or_404

from indsatser.models import Indsatsplan
from mso_portal.motor.log import seen

FOLK = ("styregruppe", "ejerenhed", "programejer", "tovholder", "oekonomiansvarlig", "oprettet_af",
        "beslutning__punkt__moede")  # fmt: skip


def plan(user, nr):
    """Return the plan of that number that the person may read; 404 alike for invisible and missing."""
    rows = Indsatsplan.objects.visible_to(user).med_lukning().select_related(*FOLK)
    return get_object_or_404(rows, nummer=nr)


def finder(model, *related, path="plan"):
    """Return a `fetch` for @rule: the row by uuid in a plan the person may read; its plan is read with it."""

    def fetch(user, nr, uuid):
        found = get_object_or_404(model.objects.visible_to(user).select_related(path, *related), uuid=uuid,
                                  **{f"{path}__nummer": nr})  # fmt: skip
        _give_plan(found, path, plan(user, nr))
        return found

    return fetch


def _give_plan(row, path, plan):
    """Hand the plan, which knows whether it is lukket, to the row, however far above it stands."""
    *above, last = path.split("__")
    for name in above:
        row = getattr(row, name)
    setattr(row, last, plan)


def complete(request, *names):
    """Say whether a POST brought its key and all else that the page must name; `version` is a number."""
    given = request.POST
    if request.method != "POST":
        return True
    return all(given.get(name) for name in ("noegle", *names)) and (given.get("version") or "0").isdecimal()


def adresse(plan, rest=""):
    """Return the address of the plan, or of a page below it."""
    return f"/indsatsplaner/{plan.nummer}/{rest}"


def fanetitel(plan, side=""):
    """Return the name in the browser's tab, which outlives the page: nothing of a lukket plan."""
    name = f"Plan {plan.nummer}" if plan.er_lukket else f"{plan.nummer} {plan.titel}"
    return f"{side} – {name}" if side else name


def noted(request, plan, slags="vis"):
    """Note in the access log that a lukket plan was shown."""
    if plan.er_lukket:
        seen(request, slags, plan)
