"""The portfolio of a round, made anew and filed when what it says has changed (21 §9.3)."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from procrastinate.contrib.django import app

from indsatser.document.portefoelje import Laast, Uden, portfolio_document, variants
from indsatser.document.statusord import iso
from indsatser.enums import Plantilstand, Rundevariant
from indsatser.models import Indsatsplan, Kvartalsstatus, Rundeudgave, Statusrunde
from indsatser.workflow.statusudgave import edition, proven
from indstillinger.enums import Aabenhed
from indstillinger.models.indhold import digest
from indstillinger.workflow.pdfdele import keep_pdf
from mso_portal.motor import ur, workflow
from mso_portal.motor.jobs import enqueue
from mso_portal.motor.log import log_event
from mso_portal.motor.pdf.proces import render_in_child
from mso_portal.organisation.models import Bruger


def unreported(runde):
    """Return the aktive plans that were asked for a status in the round and have no locked one."""
    locked = Kvartalsstatus.objects.filter(runde=runde, laast_den__isnull=False).order_by()
    plans = _reporting(runde).filter(tilstand=Plantilstand.AKTIV).exclude(pk__in=locked.values("plan"))
    return plans.order_by("nummer")


def _reporting(runde):
    return Indsatsplan.objects.filter(pk__in=runde.statusser.order_by().values("plan"))


def sees_every_plan(user, runde):
    """Say whether the person sees every plan that was asked in the round, whatever has become of it; a query."""
    plans = _reporting(runde)
    return not plans.exclude(pk__in=plans.visible_to(user).order_by().values("pk")).exists()


def wanted(runde):
    """Return {variant: data} of the portfolio as the round stands now; lukket is what was locked so, and what is so
    today. Unproven when a status' data is not what was locked."""
    facts = {name: getattr(runde, name) for name in ("noegle", "betegnelse")} | {
        "forum": runde.forum.navn, "forumkode": runde.forum.kode,
        **{name: iso(getattr(runde, name)) for name in ("statusdato", "moededato")},
    }  # fmt: skip
    plans = Indsatsplan.objects.filter(Indsatsplan.objects.er_aaben(), pk=OuterRef("plan")).order_by()
    rows = Kvartalsstatus.objects.nyeste().filter(runde=runde).annotate(plan_aaben=Exists(plans))
    locked = [_locked(one) for one in rows.select_related("udgave").defer("data").order_by("pk")]
    return variants(facts, locked, [_without(plan) for plan in unreported(runde).med_lukning()])


def _locked(status):
    udgave = edition(status)
    return Laast(udgave.data, iso(status.laast_den), not status.plan_aaben or udgave.aabenhed != Aabenhed.AABEN)


def _without(plan):
    return Uden(str(plan.uuid), plan.nummer, plan.egentlig_titel, plan.er_lukket)


def make_editions(runde, *, by):
    """File the portfolio of a round in each variant that says something else than its newest edition; returns the new
    ones. Whoever changes the round meanwhile makes them anew, so they are dropped then."""
    data = wanted(runde)
    made = [_printed(runde, variant, one, by) for variant, one in data.items() if _is_new(runde, variant, one)]
    with transaction.atomic():
        if not made or wanted(workflow.lock(runde)) != data:
            return []
        for one in made:
            if _is_new(runde, one.variant, one.data):
                one.save()
                log_event("runde.udgave", one, by, runde=str(runde.uuid), data=one.data_sha256, pdf=one.pdf_id)
    return made


def _newest(runde, variant):
    return Rundeudgave.objects.filter(runde=runde, variant=variant).order_by("nr").last()


def _is_new(runde, variant, data):
    newest = _newest(runde, variant)
    return newest is None or newest.data_sha256 != digest(data)


def _printed(runde, variant, data, by):
    """Return an unsaved edition; its bytes are stored already."""
    newest, sha256, now = _newest(runde, variant), digest(data), ur.nu()
    nr = newest.nr + 1 if newest else 1
    document, images = portfolio_document(data, nr, now, data_sha256=sha256)
    paper = render_in_child(document, filed=True, images=images)
    return Rundeudgave(
        runde=runde, nr=nr, variant=variant, data=data, data_sha256=sha256, pdf=keep_pdf(paper.pdf, paper.pages),
        oprettet_den=now, oprettet_af=by,
    )  # fmt: skip


def edition_for(user, runde):
    """Return the newest portfolio of the round that the person may read: that of all plans when he sees every one in
    it, else that of the åbne; None for neither. Unproven when its data is not what was filed."""
    for variant in (Rundevariant.ALLE, Rundevariant.AABNE):
        udgave = _newest(runde, variant)
        if udgave and _sees_all(user, udgave.data):
            return proven(udgave)
    return None


def _sees_all(user, data):
    """What is lukket today is judged so, whenever the portfolio was made."""
    statuses, plans = ({row["uuid"] for row in data[name]} for name in ("planer", "uden"))
    seen = Kvartalsstatus.objects.visible_to(user).filter(uuid__in=statuses).count()
    return seen == len(statuses) and Indsatsplan.objects.visible_to(user).filter(uuid__in=plans).count() == len(plans)


# Jobs


@app.task(queue="pdf")
def dan_portefoelje(runde, person):
    """Make the editions of a round; run twice, the second finds nothing new."""
    make_editions(Statusrunde.objects.select_related("forum").get(pk=runde), by=Bruger.objects.get(pk=person))


def order_editions(runde, by):
    """Have the portfolio of a round made anew, in the caller's transaction."""
    enqueue(dan_portefoelje, runde=runde.pk, person=by.pk)


def order_without(plan, by):
    """Have the portfolios that a plan stands in made anew: it has just been closed."""
    for runde in _filed().filter(statusser__plan=plan):
        order_editions(runde, by)


def remake_closed():
    """Make the portfolios anew that hold a plan which is lukket now, in the name of who made the newest edition."""
    closed = Indsatsplan.objects.exclude(Indsatsplan.objects.er_aaben()).order_by()
    for runde in _filed().filter(statusser__plan__in=closed.values("pk")):
        make_editions(runde, by=runde.udgaver.order_by("pk").last().oprettet_af)


def _filed():
    rows = Statusrunde.objects.filter(Exists(Rundeudgave.objects.filter(runde=OuterRef("pk")).order_by()))
    return rows.select_related("forum").distinct().order_by("pk")
