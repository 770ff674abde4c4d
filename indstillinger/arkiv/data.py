"""The meeting as data: moede.json with every field, and the tables of decisions, tasks and events."""

import json
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Q

from indstillinger.arkiv.felter import dump
from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Opgavetilstand
from indstillinger.models import Beslutning, Opgave
from mso_portal.motor.imports.skrivning import write_csv
from mso_portal.motor.log import genstand
from mso_portal.motor.models import Haendelse

AABEN, FULD = "aaben", "fuld"
UDGAVER = (AABEN, FULD)
BESLUTNING = ("Nummer", "Punkt", "Udfald", "Ordlyd", "Status", "Ansvarlig", "Opfølgning")
OPGAVE = ("Nummer", "Punkt", "Opgave", "Type", "Ansvarlig", "Stiller", "Frist", "Oprindelig frist", "Tilstand",
          "Resultat")  # fmt: skip
HAENDELSE = ("Tid", "Aktør", "På vegne af", "Handling", "Genstand", "Id", "Fra", "Til", "Data")
# What is written about the meeting as a whole may speak of a lukket item, so the åben edition goes without.
UDEN_I_AABEN = {"referat": ("indhold", "aarsag"), "udsendelse": ("manifest", "laekagetjek", "fejl", "alligevel_grund")}


@dataclass(frozen=True)
class Uddrag:
    """What one edition is made of: the meeting, its edition and the items that belong in it, in order."""

    moede: object
    udgave: str
    punkter: tuple

    @property
    def fuld(self):
        """True for the edition with everything."""
        return self.udgave == FULD


def meeting_data(part, sent):
    """Return moede.json. `sent` is {item pk: Udsendelsespunkt}. About ten queries, and four for each item."""
    moede = part.moede
    return {
        "udgave": part.udgave,
        "moede": dump(moede),
        "fremmoede": [
            dump(one, uden=("moede",)) for one in moede.fremmoeder.select_related("bruger", "stedfortraeder")
        ],
        "punkter": [_item(part, one, sent.get(one.pk)) for one in part.punkter],
        "udsendelser": [_sending(part, one) for one in moede.udsendelser.filter(sendt_den__isnull=False)],
        "referater": [_minutes(part, one) for one in moede.referater.select_related("godkender")],
        "beslutninger": [_decision(one) for one in decisions(part)],
        "opgaver": [dump(one, uden=("fil",)) | {"punkt": one.punkt.nummer} for one in tasks(part)],
    }


def _item(part, punkt, row):
    version = row and (row.version or row.punktversion)
    bilag = punkt.punktbilag.order_by("nr")
    if not part.fuld:
        bilag = bilag.filter(aabenhed=Aabenhed.AABEN)
    data = dump(punkt) | {
        "indhold": _content(part, version.indhold) if version else None,
        "versions_sha256": version.sha256 if version else "",
        "deltagere": [dump(one, uden=("punkt",)) for one in punkt.deltagere.select_related("bruger")],
        "punktbilag": [dump(one, uden=("punkt",)) for one in bilag],
    }
    if part.fuld:
        data["udelukkelser"] = [dump(one, uden=("punkt",)) for one in punkt.udelukkelser.select_related("bruger")]
        data["fravaer"] = [dump(one, uden=("punkt",)) for one in punkt.fravaer.select_related("bruger")]
    return data


def _content(part, content):
    """Return the frozen content; in the åben edition without the bilag that are not åbne."""
    if part.fuld:
        return content
    if "raekker" not in content:
        own = [row for row in content.get("bilag", []) if row["aabenhed"] == Aabenhed.AABEN]
        return content | {"bilag": own}
    kind = content["raekker"]["bilag"]
    rows = [row for row in kind["raekker"] if row["felter"]["aabenhed"]["raa"] == Aabenhed.AABEN]
    return content | {"raekker": content["raekker"] | {"bilag": kind | {"raekker": rows}}}


def _sending(part, udsendelse):
    return dump(udsendelse, uden=("moede", *(() if part.fuld else UDEN_I_AABEN["udsendelse"])))


def _minutes(part, referat):
    rows = referat.raekker.filter(punkt__in=[one.pk for one in part.punkter])
    rows = rows.select_related("punkt", "ansvarlig", "udsat_til", "oversendt_til")
    return dump(referat, uden=("moede", *(() if part.fuld else UDEN_I_AABEN["referat"]))) | {
        "raekker": [dump(one, uden=("referat",)) for one in rows.order_by("punkt__raekkefoelge", "raekkefoelge", "pk")]
    }


def _decision(beslutning):
    row = beslutning.referatpunkt
    return dump(beslutning, uden=("referatpunkt",)) | {
        "punkt": beslutning.punkt.nummer, "udfald": row.udfald, "ordlyd": beslutning.ordlyd,
        "foreslaaet": row.foreslaaet,
    }  # fmt: skip


def decisions(part):
    """Return the decisions of the edition's items, by number."""
    rows = Beslutning.objects.filter(punkt__in=[one.pk for one in part.punkter]).order_by("nummer")
    return list(rows.select_related("punkt", "referatpunkt", "ansvarlig", "status_af", "erstattet_af"))


def tasks(part):
    """Return the tasks of the edition's items that were given, by number."""
    rows = Opgave.objects.filter(punkt__in=[one.pk for one in part.punkter]).exclude(tilstand=Opgavetilstand.UDKAST)
    people = ("ansvarlig", "stiller", "oprettet_af", "meldt_af", "lukket_af")
    return list(rows.select_related("punkt", "beslutning", "indstilling", *people).order_by("nummer"))


def tables(part, data):
    """Return {path: bytes} of the tables; `data` is moede.json, so that the numbers in both are the same."""
    return {
        "beslutninger.csv": write_csv(BESLUTNING, [_decision_cells(one) for one in data["beslutninger"]]),
        "opgaver.csv": write_csv(OPGAVE, [_task_cells(one) for one in data["opgaver"]]),
        "haendelser.csv": write_csv(HAENDELSE, [_event_cells(part, one) for one in _events(part)]),
    }


def _decision_cells(one):
    names = ("nummer", "punkt", "udfald", "ordlyd", "status")
    return [*(one[name] or "" for name in names), _person(one["ansvarlig"]), one["opfoelgning_tekst"]]


def _task_cells(one):
    return [
        one["nummer"], one["punkt"] or "", one["tekst"], one["type"], _person(one["ansvarlig"]),
        _person(one["stiller"]), "uden frist" if one["uden_frist"] else one["frist_tekst"],
        one["oprindelig_frist"] or "", one["tilstand"], one["resultat"],
    ]  # fmt: skip


def _person(person):
    return person["navn"] if person else ""


def _events(part):
    """Return the events of everything in the edition, in the order they happened; one query beside the objects."""
    moede = part.moede
    objects = [moede, *moede.udsendelser.all(), *moede.referater.all(), *part.punkter, *decisions(part), *tasks(part)]
    wanted = {}
    for kind, identifier in map(genstand, objects):
        wanted.setdefault(kind, []).append(identifier)
    condition = Q(pk__in=[])
    for kind, identifiers in wanted.items():
        condition |= Q(genstand_type=kind, genstand__in=identifiers)
    return Haendelse.objects.filter(condition).select_related("aktoer", "paa_vegne_af").order_by("pk")


def _event_cells(part, one):
    """The data of an event of the whole meeting may name lukkede items, so the åben edition has none."""
    data = json.dumps(one.data, ensure_ascii=False, sort_keys=True) if part.fuld else ""
    return [
        one.tid.astimezone(UTC).isoformat(), str(one.aktoer or ""), str(one.paa_vegne_af or ""), one.handling,
        one.genstand_type, one.genstand, one.fra, one.til, data,
    ]  # fmt: skip
