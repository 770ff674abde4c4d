"""Publish the public extract of a locked status, and withdraw it for good (21 §9.4)."""

from django.conf import settings
from django.db import transaction

from indsatser.document.statusuddrag import extract, extract_document
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusuddrag
from indsatser.workflow.statusudgave import edition, proven
from indstillinger.enums import Aabenhed
from indstillinger.models.indhold import digest
from indstillinger.workflow.pdfdele import keep_pdf
from mso_portal.motor import ur, workflow
from mso_portal.motor.log import log_event
from mso_portal.motor.pdf.proces import render_in_child
from mso_portal.motor.rules import NotNow, require
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang

UDEN_TEKST = "Skriv den offentlige tekst først."
LUKKET = "Planen er lukket. Der kan ikke laves et offentligt uddrag."
ER_UDGIVET = "Det offentlige uddrag er udgivet den {}."
ER_TILBAGEKALDT = (
    "Det offentlige uddrag er tilbagekaldt den {} og kan ikke udgives igen. Ret status, og udgiv det af den."
)
KUN_NYESTE = "Kun den nyeste låste version kan udgives."


def published(status):
    """Return the extract of a locked status that may be read now, or None: it is served while the plan is åben, and
    until it is withdrawn. Unproven when its data is not what was published."""
    found = Statusuddrag.objects.filter(udgave__status=status, tilbagekaldt_den=None).select_related("pdf").first()
    return proven(found) if found and not status.plan.er_lukket else None


def publishable(status):
    """Return the data of the extract that would be published; NotNow with why there can be none."""
    udgave = edition(status)
    if status.plan.er_lukket or udgave.aabenhed != Aabenhed.AABEN:
        raise NotNow(LUKKET)
    if found := Statusuddrag.objects.filter(udgave=udgave).first():
        moment, said = found.tilbagekaldt_den or found.oprettet_den, ER_TILBAGEKALDT
        raise NotNow((said if found.tilbagekaldt_den else ER_UDGIVET).format(_day(moment)))
    if not Kvartalsstatus.objects.nyeste().filter(pk=status.pk).exists():
        raise NotNow(KUN_NYESTE)
    if not udgave.data["tekst"]["offentlig"].strip():
        raise NotNow(UDEN_TEKST)
    return extract(udgave.data, settings.MSO_OFFENTLIG_KONTAKT, settings.MSO_UDDRAG_NAEVNER)


def _day(moment):
    return dato_lang(moment.astimezone(DANSK_TID))


def publish(status, *, by):
    """File the extract of a locked status, which is returned. NotNow with why there can be none."""
    require(by, "uddrag.udgiv", status)
    data, now = publishable(status), ur.nu()
    sha256 = digest(data)
    document, images = extract_document(data, now, data_sha256=sha256)
    paper = render_in_child(document, filed=True, images=images)
    with transaction.atomic():
        status.plan = workflow.lock(status.plan)  # who closes it now comes after, and withdraws this too
        publishable(status)
        uddrag = Statusuddrag.objects.create(
            udgave=status.udgave, data=data, data_sha256=sha256, pdf=keep_pdf(paper.pdf, paper.pages),
            oprettet_den=now, oprettet_af=by,
        )  # fmt: skip
        log_event("uddrag.udgiv", uddrag, by, status=str(status.uuid), data=sha256, pdf=uddrag.pdf_id)
    return uddrag


@transaction.atomic
def withdraw(uddrag, *, by):
    """Withdraw an extract for good. NotNow when it is withdrawn."""
    uddrag = workflow.lock(uddrag)
    require(by, "uddrag.tilbagekald", uddrag.udgave.status)
    if uddrag.tilbagekaldt_den:
        raise NotNow(ER_TILBAGEKALDT.format(_day(uddrag.tilbagekaldt_den)))
    _withdraw(uddrag, by)


def _withdraw(uddrag, by):
    uddrag.tilbagekaldt_den, uddrag.tilbagekaldt_af = ur.nu(), by
    uddrag.save()
    log_event("uddrag.tilbagekald", uddrag, by)


@transaction.atomic
def withdraw_closed(by=None):
    """Withdraw for good what was published of plans that are lukket now, by the portal itself unless somebody has just
    closed one."""
    aabne = Indsatsplan.objects.filter(Indsatsplan.objects.er_aaben()).order_by()
    rows = Statusuddrag.objects.filter(tilbagekaldt_den=None).exclude(udgave__status__plan__in=aabne.values("pk"))
    for uddrag in rows.select_for_update(of=("self",)).order_by("pk"):
        _withdraw(uddrag, by)
