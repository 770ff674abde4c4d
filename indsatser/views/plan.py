"""The page of a plan, its own fields, and the verbs that move it between its states."""

from functools import partial

from django.shortcuts import render
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.forms import plan as skema
from indsatser.forms.raekker import Bekraeft
from indsatser.models.planstatus import statuses
from indsatser.views import find, handlinger, planside, tabeller
from indsatser.workflow import tilstande
from indsatser.workflow.aktivering import missing
from indsatser.workflow.plan import create_alone, edit_plan
from indsatser.workflow.pligter import SENESTE
from indsatser.workflow.raekker import require_open
from indstillinger.models import Beslutning
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.motor.workflow import available, fits
from mso_portal.organisation.views.side import form_page, posted

BEGGE = require_http_methods(["GET", "POST"])


class Plannummer(StringConverter):
    """The number of a plan, so that its page takes no address of the lists beside it."""

    regex = r"P\d{4}-\d{3,}"


@rule("indsats.laes", find.plan)
@require_GET
def vis(request, plan):
    """The plan: what waits for the reader, its lights, the next milestones, and the way to every room."""
    find.noted(request, plan)
    user, skriver = request.user, handlinger.skriver(request.user, plan)
    status = statuses([plan], ur.i_dag(), SENESTE)[plan.pk]
    context = {
        "titel": plan.egentlig_titel, "fanetitel": find.fanetitel(plan), "maerker": tabeller.maerker(plan),
        "fakta": planside.signs(plan, status), "er_kladde": plan.er_kladde,
        "mangler": missing(plan) if plan.er_kladde and skriver else [], "klar": plan.er_kladde and skriver,
        **planside.blocks(user, plan, status, decision(user, plan)),
        **planside.acts(plan, _verbs(user, plan), skriver),
    }  # fmt: skip
    return render(request, "indsatser/plan_laes.html", context)


def decision(user, plan):
    """Return the plan's decision when the reader may read it."""
    if plan.beslutning_id is None:
        return None
    return Beslutning.objects.visible_to(user).filter(pk=plan.beslutning_id).first()


def _verbs(user, plan):
    """Return (label, address, dangerous) of what moves the plan."""
    verbs = [(one.label, one.name, one.name == "stop") for one in available(tilstande.TRANSITIONS, plan, user)]
    delete = plan.er_kladde and ask(user, "indsats.slet", plan)
    return [*verbs, ("Slet kladden", "slet", True)] if delete else verbs


@rule("indsats.opret")
@BEGGE
def ny(request):
    """A udviklingsplan on its own."""
    if not find.complete(request):
        return error_page(request, 400)
    made = []

    def act(by, **felter):
        made.append(create_alone(by=by, **felter))

    response = form_page(
        request, skema.Nyform(posted(request)), act, titel="Opret udviklingsplan", knap="Opret plan",
        tilbage=("/indsatsplaner/", "Indsatsplaner"), besked="Planen er oprettet som kladde.",
        effekter=["Planen er en kladde, som kun du og dem, du giver adgang, kan se, til den bliver aktiveret."],
    )  # fmt: skip
    if made and made[0]:
        response["Location"] = find.adresse(made[0])
    return response


@rule("indsats.ret", find.plan)
@BEGGE
def rediger(request, plan):
    """The plan's own fields. A plan that has ended is 409."""
    if not find.complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET":
        require_open(plan)
    find.noted(request, plan)
    return form_page(
        request, skema.Stamdataform(posted(request), plan=plan), partial(edit_plan, plan), titel="Rediger plan",
        tilbage=_back(plan), manchet=plan.egentlig_titel,
    )  # fmt: skip


def _back(plan):
    return find.adresse(plan), f"Plan {plan.nummer}"


def _verb(transition, act, make):
    """Return the view of a verb: one that doesn't fit the plan's state is 409."""

    @rule(transition.rule, find.plan)
    @BEGGE
    def view(request, plan):
        if not find.complete(request, "version"):
            return error_page(request, 400)
        if request.method == "GET" and not (answer := fits(transition, plan)):
            raise NotNow(answer.reason)
        find.noted(request, plan)
        return form_page(
            request, make(posted(request), row=plan, user=request.user), partial(act, plan), titel=transition.label,
            knap=transition.label, besked=transition.done, fare=transition.name == "stop", tilbage=_back(plan),
            manchet=plan.egentlig_titel, effekter=list(transition.effects_text),
        )  # fmt: skip

    return view


def _without_user(form):
    return lambda data, *, row, user: form(data, row=row)


@rule("indsats.slet", find.plan)
@BEGGE
def slet(request, plan):
    """Delete a kladde with everything in it. Another plan is 409."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET" and not plan.er_kladde:
        raise NotNow(tilstande.KUN_KLADDE)
    find.noted(request, plan)
    return form_page(
        request, Bekraeft(posted(request)), partial(tilstande.delete, plan), titel="Slet kladden", knap="Slet",
        fare=True, tilbage=_back(plan), videre="/indsatsplaner/", besked="Kladden er slettet.",
        effekter=["Alt i kladden bliver slettet. Det kan ikke fortrydes."], manchet=plan.egentlig_titel,
    )  # fmt: skip


register_converter(Plannummer, "plannummer")
PLAN = "indsatsplaner/<str:nr>"
aktiver = _verb(tilstande.ACTIVATE, tilstande.activate, _without_user(skema.Verbumform))
afslut = _verb(tilstande.FINISH, tilstande.finish, _without_user(skema.Afslutform))
stop = _verb(tilstande.STOP, tilstande.stop, skema.Stopform)
urlpatterns = [
    path("indsatsplaner/ny/", ny, name="plan_ny"),
    path("indsatsplaner/<plannummer:nr>/", vis, name="plan"),
    path(f"{PLAN}/rediger/", rediger, name="plan_rediger"),
    path(f"{PLAN}/aktiver/", aktiver, name="plan_aktiver"),
    path(f"{PLAN}/afslut/", afslut, name="plan_afslut"),
    path(f"{PLAN}/stop/", stop, name="plan_stop"),
    path(f"{PLAN}/slet/", slet, name="plan_slet"),
]
