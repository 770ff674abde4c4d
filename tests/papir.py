"""make papir: the papers of the demo world as PDF, and their pages as pictures in colour and grey, to look at: the
indstillinger, of three meetings everything that was sent and filed, the register of decisions, every locked status with
its rounds' portfolios and the public extracts.

ARGS="2020-008" narrows to papers, meetings and statuses whose number, key or file name holds one of the words;
ARGS="register"; ARGS="status portefoelje uddrag".
"""

import os
import shutil
import sys

import django

from mso_portal import indlejret

OUT = indlejret.VAR / "papir"
SCALE = 100 / 72
# One with a tillæg, one with outcomes of many kinds, one whose referat was corrected.
MOEDER = ("ct-2020-03-20", "ct-2020-05-29", "ct-2020-10-23")


def main(words):
    from mso_portal.management.commands.demo import DEMODAG
    from mso_portal.motor import ur

    OUT.mkdir(parents=True, exist_ok=True)
    with ur.stil(DEMODAG):
        for made in (papers(words, DEMODAG), meetings(words), register(words, DEMODAG), statuses(words)):
            for name, pdf in made:
                path = OUT / name
                path.write_bytes(pdf)
                print(f"{path.name}: {pictures(path)} sider")


def papers(words, dato):
    """Yield (file name, PDF) of the working print of each indstilling."""
    from indstillinger.document import document
    from indstillinger.models import Indstilling
    from mso_portal.motor.documents import filename
    from mso_portal.motor.pdf import render_pdf

    for paper in Indstilling.objects.order_by("nummer"):
        if not words or any(word in paper.nummer for word in words):
            made = document(paper, dato)
            yield filename(made), render_pdf(made)


def meetings(words):
    """Yield what was sent and filed of the meetings: of a sending the agenda and pack with most in them."""
    from indstillinger.models import Dokumentdel, Moede

    # The world is played with blank pages in place of printed parts; here they are printed.
    Dokumentdel.objects.all().delete()
    for moede in Moede.objects.select_related("forum", "moedeleder", "sekretaer").order_by("noegle"):
        if any(word in moede.noegle for word in words) or (not words and moede.noegle in MOEDER):
            for sending in moede.udsendelser.filter(tilstand="sendt").order_by("nr"):
                sending.moede = moede
                yield from _sent(sending)
            for referat in moede.referater.filter(tilstand="godkendt").order_by("nr"):
                yield from _filed(referat)


def _sent(sending):
    from indstillinger.workflow.laesesaet import parts, reading_sets
    from indstillinger.workflow.pakkebygning import Pakkebygger

    numbers = {row.punkt_id: row.punkt.nummer or "" for row in sending.punkter.select_related("punkt").order_by("pk")}
    dele = parts(sending, numbers)
    builder = Pakkebygger(sending, dele, lambda done, total: None)
    largest = max(reading_sets(sending, dele), key=lambda one: len(one.dele))
    builder.render_parts([largest])
    pack = builder.pack(largest)
    agenda = builder.agenda(largest, pack.foerste)
    yield from ((made.filnavn, made.pdf) for made in (agenda, pack, *(row[2] for row in builder.filed_parts())))


def _filed(referat):
    from indstillinger.workflow.referatdokumenter import file_minutes
    from mso_portal.motor.filer import lager

    file_minutes(referat.pk)
    largest = {}
    for one in referat.dokumenter.select_related("fil").order_by("pk"):
        largest[one.filnavn] = max(largest.get(one.filnavn, one), one, key=lambda two: len(two.dele))
    yield from ((name, lager.read(one.fil)) for name, one in largest.items())


def register(words, dato):
    """Yield the register of every decision, newest meeting first."""
    from indstillinger.document_moede import register_document, register_row
    from indstillinger.models import Beslutning, Standardtekst
    from mso_portal.motor.documents import filename
    from mso_portal.motor.pdf import render_pdf

    if words and not any(word in "register" for word in words):
        return
    rows = Beslutning.objects.select_related(
        "punkt__moede__forum", "punkt__indstilling", "ansvarlig", "referatpunkt", "erstattet_af"
    ).order_by("-punkt__moede__dato", "punkt__moede", "nummer")
    labels = {one.punkt.moede.forum_id: Standardtekst.labels(one.punkt.moede.forum) for one in rows}
    made = register_document([register_row(one, labels[one.punkt.moede.forum_id]) for one in rows], [], dato)
    yield filename(made), render_pdf(made)


def statuses(words):
    """Yield what was locked, filed and published of the rounds, printed from the frozen data: the world is played with
    blank pages in place of printed ones."""
    from mso_portal.motor.documents import filename
    from mso_portal.motor.pdf import render_pdf

    for document, images in _frozen():
        name = filename(document)
        if not words or any(word in name for word in words):
            yield name, render_pdf(document, images=images)


def _frozen():
    """Yield (Document, images) of every status, of each round's newest portfolio, of every extract."""
    from indsatser.document.portefoelje import portfolio_document
    from indsatser.document.statuspapir import status_document
    from indsatser.document.statusuddrag import extract_document
    from indsatser.enums import Rundevariant
    from indsatser.models import Rundeudgave, Statusuddrag, Statusudgave

    for one in Statusudgave.objects.select_related("status").order_by("pk"):
        yield status_document(one.data, one.status.laast_den, data_sha256=one.data_sha256)
    newest = Rundeudgave.objects.filter(variant=Rundevariant.ALLE).order_by("runde_id", "-nr").distinct("runde_id")
    for one in newest:
        yield portfolio_document(one.data, one.nr, one.oprettet_den, data_sha256=one.data_sha256)
    for one in Statusuddrag.objects.order_by("pk"):
        yield extract_document(one.data, one.oprettet_den, data_sha256=one.data_sha256)


def pictures(path):
    """Draw each page as `<name>-<page>.png` and `<name>-<page>-graa.png`; returns how many pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for nr, page in enumerate(pdf, 1):
            drawn = page.render(scale=SCALE).to_pil()
            drawn.save(path.with_name(f"{path.stem}-{nr}.png"))
            drawn.convert("L").save(path.with_name(f"{path.stem}-{nr}-graa.png"))
        return len(pdf)


if __name__ == "__main__":
    from tests.browser.portal import FOLDER, Portal, environment

    indlejret.start(ejer=True)
    world = Portal("papir").prepare()
    shutil.copytree(FOLDER / "filer", world.folder / "filer", dirs_exist_ok=True)
    surroundings = environment(world.database, world.folder)
    os.environ.update({name: surroundings[name] for name in ("DATABASE_URL", "MSO_VAR", "MSO_MILJOE")})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    django.setup()
    try:
        main(sys.argv[1:])
    finally:
        from django.db import connections

        connections.close_all()
        world.drop()
