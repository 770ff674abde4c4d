"""The job that makes the documents of a sending: each part once, a pack for each set, the leak guard, then klar."""

from django.db import transaction
from procrastinate.contrib.django import app

from indstillinger.enums_moede import Dokumenttype, Udsendelsestilstand
from indstillinger.models import Modtager, Moededokument, Udsendelse
from indstillinger.workflow.grundlag import planned_numbers
from indstillinger.workflow.laekagetjek import Laekagetjek
from indstillinger.workflow.laesesaet import parts, reading_sets
from indstillinger.workflow.pakkebygning import Pakkebygger
from indstillinger.workflow.pdfdele import keep_pdf
from indstillinger.workflow.referatdokumenter import file_minutes
from mso_portal.motor.pdf.aflaes import Ulaeselig, words_of
from mso_portal.motor.pdf.arkiv import NotArchivable
from mso_portal.motor.pdf.pakke import PakkeFejl

RAMT = "Pakken til {} indeholder tekst fra lukket punkt {}. Den er ikke sendt. Kontakt systemadministrator."
UTJEKKET = "Pakken til {} kunne ikke læses igennem. Den er ikke sendt. Kontakt systemadministrator."
KUNNE_IKKE = {"slags": "fejl", "tekst": "Pakken kunne ikke dannes."}


@app.task(queue="pdf")
def byg_pakker(udsendelse):
    """Make the documents of a prepared sending; may be run twice, and die halfway, without harm."""
    build_packs(udsendelse)


@app.task(queue="pdf")
def documents_of_referat(referat_id):
    """File the documents of godkendte minutes; run twice, the second finds it done."""
    file_minutes(referat_id)


def build_packs(udsendelse_id):
    """Make the documents of a prepared sending: klar, or fejlet with what went wrong. Nothing for one that was made,
    sent or replaced meanwhile."""
    rows = Udsendelse.objects.select_related("moede__forum", "moede__moedeleder", "moede__sekretaer", "oprettet_af")
    udsendelse = rows.filter(pk=udsendelse_id, tilstand=Udsendelsestilstand.KLARGOERES).first()
    if udsendelse is None:
        return
    try:
        made = _make(udsendelse)
    except (PakkeFejl, NotArchivable):
        _finish(udsendelse, [], [KUNNE_IKKE], {"fund": []})
    except Exception:
        _finish(udsendelse, [], [KUNNE_IKKE], {"fund": []})
        raise
    else:
        _finish(udsendelse, *made)


def _make(udsendelse):
    """Return (unsaved documents with their recipients, faults, what the leak guard says)."""
    dele = parts(udsendelse, _numbers(udsendelse))
    bygger = Pakkebygger(udsendelse, dele, _progress(udsendelse))
    saet = reading_sets(udsendelse, dele)
    bygger.render_parts(saet)
    tjek, hits, made = Laekagetjek(dele, udsendelse.moede), [], []
    for one in saet:
        pack = bygger.pack(one)
        hits += _leaks(tjek, one, bygger.audience(one), pack.pdf)
        made.append((_document(udsendelse, Dokumenttype.MOEDEPAKKE, one.dele, pack), one.modtagere))
        agenda = bygger.agenda(one, pack.foerste)
        made.append((_document(udsendelse, Dokumenttype.DAGSORDEN, one.dele, agenda), []))
    made += [(_document(udsendelse, slags, ids, pdf, punkt), []) for slags, ids, pdf, punkt in bygger.filed_parts()]
    said = {"fund": list(dict.fromkeys(hits)), "pakker": len(saet)}
    return made, bygger.fejl, said


def _numbers(udsendelse):
    """Return {item's pk: number it has or will get}; two queries."""
    items = list(udsendelse.moede.punkter.order_by("raekkefoelge"))
    rows = list(udsendelse.punkter.select_related("punkt").order_by("raekkefoelge"))
    return {one.pk: "" for one in items} | planned_numbers(udsendelse.slags, items, rows)


def _progress(udsendelse):
    def told(done, total):
        Udsendelse.objects.filter(pk=udsendelse.pk, tilstand=Udsendelsestilstand.KLARGOERES).update(
            fremdrift=done, dele_i_alt=total
        )

    return told


def _leaks(tjek, saet, audience, pdf):
    try:
        numre = tjek.leaks(saet, words_of(pdf))
    except Ulaeselig:
        return [UTJEKKET.format(audience)]
    return [RAMT.format(audience, nummer) for nummer in numre]


def _document(udsendelse, slags, dele, made, punkt=None):
    """Return an unsaved Moededokument; its bytes are stored already."""
    fil = keep_pdf(made.pdf, made.sider)
    return Moededokument(
        udsendelse=udsendelse, punkt=punkt, slags=slags, dele=list(dele), fil=fil, filnavn=made.filnavn,
        sha256=fil.pk, sider=made.sider,
    )  # fmt: skip


def _finish(udsendelse, made, fejl, laekagetjek):
    """Store what was made in one transaction, unless the sending was replaced meanwhile."""
    with transaction.atomic():
        row = Udsendelse.objects.select_for_update().filter(pk=udsendelse.pk).first()
        if row is None or row.tilstand != Udsendelsestilstand.KLARGOERES:
            return
        for document, recipients in made:
            document.save()
            Modtager.objects.filter(pk__in=[one.pk for one in recipients], udsendelse=row).update(dokument=document)
        bad = laekagetjek["fund"] or KUNNE_IKKE in fejl
        row.tilstand = Udsendelsestilstand.FEJLET if bad else Udsendelsestilstand.KLAR
        row.fejl, row.laekagetjek, row.version = fejl, laekagetjek, row.version + 1
        row.fremdrift = row.dele_i_alt
        row.save()
