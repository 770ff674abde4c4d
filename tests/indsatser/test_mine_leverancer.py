"""What a leader owes plans (20 §4.4): over all of them by date, answered where it stands, with the load per quarter."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.models import Plandeltager
from indsatser.workflow import leverance as verbs
from indsatser.workflow.tilstande import activate
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats
from tests.builders_indsats import LUKKET, aktiv, leverance
from tests.indsatser.planside import send, som, texts

HER = "/indsatsplaner/mine-leverancer/"


def shown(person):
    """Return title, time and what can be done of each row."""
    return [
        (row["navn"], row["tid"], [one["label"] for one in (*row["straks"], *row["verber"])])
        for row in som(person).get(HER).context["raekker"]
    ]


@pytest.fixture
def bedt(kladde, hr):
    """Two deliverables that Kim's unit is asked for; the later one stands first in the database."""
    late = leverance(kladde, hr, "MUS", "1. oktober 2020", maanedsvaerk=Decimal("1.5"))
    early = leverance(kladde, hr, "Kommunikationsplan", "15. september 2020", maanedsvaerk=Decimal("0.5"))
    aktiv(kladde)
    for row in (late, early):
        row.refresh_from_db()
    return early, late


def test_deliverables_stand_by_date_with_what_can_be_done(bedt, kim):
    verbs.confirm(bedt[1], by=kim)

    assert shown(kim) == [
        ("Kommunikationsplan", "15. september 2020", ["Bekræft", "Foreslå et andet tidspunkt", "Afvis"]),
        ("MUS", "1. oktober 2020", ["Ny prognose", "Leveret"]),
    ]  # fmt: skip


def test_load_is_counted_per_quarter(bedt, kim):
    page = som(kim).get(HER)

    assert texts(page) == [["3. kvartal 2020", "1", "0,5"], ["4. kvartal 2020", "1", "1,5"]]


def test_load_says_what_is_not_stated(kladde, hr, kim):
    leverance(kladde, hr, "MUS", "1. oktober 2020", maanedsvaerk=Decimal("2"))
    leverance(kladde, hr, "Model", "1. november 2020")
    leverance(kladde, hr, "Notat", "snarest")
    aktiv(kladde)

    assert texts(som(kim).get(HER)) == [
        ["4. kvartal 2020", "2", "2 (1 af 2 er angivet)"], ["Uden dato", "1", "ikke angivet"],
    ]  # fmt: skip


def test_confirmed_in_place_and_back_again(bedt, kim):
    row, client = bedt[0], som(kim)
    place = client.get(HER).context["raekker"][0]["straks"][0]["url"]

    answer = send(client, place, row)

    row.refresh_from_db()
    assert (answer.url, row.tilstand) == (HER, "aftalt")


def test_other_answers_lead_back_as_well(bedt, kim):
    row, client = bedt[0], som(kim)
    place = client.get(HER).context["raekker"][0]["verber"][0]["url"]

    answer = send(client, place, row, tidspunkt="1. kvartal 2021", begrundelse="Vi venter på tal fra økonomi.")

    assert (client.get(place).status_code, answer.url) == (409, HER)


def test_deputy_and_contact_have_the_list_too(bedt, kim, ada, sofie):
    builders.stedfortraedelse(kim, ada, date(2020, 6, 1), date(2020, 7, 1))
    bedt[1].kontaktperson = sofie
    bedt[1].save()

    assert [name for name, _, _ in shown(ada)] == ["Kommunikationsplan", "MUS"]
    assert [(name, acts) for name, _, acts in shown(sofie)] == [("MUS", [])]


def test_what_is_delivered_refused_or_not_asked_for_is_gone(bedt, kim, tina, kladde, hr):
    verbs.deliver(verbs.confirm(bedt[0], by=kim), by=kim)
    verbs.drop(bedt[1], by=tina, begrundelse="Planen har ikke brug for den.")

    assert shown(kim) == []
    assert "Ingen venter på dig." in som(kim).get(HER).content.decode()


def test_kladde_asks_nobody(kladde, hr, kim):
    leverance(kladde, hr)

    assert shown(kim) == []


def test_lukket_plan_shows_to_its_deltager_alone_and_is_noted(tina, per, styregruppe, hr, kim, ada):
    closed = builders_indsats.plan(tina, per, styregruppe, **LUKKET)
    other = builders.afdeling("OK", navn="Økonomi")
    builders.tilknytning(ada, other, "leder")
    Plandeltager.objects.create(plan=closed, bruger=kim, rolle="laeser", fra=date(2020, 6, 1))
    leverance(closed, hr, "Et notat")
    leverance(closed, other, "Et regnskab")
    aktiv(closed)

    assert ([name for name, _, _ in shown(kim)], shown(ada)) == (["Et notat"], [])
    assert Opslag.objects.filter(slags="liste").values_list("aktoer", flat=True).get() == kim.pk


def test_list_asks_six_times_at_most_whatever_the_rows(kladde, hr, kim, tina, per, styregruppe, queries_at):
    client = som(kim)

    def grow(nr):
        plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed, titel=f"Plan {nr}")
        leverance(plan, hr, f"Leverance {nr}")
        builders_indsats.milepael(plan)
        builders_indsats.indikator(builders_indsats.maal(plan))
        activate(plan, by=per)

    one, three = queries_at(grow, lambda: client.get(HER))

    assert one == three
    assert one - client_queries(client, queries_at) <= 6


def client_queries(client, queries_at):
    """Return what every page costs: session, person and rights."""
    found, _ = queries_at(lambda nr: None, lambda: client.get("/hjaelp/"), (1, 1))
    return found
