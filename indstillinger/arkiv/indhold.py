"""Which files the archive package of a meeting holds, by path; the caller has asked who may have them."""

import json

from indstillinger.arkiv.data import FULD, Uddrag, meeting_data, tables
from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Dokumenttype, Punktmaerke
from indstillinger.models import Bilag, Punktbilag, Udsendelsespunkt
from indstillinger.models.dokumentadgang import HELE_MOEDET, stored_documents
from mso_portal.motor.models import Fil

# Of what was sent, the packs are copies of the parts filed here, one for each set of readers.
MAPPER = {
    Dokumenttype.DAGSORDEN: "dagsorden", Dokumenttype.INDSTILLING: "punkter", Dokumenttype.PUNKT: "punkter",
    Dokumenttype.REFERAT: "referat", Dokumenttype.DELREFERAT: "delreferater",
    Dokumenttype.RETTELSESBLAD: "rettelsesblade",
}  # fmt: skip


def uddrag(moede, udgave):
    """Return the Uddrag of an edition; two queries."""
    rows = moede.punkter.all() if udgave == FULD else moede.punkter.uden_lukket()
    rows = rows.select_related("indstilling", "moede").order_by("raekkefoelge")
    return Uddrag(moede, udgave, tuple(rows))


def files(part):
    """Return {path: bytes or Fil} of everything but the manifest."""
    found = dict(_documents(part)) | dict(_attachments(part))
    data = meeting_data(part, sent_as(part))
    found["moede.json"] = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode()
    return found | tables(part, data)


def _documents(part):
    """Yield (path, Fil) of the filed documents, in the åben edition those all of whose parts are åbne.

    Each set of readers has its own agenda and minutes; the package takes the one with most in it.
    """
    allowed = _open_parts(part)
    rows = stored_documents(part.moede).filter(slags__in=list(MAPPER)).select_related("fil", "udsendelse", "referat")
    found = [one for one in rows if part.fuld or (one.dele and all(_whole(dele) in allowed for dele in one.dele))]
    largest = {}
    for one in found:
        if one.slags in HELE_MOEDET:
            key = (one.slags, one.udsendelse_id, one.referat_id)
            largest[key] = max(largest.get(key, one), one, key=lambda two: len(two.dele))
    taken = set()
    for one in found:
        if one.slags not in HELE_MOEDET or one in largest.values():
            yield _free(taken, f"{MAPPER[one.slags]}/{_nr(one)}", one.filnavn), one.fil


def _whole(dele):
    """Return a part id without its version: openness belongs to the item and the bilag."""
    return ":".join(dele.split(":")[:2])


def _open_parts(part):
    items = {f"p:{one.uuid}" for one in part.punkter}
    return items | {f"b:{uuid}" for _, _, uuid, _ in _bilag(part, lukkede=False)}


def _nr(document):
    return document.udsendelse.nr if document.udsendelse_id else document.referat.nr


def _free(taken, folder, name):
    """Return a path nobody has: documents of one sending may share their name."""
    stem, dot, kind = name.rpartition(".")
    path, nr = f"{folder}/{name}", 1
    while path in taken:
        nr += 1
        path = f"{folder}/{stem}-{nr}{dot}{kind}"
    taken.add(path)
    return path


def _attachments(part):
    """Yield (path, Fil) of the files of the sent items; names tell number and kind only."""
    for punkt, nr, _, sha256 in _bilag(part, lukkede=part.fuld):
        fil = Fil.objects.get(pk=sha256)
        yield f"bilag/{punkt.nummer or punkt.raekkefoelge}/{nr}.{fil.type}", fil


def _bilag(part, *, lukkede):
    """Yield (item, number, uuid, sha256) of bilag as they were sent, and of files of the items themselves."""
    versions = sent_as(part)
    for punkt in part.punkter:
        for row in _sent_bilag(versions.get(punkt.pk)):
            felter = row["felter"]
            if felter["fil"]["raa"] and (lukkede or _is_open(felter["aabenhed"]["raa"], row["uuid"])):
                yield punkt, f"b{felter['nr']['vaerdi']}", row["uuid"], felter["fil"]["raa"]
        own = Punktbilag.objects.filter(punkt=punkt).order_by("nr")
        for row in own if lukkede else own.filter(aabenhed=Aabenhed.AABEN):
            yield punkt, f"p{row.nr}", str(row.uuid), row.fil_id


def _is_open(aabenhed, uuid):
    """A bilag is åben when it was sent so and nobody has closed it since."""
    return aabenhed == Aabenhed.AABEN and not Bilag.objects.filter(uuid=uuid).exclude(aabenhed=Aabenhed.AABEN).exists()


def sent_as(part):
    """Return {item pk: the Udsendelsespunkt that its readers read}; one query."""
    rows = Udsendelsespunkt.objects.filter(
        punkt__in=[one.pk for one in part.punkter], udsendelse__sendt_den__isnull=False
    )
    rows = rows.exclude(udsendelse__slags="gennemlaesning").exclude(maerke=Punktmaerke.UDGAAR)
    newest_last = rows.select_related("version", "punktversion").order_by("udsendelse__nr")
    return {row.punkt_id: row for row in newest_last}


def _sent_bilag(row):
    if row is None or row.version is None:
        return []
    return row.version.indhold["raekker"]["bilag"]["raekker"]
