"""The search rows of plans follow their text: at once when the plan itself is written, else by a job."""

from procrastinate.contrib.django import app

from indsatser.models import Indsatsplan
from indsatser.models.planfakta import read
from mso_portal.motor import search, ur
from mso_portal.motor.enums import Udgave

UDGAVE = Udgave.ARBEJDSUDGAVE
DELE = ("milepaele", "maal", "leverancer", "risici", "punkter")


def index(plan):
    """Write the plan's search row: found by those who may read the plan."""
    rows = read([plan], ur.i_dag(), *DELE)[plan.pk]
    indicators = [one for goal in rows["maal"] for one in goal.indikatorer.all()]
    texts = [str(one) for name in DELE for one in rows[name]] + [str(one) for one in indicators]
    search.write_row(
        plan, UDGAVE, titel=f"{plan.nummer} {plan.egentlig_titel} {plan.titel}",
        punkter=f"{plan.formaal} {plan.effekt_tekst}", tekst="\n".join(texts),
    )  # fmt: skip


@app.periodic(cron="* * * * *")
@app.task(queue="vedligehold", queueing_lock="indekser_planer")
def indekser_planer(timestamp):
    """Bring the search rows of plans whose rows were written up to date."""
    for plan in search.stale(Indsatsplan.objects.all(), UDGAVE).order_by("pk")[:500]:
        index(plan)
