"""The morning of a hverdag: reminders, then one overview to each person with something new (50 §8)."""

from procrastinate.contrib.django import app

from mso_portal.motor import besked, post, ur
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.hverdage import er_hverdag

OVERBLIK_KL = 7


@app.periodic(cron="*/5 * * * *")
@app.task(queue="vedligehold", queueing_lock="morgen")
def morgen(timestamp):
    """Run what belongs to 07.00 Danish time: by the portal's clock, and later the same day if nobody ran it then.

    Everything in it has a derived key, so only the first run of a day does anything.
    """
    now = ur.nu().astimezone(DANSK_TID)
    moment = now.replace(hour=OVERBLIK_KL, minute=0, second=0, microsecond=0)
    closed = Lukkedag.dage()
    if now < moment or not er_hverdag(now.date(), closed):
        return
    with ur.stil(moment):
        besked.remind(moment.date())
        post.digest(moment)
