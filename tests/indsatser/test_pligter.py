"""What plans ask of a person, on the start page and for the daily digest (20 §12, 40 §3); plans in search."""

import re
from datetime import date, datetime
from html import unescape

import pytest

from indsatser.models import Opfoelgningspunkt
from indsatser.workflow import aendring
from indsatser.workflow.leverance import confirm, offer
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.pligter import duties_of
from indsatser.workflow.raekker import add
from indsatser.workflow.soegning import indekser_planer
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats
from tests.builders_indsats import tid
from tests.indsatser.planside import som

SOMMER = datetime(2020, 7, 1, 9, tzinfo=DANSK_TID)


def duties(person):
    """Return (kind, row, frist) of each duty, as a page just opened reads them."""
    fresh = type(person).objects.get(pk=person.pk)
    return [(one.slags, str(one.objekt), one.frist and one.frist.isoformat()) for one in duties_of(fresh)]


def cards(person):
    """Return (address, words) of what the start page asks."""
    section = som(person).get("/").content.decode().partition('<h2 id="handling">')[2].partition("</section>")[0]
    return [(url, unescape(words)) for url, words in re.findall(r'<a href="([^"]+)">([^<]+: [^<]+)</a>', section)]


# Kinds of duty


def test_deliverable_goes_from_one_to_the_other(kladde, hr, kim, tina):
    row = builders_indsats.leverance(kladde, hr)
    builders_indsats.aktiv(kladde)
    asked = duties(kim), duties(tina)
    row.refresh_from_db()
    offer(row, by=kim, tidspunkt=tid("1. oktober 2020"), begrundelse="Vi mangler en mand.")

    assert asked == ([("leverance", "Kommunikationsplan", "2020-07-13")], [])
    assert (duties(kim), duties(tina)) == ([], [("leverance_svar", "Kommunikationsplan", "2020-07-13")])


def test_agreed_deliverable_waits_again_when_its_day_has_gone_by(kladde, hr, kim, ada):
    row = builders_indsats.leverance(kladde, hr, oensket="16. juni 2020", kontaktperson=ada)
    builders_indsats.aktiv(kladde)
    row.refresh_from_db()
    confirm(row, by=kim)
    with ur.stil(SOMMER):
        found = duties(kim), duties(ada)

    assert found == ([("leverance_prognose", "Kommunikationsplan", "2020-06-16")],) * 2


def test_milestone_without_a_person_is_the_tovholders(kladde, tina, per):
    row = builders_indsats.milepael(kladde, tidspunkt="10. juni 2020")
    builders_indsats.aktiv(kladde)
    before = duties(tina), duties(per)
    row.refresh_from_db()
    complete(row, by=tina, dato=date(2020, 6, 12))

    assert (before, duties(tina)) == (([("milepael", "Kursus er holdt", "2020-06-10")], []), [])


@pytest.mark.parametrize(("senest", "waits"), [("29. juni 2020", 1), ("30. juni 2020", 0), ("1. juni 2020", 1)])
def test_indicator_waits_a_fortnight_before_its_date(kladde, ada, senest, waits):
    goal = builders_indsats.maal(kladde)
    builders_indsats.indikator(goal, afklares_senest=tid(senest), afklares_af=ada)
    builders_indsats.aktiv(kladde)

    assert [kind for kind, _, _ in duties(ada)] == ["indikator"] * waits


def test_value_is_due_when_its_period_has_ended(kladde, ada, tina):
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)),
                                             metode={"udfoeres_af": ada})  # fmt: skip
    builders_indsats.aktiv(kladde)
    early = duties(ada)
    with ur.stil(SOMMER):
        due = [(kind, frist) for kind, _, frist in duties(ada)]
        report(definition.maalemetoder.get(), by=ada, periode_start=date(2020, 4, 1), periode_slut=date(2020, 6, 30),
               taeller=70, naevner=100, kilde="fagsystemet")  # fmt: skip
        after = duties(ada)

    assert (early, due, after) == ([], [("maaling", "2020-07-07")], [])


def test_small_change_waits_for_the_programejer_and_a_large_one_for_the_styregruppe(aktiv, tina, per, sofie):
    asked = []
    for tekst in ("5. juli 2020", "1. november 2020"):
        row = aendring.write(aktiv, by=tina, titel="Kurset flyttes", aarsag="ressourcer",
                             begrundelse="Underviseren er syg hele juni.")  # fmt: skip
        aendring.propose(row, by=tina, genstand="milepael", felt="godkendt", objekt=aktiv.milepaele.get().uuid,
                         til=_tid(tekst))  # fmt: skip
        aendring.submit(row, by=tina)
        asked.append([len(duties(one)) for one in (tina, per, sofie)])

    assert asked == [[0, 1, 0], [0, 1, 1]]


def _tid(tekst):
    found = tid(tekst)
    return {"tekst": found.tekst, "start": found.start.isoformat(), "slut": found.slut.isoformat(),
            "praecision": found.praecision, "aar_udledt": found.aar_udledt}  # fmt: skip


def test_kladde_and_invisible_plan_ask_nothing(kladde, tina, per, ada, styregruppe):
    builders_indsats.milepael(kladde, tidspunkt="10. juni 2020")
    unit = builders.afdeling("E", navn="Enheden")
    closed = builders_indsats.plan(tina, per, styregruppe, ejerenhed=unit, **builders_indsats.LUKKET)
    part = closed.deltagere.create(bruger=ada, rolle="laeser", fra=date(2020, 6, 15))
    builders_indsats.milepael(closed, tidspunkt="10. juni 2020", ansvarlig=ada)
    builders_indsats.aktiv(closed)
    before = len(duties(ada))
    part.delete()

    assert (before, duties(ada)) == (1, [])


def test_soonest_stands_first(kladde, ada):
    for tekst in ("12. juni 2020", "3. juni 2020"):
        builders_indsats.milepael(kladde, tekst, tekst, ansvarlig=ada)
    builders_indsats.aktiv(kladde)

    assert [name for _, name, _ in duties(ada)] == ["3. juni 2020", "12. juni 2020"]


# The start page


def test_start_page_asks_with_a_link_and_why(kladde, ada):
    row = builders_indsats.milepael(kladde, tidspunkt="10. juni 2020", ansvarlig=ada)
    plan = builders_indsats.aktiv(kladde)

    assert cards(ada) == [
        (f"/indsatsplaner/{plan.nummer}/milepaele/{row.uuid}/prognose/", "Ny prognose: Kursus er holdt")
    ]
    assert f"Plan {plan.nummer} Bedre overblik. Frist 10. juni 2020, over frist" in som(ada).get("/").content.decode()


def test_plan_that_slips_is_shown_to_those_who_stand_for_it(kladde, ada, tina):
    builders_indsats.milepael(kladde, tidspunkt="10. juni 2020", ansvarlig=ada)
    builders_indsats.aktiv(kladde)

    slips = ["overskredet uden ny prognose" in som(one).get("/").content.decode() for one in (tina, ada)]
    assert slips == [True, False]


def test_lukket_plan_on_the_start_page_is_noted(tina, per, styregruppe):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    builders_indsats.milepael(plan, tidspunkt="10. juni 2020")
    builders_indsats.aktiv(plan)

    som(tina).get("/")

    assert [(one.slags, len(one.genstande)) for one in Opslag.objects.order_by("pk")] == [("liste", 1)]


def test_start_page_takes_twelve_queries_whatever_the_plans_ask(tina, per, styregruppe, count_queries):
    unit, client, counts = builders.afdeling("E", navn="Enheden"), som(tina), []
    for size in (1, 2):
        plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=unit)
        for nr in range(size):
            builders_indsats.milepael(plan, f"Milepæl {nr}", "10. juni 2020")
            builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan, f"Mål {nr}")))
            add(Opfoelgningspunkt, plan, by=tina, art="opgave", tekst=f"Punkt {nr}")
        builders_indsats.aktiv(plan)
        client.get("/")
        counts.append(count_queries(lambda: client.get("/")))

    assert (counts[0] == counts[1], counts[0] <= 12) == (True, True), counts


# Search


def found(person, words):
    page = som(person).get("/soeg/", {"q": words})
    return re.findall(r'<h2><a href="/indsatsplaner/([^/]+)/"', page.content.decode())


def test_plan_is_found_by_its_words_by_those_who_read_it(kladde, tina, ada):
    before = found(tina, "overblik"), found(ada, "overblik")
    plan = builders_indsats.aktiv(kladde)

    assert (before, found(ada, "overblik")) == (([plan.nummer], []), [plan.nummer])


def test_what_is_written_in_its_rows_is_found_after_the_job(kladde, tina):
    builders_indsats.milepael(kladde, "Bindegal besjæling")
    indekser_planer.func(0)

    assert found(tina, "besjæling") == [kladde.nummer]


def test_new_title_is_found_at_once(kladde, tina):
    edit_plan(kladde, by=tina, titel="Rolige aftener")

    assert (found(tina, "aftener"), found(tina, "overblik")) == ([kladde.nummer], [])


def test_exact_number_leads_to_the_plan_of_those_who_read_it(kladde, tina, ada):
    answers = [som(one).get("/soeg/", {"q": kladde.nummer}) for one in (tina, ada)]

    assert (answers[0].url, answers[1].status_code) == (f"/indsatsplaner/{kladde.nummer}/", 200)
