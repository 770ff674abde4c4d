"""A new paper: empty or copied, with its number, the years of its budget and its first history row."""

from django.db import transaction

from indstillinger.models import RAEKKER, DirekteUdgift, Indstilling
from indstillinger.models.felttekst import without_prefix
from indstillinger.workflow.soegning import index
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Taeller
from mso_portal.motor.rules import require
from mso_portal.motor.workflow import claim
from mso_portal.organisation.models import Budgetperiode


def create(
    forum, titel, *, by, formular="almindelig", oensket_moede=None, kopi_af=None, tekster=None, vedroerer=None,
    vedroerer_art="", noegle=None,
):  # fmt: skip
    """Create a kladde with its number, budget years and first history row; returns it, or None for a used `noegle`.

    `kopi_af` carries text and rows over, never openness, bilag, meeting or koordinering. `tekster` are rich texts by
    field name; `vedroerer` the Beslutning it takes up again, changes or follows up, said by `vedroerer_art`.
    """
    require(by, "indstilling.opret")
    with transaction.atomic():
        if noegle and not claim(noegle, by, "indstilling.opret"):
            return None
        now, today = ur.nu(), ur.i_dag()
        paper = Indstilling(
            nummer=f"{today.year}-{Taeller.next('indstilling', today.year):03d}", forum=forum,
            titel=without_prefix(titel), formular=formular, oensket_moede=oensket_moede, sagsbehandler=by,
            budgetstart=_budget_start(today), oprettet_den=now, oprettet_af=by, redigeret_den=now, redigeret_af=by,
            vedroerer=vedroerer, vedroerer_art=vedroerer_art, **(tekster or {}),
        )  # fmt: skip
        if kopi_af:
            _copy_text(kopi_af, paper)
        paper.skip_history_when_saving = True
        paper.save()
        if kopi_af:
            _copy_rows(kopi_af, paper, by)
        ensure_years(paper, by)
        _first_history(paper, by)
        index(paper)
        log_event("indstilling.opret", paper, by, til=paper.tilstand)
    return paper


def _first_history(paper, by):
    """Write the first entry when the rows are there: an entry shows the rows dated up to it."""
    del paper.skip_history_when_saving
    Indstilling.history.bulk_history_create([paper], default_user=by, default_date=ur.nu())


def _budget_start(today):
    """Return the newest Budgetperiode's year, else this year's."""
    period = Budgetperiode.objects.filter(aktiv_fra__lte=today).order_by("-startaar").first()
    return period.startaar if period else today.year


def ensure_years(paper, by):
    """Keep one amount row for each year of the period; empty rows of other years go."""
    years = set(paper.budgetaar)
    for row in list(paper.direkteudgift_raekker.all()):
        if row.aar not in years and row.kroner is None and not row.indtastet:
            row._history_user = by
            row.delete()
        years.discard(row.aar)
    for aar in sorted(years):
        row = DirekteUdgift(indstilling=paper, aar=aar, raekkefoelge=aar)
        row._history_user = by
        row.save()


_COPIED = (
    "sagstype", "formular", "titel", "ansvarlig_leder", "afdeling", "afsendende_afdeling", "resume", "baggrund",
    "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura", "udgiftsgrundlag",
)  # fmt: skip


def _copy_text(source, paper):
    """Copy the text; a title typed for the new paper wins."""
    for name in _COPIED:
        if name != "titel" or not paper.titel:
            setattr(paper, name, getattr(source, name))


def _copy_rows(source, paper, by):
    """Copy the rows with new uuids; bilag stay behind."""
    for row in copied(source):
        row.indstilling, row._history_user = paper, by
        row.save()


def copied(source):
    """Yield unsaved copies of the rows of a paper, with new identities; bilag and years stay behind."""
    for kind, model in RAEKKER.items():
        if kind in ("bilag", "direkteudgift"):
            continue
        names = [one.name for one in model._meta.concrete_fields if one.name not in ("id", "uuid", "indstilling")]
        for row in getattr(source, f"{kind}_raekker").all():
            yield model(**{name: getattr(row, name) for name in names})
