"""The manifest of a sending: what was sent, in which versions, to whom; its sha256 stands for all of it (11 §4)."""

from indstillinger.enums_moede import Punktmaerke
from indstillinger.workflow.grundlag import exclusions
from mso_portal.vaerdier.datoer import DANSK_TID

SKEMA = 1


def manifest_of(udsendelse, kontrol, times, *, mangler_grund="", alligevel_grund=""):
    """Return the manifest as plain data; `times` {pk: (start, slut)}. Two queries beside those of the Kontrol."""
    files, excluded = kontrol.filer, exclusions(udsendelse.moede)
    known = {one.punkt.pk: one for one in kontrol.dele}
    return {
        "skema": SKEMA, "moede": udsendelse.moede.noegle, "slags": udsendelse.slags, "nr": udsendelse.nr,
        "sendt_den": udsendelse.sendt_den.astimezone(DANSK_TID).isoformat(timespec="seconds"),
        "sendt_af": str(udsendelse.sendt_af.uuid), "indholdsnoegle": udsendelse.indholdsnoegle,
        "punkter": [
            _item(row, known.get(row.punkt_id), kontrol, files, len(excluded.get(row.punkt_id, [])), times)
            for row in kontrol.sent_rows
        ],
        "dokumenter": [_document(one) for one in udsendelse.dokumenter.order_by("pk")],
        "modtagere": [str(row.bruger.uuid) for row in udsendelse.modtagere.select_related("bruger").order_by("pk")],
        "laekagetjek": udsendelse.laekagetjek, "mangler_grund": mangler_grund, "alligevel_grund": alligevel_grund,
    }  # fmt: skip


def _item(row, part, kontrol, files, kept_out, times):
    punkt, paper = row.punkt, kontrol.papers.get(row.punkt_id)
    shown = {} if row.maerke == Punktmaerke.UDGAAR else _shown(part, files)
    return {
        "uuid": str(punkt.uuid), "nummer": kontrol.numre.get(punkt.pk, ""), "art": punkt.art, "maerke": row.maerke,
        "titel": public_title(part, paper, punkt),
        "aabenhed": paper.aabenhed if paper else punkt.aabenhed, "indstilling": paper.nummer if paper else None,
        "udelukkelser": kept_out, "start": f"{times[punkt.pk][0]:%H.%M}" if punkt.pk in times else None, **shown,
    }  # fmt: skip


def public_title(part, paper, punkt):
    """Return the title everybody may read, as the version has it."""
    if part and part.version:
        return part.version.indhold["felter"]["titel"]["vaerdi"]
    return paper.titel if paper else punkt.titel or punkt.get_art_display()


def _shown(part, files):
    rows = [{"nr": one.nr, "sha256": one.fil, "bytes": files[one.fil].stoerrelse if one.fil in files else None,
             "aabenhed": one.aabenhed} for one in part.bilag]  # fmt: skip
    return {"version": {"nr": part.frosset.nr, "sha256": part.frosset.sha256}, "bilag": rows}


def _document(one):
    return {"id": str(one.uuid), "slags": one.slags, "dele": one.dele, "sha256": one.sha256, "sider": one.sider}
