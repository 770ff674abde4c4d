"""The demo's plans as their tests name them, now and as they stood on a day."""

from datetime import date, datetime

from indsatser.models import Indsatsplan
from indsatser.models.planstatus import plan_status
from mso_portal.vaerdier.datoer import DANSK_TID

DAGEN = datetime(2020, 11, 23, 9, 0, tzinfo=DANSK_TID)
K1, K2, K3 = date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30)
TITLER = {
    "takt": "Indsatsplan for Takt og tone 2.0", "udvikling": "Udviklingsplan for kvalitet i sagsbehandlingen",
    "teams": "Faste teams i hjemmeplejen", "rygestop": "Rygestop for medarbejdere",
    "skaerm": "Skærmbesøg i hjemmeplejen", "ny": "Udviklingsplan for sagsbehandlingen 2021–2022",
    "samarbejde": "Fortrolig plan", "udbud": "Fortrolig sag om en aftale",
}  # fmt: skip


def plan(key):
    return Indsatsplan.objects.get(titel=TITLER[key])


def lys(key, dato):
    return {name: one.lys for name, one in plan_status(plan(key), dato).lys.items()}


def slut(dag):
    """Return the last moment of a day: what the history knew by then."""
    return datetime(dag.year, dag.month, dag.day, 23, 59, tzinfo=DANSK_TID)


def as_of(rows, dag):
    """Return the rows as they stood at the end of a day."""
    return [row.history.as_of(slut(dag)) for row in rows if row.oprettet_den <= slut(dag)]
