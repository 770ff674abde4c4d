"""B18: a plan's page and the list of 60 plans; and the slip of 2,400 milestones with 28,800 forecasts."""

from tests.benchmarks import planverden, world
from tests.benchmarks.bar import Bar

NEWEST = """
    SELECT m.id, m.godkendt_slut, coalesce(p.tidspunkt_slut, m.godkendt_slut) FROM indsatser_milepael m
    LEFT JOIN LATERAL (SELECT tidspunkt_slut FROM indsatser_milepaelsprognose
                       WHERE milepael_id = m.id ORDER BY id DESC LIMIT 1) p ON true
"""
# What the page says: the plan with the names on it, the words and dates of its rows, and all that the lights are judged
# by. `SELECT *` stands where nearly every column is shown.
ROWS = (
    """SELECT p.*, f.navn, e.navn, a.navn, b.navn, c.navn, d.nummer, (SELECT max(nr) FROM indsatser_planversion v
       WHERE v.plan_id = p.id) FROM indsatser_indsatsplan p LEFT JOIN organisation_forum f ON f.id = p.styregruppe_id
       LEFT JOIN organisation_afdeling e ON e.id = p.ejerenhed_id
       LEFT JOIN organisation_bruger a ON a.id = p.programejer_id
       LEFT JOIN organisation_bruger b ON b.id = p.tovholder_id
       LEFT JOIN organisation_bruger c ON c.id = p.oekonomiansvarlig_id
       LEFT JOIN indstillinger_beslutning d ON d.id = p.beslutning_id WHERE p.id = %s""",
    """SELECT m.uuid, m.titel, m.godkendt_start, m.godkendt_slut, m.faktisk_dato, m.bortfaldet_den, m.oprettet_den,
       b.navn, m.ansvarlig_rolle, p.tidspunkt_tekst, p.tidspunkt_start, p.tidspunkt_slut FROM indsatser_milepael m
       LEFT JOIN organisation_bruger b ON b.id = m.ansvarlig_id
       LEFT JOIN LATERAL (SELECT tidspunkt_tekst, tidspunkt_start, tidspunkt_slut FROM indsatser_milepaelsprognose
                          WHERE milepael_id = m.id ORDER BY id DESC LIMIT 1) p ON true
       WHERE m.plan_id = %s ORDER BY m.raekkefoelge""",
    """SELECT g.tekst, g.niveau, g.opgivet_den, i.uuid, i.navn, i.tilstand, i.afklares_senest_slut, d.maaltype,
       d.maalvaerdi, d.maal_frist, d.baseline_vaerdi, n.retning, n.art, n.enhed, n.multiplikator, n.decimaler,
       o.periode_start, o.periode_slut, o.taeller, o.naevner FROM indsatser_maal g
       JOIN indsatser_indikator i ON i.maal_id = g.id JOIN indsatser_indikatordefinition d ON d.indikator_id = i.id
       JOIN indsatser_maalemetode t ON t.definition_id = d.id
       JOIN maalinger_noegletalversion n ON n.id = t.noegletalversion_id
       JOIN maalinger_observation o ON o.serie_id = t.serie_id
       WHERE o.gaeldende AND g.plan_id = %s ORDER BY g.raekkefoelge, o.periode_start""",
    """SELECT l.*, a.navn FROM indsatser_leverance l LEFT JOIN organisation_afdeling a ON a.id = l.leverandoer_id
       WHERE l.plan_id = %s""",
    """SELECT r.id, v.sandsynlighed, v.konsekvens FROM indsatser_planrisiko r
       LEFT JOIN indsatser_risikovurdering v ON v.risiko_id = r.id WHERE r.lukket_den IS NULL AND r.plan_id = %s""",
    """SELECT p.art, b.slags, b.aar, b.kroner FROM indsatser_budgetpost p
       LEFT JOIN indsatser_beloeb b ON b.post_id = p.id WHERE p.plan_id = %s""",
    """SELECT o.*, b.navn FROM indsatser_opfoelgningspunkt o LEFT JOIN organisation_bruger b ON b.id = o.ansvarlig_id
       WHERE o.tilstand = 'aaben' AND o.plan_id = %s""",
    "SELECT id FROM indsatser_aendring WHERE tilstand = 'forelagt' AND plan_id = %s",
)
# What the list says of each plan: the words of its row, and all that its light is judged by. Of a plan with a status
# the frozen lights too; a value is told with the target it is judged against.
LISTE = (
    """SELECT p.id, p.nummer, p.titel, p.titel_lukket, p.aabenhed, p.tilstand, p.periode_start, p.periode_slut,
       p.tid_gul, p.tid_roed, p.oekonomi_roed, p.risiko_gul, p.risiko_roed, p.leverance_roed, f.navn, b.navn, s.lys,
       s.statusdato FROM indsatser_indsatsplan p LEFT JOIN organisation_forum f ON f.id = p.styregruppe_id
       LEFT JOIN organisation_bruger b ON b.id = p.tovholder_id
       LEFT JOIN LATERAL (SELECT u.data -> 'lys' AS lys, r.statusdato FROM indsatser_kvartalsstatus k
                          JOIN indsatser_statusrunde r ON r.id = k.runde_id
                          JOIN indsatser_statusudgave u ON u.status_id = k.id
                          WHERE k.plan_id = p.id ORDER BY r.statusdato DESC, k.id DESC LIMIT 1) s ON true
       ORDER BY p.nummer DESC""",
    """SELECT m.plan_id, m.titel, m.godkendt_start, m.godkendt_slut, m.faktisk_dato, m.bortfaldet_den, m.oprettet_den,
       p.tidspunkt_tekst, p.tidspunkt_start, p.tidspunkt_slut FROM indsatser_milepael m
       LEFT JOIN LATERAL (SELECT tidspunkt_tekst, tidspunkt_start, tidspunkt_slut FROM indsatser_milepaelsprognose
                          WHERE milepael_id = m.id ORDER BY id DESC LIMIT 1) p ON true
       ORDER BY m.plan_id, m.raekkefoelge""",
    """SELECT g.plan_id, g.niveau, g.opgivet_den, i.id, i.tilstand, i.afklares_senest_slut, d.maaltype, d.maalvaerdi,
       d.maal_frist, d.baseline_vaerdi, o.periode_slut, o.taeller, o.naevner FROM indsatser_maal g
       LEFT JOIN indsatser_indikator i ON i.maal_id = g.id
       LEFT JOIN indsatser_indikatordefinition d ON d.indikator_id = i.id
       LEFT JOIN indsatser_maalemetode t ON t.definition_id = d.id
       LEFT JOIN maalinger_observation o ON o.serie_id = t.serie_id AND o.gaeldende
       ORDER BY g.plan_id, o.periode_start""",
    """SELECT p.plan_id, p.art, b.slags, b.aar, b.kroner FROM indsatser_budgetpost p
       LEFT JOIN indsatser_beloeb b ON b.post_id = p.id""",
    """SELECT r.plan_id, v.sandsynlighed, v.konsekvens FROM indsatser_planrisiko r
       LEFT JOIN indsatser_risikovurdering v ON v.risiko_id = r.id WHERE r.lukket_den IS NULL""",
    """SELECT plan_id, tilstand, spurgt_den, tilstand_den, aftalt_slut, prognose_slut FROM indsatser_leverance""",
    """SELECT plan_id, art FROM indsatser_opfoelgningspunkt WHERE tilstand = 'aaben'""",
)


def bars():
    planverden.planer()
    plan, browser = planverden.stor(), world.client()
    world.analyse()
    url = f"/indsatsplaner/{plan.nummer}/"
    yield Bar("B18", "plan page, 60 milestones and 25 goals", lambda: page(browser, url), lambda: raw(plan), 3)
    yield Bar("B18", "list of 60 plans", lambda: page(browser, "/indsatsplaner/?antal=100"), listed, 3)
    yield Bar("B18", "slip of 2,400 milestones", slip, lambda: rows(NEWEST), 3)


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200, answer.status_code


def rows(sql, *values):
    from django.db import connection  # see world.py

    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def listed():
    return [rows(sql) for sql in LISTE]


def raw(plan):
    return [rows(sql, plan.pk) for sql in ROWS]


def slip():
    """Days of each milestone from its approved date to its newest forecast, as lists and pages of plans count them."""
    from indsatser.models.planstatus import statuses
    from mso_portal.motor import ur

    found = statuses(planverden.planer(), ur.i_dag())
    return [one.skred for status in found.values() for one in status.milepaele]
