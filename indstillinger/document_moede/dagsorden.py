"""The agenda: the front page of a pack, and a paper of its own."""

from datetime import timedelta

from indstillinger.document_moede.ramme import (
    headed,
    keys,
    place_and_time,
    sending_foot,
    sending_mark,
    short,
)
from indstillinger.enums import Sagstype
from indstillinger.enums_moede import Punktart, Punktmaerke, Punkttilstand, Udsendelsesslags
from mso_portal.motor.documents import Column, Document, Rubrik, Section, Small, Stamdata, Table
from mso_portal.vaerdier.datoer import klokken

UKENDT_SIDE = "000"


def dagsorden_document(
    moede, linjer, *, udsendelse, dato, sider=None, maerker=None, deltagere=(), afbud=(), indhold=None, gaester=None,
    tider=None, links=None, hele=True, lukket=None, sha256="",
):  # fmt: skip
    """Return the agenda as one set of readers has it. `linjer` are dagsordenslinjer.Linje of that set, and everything
    else is keyed by the pk of the item:

    `sider` first pages ("000" until they are known, "–" where there is none) · `maerker` maerke or (maerke, aarsag)
    · `indhold` the frozen content of the version · `gaester` names · `tider` (start, slut), else counted from the
    lines · `links` part ids of a pack. `hele=False` when the lines are a guest's own: sums would say nothing.
    `lukket` says whether the set holds any lukket part, also a bilag; else an item decides.
    """
    lines = [
        _Line(linje, sider, maerker or {}, indhold or {}, gaester or {}, links or {}) for linje in linjer
    ]  # fmt: skip
    times = tider if tider is not None else _times(moede, lines)
    closed = any(line.is_closed for line in lines) if lukket is None else lukket
    extra = " med tillæg" if udsendelse.slags == Udsendelsesslags.TILLAEG else ""
    return Document(
        slags="dagsorden",
        noegle=keys(moede, nr=udsendelse.nr),
        titel=f"Dagsorden{extra} til {headed(moede.forum.moedenavn, moede.dato)}",
        kort_navn=f"Dagsorden, {short(moede)}",
        aabenhed="lukket" if closed else "",
        maerke=sending_mark(udsendelse),
        fod=sending_foot(moede, udsendelse, dato),
        dato=dato,
        data_sha256=sha256,
        sections=[
            _head(moede, deltagere, afbud),
            Section("punkter", "", [_table(lines, times), *_sum(moede, lines, hele)]),
        ],
    )


class _Line:
    """One line of the table; of what its reader may not read it holds number, title and the time alone."""

    def __init__(self, linje, sider, maerker, indhold, gaester, links):
        self.punkt, self.linje, self.sider = linje.punkt, linje, sider
        mark = maerker.get(self.punkt.pk, "")
        self.maerke, self.aarsag = (mark, "") if isinstance(mark, str) else mark
        self.indhold, self.gaester = indhold.get(self.punkt.pk), gaester.get(self.punkt.pk, ())
        self.link = links.get(self.punkt.pk, "")

    @property
    def is_pause(self):
        return self.punkt.art == Punktart.PAUSE

    @property
    def is_withdrawn(self):
        return self.punkt.tilstand == Punkttilstand.TRUKKET or self.maerke == Punktmaerke.UDGAAR

    @property
    def is_closed(self):
        return self.linje.laesbar and not self.is_pause and self.punkt.er_lukket

    @property
    def minutes(self):
        return 0 if self.is_withdrawn else self.punkt.minutter

    @property
    def has_part(self):
        return self.linje.laesbar and not self.is_pause and not self.is_withdrawn

    def row(self, times):
        start = "" if self.is_withdrawn else times.get(self.punkt.pk, ("",))[0]
        time = klokken(start).removeprefix("kl. ") if start else None
        minutes = None if self.is_withdrawn else self.minutes
        return [self.linje.nummer or None, time, self.title(), self.kind(), minutes, self.page()]

    def title(self):
        href = f"pakke:{self.link}" if self.link and self.has_part else ""
        said = self.said() if self.linje.laesbar and not self.is_withdrawn else []
        return Rubrik(self.linje.titel, [self.linje.bemaerkning, *said], href, self.mark())

    def mark(self):
        label = "Udgår" if self.is_withdrawn else ""
        if self.maerke in (Punktmaerke.NYT, Punktmaerke.RETTET) and not label:
            label = Punktmaerke(self.maerke).label
        if not self.linje.laesbar:
            return "" if label == Punktmaerke.RETTET.label else label
        return f"{label}: {self.aarsag}" if label and self.aarsag else label

    def said(self):
        punkt, names, attachments = self.punkt, [], 0
        if self.indhold and "felter" in self.indhold:
            felter = self.indhold["felter"]
            names = [("Sagsbehandler", felter["sagsbehandler"]["vaerdi"]),
                     ("Ansvarlig leder", felter["ansvarlig_leder"]["vaerdi"])]  # fmt: skip
            attachments = len(self.indhold["raekker"]["bilag"]["raekker"])
        elif self.indhold:
            attachments = len(self.indhold.get("bilag", ()))
        people = [f"{label}: {name}" for label, name in names if name]
        guests = f"Deltager{'' if len(self.gaester) == 1 else 'e'}: {', '.join(self.gaester)}" if self.gaester else ""
        late = f"Sent punkt: {punkt.sen_begrundelse}" if punkt.sen_begrundelse not in ("", self.aarsag) else ""
        return [*people, guests, f"{attachments} bilag" if attachments else "", late]

    def kind(self):
        if not self.linje.laesbar or self.is_pause:
            return None
        if self.indhold and "felter" in self.indhold:
            return self.indhold["felter"]["sagstype"]["vaerdi"]
        owner = self.punkt.indstilling if self.punkt.art == Punktart.INDSTILLING else self.punkt
        return Sagstype(owner.sagstype).label if owner.sagstype else None

    def page(self):
        if not self.has_part:
            return None
        return UKENDT_SIDE if self.sider is None else self.sider.get(self.punkt.pk)


def _times(moede, lines):
    at, found = moede.begynder, {}
    for line in lines:
        found[line.punkt.pk] = (at, at + timedelta(minutes=line.minutes))
        at += timedelta(minutes=line.minutes)
    return found


def _head(moede, deltagere, afbud):
    return Section("om", "", [Stamdata([
        ("Tid og sted", place_and_time(moede.start, moede.slut, moede.sted)),
        ("Mødeleder", moede.moedeleder or ""),
        ("Sekretær", moede.sekretaer or ""),
        ("Deltagere", ", ".join(map(str, deltagere))),
        ("Afbud", ", ".join(map(str, afbud))),
    ])])  # fmt: skip


def _table(lines, times):
    """The column of numbers is narrow while they are short: "12" and "T1", but not "T10" or "(12)"."""
    narrow = all(len(line.linje.nummer) <= 2 for line in lines)
    columns = [
        Column("Nr.", bredde=5 if narrow else 10), Column("Kl.", bredde=10), Column("Punkt", hoved=True),
        Column("Art", bredde=15), Column("Min.", "tal", 10), Column("Side", "tal", 10),
    ]  # fmt: skip
    return Table("", columns, [line.row(times) for line in lines])


def _sum(moede, lines, hele):
    if not hele or not lines:
        return []
    total, length = sum(line.minutes for line in lines), moede.minutter
    said = [f"Punkterne tager i alt {total} minutter. Mødet varer {length} minutter."]
    if total > length:
        said.append(f"Dagsordenen er {total - length} minutter længere end mødet.")
    return [Small([" ".join(said)])]
