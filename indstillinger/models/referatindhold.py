"""The minutes as plain data: what a godkendt Referat freezes, and what papers and pages print for each reader.

    {"skema", "version", "tilstand", "aarsag", "erstatter", "referent", "godkendt": {"af", "den"} or None,
     "kommentering": {"frist", "bemaerkninger"} or None,
     "moede": {"noegle", "moedenavn", "kort", "forum", "forum_kode", "dato", "start", "slut", "sted", "moedeleder"},
     "fremmoede": [{"navn", "status", "stedfortraeder", "punkter"}],
     "punkter": [{"uuid", "nummer", "art", "titel", "titel_lukket", "lukket", "laesbar", "aabenhed", "tilstand",
                  "grund", "udsat_til", "deltagere", "fravaer", "raekker", "opgaver", "bilag", "bemaerkninger"}],
     "rettelser": [{"punkt", "raekke", "navn", "felter": [{"felt", "var", "er"}]}]}

An item `only` has narrowed holds "nummer", "titel", "laesbar" (False) and "bemaerkning" alone.
"""

from collections import Counter, defaultdict

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Fremmoedestatus, Punktart, Referattilstand
from indstillinger.models.beslutning import Beslutning, Opgave
from indstillinger.models.dagsorden import Punktbilag, Punktdeltager, Punktfravaer, Standardtekst
from indstillinger.models.dagsordenslinjer import DELTAGER_IKKE, LUKKET_PUNKT, med_udsendt, titel_af
from indstillinger.models.referatrettelser import changes
from mso_portal.organisation.models import Medlemskab
from mso_portal.vaerdier.datoer import dato_lang
from mso_portal.vaerdier.enums import Praecision

SKEMA = 1
STAYED_AWAY = (Fremmoedestatus.AFBUD, Fremmoedestatus.FRAVAERENDE)


def referat_content(referat):
    """Return the content of a Referat as it stands now: the same number of queries whatever it holds.

    Read it after the decision numbers are given and the stamp of the approval is set: both are printed. Opgaver that
    an earlier version printed keep what was printed then; later moves are the opgave's own history.
    """
    moede = referat.moede
    before = _before(referat)
    came = list(moede.fremmoeder.select_related("bruger", "stedfortraeder").order_by("pk"))
    punkter = _punkter(referat, before, {_who(one) for one in came if one.status in STAYED_AWAY})
    data = {
        "skema": SKEMA,
        "version": referat.nr,
        "tilstand": referat.tilstand,
        "aarsag": referat.aarsag,
        "erstatter": before["version"] if before else None,
        "referent": str(moede.sekretaer or referat.oprettet_af),
        "godkendt": _stamp(referat),
        "kommentering": _kommentering(referat, punkter),
        "moede": _moede(moede),
        "fremmoede": _fremmoede(moede, came),
        "punkter": punkter,
    }
    return data | {"rettelser": changes(data, before) if before else []}


def only(data, laesbare, vis_offentlig_titel, *, udelukkede=(), kun_egne=False):
    """Narrow content to a reader by 50 §5.1. `laesbare` and `udelukkede` are uuids (text) of items; with `kun_egne`
    (a guest) what he may not read is left out altogether, else it keeps its number and the title all may see."""
    laesbare = {str(one) for one in laesbare}
    udelukkede = {str(one) for one in udelukkede}
    punkter = [
        one if one["uuid"] in laesbare else _closed(one, vis_offentlig_titel, one["uuid"] in udelukkede)
        for one in data["punkter"]
        if one["uuid"] in laesbare or not kun_egne
    ]
    rettelser = [one for one in data["rettelser"] if one["punkt"] in laesbare]
    kommentering = data["kommentering"]
    if kommentering:
        kommentering = kommentering | {"bemaerkninger": sum(one.get("bemaerkninger", 0) for one in punkter)}
    return data | {
        # The reason may speak of an item this reader must not know about.
        "aarsag": data["aarsag"] if len(rettelser) == len(data["rettelser"]) else "",
        "kommentering": kommentering,
        "fremmoede": [one for one in data["fremmoede"] if not one["punkter"] or laesbare & {*one["punkter"]}],
        "punkter": punkter,
        "rettelser": rettelser,
    }


def _closed(punkt, vis_offentlig_titel, udelukket):
    public = punkt["titel"] if vis_offentlig_titel or not punkt["lukket"] else LUKKET_PUNKT
    return {"nummer": punkt["nummer"], "titel": public, "uuid": punkt["uuid"], "laesbar": False,
            "bemaerkning": DELTAGER_IKKE if udelukket else ""}  # fmt: skip


def _before(referat):
    """Return the content of the version this one corrects, or None."""
    earlier = referat.moede.referater.filter(nr__lt=referat.nr, tilstand=Referattilstand.GODKENDT)
    return earlier.order_by("-nr").values_list("indhold", flat=True).first()


def _stamp(referat):
    if not referat.godkendt_den:
        return None
    return {"af": str(referat.godkendt_af), "den": referat.godkendt_den.isoformat()}


def _kommentering(referat, punkter):
    if not referat.til_kommentering_den:
        return None
    return {
        "frist": referat.kommentarfrist.isoformat() if referat.kommentarfrist else "",
        "bemaerkninger": sum(one["bemaerkninger"] for one in punkter),
    }


def _moede(moede):
    name = moede.forum.moedenavn
    return {
        "noegle": moede.noegle, "moedenavn": name, "kort": f"{name} {dato_lang(moede.dato)}",
        "forum": str(moede.forum), "forum_kode": moede.forum.kode, "dato": moede.dato.isoformat(),
        "start": f"{moede.start:%H:%M}", "slut": f"{moede.slut:%H:%M}", "sted": moede.sted,
        "moedeleder": str(moede.moedeleder or ""),
    }  # fmt: skip


def _who(row):
    return row.bruger_id or row.navn


def _fremmoede(moede, came):
    """Everybody at the meeting; who came under certain items alone is known by them, since others may not read who."""
    members = set(Medlemskab.objects.filter(forum=moede.forum_id).gaeldende(moede.dato).order_by().values_list(
        "bruger", flat=True))  # fmt: skip
    members |= {moede.moedeleder_id, moede.sekretaer_id}
    invited = defaultdict(list)
    for one in Punktdeltager.objects.filter(punkt__moede=moede).select_related("punkt").order_by("pk"):
        invited[_who(one)].append(str(one.punkt.uuid))
    return [
        {"navn": str(one), "status": one.status, "stedfortraeder": str(one.stedfortraeder or ""),
         "punkter": [] if one.bruger_id in members else invited[_who(one)]}
        for one in came
    ]  # fmt: skip


def _punkter(referat, before, away):
    moede = referat.moede
    sent = moede.punkter.filter(nummer__isnull=False).exclude(art=Punktart.PAUSE)
    related = {
        "deltagere": _grouped(Punktdeltager, moede, lambda one: _deltager(one, away), "bruger"),
        "fravaer": _grouped(Punktfravaer, moede, _fravaer, "bruger"),
        "bilag": _grouped(Punktbilag, moede, _bilag, uddelt_paa_moedet=True),
        "raekker": _raekker(referat),
        "opgaver": _opgaver(moede, before),
    }
    counts = Counter(referat.kommentarer.order_by().values_list("punkt", flat=True))
    return [
        _punkt(punkt) | {name: rows[punkt.pk] for name, rows in related.items()} | {"bemaerkninger": counts[punkt.pk]}
        for punkt in med_udsendt(sent.select_related("indstilling", "udsat_til").order_by("raekkefoelge"))
    ]


def _punkt(punkt):
    public, closed = titel_af(punkt, lukket=False), titel_af(punkt, lukket=True)
    return {
        "uuid": str(punkt.uuid), "nummer": punkt.nummer, "art": punkt.art, "titel": public,
        "titel_lukket": closed if closed != public else "", "lukket": punkt.er_lukket, "laesbar": True,
        "aabenhed": Aabenhed.LUKKET.value if punkt.er_lukket else Aabenhed.AABEN.value, "tilstand": punkt.tilstand,
        "grund": punkt.grund, "udsat_til": punkt.udsat_til.dato.isoformat() if punkt.udsat_til else "",
    }  # fmt: skip


def _grouped(model, moede, entry, *names, **narrow):
    """Return {pk of the item: entries} of what hangs on the meeting's items."""
    rows = model.objects.filter(punkt__moede=moede, **narrow)
    found = defaultdict(list)
    for row in rows.select_related(*names) if names else rows:
        found[row.punkt_id] += entry(row)
    return found


def _deltager(row, away):
    return [] if _who(row) in away else [{"navn": str(row), "fremlaegger": row.fremlaegger}]


def _fravaer(row):
    return [{"navn": str(row.bruger), "grund": row.grund}]


def _bilag(row):
    """Of a lukket bilag on an åbent item the title is open, and nothing else (10 §4)."""
    return [{"uuid": str(row.uuid), "nr": row.nr, "titel": row.titel, "aabenhed": row.aabenhed}]


def _raekker(referat):
    moede = referat.moede
    numbers = dict(
        Beslutning.objects.filter(punkt__moede=moede).order_by("pk").values_list("raekke_uuid", "nummer")
    )  # fmt: skip
    labels = Standardtekst.labels(moede.forum)
    views = defaultdict(list)
    for one in referat.mindretal.select_related("person").order_by("pk"):
        views[one.referatpunkt_id].append({"person": str(one.person), "tekst": one.tekst})
    found = defaultdict(list)
    for row in referat.raekker.select_related("ansvarlig", "udsat_til", "oversendt_til").order_by("raekkefoelge", "pk"):
        found[row.punkt_id].append(_raekke(row, numbers, labels) | {"mindretal": views[row.pk]})
    return found


def _raekke(row, numbers, labels):
    return {
        "uuid": str(row.uuid), "slags": row.slags, "nummer": numbers.get(row.uuid, ""), "udfald": row.udfald,
        "udfald_tekst": labels.get(row.udfald, ""), "foreslaaet": row.foreslaaet, "ordlyd": row.ordlyd,
        "udestaar": row.udestaar, "udsat_til": row.udsat_til.dato.isoformat() if row.udsat_til else "",
        "uden_dato": row.uden_dato, "oversendt": str(row.oversendt_til or row.oversendt_tekst),
        "begrundelse": row.begrundelse, "ansvarlig": str(row.ansvarlig or ""), "opfoelgning": when(row.opfoelgning),
        "overskrift": row.overskrift, "tekst": row.tekst,
    }  # fmt: skip


def _opgaver(moede, before):
    """Return the meeting's opgaver by item; a lapsed one stands only where it was printed before."""
    printed = {one["uuid"]: one for punkt in (before or {"punkter": []})["punkter"] for one in punkt["opgaver"]}
    found = defaultdict(list)
    rows = Opgave.objects.filter(punkt__moede=moede).select_related("ansvarlig").order_by("pk")
    for row in rows:
        uuid = str(row.uuid)
        if uuid in printed or row.tilstand != Opgave.Tilstand.BORTFALDET:
            found[row.punkt_id].append(printed.get(uuid) or _opgave(row))
    return found


def _opgave(row):
    return {
        "uuid": str(row.uuid), "nummer": row.nummer, "tekst": row.tekst, "ansvarlig": str(row.ansvarlig or ""),
        "type": row.type, "frist": "uden frist" if row.uden_frist else when(row.frist),
    }  # fmt: skip


def when(tidspunkt):
    """Return a time as it was written, and the last day it was read as when it is coarser than a day."""
    if not tidspunkt.slut or tidspunkt.praecision == Praecision.DAG:
        return tidspunkt.tekst
    return f"{tidspunkt.tekst} (senest {dato_lang(tidspunkt.slut)})"
