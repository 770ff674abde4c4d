"""Checklists and tilsyn made by the verbs, and a browser for the person who works with them."""

from datetime import date

from django.db import connection
from django.test import Client

from indsatser.workflow import tilsyn as verbs
from mso_portal.motor import sessions
from tests import builders

SPOERGSMAAL = (
    {"spoergsmaal": "Er der et netværkskort?", "ikke_relevant_tilladt": False}, {"spoergsmaal": "Er barnet hørt?"},
)  # fmt: skip


def klient(person):
    """Return a browser where the person is logged in."""
    client = Client()
    client.force_login(person)
    session = client.session
    sessions.start(session)
    session.save()
    return client


def leder(person, kode="TT"):
    """Let the person lead a unit, so that checklists are his to write."""
    builders.tilknytning(person, builders.afdeling(kode), "leder")
    return person


def tjekliste(by, navn="Netværk", punkter=SPOERGSMAAL):
    """Make a checklist that is in use."""
    return verbs.take_into_use(verbs.make_checklist(navn, by=by, punkter=list(punkter)), by=by)


def liste(antal=30):
    """Return a list of so many case numbers, one a line."""
    return "\n".join(f"S20-{nr:03}" for nr in range(1, antal + 1))


def tilsyn(plan, tjekliste, by, **felter):
    """Plan a tilsyn of the spring: three of the list, done by `by`."""
    given = {"titel": "Forårets tilsyn", "periode_start": date(2020, 4, 1), "periode_slut": date(2020, 6, 30),
             "antal": 3, "tilsynsfoerende": by, **felter}  # fmt: skip
    return verbs.plan_inspection(plan, by=plan.tovholder, tjekliste=tjekliste, **given)


def udtrukket(plan, tjekliste, by, antal_i_listen=30, **felter):
    """Make a tilsyn whose sager are drawn."""
    return verbs.draw_sample(tilsyn(plan, tjekliste, by, **felter), by=by, liste=liste(antal_i_listen))[0]


def besvar(tilsyn, by, *svar):
    """Answer the sager in order by short words, a letter a question: "jn" is ja and nej, "i" ikke relevant."""
    words = {"j": "ja", "n": "nej", "i": "ikke_relevant"}
    punkter = list(tilsyn.tjekliste.punkter.order_by("nr"))
    for sag, letters in zip(tilsyn.sager.order_by("loebenr"), svar, strict=True):
        given = {punkt: (words[one], "Set.") for punkt, one in zip(punkter, letters, strict=True)}
        verbs.review(sag, by=by, svar=given)


def tables_with(text):
    """Return the tables of the database that hold the text in any row."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', [f"%{text}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found
