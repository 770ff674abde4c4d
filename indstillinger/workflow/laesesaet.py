"""The parts of a sending, and the set of them that each recipient reads: equal sets share a document (11 §4)."""

from collections import defaultdict
from dataclasses import dataclass, field

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Modtagerrolle, Punktart, Punktmaerke
from indstillinger.models import Dagsordenspunkt, Punktdeltager, Udelukkelse
from indstillinger.models.dokumentadgang import bilag_id, text_id
from mso_portal.organisation.enums import Laesekreds, Medlemsrolle
from mso_portal.organisation.models import Bruger, Medlemskab

SEATS = {
    Medlemsrolle.MEDLEM: Modtagerrolle.MEDLEM,
    Medlemsrolle.MOEDELEDER: Modtagerrolle.MOEDELEDER,
    Medlemsrolle.SEKRETAER: Modtagerrolle.SEKRETAER,
}
AABEN = "aaben"


@dataclass(frozen=True)
class Bilagsdel:
    """A bilag as the version has it; `fil` is the sha256 of its bytes, or None."""

    uuid: str
    nr: int
    titel: str
    fil: str | None
    filnavn: str
    aabenhed: str

    @property
    def noegle(self):
        return bilag_id(self.uuid)

    @property
    def aaben(self):
        return self.aabenhed == Aabenhed.AABEN


@dataclass(frozen=True)
class Punktdel:
    """An item with the number it has or will get, the version that is sent, and its bilag by number."""

    punkt: Dagsordenspunkt
    nummer: str
    version: object = None
    punktversion: object = None
    bilag: tuple = ()

    @property
    def noegle(self):
        return text_id(self.punkt, self.version, self.punktversion)

    @property
    def frosset(self):
        """The version, of whichever kind."""
        return self.version or self.punktversion

    def read_bilag(self, alt):
        """Return the bilag for who may read all of the item, or only what is open."""
        return [one for one in self.bilag if alt or one.aaben]

    def dele(self, alt):
        """Return the part ids of the item for such a reader."""
        return [self.noegle, *(one.noegle for one in self.read_bilag(alt))]


@dataclass(frozen=True)
class Laesesaet:
    """What one or more recipients read: pks of items, those of which they read all, those they are kept out of.
    `kun_egne`: a guest, whose agenda holds his own items alone."""

    dele: tuple
    laesbare: frozenset
    alt: frozenset = frozenset()
    udelukkede: frozenset = frozenset()
    kun_egne: bool = False
    modtagere: list = field(default_factory=list, compare=False, hash=False)


def bilag_of_version(version):
    """Return the Bilagsdel of a paper's version by number."""
    rows = [(row["uuid"], row["felter"]) for row in version.indhold["raekker"]["bilag"]["raekker"]]
    found = [
        Bilagsdel(uuid, int(felter["nr"]["raa"]), felter["titel"]["vaerdi"], felter.get("fil", {}).get("raa"),
                  felter["filnavn"]["vaerdi"], felter["aabenhed"]["raa"])
        for uuid, felter in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.nr))


def bilag_of_item(punktversion):
    """Return the Bilagsdel of a tekst item's version by number."""
    return tuple(
        Bilagsdel(row["uuid"], row["nr"], row["titel"], row["fil"], row["filnavn"], row["aabenhed"])
        for row in punktversion.indhold["bilag"]
    )


def part(punkt, nummer, version, punktversion):
    """Return the Punktdel of an item in a version."""
    bilag = bilag_of_version(version) if version else bilag_of_item(punktversion) if punktversion else ()
    return Punktdel(punkt, nummer, version, punktversion, bilag)


def parts(udsendelse, numre):
    """Return the Punktdel of every item whose text the sending holds, in order; `numre` {pk: number}. One query."""
    rows = udsendelse.punkter.exclude(maerke=Punktmaerke.UDGAAR).order_by("raekkefoelge").select_related(
        "punkt__moede__forum", "punkt__indstilling__sagsbehandler", "punkt__indstilling__ansvarlig_leder",
        "version", "punktversion",
    )  # fmt: skip
    return [part(row.punkt, numre[row.punkt_id], row.version, row.punktversion) for row in rows]


def recipients(moede):
    """Return {person: role} of who gets a dagsorden: the forum's seats today, who leads and prepares this meeting, and
    who comes under an item; the strongest role. Four queries."""
    found = {}
    guests = Punktdeltager.objects.filter(punkt__moede=moede).exclude(punkt__tilstand="trukket").exclude(bruger=None)
    for pk in guests.order_by("pk").values_list("bruger", flat=True):
        found[pk] = Modtagerrolle.PUNKTDELTAGER
    seats = Medlemskab.objects.gaeldende().filter(forum=moede.forum, rolle__in=SEATS).order_by("pk")
    by_role = defaultdict(list)
    for person, rolle in seats.values_list("bruger", "rolle"):
        by_role[rolle].append(person)
    for rolle in (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER, Medlemsrolle.MEDLEM):
        found |= dict.fromkeys(by_role[rolle], SEATS[rolle])
    for person, rolle in ((moede.sekretaer_id, "SEKRETAER"), (moede.moedeleder_id, "MOEDELEDER")):
        if person and found.get(person) != Modtagerrolle.MEDLEM:
            found[person] = Modtagerrolle[rolle]
    people = Bruger.objects.filter(pk__in=found, aktiv=True).order_by("sortering", "pk")
    return {person: found[person.pk] for person in people}


def kept_out(moede):
    """Return {person's pk: pks of items he is kept out of}; one query."""
    rows = Udelukkelse.objects.filter(punkt__moede=moede, ophaevet_den=None).order_by("pk")
    found = defaultdict(set)
    for person, punkt in rows.values_list("bruger", "punkt"):
        found[person].add(punkt)
    return found


def reading_set(person, rolle, dele, udelukkede=frozenset()):
    """Return the Laesesaet of one recipient: what he will read once it is sent, less what he is kept out of, for a
    guest his own items alone. Two queries, three for a guest."""
    pks = [one.punkt.pk for one in dele]
    items = Dagsordenspunkt.objects.filter(pk__in=pks).order_by("pk")
    read = set(items.ville_laese(person).values_list("pk", flat=True))
    alt = set(items.ville_laese(person, alt=True).values_list("pk", flat=True))
    if rolle == Modtagerrolle.GENNEMLAESER:
        read = set(pks)
    guest = rolle == Modtagerrolle.PUNKTDELTAGER
    if guest:
        read &= set(items.filter(deltagere__bruger=person).values_list("pk", flat=True))
    return _set(dele, read - udelukkede, alt, frozenset(udelukkede) & set(pks), guest)


def open_set(moede, dele):
    """Return the set every employee may read, None where the forum has none; one query."""
    if moede.forum.laesekreds != Laesekreds.ORGANISATION:
        return None
    items = Dagsordenspunkt.objects.filter(pk__in=[one.punkt.pk for one in dele]).order_by("pk")
    return _set(dele, set(items.for_alle().values_list("pk", flat=True)), set(), frozenset(), False)


def _set(dele, read, alt, udelukkede, kun_egne):
    alt = alt & read
    ids = [key for one in dele if one.punkt.pk in read for key in one.dele(one.punkt.pk in alt)]
    return Laesesaet(tuple(ids), frozenset(read), frozenset(alt), udelukkede, kun_egne)


def reading_sets(udsendelse, dele):
    """Return the distinct sets of a sending's recipients, each with its `modtagere`, and the åben one. Two queries a
    recipient, and a few."""
    moede, udelukkede = udsendelse.moede, kept_out(udsendelse.moede)
    rows = udsendelse.modtagere.select_related("bruger").order_by("pk")
    found = {}
    for row in rows:
        one = reading_set(row.bruger, row.rolle, dele, frozenset(udelukkede[row.bruger_id]))
        found.setdefault(_key(one), one).modtagere.append(row)
    everybody = open_set(moede, dele) if udsendelse.slags != "gennemlaesning" else None
    if everybody:
        found.setdefault(_key(everybody), everybody)
    return list(found.values())


def _key(one):
    return one.dele, one.udelukkede, one.kun_egne


def agenda_items(udsendelse, dele):
    """Return the items the agenda shows, in order: what is sent, what was withdrawn after it was sent, pauses. Each
    knows the titles it is sent under. One query."""
    sent = {one.punkt.pk: one for one in dele}
    rows = Dagsordenspunkt.objects.filter(moede=udsendelse.moede_id).order_by("raekkefoelge").select_related(
        "moede__forum", "indstilling__sagsbehandler", "indstilling__ansvarlig_leder"
    )  # fmt: skip
    items = [one for one in rows if one.pk in sent or one.nummer or _pause(one)]
    for one in items:
        _under_titles(one, sent.get(one.pk))
    return items


def _pause(punkt):
    return punkt.art == Punktart.PAUSE and punkt.tilstand == "optaget"


def _under_titles(punkt, del_):
    felter = del_.version.indhold["felter"] if del_ and del_.version else {}
    punkt.sendt_titel = felter.get("titel", {}).get("vaerdi")
    punkt.sendt_titel_lukket = felter.get("titel_lukket", {}).get("vaerdi")
