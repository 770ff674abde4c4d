"""What the page of a sending shows: nothing of an item but its number, so that nobody reads here what he may not."""

from django.urls import reverse

from indstillinger.enums_moede import Punktmaerke, Udsendelsesslags, Udsendelsestilstand
from indstillinger.models.dokumentadgang import readable_now
from indstillinger.models.indhold import in_groups
from indstillinger.workflow.sendevagter import guards
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

BADGE = {
    Udsendelsestilstand.KLARGOERES: "info",
    Udsendelsestilstand.KLAR: "obs",
    Udsendelsestilstand.SENDT: "ok",
    Udsendelsestilstand.FEJLET: "fejl",
}
SHA = 16


def badge(udsendelse):
    """Return the badge of a sending's state."""
    return {"tekst": udsendelse.get_tilstand_display(), "slags": BADGE[udsendelse.tilstand]}


def heading(moede, url, text):
    """Return what the head of each page says."""
    return {"tilbage_url": url, "tilbage_tekst": text, "fakta": [str(moede)]}


def progress(udsendelse):
    """Return what the waiting page says."""
    done, total = udsendelse.fremdrift, udsendelse.dele_i_alt
    return {"antal": done, "af": total, "fremdrift_tekst": f"{done} af {total} dele er dannet."}


def checklist(udsendelse, kontrol):
    """Return the eight guards as a table: in order, each ok or what to do."""
    rows = [
        [{"tekst": label}, {"label": "Status", "maerke": _verdict(answer)},
         {"label": "Det skal du gøre", "tekst": answer.reason}]
        for label, answer in guards(udsendelse, kontrol)
    ]  # fmt: skip
    return _table("Tjekliste", ("Tjek", "Status", "Det skal du gøre"), rows)


def _verdict(answer):
    return {"tekst": "I orden", "slags": "ok"} if answer else {"tekst": "Stop", "slags": "fejl"}


def _table(titel, heads, rows):
    return {"titel": titel, "kolonner": [{"tekst": text, "tal": text in ("Sider", "Dele")} for text in heads],
            "raekker": [{"celler": cells} for cells in rows]}  # fmt: skip


def _document_cell(document, readable, text):
    url = reverse("moede_dokument", args=[document.moedenoegle, document.uuid]) if document.pk in readable else ""
    return {"tekst": text, "url": url}


def _stored(udsendelse):
    rows = list(udsendelse.dokumenter.select_related("punkt").order_by("pk"))
    for one in rows:
        one.moedenoegle, one.udsendelse = udsendelse.moede.noegle, udsendelse
    return rows


def sets(user, udsendelse):
    """Return the packs as a table: who gets it, how many pages and parts, a link for who may read all of it."""
    packs = [one for one in _stored(udsendelse) if one.slags == "moedepakke"]
    readable = readable_now(user, udsendelse.moede, packs)
    people = {}
    for row in udsendelse.modtagere.select_related("bruger").order_by("pk"):
        people.setdefault(row.dokument_id, []).append(f"{row.bruger} ({row.get_rolle_display().lower()})")
    rows = [
        [_document_cell(one, readable, f"Pakke\N{NO-BREAK SPACE}{nr}"),
         {"label": "Modtagere", "tekst": ", ".join(people.get(one.pk, ["Alle med adgang til portalen"]))},
         {"label": "Sider", "tekst": str(one.sider), "tal": True},
         {"label": "Dele", "tekst": str(len(one.dele)), "tal": True}]
        for nr, one in enumerate(packs, 1)
    ]  # fmt: skip
    return _table("Pakker", ("Pakke", "Modtagere", "Sider", "Dele"), rows)


def documents(user, udsendelse):
    """Return every other stored document as a table with its hash."""
    found = [one for one in _stored(udsendelse) if one.slags != "moedepakke"]
    readable = readable_now(user, udsendelse.moede, found)
    names = _names(found)
    rows = [
        [_document_cell(one, readable, name),
         {"label": "Sider", "tekst": str(one.sider), "tal": True}, {"label": "sha256", "tekst": one.sha256[:SHA]}]
        for one, name in zip(found, names, strict=True)
    ]  # fmt: skip
    return _table("Dokumenter", ("Dokument", "Sider", "sha256"), rows)


def _names(found):
    """Return what tells the documents apart: agendas by their place, items by their number or the one to come."""
    names, counts = [], {True: 0, False: 0}
    for one in found:
        of_item = one.punkt_id is not None
        counts[of_item] += 1
        number = (one.punkt.nummer if of_item else "") or f"({counts[of_item]})"
        names.append(f"Punkt {number}, indstilling" if one.slags == "indstilling"
                     else f"{one.get_slags_display()} {number}")  # fmt: skip
    return names


def _moment(value):
    local = value.astimezone(DANSK_TID)
    return f"{dato_lang(local)} {klokken(local)}"


def sent_page(user, udsendelse):
    """Return the manifest as it is shown: parts with their hashes, packs, to whom, and the hash of it all."""
    said = udsendelse.manifest
    facts = [
        {"navn": "Sendt", "vaerdi": f"{_moment(udsendelse.sendt_den)} af {udsendelse.sendt_af}"},
        {"navn": "Manifestets sha256", "vaerdi": in_groups(udsendelse.sha256)},
        {"navn": "Sendt uden de bilag, der nævnes", "vaerdi": said.get("mangler_grund", "")},
        {"navn": "Sendt alligevel", "vaerdi": udsendelse.alligevel_grund},
    ]
    return {
        "stamdata": [one for one in facts if one["vaerdi"]], "dele": _parts(udsendelse, said),
        "pakker": sets(user, udsendelse), "dokumenter": documents(user, udsendelse),
    }  # fmt: skip


def _parts(udsendelse, said):
    rows, shows = [], udsendelse.slags == Udsendelsesslags.TILLAEG
    for item in said.get("punkter", ()):
        mark = [{"label": "Mærke", "tekst": Punktmaerke(item["maerke"]).label}] if shows else []
        version = item.get("version") or {"nr": "", "sha256": ""}
        rows.append([{"tekst": f"Punkt {item['nummer']}"}, *mark,
                     {"label": "Version", "tekst": str(version["nr"])},
                     {"label": "sha256", "tekst": version["sha256"][:SHA]}])  # fmt: skip
    return _table("Punkter", ("Punkt", *(("Mærke",) if shows else ()), "Version", "sha256"), rows)
