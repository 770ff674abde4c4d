"""21 §9.3, 41 §6.3: the portfolio of a round, from what was locked alone; others get one made without the lukkede."""

import json
from datetime import date

import pypdfium2
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from indsatser.document.portefoelje import Laast, Uden, counted, portfolio, portfolio_document, variants
from indsatser.enums import Dimension, Lys
from indsatser.models import Indsatsplan, Rundeudgave
from indsatser.workflow import rundeudgave, statuslaas
from indsatser.workflow.daglig import skjul_lukkede
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.rundeudgave import dan_portefoelje, edition_for, make_editions
from mso_portal.motor.documents import filename, strings
from mso_portal.motor.models import Haendelse, Opslag
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.rules import Unproven
from tests import builders_indsats, builders_status
from tests.builders_indsats import LUKKET
from tests.indsatser import statusverden
from tests.indsatser.conftest import NU
from tests.indsatser.planside import som
from tests.indsatser.statusverden import SPOERGSMAAL
from tests.laek.kanarier import Kanarier, pdf_text

RUNDE = {"noegle": "2020-K2", "betegnelse": "2. kvartal 2020", "forum": "Styregruppen", "forumkode": "SG",
         "statusdato": "2020-06-15", "moededato": "2020-07-06"}  # fmt: skip
UDEN = Uden("uuid-9", "P2020-009", "Ledelse tæt på", False)
SKRED = [("planlagt", 5, 15), ("overskredet", 84, 0), ("gennemfoert", 300, 300), ("bortfaldet", 90, 90),
         ("uden_dato", None, None)]  # fmt: skip


def laast(nummer, valgt="groen", beslutninger=0, *, lukket=False, titel="Færre skift", **mere):
    """Return a locked status with all that a portfolio reads of it."""
    slips = [dict(zip(("tilstand", "skred", "skred_oprindelig"), one, strict=True)) for one in SKRED]
    beregnet = {"milepaele": dict(enumerate(slips)), "maalte": [13, 25],
                "oekonomi": {"aaret": {"budget": 160_000, "prognose": 176_001}}}  # fmt: skip
    data = {
        "plan": {"nummer": nummer, "titel": titel}, "beslutninger": [{}] * beslutninger,
        "status": {"uuid": f"uuid-{nummer}", "noegle": "2020-K2", "nr": 1, "godkendt_af": "Per Programejer"},
        "lys": [{"dimension": name, "valgt": valgt, "forslag": "gul", "forrige": "groen"} for name in Dimension.values],
        "beregnet": {**beregnet, **mere},
    }  # fmt: skip
    return Laast(data, "2020-07-01", lukket)


def paper(*editions, uden=()):
    """Return the document of such a portfolio."""
    document, _ = portfolio_document(portfolio(RUNDE, editions, uden), 1, NU)
    return document


def rows(document):
    """Return the texts of its table, row by row."""
    return [[cell.strings() for cell in row] for row in document.sections[0].blocks[-1].shown_rows]


# Rows and counts


def test_rows_come_by_colour_then_those_that_ask_then_number():
    editions = [laast("P1"), laast("P2", "graa"), laast("P3", "roed"), laast("P4", "roed", 1), laast("P5", "gul"),
                laast("P6", None), laast("P0", "roed")]  # fmt: skip

    found = [row["nummer"] for row in portfolio(RUNDE, editions, [])["planer"]]

    assert found == ["P4", "P0", "P3", "P5", "P6", "P2", "P1"]


def test_counts_are_one_sentence():
    editions = [laast("P1", "roed", 3), laast("P2"), laast("P3", beslutninger=1), laast("P4")]
    without = [UDEN, UDEN._replace(nummer="P2020-008")]

    assert counted(portfolio(RUNDE, editions, without)) == (
        "6 planer · 1 kræver handling · 4 beslutninger ønskes · 2 uden låst status"
    )
    assert counted(portfolio(RUNDE, [laast("P1", beslutninger=1)], [])) == (
        "1 plan · 0 kræver handling · 1 beslutning ønskes · 0 uden låst status"
    )


def test_row_tells_the_plan_its_lights_and_numbers():
    (row,) = rows(paper(laast("P2020-003", "roed", 2)))

    assert row == [
        ["Færre skift", "P2020-003, v1, låst 1.7.2020"], ["Kræver handling"], ["På plan"], *[["Handling"]] * 5,
        ["+84", "(+15)"], ["13", "af 25"], ["176", "af 160"], ["2 ønskes"],
    ]  # fmt: skip


def test_light_nobody_chose_stands_with_its_suggestion():
    assert rows(paper(laast("P1", None)))[0][3] == ["Ikke valgt", "Forslag: afvigelse"]


def test_what_is_not_known_is_a_dash():
    nothing = {"milepaele": {}, "maalte": [0, 0], "oekonomi": {"aaret": {"budget": None, "prognose": None}}}

    assert rows(paper(laast("P1", **nothing)))[0][-4:] == [["–"], ["–"], ["–"], ["ingen"]]


def test_plans_without_a_locked_status_come_last():
    _, *last = rows(paper(laast("P2020-010"), uden=[UDEN, UDEN._replace(nummer="P2020-002")]))

    assert [row[:2] for row in last] == [
        [["Ledelse tæt på", "P2020-002"], ["Ingen låst status"]],
        [["Ledelse tæt på", "P2020-009"], ["Ingen låst status"]],
    ]


# Two variants


def test_open_variant_is_the_portfolio_made_without_the_lukket_plan():
    kanarier = Kanarier()
    closed = laast(kanarier.ny("P", "nummer"), "roed", 2, lukket=True, titel=kanarier.ny("P", "titel"))
    without = Uden("uuid-8", kanarier.ny("Q", "nummer"), kanarier.ny("Q", "titel"), True)

    found = variants(RUNDE, [laast("P1"), closed, laast("P2", "gul")], [without, UDEN])

    assert found["aabne"] == portfolio(RUNDE, [laast("P1"), laast("P2", "gul")], [UDEN])
    assert kanarier.steder.keys() - {word for word in kanarier.steder if word in json.dumps(found["alle"])} == set()
    assert [word for word in kanarier.steder if word in json.dumps(found["aabne"])] == []


def test_one_variant_is_enough_when_no_plan_is_lukket():
    assert list(variants(RUNDE, [laast("P1")], [UDEN])) == ["alle"]


def test_open_variant_is_not_made_of_nothing():
    assert list(variants(RUNDE, [laast("P1", lukket=True)], [])) == ["alle"]


# Paper


def test_paper_lies_down_on_one_page_and_holds_every_text():
    plans = [laast(f"P2020-{nr:03}", lys, nr % 3, titel=f"{nr} Bedre overgange mellem sygehus og kommune")
             for nr, lys in enumerate([*Lys.values, None, "roed"])]  # fmt: skip
    document = paper(*plans, uden=[UDEN])

    pdf = render_pdf(document)

    (page,) = pypdfium2.PdfDocument(pdf)
    text = "".join(pdf_text(pdf).split())
    assert page.get_width() > page.get_height()
    assert [one for one in strings(document) if "".join(one.split()) not in text] == []


def test_paper_of_a_lukket_plan_says_so():
    closed, plain = paper(laast("P1", lukket=True)), paper(laast("P1"))

    assert ((closed.aabenhed, rows(closed)[0][0][-1]), plain.aabenhed) == (("lukket", "Lukket"), "")


def test_paper_is_named_by_forum_round_and_edition():
    document = paper(laast("P1"))

    assert (document.meta_title, filename(document)) == (
        "Kvartalsstatus for SG, 2020-K2", "sg-2020-K2-portefoelje-1.pdf",
    )  # fmt: skip
    assert document.fod == "2. kvartal 2020 · udgave 1 · Data pr. 15. juni 2020 · dannet 15. juni 2020 kl. 10.30"


# What is filed


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    for module in (statuslaas, rundeudgave):
        monkeypatch.setattr(module, "render_in_child", statusverden.rendered)


@pytest.fixture
def runde(styregruppe, tina):
    return builders_status.runde(styregruppe, tina)


@pytest.fixture
def laas(kladde, runde, tina, per, styregruppe, sofie):
    """Return what makes a plan with a locked status in the round."""

    def make(**felter):
        plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed, **felter)
        return statusverden.laast(builders_status.status(plan, runde), sofie, beslutninger=[SPOERGSMAAL]).plan

    return make


def filed():
    return list(Rundeudgave.objects.order_by("pk").values_list("variant", "nr"))


def close(plan, by):
    return edit_plan(Indsatsplan.objects.get(pk=plan.pk), by=by, **LUKKET)


def test_edition_holds_the_rounds_plans_as_they_were_locked(laas, runde, aktiv, sofie):
    plan = laas()

    (made,) = make_editions(runde, by=sofie)

    assert (made.variant, made.nr, made.oprettet_af) == ("alle", 1, sofie)
    (row,), (without,) = made.data["planer"], made.data["uden"]
    assert (row["nummer"], row["beslutninger"], row["lys"]["samlet"]) == (
        plan.nummer, 1, {"valgt": "groen", "forslag": "groen", "forrige": None},
    )  # fmt: skip
    assert (without["nummer"], made.data["runde"]) == (aktiv.nummer, RUNDE)
    assert Haendelse.objects.get(handling="runde.udgave").data["data"] == made.data_sha256


def test_number_counts_up_only_when_something_has_changed(laas, runde, sofie):
    laas()
    make_editions(runde, by=sofie)

    again = make_editions(runde, by=sofie)
    runde.moededato = date(2020, 7, 7)
    runde.save()
    make_editions(runde, by=sofie)

    assert (again, filed()) == ([], [("alle", 1), ("alle", 2)])


def test_change_of_a_live_plan_makes_no_edition(laas, runde, sofie, tina):
    plan = laas()
    make_editions(runde, by=sofie)

    edit_plan(Indsatsplan.objects.get(pk=plan.pk), by=tina, titel="Et andet navn")

    assert (make_editions(runde, by=sofie), filed()) == ([], [("alle", 1)])


def test_what_changes_while_it_is_printed_is_made_by_who_changed_it(laas, runde, sofie, monkeypatch):
    laas()

    def slow(document, **said):
        type(runde).objects.filter(pk=runde.pk).update(betegnelse="Andet kvartal")
        return statusverden.rendered(document, **said)

    monkeypatch.setattr(rundeudgave, "render_in_child", slow)

    assert (make_editions(runde, by=sofie), filed()) == ([], [])


def test_lock_orders_an_edition(laas, runde, sofie):
    laas()

    job = ProcrastinateJob.objects.get(task_name="indsatser.workflow.rundeudgave.dan_portefoelje")
    dan_portefoelje.func(**job.args)
    assert (job.args, filed()) == ({"runde": runde.pk, "person": sofie.pk}, [("alle", 1)])


def test_reader_gets_all_plans_only_when_he_sees_every_one(laas, runde, sofie, tina, ada):
    laas()
    laas(**LUKKET)
    make_editions(runde, by=sofie)

    found = {person.navn: edition_for(person, runde) for person in (tina, ada)}

    assert {name: (one.variant, len(one.data["planer"])) for name, one in found.items()} == {
        "Tina Tovholder": ("alle", 2), "Ada Andetsteds": ("aabne", 1),
    }  # fmt: skip


def test_reader_without_any_plan_of_it_gets_none(laas, runde, sofie, ada):
    laas(**LUKKET)
    make_editions(runde, by=sofie)

    assert (filed(), edition_for(ada, runde)) == ([("alle", 1)], None)


def test_closing_a_plan_hides_the_old_edition_and_orders_one_without_it(laas, runde, sofie, tina, ada):
    laas()
    plan = laas()
    make_editions(runde, by=sofie)
    ProcrastinateJob.objects.all().delete()

    close(plan, tina)

    hidden = edition_for(ada, runde)
    for job in ProcrastinateJob.objects.filter(task_name__endswith="dan_portefoelje"):
        dan_portefoelje.func(**job.args)
    assert (hidden, filed()) == (None, [("alle", 1), ("alle", 2), ("aabne", 1)])
    assert len(edition_for(ada, runde).data["planer"]) == 1


def test_plan_closed_by_its_paper_is_left_out_the_next_day(laas, runde, sofie, ada):
    laas()
    plan = laas()
    make_editions(runde, by=sofie)
    Indsatsplan.objects.filter(pk=plan.pk).update(**LUKKET)

    skjul_lukkede.func(0)

    assert (len(edition_for(ada, runde).data["planer"]), Rundeudgave.objects.last().oprettet_af) == (1, sofie)


def test_status_that_was_lukket_stays_out_when_its_plan_is_opened(laas, runde, sofie, ada):
    laas()
    plan = laas(**LUKKET)
    Indsatsplan.objects.filter(pk=plan.pk).update(aabenhed="aaben", titel_lukket="", hjemmel="", lukket_begrundelse="")

    make_editions(runde, by=sofie)

    assert filed() == [("alle", 1), ("aabne", 1)]
    assert edition_for(ada, runde).variant == "aabne"


def test_data_that_is_another_than_what_was_filed_is_not_read(laas, runde, sofie):
    laas()
    (made,) = make_editions(runde, by=sofie)
    Rundeudgave.objects.bulk_create([Rundeudgave(
        runde=runde, nr=2, variant="alle", data={**made.data, "skema": 2}, data_sha256=made.data_sha256,
        pdf=made.pdf, oprettet_den=NU, oprettet_af=sofie,
    )])  # fmt: skip

    with pytest.raises(Unproven, match="Den låste status kan ikke bekræftes. Kontakt systemadministrator."):
        edition_for(sofie, runde)


# The page


def fetch(person):
    return som(person).get("/kvartalsstatus/SG/2020-K2/portefoelje.pdf")


def test_file_is_what_was_filed(laas, runde, sofie, ada):
    laas()
    (made,) = make_editions(runde, by=sofie)

    response = fetch(ada)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="sg-2020-K2-portefoelje-1.pdf"'
    assert b"".join(response.streaming_content)[:4] == b"%PDF"


def test_fetch_of_a_lukket_plan_is_noted(laas, runde, sofie, tina):
    laas()
    plan = laas(**LUKKET)
    make_editions(runde, by=sofie)

    b"".join(fetch(tina).streaming_content)

    assert list(Opslag.objects.values_list("slags", "genstande")) == [
        ("eksport", [["indsatser.indsatsplan", str(plan.uuid)]])
    ]


def test_round_without_an_edition_is_404(runde, ada):
    assert fetch(ada).status_code == 404


def test_portfolio_costs_the_same_for_one_and_three_plans(laas, runde, queries_at):
    counts = queries_at(lambda nr: laas(), lambda: rundeudgave.wanted(runde))

    assert counts[0] == counts[1]
