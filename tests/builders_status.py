"""A round that is open on 15 June 2020, and a plan's status in it, made by the verbs."""

from datetime import date

from indsatser.workflow.runde import quarter_rhythm, round_near
from indsatser.workflow.statusaabning import open_round, open_status
from tests import builders_indsats


def runde(forum, by, kvartalsslut=date(2020, 6, 30), moededato=date(2020, 7, 6), *, aaben=True):
    """Make the forum's quarter round of the second quarter: status date 15 June, bidrag by 22 June, meeting 6 July.

    With `moededato=None` the status date is the quarter's end. Opened, it gives each plan that reports its status.
    """
    made = round_near(quarter_rhythm(forum, by), kvartalsslut, by, moededato=moededato)
    return open_round(made) if aaben else made


def status(plan, i_runde=None):
    """Make the plan's status in the round, with six lights to choose and its bidrag; a kladde is activated first."""
    if plan.er_kladde:
        plan = builders_indsats.aktiv(plan)
    return open_status(plan, i_runde or runde(plan.styregruppe, plan.tovholder))
