"""A plan to take home: as a workbook, as a working copy on paper, and its milestones as a calendar file."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.document.regneark import sheets
from indsatser.models import Indsatsplan
from indsatser.models.planstatus import plan_status
from indsatser.views import find
from indsatser.views.plan import decision
from indsatser.views.plandokument import plan_document
from indsatser.workflow.kalender import of_plan
from indstillinger.workflow.kalender import ics
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.documents import filename
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.imports.skrivning import TYPES, note_export, write_workbook
from mso_portal.motor.pdf import render_pdf

PLAN = "indsatsplaner/<str:nr>"
TYPER = {**TYPES, "pdf": "application/pdf", "ics": "text/calendar; charset=utf-8"}


def _noted(request, plan):
    """Note the fetch of a lukket plan."""
    note_export(request, Indsatsplan, [plan] if plan.er_lukket else [])


def _file(content, kind, plan):
    """Return the file; its name is the plan's number and the day, which tell nothing of a lukket plan."""
    response = HttpResponse(content, content_type=TYPER[kind])
    name = f"{plan.nummer}-{ur.i_dag().isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@rule("indsats.laes", find.plan)
@require_GET
@one_at_a_time
def regneark(request, plan):
    """The plan as it stands today, one sheet for each kind of row."""
    _noted(request, plan)
    return _file(write_workbook(sheets(plan, ur.i_dag())), "xlsx", plan)


@rule("indsats.laes", find.plan)
@require_GET
def milepaele(request, plan):
    """The open milestones as all-day entries; a lukket plan's say only which plan they are of."""
    _noted(request, plan)
    return _file(ics(of_plan(plan)), "ics", plan)


@rule("indsats.laes", find.plan)
@require_GET
@one_at_a_time
def arbejdsudgave(request, plan):
    """Today's plan as a working copy; nothing of it is filed."""
    _noted(request, plan)
    status = plan_status(plan, ur.i_dag())
    document, images = plan_document(plan, status, decision(request.user, plan), ur.nu())
    response = HttpResponse(render_pdf(document, images=images), content_type=TYPER["pdf"])
    response["Content-Disposition"] = f'inline; filename="{filename(document)}"'
    return response


urlpatterns = [
    path(f"{PLAN}/plan.xlsx", regneark, name="plan_xlsx"),
    path(f"{PLAN}/plan.pdf", arbejdsudgave, name="plan_pdf"),
    path(f"{PLAN}/milepaele.ics", milepaele, name="plan_ics"),
]
