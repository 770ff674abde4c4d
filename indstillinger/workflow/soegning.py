"""The search rows of papers follow their text: at once on an explicit save, else by a job."""

from procrastinate.contrib.django import app

from indstillinger.models import Indstilling
from indstillinger.workflow.tilstande import index
from mso_portal.motor import search


@app.periodic(cron="* * * * *")
@app.task(queue="vedligehold", queueing_lock="indekser")
def indekser(timestamp):
    """Bring the search rows of papers that were autosaved up to date; autosave itself leaves them alone."""
    for paper in search.stale(Indstilling.objects.all(), "arbejdsudgave").order_by("pk")[:500]:
        index(paper)
