"""What is done with plans every day, hverdag or not."""

from procrastinate.contrib.django import app

from indsatser.workflow.lukning import follow_closing
from indsatser.workflow.runder import make_all_rounds
from indsatser.workflow.rundeudgave import remake_closed
from indsatser.workflow.statusaabning import open_rounds
from indsatser.workflow.tilsyn import forget_keys
from mso_portal.motor import ur


@app.periodic(cron="50 3 * * *")
@app.task(queue="vedligehold", queueing_lock="glem_sagsnumre")
def glem_sagsnumre(timestamp):
    """Empty case numbers, remarks and reasons of tilsyn whose day has come, by the portal's clock; each is logged."""
    forget_keys(ur.i_dag())


@app.periodic(cron="30 3 * * *")  # UTC: at 05.30 in Danish summer, 04.30 in winter, before the morning's overview
@app.task(queue="vedligehold", queueing_lock="aabn_runder")
def aabn_runder(timestamp):
    """Make the rounds of the year to come, open those whose day has come, and keep what each person owes them up to
    date."""
    make_all_rounds(ur.i_dag())
    open_rounds(ur.i_dag())


@app.periodic(cron="40 3 * * *")
@app.task(queue="vedligehold", queueing_lock="skjul_lukkede")
def skjul_lukkede(timestamp):
    """Withdraw and close what was made of plans that are lukket now, and leave these out of others' portfolios."""
    follow_closing()
    remake_closed()
