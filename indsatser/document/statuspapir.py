"""The paper of a kvartalsstatus, from its frozen data alone: no database, no clock, the same data gives the same paper
(21 §9, 41 §6)."""

from datetime import datetime, time

from indsatser.document import statuspapir_aendret as aendret
from indsatser.document import statuspapir_grundlag as grundlag
from indsatser.document import statuspapir_maal as maal
from indsatser.document import statuspapir_plan as tidsplan
from indsatser.document import statuspapir_resten as resten
from indsatser.document.statusord import dag, dato, titel
from indsatser.document.statuspapir_kort import short_form
from indsatser.document.statuspapir_side1 import decision_page
from indsatser.enums import Statusform
from mso_portal.motor.documents import Document, Section, Table, Tegning, Tekst, Underrubrik
from mso_portal.motor.pdf.fetcher import Image
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

KLADDE, TIL_GODKENDELSE = "KLADDE", "TIL GODKENDELSE"
IKKE_GODKENDT = "Ikke godkendt af programejer"
FLEST_AENDRINGER = 40


def status_document(data, laast=None, *, maerke=KLADDE, data_sha256="", has_annex=True):
    """Return (Document, images) of a status locked at an aware datetime; a draft carries the mark instead. One that
    would be too long goes without the long parts of its annex, and says so."""
    sections = FORM[data["form"]](data, has_annex)
    document = Document(
        slags=f"kvartalsstatus_{data['form']}", noegle=_key(data), titel=titel(data["runde"]["betegnelse"]),
        kort_navn=f"Kvartalsstatus {data['plan']['nummer']}, {data['status']['noegle']}", dato=_moment(data, laast),
        sections=sections, aabenhed=data["plan"]["aabenhed"], maerke=_mark(data, laast, maerke),
        fod=_foot(data, laast), data_sha256=data_sha256,
    )  # fmt: skip
    return document, drawings(sections)


def drawings(sections):
    """Return the pictures that the renderer needs, of blocks and of cells."""
    blocks = [block for section in sections for block in section.blocks]
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.cells_of for cell in row]
    found = (one for one in (*blocks, *cells) if isinstance(one, Tegning))
    return [Image(one.navn, one.svg.encode()) for one in found]


def _key(data):
    return {"nummer": data["plan"]["nummer"], "noegle": data["status"]["noegle"], "nr": data["status"]["nr"]}


def _moment(data, laast):
    return laast or datetime.combine(dag(data["runde"]["statusdato"]), time(), DANSK_TID)


def _mark(data, laast, maerke):
    if not laast:
        return maerke
    return "" if data["status"]["godkendt_af"] else IKKE_GODKENDT


def _foot(data, laast):
    own = laast and laast.astimezone(DANSK_TID)
    locked = f"låst {dato_lang(own)} {klokken(own)}" if own else "ikke låst"
    said = (data["runde"]["betegnelse"], f"version {data['status']['nr']}", f"Data pr. {_day(data)}", locked)
    return " · ".join(said)


def _day(data):
    return dato(data["runde"]["statusdato"])


def _full(data, has_annex):
    """About a page for each thing, everything in it."""
    plan = [*tidsplan.trend(data), tidsplan.milestones(data), *tidsplan.slip(data)]
    return [
        *decision_page(data), Section("aendret", "Siden sidst", aendret.since(data, FLEST_AENDRINGER), "ny", 1),
        *_drawn_plan(data), Section("milepaele", "Milepæle", plan, side="ny"), *_goals(data), *_rest(data),
        Section("indberetning", "Ikke indberettet", [grundlag.unreported(data)]),
        Section("grundlag", "Datagrundlag", [Tekst(grundlag.basis_text(data))]),
        *aendret.more_changes(data, FLEST_AENDRINGER, taet=1),
        Section("bilag", "Bilag", _annex(data, has_annex), taet=1),
    ]  # fmt: skip


def _drawn_plan(data):
    """A page that lies down for each drawing; only the first has the heading. A sentence needs none of its own."""
    blocks = tidsplan.drawn_plan(data)
    side = "bred" if isinstance(blocks[0], Tegning) else ""
    return [
        Section(f"tidsplan{nr}", "Tidsplan" if nr == 1 else "", [block], side) for nr, block in enumerate(blocks, 1)
    ]


def _goals(data):
    found = [Section("maal", "Mål", [*maal.overall(data), maal.goals(data)])]
    if data["maal"]:
        found.append(Section("umaalte", maal.unmeasured_title(data), maal.unmeasured(data)))
    return found


def _rest(data):
    return [
        Section("oekonomi", "Økonomi", resten.money(data)), Section("risici", "Risici", resten.risks(data)),
        Section("leverancer", "Leverancer", [resten.deliveries(data)]),
        Section("opfoelgning", "Opfølgning", resten.points(data)),
        Section("naeste", "Næste periode", resten.next_period(data)),
    ]  # fmt: skip


def _annex(data, has_annex):
    return [
        *grundlag.long_annex(data, has_annex), grundlag.annex_changes(data["aendringer"]),
        Underrubrik("Planen"), grundlag.about_plan(data), *grundlag.public_text(data), grundlag.tolerances(data),
    ]  # fmt: skip


FORM = {Statusform.FULD: _full, Statusform.KORT: short_form}
