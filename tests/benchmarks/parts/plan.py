"""B18: a plan's page and the list of 60 plans; and the slip of 2,400 milestones with 28,800 forecasts."""

from tests.benchmarks import planverden, world
from tests.benchmarks.bar import Bar

NEWEST = """
    SELECT m.id, m.godkendt_slut, coalesce(p.tidspunkt_slut, m.godkendt_slut) FROM indsatser_milepael m
    LEFT JOIN LATERAL (SELECT tidspunkt_slut FROM indsatser_milepaelsprognose
                       WHERE milepael_id = m.id ORDER BY id DESC LIMIT 1) p ON true
"""
ROWS = (
    "SELECT * FROM indsatser_indsatsplan WHERE id = %s",
    f"SELECT x.*, m.titel FROM ({NEWEST}) x JOIN indsatser_milepael m ON m.id = x.id WHERE m.plan_id = %s",
    """SELECT g.tekst, i.navn, d.maalvaerdi, o.taeller, o.naevner FROM indsatser_maal g
       JOIN indsatser_indikator i ON i.maal_id = g.id JOIN indsatser_indikatordefinition d ON d.indikator_id = i.id
       JOIN indsatser_maalemetode t ON t.definition_id = d.id JOIN maalinger_observation o ON o.serie_id = t.serie_id
       WHERE o.gaeldende AND g.plan_id = %s""",
    "SELECT * FROM indsatser_leverance WHERE plan_id = %s",
    "SELECT * FROM indsatser_planrisiko WHERE plan_id = %s",
    "SELECT * FROM indsatser_budgetpost WHERE plan_id = %s",
    "SELECT * FROM indsatser_opfoelgningspunkt WHERE plan_id = %s",
)
LISTE = f"""
    SELECT p.nummer, p.titel, count(x.id), max(x.coalesce - x.godkendt_slut) FROM indsatser_indsatsplan p
    LEFT JOIN indsatser_milepael m ON m.plan_id = p.id LEFT JOIN ({NEWEST}) x ON x.id = m.id
    GROUP BY p.id ORDER BY p.nummer DESC LIMIT 60
"""


def bars():
    planverden.planer()
    plan, browser = planverden.stor(), world.client()
    world.analyse()
    url = f"/indsatsplaner/{plan.nummer}/"
    yield Bar("B18", "plan page, 60 milestones and 25 goals", lambda: page(browser, url), lambda: raw(plan), 3)
    yield Bar("B18", "list of 60 plans", lambda: page(browser, "/indsatsplaner/?antal=100"), lambda: rows(LISTE), 3)
    yield Bar("B18", "slip of 2,400 milestones", slip, lambda: rows(NEWEST), 3)


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200, answer.status_code


def rows(sql, *values):
    from django.db import connection  # see world.py

    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def raw(plan):
    return [rows(sql, plan.pk) for sql in ROWS]


def slip():
    """Days of each milestone from its approved date to its newest forecast, as lists and pages of plans count them."""
    from indsatser.models.planstatus import statuses
    from mso_portal.motor import ur

    found = statuses(planverden.planer(), ur.i_dag())
    return [one.skred for status in found.values() for one in status.milepaele]
