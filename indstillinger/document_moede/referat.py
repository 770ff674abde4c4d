"""The minutes on paper: the whole, one item's, and what a correction changed. All from `referat_content`."""

from datetime import date, datetime, time

from indstillinger.document_moede.punkter import all_of, differences, item_sections
from indstillinger.document_moede.ramme import begins, capital, headed, moment, place_and_time, public_title
from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Fremmoedestatus, Referattilstand
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import only
from mso_portal.motor.documents import Beslutning, Document, Note, Section, Small, Stamdata

MAERKE = {Referattilstand.KLADDE: "KLADDE", Referattilstand.TIL_KOMMENTERING: "TIL KOMMENTERING", "godkendt": ""}
INGEN_BEMAERKNINGER = "Ingen bemærkninger inden fristen"
FORKLARING = "Understreget er tilføjet, og overstreget er taget ud af det, der var indstillet."


def referat_document(data, *, dato=None):
    """Return the minutes from (narrowed) content; `dato` is the time of a print of minutes that aren't godkendt."""
    sections = [
        Section("om", "", [_head(data, dato)]),
        *_corrections(data),
        *(section for punkt in data["punkter"] for section in all_of(punkt)),
    ]
    head = data["moede"]
    return _document(
        data, dato, "referat", f"Referat af {_meeting(head)}", f"Referat, {head['kort']}",
        [*sections, *_ending(sections)], nr=data["version"],
    )  # fmt: skip


def delreferat_document(data, punkt_uuid, version_sections=(), *, dato=None):
    """Return one item's minutes with the paper as it was sent (`version_sections`); it names no other item, nobody
    who came for another, and no reason that could speak of another."""
    data = only(data, [punkt_uuid], vis_offentlig_titel=False, kun_egne=True)
    (punkt,) = data["punkter"]
    sections = [Section("om", "", [_head(data, dato)]), *_corrections(data), *item_sections(punkt)]
    sent = [Section(f"sag-{one.id}", one.titel, one.blocks) for one in version_sections]
    if sent:
        first, *rest = sent
        sent = [Section("sag", "Indstillingen, som den blev sendt ud", first.blocks), *rest]
    return _document(
        data, dato, "delreferat", f"{punkt['nummer']}. {punkt['titel_lukket'] or punkt['titel']}",
        f"Delreferat, {data['moede']['kort']}, punkt {punkt['nummer']}", [*sections, *_ending(sections), *sent],
        nr=data["version"], punkt=punkt["nummer"], offentlig_titel=public_title(punkt["titel"], punkt["titel_lukket"]),
    )  # fmt: skip


def rettelsesblad_document(new, old=None, *, dato=None):
    """Return the changed rows of a (narrowed) version alone; `new` says itself what it changed of `old`."""
    head = new["moede"]
    version = old["version"] if old else new["erstatter"]
    stam = Stamdata([
        ("Version", f"{new['version']} erstatter version {version}"),
        ("Godkendt", _approved(new)),
    ])  # fmt: skip
    reason = [Note("Rettelse", new["aarsag"])] if new["aarsag"] else []
    return _document(
        new, dato, "rettelsesblad", f"Rettelsesblad til referat af {_meeting(head)}", f"Rettelsesblad, {head['kort']}",
        [Section("om", "", [stam]), *([Section("grund", "", reason)] if reason else []), *_changed(new)],
        nr=new["version"], only_of={one["punkt"] for one in new["rettelser"]},
    )  # fmt: skip


def _document(data, dato, slags, titel, kort_navn, sections, *, offentlig_titel="", only_of=None, **keys):
    """`only_of` are the items the paper speaks of, when it isn't all of them."""
    head = data["moede"]
    closed = any(punkt["laesbar"] and punkt["lukket"] for punkt in data["punkter"] if only_of is None
                 or punkt["uuid"] in only_of)  # fmt: skip
    when = _when(data, dato)
    return Document(
        slags=slags,
        noegle={"moede": head["kort"], "noegle": head["noegle"], **keys},
        titel=titel,
        offentlig_titel=offentlig_titel,
        kort_navn=kort_navn,
        aabenhed=(Aabenhed.LUKKET if closed else Aabenhed.AABEN).value,
        maerke=MAERKE[data["tilstand"]],
        fod=" · ".join(part for part in (
            capital(head["kort"]), f"version {data['version']}",
            f"godkendt {moment(when).removeprefix('den ')}" if data["godkendt"] else "",
        ) if part),
        dato=when,
        data_sha256=digest(data),
        sections=sections,
    )  # fmt: skip


def _when(data, dato):
    """The time of the data: the approval, else that of the print, else the meeting itself."""
    if data["godkendt"]:
        return datetime.fromisoformat(data["godkendt"]["den"])
    return dato or begins(data["moede"])


def _meeting(head):
    return headed(head["moedenavn"], date.fromisoformat(head["dato"]))


def _head(data, dato):
    head = data["moede"]
    start, slut = (time.fromisoformat(head[name]) for name in ("start", "slut"))
    came = {status: [] for status in Fremmoedestatus}
    for one in data["fremmoede"]:
        if not one["punkter"]:
            deputy = f" (stedfortræder: {one['stedfortraeder']})" if one["stedfortraeder"] else ""
            came[one["status"]].append(f"{one['navn']}{deputy}")
    return Stamdata([
        ("Tid og sted", place_and_time(start, slut, head["sted"])), ("Mødeleder", head["moedeleder"]),
        ("Referent", data["referent"]),
        *((Fremmoedestatus(status).label, ", ".join(names)) for status, names in came.items()
          if status != Fremmoedestatus.IKKE_OPLYST),
        ("Godkendt", _approved(data)), ("Bemærkninger", _remarks(data, dato)),
    ])  # fmt: skip


def _approved(data):
    approved = data["godkendt"]
    if not approved:
        return ""
    return f"{approved['af']} {moment(datetime.fromisoformat(approved['den']))}, version {data['version']}"


def _remarks(data, dato):
    """Say so when nobody had remarks; that somebody had is between him and the sekretær."""
    asked = data["kommentering"]
    if not asked or asked["bemaerkninger"]:
        return ""
    over = data["godkendt"] or not asked["frist"] or _when(data, dato) >= datetime.fromisoformat(asked["frist"])
    return INGEN_BEMAERKNINGER if over else ""


def _corrections(data):
    if not data["erstatter"] or not (data["aarsag"] or data["rettelser"]):
        return []
    reason = data["aarsag"] or "Referatet er rettet."
    return [Section("rettelse", "", [Note(f"Rettelse af version {data['erstatter']}", reason)]), *_changed(data)]


def _changed(data):
    """The changed rows item by item, what was and what is."""
    found = []
    for punkt in data["punkter"]:
        rows = [one for one in data["rettelser"] if punkt["laesbar"] and one["punkt"] == punkt["uuid"]]
        if rows:
            titel = f"Rettet i punkt {punkt['nummer']}: {punkt['titel_lukket'] or punkt['titel']}"
            found.append(Section(f"rettet-{punkt['nummer']}", titel, [differences(one) for one in rows]))
    return found


def _ending(sections):
    marked = any(isinstance(one, Beslutning) and one.is_marked for section in sections for one in section.blocks)
    return [Section("forklaring", "", [Small([FORKLARING])])] if marked else []
