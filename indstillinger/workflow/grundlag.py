"""What a sending would hold if it were made now, and the key that tells whether it still would (11 §4)."""

from dataclasses import dataclass

from indstillinger.enums import Anledning
from indstillinger.enums_moede import Punktart, Punktmaerke, Punkttilstand, Udsendelsesslags
from indstillinger.models import Dagsordenspunkt, Indstilling, Punktversion, Udelukkelse
from indstillinger.models.indhold import digest
from indstillinger.workflow.punktindhold import item_content

SENDES = (Anledning.INDSENDT, Anledning.TIDLIGERE, Anledning.LUKKET_EFTER, Anledning.AABNET_EFTER)
EFTER = (Anledning.LUKKET_EFTER, Anledning.AABNET_EFTER)


@dataclass(frozen=True)
class Raekke:
    """An item in a sending: `sha256` is that of its content as it is now, None for a withdrawn one."""

    punkt: Dagsordenspunkt
    maerke: str
    version: object = None
    sha256: str | None = None


def load_items(moede, *, locked=False):
    """Return the meeting's items in order with what a sending asks of them. Six queries, and two more with `locked`,
    which locks the items and then their papers, each by rising pk."""
    if locked:
        _lock(moede)
    rows = moede.punkter.order_by("raekkefoelge").select_related(
        "indstilling__godkendt_version", "indstilling__ansvarlig_leder", "indstilling__sagsbehandler"
    )  # fmt: skip
    return list(rows.prefetch_related("punktbilag", "deltagere", "versioner", "indstilling__versioner"))


def _lock(moede):
    """Lock before anything is read: what somebody is just changing is waited for, and judged as it was left."""
    papers = list(moede.punkter.select_for_update().order_by("pk").values_list("indstilling", flat=True))
    rows = Indstilling.objects.select_for_update().filter(pk__in=papers)
    list(rows.order_by("pk").values_list("pk", flat=True))


def shown_version(paper):
    """Return the version of a paper that is sent: the approved one, in the openness it has today; of one that is not
    approved the newest that was asked to be. No query when the versions came along."""
    versions = [one for one in paper.versioner.all() if one.anledning in SENDES]
    approved = paper.godkendt_version
    if approved is None:
        return max(versions, key=lambda one: one.nr, default=None)
    later = [one for one in versions if one.anledning in EFTER and one.nr > approved.nr]
    return max(later, key=lambda one: one.nr, default=approved)


def last_sent(moede):
    """Return {item's pk: (maerke, version, punktversion)} as it was sent last; one query."""
    rows = moede.udsendelser.filter(sendt_den__isnull=False).exclude(slags=Udsendelsesslags.GENNEMLAESNING)
    values = rows.order_by("nr").values_list(
        "punkter__punkt", "punkter__maerke", "punkter__version", "punkter__punktversion"
    )
    return {punkt: sent for punkt, *sent in values if punkt}


def rows_to_send(moede, slags, items):
    """Return the Raekke of each item such a sending would hold now: of a dagsorden all that is on, of a tillæg also
    what was withdrawn, each with its mark. A query or two."""
    sent = last_sent(moede) if slags == Udsendelsesslags.TILLAEG else {}
    frozen = _frozen(sent)
    found = []
    for punkt in items:
        if punkt.art == Punktart.PAUSE:
            continue
        version = shown_version(punkt.indstilling) if punkt.indstilling_id else None
        sha256 = version.sha256 if version else _own_sha(punkt)
        maerke = _mark(punkt, version, sha256, sent.get(punkt.pk), frozen)
        if maerke:
            found.append(Raekke(punkt, maerke, version, sha256 if maerke != Punktmaerke.UDGAAR else None))
    return found


def _frozen(sent):
    pks = [one[2] for one in sent.values() if one[2]]
    return dict(Punktversion.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "sha256")) if pks else {}


def _own_sha(punkt):
    """The sha256 of a tekst item as it stands; the follow-up is as it was filled last."""
    newest = max(punkt.versioner.all(), key=lambda one: one.nr, default=None)
    if punkt.art == Punktart.OPFOELGNING:
        return newest.sha256 if newest else None
    return digest(item_content(punkt))


def _mark(punkt, version, sha256, sent, frozen):
    """Return what the sending does with the item, or None when it does not hold it."""
    if sent is None:
        return Punktmaerke.NYT if punkt.tilstand == Punkttilstand.OPTAGET else None
    maerke, last_version, last_own = sent
    if punkt.tilstand == Punkttilstand.TRUKKET:
        return None if maerke == Punktmaerke.UDGAAR else Punktmaerke.UDGAAR
    same = version.pk == last_version if version else frozen.get(last_own) == sha256
    return Punktmaerke.UAENDRET if same or punkt.tilstand != Punkttilstand.OPTAGET else Punktmaerke.RETTET


def planned_numbers(slags, items, rows):
    """Return {pk: number} each item has, or gets when this is sent: 1…n first, T1… afterwards. No query."""
    given = {one.pk: one.nummer for one in items if one.nummer}
    new = [row.punkt.pk for row in rows if row.punkt.pk not in given]
    if slags == Udsendelsesslags.TILLAEG:
        last = max((int(nr[1:]) for nr in given.values() if nr.startswith("T")), default=0)
        return given | {pk: f"T{last + nr}" for nr, pk in enumerate(new, 1)}
    last = max((int(nr) for nr in given.values() if nr.isdecimal()), default=0)
    return given | {pk: str(last + nr) for nr, pk in enumerate(new, 1)}


def content_keys(moede, items, rows):
    """Return what the sending rests on as plain data: {"moede", "raekkefoelge", "punkter": {uuid: sha256}}. One
    query."""
    excluded = exclusions(moede)
    keys = {str(row.punkt.uuid): _item_key(row, excluded.get(row.punkt.pk, [])) for row in rows}
    fields = ("dato", "start", "slut", "sted", "link", "moedeleder_id", "sekretaer_id")
    return {
        "moede": digest([str(getattr(moede, name)) for name in fields]),
        "raekkefoelge": [str(one.uuid) for one in items if one.art == Punktart.PAUSE or str(one.uuid) in keys],
        "punkter": keys,
    }


def exclusions(moede):
    """Return {item's pk: [persons' pk]} of who is kept out today; one query."""
    rows = Udelukkelse.objects.filter(punkt__moede=moede, ophaevet_den=None).order_by("punkt", "bruger")
    found = {}
    for punkt, person in rows.values_list("punkt", "bruger"):
        found.setdefault(punkt, []).append(person)
    return found


def _item_key(row, excluded):
    punkt = row.punkt
    openness = punkt.indstilling.aabenhed if punkt.indstilling_id else punkt.aabenhed
    people = sorted(f"{one.bruger_id or one.navn} {one.fremlaegger}" for one in punkt.deltagere.all())
    return digest([row.maerke, row.sha256, openness, excluded, people, punkt.minutter])


def difference(before, now, numre):
    """Say in words what has changed between two sets of content keys, "" when nothing has. `numre` {uuid: number}."""
    if before == now:
        return ""
    changed = [uuid for uuid in now["raekkefoelge"] if before["punkter"].get(uuid) != now["punkter"].get(uuid)]
    if changed:
        return f"Punkt {numre[changed[0]]} er ændret, siden pakken blev lavet. Lav den igen."
    what = "Mødet" if before["moede"] != now["moede"] else "Dagsordenen"
    return f"{what} er ændret, siden pakken blev lavet. Lav den igen."
