"""Opsætning: background jobs, workers and mails; what failed is run again or taken off the list."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mso_portal.motor import driftsbillede, ur
from mso_portal.motor.access import rule
from mso_portal.motor.beskedslags import slags
from mso_portal.motor.enums import Mailtilstand
from mso_portal.motor.models import Mail
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.bekraeft import BekraeftForm
from mso_portal.organisation.forms.drift import LukJobForm
from mso_portal.organisation.views.side import form_page, overview, posted, section
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_kort, klokken

RULE = "opsaetning.ret"
BACK = "Drift"


@rule(RULE)
@require_GET
def drift(request):
    """Show what waits, runs and failed; a number of queries that does not grow with the rows."""
    waiting, failed = driftsbillede.mails()
    parts = [_queues(), _workers(), _failed_jobs(), _failed_mails(failed)]
    facts = [f"{_mails(waiting)} venter", f"{_mails(len(failed))} kunne ikke sendes"]
    return overview(request, BACK, (reverse("opsaetning"), "Opsætning"), afsnit=parts, fakta=facts)


def _mails(number):
    return f"{antal(number)} {'mail' if number == 1 else 'mails'}"


def _queues():
    rows = [[name, antal(todo), antal(doing), _machine(since)] for name, todo, doing, since in driftsbillede.queues()]
    return section("Køer", ["Kø", "Venter", "I gang", "Ældste ventende"], rows, "Ingen job venter eller er i gang.")


def _workers():
    rows = [
        [f"Arbejder {row.pk}", _machine(row.last_heartbeat), _state(row)] for row in driftsbillede.workers()
    ]  # fmt: skip
    return section("Arbejdere", ["Arbejder", "Sidst hørt fra", "Tilstand"], rows, "Ingen arbejder kører.")


def _state(worker):
    return "Svarer ikke" if driftsbillede.is_silent(worker.last_heartbeat) else "Kører"


def _failed_jobs():
    rows = [
        [(_name(job), reverse("drift_job", args=[job.pk])), _identifiers(job.args), job.fejl or "Ukendt",
         _portal(job.fejlet_den)]
        for job in driftsbillede.failed_jobs()[:driftsbillede.SHOWN]
    ]  # fmt: skip
    return section("Fejlede job", ["Job", "Genstand", "Fejl", "Hvornår"], rows, "Ingen fejlede job.")


def _failed_mails(mails):
    columns = ["Mail", "Genstand", "Forsøg", "Skrevet"]
    rows = [
        [(f"{_subject(mail)} {mail.pk}", reverse("drift_mail", args=[mail.pk])), _about(mail), antal(mail.forsoeg),
         _portal(mail.oprettet_den)]
        for mail in mails
    ]  # fmt: skip
    return section("Mails, der ikke kunne sendes", columns, rows, "Ingen mails er opgivet.")


def _about(mail):
    return f"{mail.genstand_type} {mail.genstand_id}" if mail.genstand_id else ""


def _subject(mail):
    return slags[mail.slags].emne if mail.slags in slags else mail.slags.capitalize()


def _name(job):
    return f"{job.task_name.rpartition('.')[2]} {job.pk}"


def _identifiers(args):
    """Return a job's arguments: numbers and keys by the rule of jobs (50 §1), cut all the same."""
    return ", ".join(f"{name} {str(value)[:40]}" for name, value in sorted(args.items()))


def _machine(moment):
    """Print a moment of the machine's clock in the portal's time."""
    return _portal(moment + ur.forskydning()) if moment else ""


def _portal(moment):
    return f"{dato_kort(moment.astimezone(DANSK_TID))} {klokken(moment)}" if moment else ""


def _failed_job(user, pk):
    return get_object_or_404(driftsbillede.failed_jobs(), pk=pk)


def _home():
    return reverse("drift"), BACK


@rule(RULE, _failed_job)
@require_http_methods(["GET", "POST"])
def drift_job(request, job):
    """Run a failed job again."""
    links = [{"label": "Tag jobbet af listen", "url": reverse("drift_job_luk", args=[job.pk])}]
    return form_page(
        request, BekraeftForm(posted(request)), partial(workflow.retry_failed_job, job), titel=f"Kør {_name(job)} igen",
        tilbage=_home(), knap="Kør igen", besked="Jobbet er sat i kø igen.", handlinger=links,
        manchet=f"{_identifiers(job.args)}. Fejl: {job.fejl or 'ukendt'}.",
        effekter=["Jobbet bliver udført, så snart en arbejder er ledig."],
    )  # fmt: skip


@rule(RULE, _failed_job)
@require_http_methods(["GET", "POST"])
def drift_job_luk(request, job):
    """Take a failed job off the list, with a reason."""
    return form_page(
        request, LukJobForm(posted(request)), partial(workflow.close_failed_job, job),
        titel=f"Luk {_name(job)} med begrundelse", tilbage=_home(), knap="Luk med begrundelse",
        besked="Jobbet er taget af listen.", effekter=["Jobbet bliver ikke udført.", "Hændelsen bliver logget."],
    )  # fmt: skip


def _failed_mail(user, pk):
    return get_object_or_404(Mail.objects.select_related("modtager"), pk=pk, tilstand=Mailtilstand.FEJLET)


@rule(RULE, _failed_mail)
@require_http_methods(["GET", "POST"])
def drift_mail(request, mail):
    """Let a mail that was given up be tried again."""
    return form_page(
        request, BekraeftForm(posted(request)), partial(workflow.send_again, mail), titel=f"Send mail {mail.pk} igen",
        tilbage=_home(), knap="Send igen", besked="Mailen er sat i kø igen.",
        manchet=f"»{_subject(mail)}« til {mail.modtager}",
        effekter=["Mailen bliver kun sendt, hvis modtageren stadig må se sagen."],
    )  # fmt: skip
