"""Every change of people, units, fora and days: one function per verb, keyword-only `by=`."""

from mso_portal.organisation.workflow.drift import close_failed_job, retry_failed_job, send_again
from mso_portal.organisation.workflow.enheder import (
    add_budgetperiode,
    add_lukkedag,
    create_afdeling,
    create_forum,
    edit_afdeling,
    edit_forum,
    remove_budgetperiode,
    remove_lukkedag,
)
from mso_portal.organisation.workflow.perioder import (
    appoint,
    attach,
    change_period,
    drop_period,
    grant,
    place,
)
from mso_portal.organisation.workflow.personer import (
    add_alias,
    create_person,
    deactivate,
    edit_person,
    edit_profile,
    end_sessions,
    reactivate,
    remove_alias,
)
from mso_portal.organisation.workflow.skriv import stand_of
from mso_portal.organisation.workflow.stedfortraedelser import deputise, end_deputy

__all__ = [
    "add_alias",
    "add_budgetperiode",
    "add_lukkedag",
    "appoint",
    "attach",
    "change_period",
    "close_failed_job",
    "create_afdeling",
    "create_forum",
    "create_person",
    "deactivate",
    "deputise",
    "drop_period",
    "edit_afdeling",
    "edit_forum",
    "edit_person",
    "edit_profile",
    "end_deputy",
    "end_sessions",
    "grant",
    "place",
    "reactivate",
    "remove_alias",
    "remove_budgetperiode",
    "remove_lukkedag",
    "retry_failed_job",
    "send_again",
    "stand_of",
]
