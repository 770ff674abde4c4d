"""What is done with plans every day, hverdag or not."""

from procrastinate.contrib.django import app

from indsatser.workflow.tilsyn import forget_keys
from mso_portal.motor import ur


@app.periodic(cron="50 3 * * *")
@app.task(queue="vedligehold", queueing_lock="glem_sagsnumre")
def glem_sagsnumre(timestamp):
    """Empty case numbers, remarks and reasons of tilsyn whose day has come, by the portal's clock; each is logged."""
    forget_keys(ur.i_dag())
