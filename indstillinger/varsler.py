"""Reminders of papers and of koordinering (11 §10, kinds 1, 2, 5 and 6): who is told on a hverdag.

Each selection looks at a span of days, not at one, so that a morning without a worker loses nothing; the key of the
line makes it one per deadline. They wait for the morning's overview, which is one mail per person and hverdag.
"""

from indstillinger.enums import Koordineringsstatus, Tilstand
from indstillinger.models import Indstilling, Koordinering
from indstillinger.modtagere import forfattere, leder
from indstillinger.rules_dialog import svarere
from mso_portal.motor.besked import notify, reminder
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID

BEFORE_MEETING = (3, 1)
BEFORE_ANSWER = UNTIL_AGAIN = 2


def naer_indmelding(dag):
    """Yield (paper, deadline, hverdage before) of kladder wished for a meeting whose deadline is near."""
    count = Lukkedag.hverdage()
    papers = Indstilling.objects.filter(tilstand=Tilstand.KLADDE, oensket_moede__dato__gte=dag).order_by("nummer")
    for paper in papers.select_related("oensket_moede__forum", "sagsbehandler"):
        deadline = _day(paper.oensket_moede.frist_indmelding)
        near = [days for days in BEFORE_MEETING if count(deadline, -days) <= dag <= deadline]
        if near:
            yield paper, deadline, min(near)


def venter_paa_leder(dag):
    """Yield papers sent to their leader at least two hverdage ago."""
    count = Lukkedag.hverdage()
    papers = Indstilling.objects.filter(tilstand=Tilstand.TIL_GODKENDELSE).order_by("nummer")
    for paper in papers.select_related("ansvarlig_leder", "forum"):
        if count(_day(paper.indsendt_den), UNTIL_AGAIN) <= dag:
            yield paper


def naer_svarfrist(dag):
    """Yield open requests whose deadline is at most two hverdage off; those asked later than that need no reminder."""
    count = Lukkedag.hverdage()
    for request in _open(frist__gte=dag):
        remind_from = count(request.frist, -BEFORE_ANSWER)
        if _day(request.spurgt_den) < remind_from <= dag:
            yield request


def over_svarfrist(dag):
    """Yield open requests whose deadline has passed."""
    yield from _open(frist__lt=dag)


def _open(**when):
    rows = Koordinering.objects.filter(status=Koordineringsstatus.SENDT, indstilling__tilstand=Tilstand.KLADDE, **when)
    return rows.select_related("indstilling__sagsbehandler", "bruger", "afdeling").order_by("pk")


def _day(moment):
    return moment.astimezone(DANSK_TID).date()


@reminder
def mind_om_indmelding(dag):
    """Kind 1: three and one hverdag before the deadline of the wished meeting, to its authors."""
    for paper, deadline, days in naer_indmelding(dag):
        notify("indstilling.frist", paper, forfattere(paper), version=f"{deadline}-{days}")


@reminder
def mind_om_godkendelse(dag):
    """Kind 2 again after two hverdage, to the leader and deputies."""
    for paper in venter_paa_leder(dag):
        key = f"igen-{paper.indsendt_version_id}"
        notify("indstilling.indsendt", paper, leder(paper), version=key, straks=False)


@reminder
def mind_om_svar(dag):
    """Kind 5 two hverdage before the deadline, to whoever answers."""
    for request in naer_svarfrist(dag):
        notify("koordinering.spurgt", request, svarere(request), version=f"frist-{request.frist}", straks=False)


@reminder
def meld_frist_overskredet(dag):
    """Kind 6: the deadline has passed without an answer, to the authors."""
    for request in over_svarfrist(dag):
        notify("koordinering.svar", request, forfattere(request.indstilling), version=f"frist-{request.frist}")
