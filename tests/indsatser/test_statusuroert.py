"""A locked status tells the same on page, paper, sheets and portfolio whatever becomes of what it was made of: every
table its data is read from is changed, and the plan is closed (21 §6, §14.3)."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from indsatser.document.portefoelje import portfolio_document
from indsatser.document.statusark import sheets
from indsatser.document.statusdata import build_data
from indsatser.document.statuspapir import status_document
from indsatser.models import Indsatsplan, Kvartalsstatus, Rundeudgave, Statusudgave
from indsatser.views.status import FANER
from indsatser.workflow import aendring, rundeudgave, statuslaas
from indsatser.workflow.statusindstilling import make_paper
from indsatser.workflow.statusudfald import decide
from indsatser.workflow.statusudgave import edition, proven
from indstillinger.models.indhold import digest
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.imports.skrivning import write_workbook
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.aflaes import words_of
from mso_portal.motor.pdf.proces import RenderedPart
from mso_portal.organisation.models import Bruger, Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_moede, builders_opgave, builders_status
from tests.adgang.formular import indhold
from tests.indsatser.planside import som
from tests.indsatser.rigplan import rig
from tests.indsatser.statusverden import SPOERGSMAAL, laast
from tests.motor.pdf.laesning import page_count

EFTERAAR = datetime(2020, 9, 15, 9, tzinfo=DANSK_TID)
SENERE = datetime(2021, 2, 1, 9, tzinfo=DANSK_TID)
DELE = (
    "lukkedage", "milepaele", "maal", "leverancer", "risici", "budget", "opfoelgning", "aendringer", "bidrag",
    "beslutninger", "tidligere_beslutninger", "lys", "forskelle",
)  # fmt: skip
DET_LAASTE = {"indsatser_kvartalsstatus", "indsatser_statusudgave"}  # what is read, and all that is
# Addresses, what tells rows apart, and the day that an approved status holds its round to.
BLIVER = {"nummer", "noegle", "kode", "version", "statusdato"}
LUKKET = re.compile(r'<li>\s*<span class="maerke(?:(?!</li>).)*Lukket</span>\s*</li>', re.DOTALL)


@pytest.fixture(autouse=True)
def trykt_her(monkeypatch):
    """Print here and not in a child."""

    def printed(document, *, filed=True, images=()):
        pdf = render_pdf(document, images=images)
        return RenderedPart(pdf, page_count(pdf))

    for module in (statuslaas, rundeudgave):
        monkeypatch.setattr(module, "render_in_child", printed)


@pytest.fixture
def status(kladde, hr, sofie, tina, styregruppe):
    """The second status of a plan with something in every room; the first one's questions were answered by the
    styregruppe and the chefteam."""
    first = laast(builders_status.status(rig(kladde, hr)), sofie, beslutninger=_asked())
    own, other = first.beslutninger.order_by("nr")
    decide(own, by=sofie, art="vedtaget_med_aendring", tekst="Hold det i januar")
    _decided(make_paper(other, by=tina), sofie)
    _proposed(first.plan, tina)
    Lukkedag.objects.create(dato=date(2020, 6, 29), navn="Sommerlukket")
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(styregruppe, sofie, date(2020, 9, 30), None)
        return runde.statusser.get()


def _asked():
    builders.forum("CT", navn="Chefteamet")
    return [SPOERGSMAAL, {**SPOERGSMAAL, "niveau": "chefteam"}]


def _decided(paper, by):
    punkt = builders_moede.punkt(builders_moede.moede(paper.forum), paper, tilstand="behandlet",
                                 afgjort_den=paper.oprettet_den, afgjort_af=by)  # fmt: skip
    builders_opgave.beslutning(punkt, by)


def _proposed(plan, by):
    row = aendring.write(plan, by=by, titel="Strengere", aarsag="andet", begrundelse="Det skal gå hurtigere nu.")
    aendring.propose(row, by=by, genstand="plan", objekt=plan.uuid, felt="formaal", til="Et andet formål")
    aendring.submit(row, by=by)


@pytest.fixture
def tabeller(status):
    """The tables that the data of the status is read from."""
    with CaptureQueriesContext(connection) as queries:
        build_data(Kvartalsstatus.objects.get(pk=status.pk))
    return {name for one in queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', one["sql"])}


@pytest.fixture
def udgave(status, tabeller, sofie):
    """Its edition; the round's portfolio is filed too."""
    with ur.stil(EFTERAAR):
        found = laast(status, sofie, beslutninger=[SPOERGSMAAL]).udgave
        rundeudgave.make_editions(status.runde, by=sofie)
    return found


# Everything becomes something else


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def change(table):
    """Let every value in a table be another, except what its own constraints refuse."""
    (model,) = [one for one in apps.get_models() if one._meta.db_table == table]
    run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for felt in model._meta.concrete_fields:
        if felt.name not in BLIVER and (value := another(felt)) is not None:
            with suppress(DatabaseError), transaction.atomic():
                model._base_manager.update(**{felt.name: value})
    run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def another(felt):
    """Return another value of a field; None of keys, choices, moments and truths."""
    if felt.is_relation or felt.primary_key or felt.choices or isinstance(felt, models.DateTimeField):
        return None
    if isinstance(felt, models.CharField | models.TextField):
        return Left(Concat(Value("Ny "), F(felt.name)), felt.max_length or 10_000)
    if isinstance(felt, models.DateField):
        return F(felt.name) + timedelta(days=1)
    return F(felt.name) + 1 if isinstance(felt, models.IntegerField | models.DecimalField) else None


def contents(tables):
    """Return {table: a digest of its rows}."""
    return {name: run(f"SELECT md5(string_agg(one::text, '|' ORDER BY id)) FROM {name} one") for name in tables}


@pytest.fixture
def alt_bliver_andet(tabeller):
    """Return what changes every table the data was read from."""

    def act():
        run("SET CONSTRAINTS ALL IMMEDIATE")
        for name in sorted(tabeller - DET_LAASTE):
            change(name)

    return act


def close(plan):
    Indsatsplan.objects.filter(pk=plan.pk).update(**builders_indsats.LUKKET)


# What is read of it


def shown(status, person):
    """Return what the person gets: each tab of the page, then the files."""
    reader, own = som(Bruger.objects.get(pk=person.pk)), f"/indsatsplaner/{status.plan.nummer}/status/{status.noegle}/"
    pages = [reader.get(own, {"fane": fane}).content.decode().partition("<main")[2] for fane in FANER]
    files = (f"{own}v1/status.pdf", f"{own}v1/status.xlsx", f"/kvartalsstatus/SG/{status.runde.noegle}/portefoelje.pdf")
    return pages + [indhold(reader.get(path)) for path in files]


def frozen(udgave):
    """Return both hashes as the stored data and bytes give them, and those that were stored; of the portfolio too."""
    own, whole = Statusudgave.objects.get(pk=udgave.pk), Rundeudgave.objects.get()
    return [(digest(one.data), one.data_sha256, one.pdf_id, lager.read(one.pdf)) for one in (own, whole)]


def test_plan_has_something_in_every_part_of_the_data(udgave):
    assert [name for name in DELE if not udgave.data[name]] == []
    assert [one["art"] for one in udgave.data["tidligere_beslutninger"]] == ["vedtaget_med_aendring", "vedtaget"]


def test_adopted_wording_is_printed_in_the_next_status_and_never_in_the_old(udgave):
    first = Statusudgave.objects.exclude(pk=udgave.pk).get()
    words = [" ".join(words_of(lager.read(one.pdf)).split()) for one in (first, udgave)]

    assert [SPOERGSMAAL["spoergsmaal"] in said for said in words] == [True, True]
    assert ["Hold det i januar" in said for said in words] == [False, True]


def test_every_table_the_data_is_read_from_is_changed(udgave, tabeller, alt_bliver_andet):
    before = contents(tabeller)

    alt_bliver_andet()

    after = contents(tabeller)
    assert {name for name in tabeller if after[name] == before[name]} == DET_LAASTE


def test_page_files_and_hashes_are_the_same_when_all_else_is_changed(udgave, alt_bliver_andet, ada):
    status = udgave.status
    before = shown(status, ada), frozen(udgave)

    alt_bliver_andet()
    with ur.stil(SENERE):
        after = shown(status, ada), frozen(udgave)

    assert (len(before[0]), all(before[0])) == (len(FANER) + 3, True)
    assert after == before


def test_reader_of_the_plan_reads_the_same_when_it_is_closed(udgave, alt_bliver_andet, tove):
    status = udgave.status
    before = shown(status, tove), frozen(udgave)

    alt_bliver_andet()
    close(status.plan)
    with ur.stil(SENERE):
        after = shown(status, tove), frozen(udgave)

    assert [len(LUKKET.findall(one)) for one in after[0][: len(FANER)]] == [1] * len(FANER)
    unmarked = [LUKKET.sub("", one) if isinstance(one, str) else one for one in after[0]]
    assert (unmarked, after[1]) == before


# Made anew of what was stored


def test_page_sheets_and_papers_are_made_of_the_editions_without_a_query(udgave, ada, count_queries):
    status, whole = udgave.status, Rundeudgave.objects.get()

    def made_anew():
        document, images = status_document(edition(status).data, status.laast_den, data_sha256=udgave.data_sha256)
        pages = render_to_string("_dokument.html", {"sections": document.sections, "niveau": 2})
        portfolio, drawings = portfolio_document(
            proven(whole).data, whole.nr, whole.oprettet_den, data_sha256=whole.data_sha256
        )
        papers = [render_pdf(document, images=images), render_pdf(portfolio, images=drawings)]
        found.append((pages, write_workbook(sheets(udgave.data)), *papers))

    found = []
    assert count_queries(made_anew) == 0
    ((pages, book, *papers),) = found
    assert papers == [lager.read(udgave.pdf), lager.read(whole.pdf)]
    assert book == shown(status, ada)[len(FANER) + 1]
    assert "Hold det i januar" in pages
