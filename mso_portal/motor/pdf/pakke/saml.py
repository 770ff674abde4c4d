"""Builds the pack: page numbers in two passes, parts replaced that can't be taken in, then the merge."""

import dataclasses
import io

import pikepdf

from mso_portal.motor.pdf.arkiv import NotArchivable, saved, validation_failures
from mso_portal.motor.pdf.pakke import bilag, graenser, henvisninger, indhold, oplysninger, stempel, trae
from mso_portal.motor.pdf.pakke.dele import UNREADABLE, Pakke, PakkeFejl, Uegnet, taking_in

PLACEHOLDER = "000"
PASSES = 2
SHEETS = {"stor": "Pakken bliver for stor.", "fejl": "Et bilag kan ikke læses."}


@dataclasses.dataclass
class Aaben:
    """A part that has been opened: its own file, and where its pages lie in the pack, counted from 0."""

    del_: object
    pdf: pikepdf.Pdf
    sider: int
    bytes: int
    foerste: int = 0

    @property
    def noegle(self):
        return self.del_.noegle

    @property
    def fremmed(self):
        return self.del_.fremmed


def build(dele, *, titel, dato, ark=None, proev=True):
    """Return the Pakke. The package's docstring tells what is given; NotArchivable when it breaks its own claim.

    `proev=False` leaves the validator out: for measuring the merge alone.
    """
    if len({one.noegle for one in dele}) != len(dele):
        raise PakkeFejl("To dele af pakken har samme nøgle.")
    erstattet = {}
    while True:
        try:
            return _build(list(dele), titel, dato, erstattet, proev)
        except Uegnet as found:
            if ark is None:
                raise PakkeFejl(SHEETS[found.grund], found.noegler[0]) from None
            dele = [_sheet(one, ark, found.grund) if one.noegle in found.noegler else one for one in dele]
            erstattet |= dict.fromkeys(found.noegler, found.grund)


def _sheet(one, ark, grund):
    return dataclasses.replace(one, pdf=ark(one, grund), fremmed=False)


def _build(dele, titel, dato, erstattet, proev):
    given = dict.fromkeys((one.noegle for one in dele), PLACEHOLDER)
    parts = [_opened(one, given) for one in dele]
    if too_large := graenser.exceeding(parts):
        raise Uegnet(too_large, "stor")
    parts = _numbered(parts)
    own = not any(part.fremmed for part in parts)
    data = _merged(parts, oplysninger.Oplysninger(titel, dato, own))
    if len(data) > graenser.MOST_BYTES:
        raise Uegnet(graenser.largest(parts), "stor")
    if own and proev and (failures := validation_failures(data)):
        raise NotArchivable(failures)
    foerste = {part.noegle: part.foerste + 1 for part in parts}
    return Pakke(data, sum(part.sider for part in parts), foerste, erstattet, own)


def _opened(one, given):
    data = one.pdf(given) if callable(one.pdf) else one.pdf
    try:
        with taking_in(one):
            pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
            if one.fremmed:
                bilag.prepare(pdf)
            return Aaben(one, pdf, len(pdf.pages), len(data))
    except UNREADABLE:
        raise PakkeFejl("En del af pakken er ikke en PDF.", one.noegle) from None


def _numbered(parts):
    """Render again what prints page numbers, until its own length no longer moves them."""
    for _ in range(PASSES):
        given = _place(parts)
        again = [_opened(part.del_, given) if callable(part.del_.pdf) else part for part in parts]
        if [part.sider for part in again] == [part.sider for part in parts]:
            _place(again)
            return again
        parts = again
    raise PakkeFejl("Sidetallene flytter sig, hver gang de skrives.")


def _place(parts):
    """Give each part its place; returns {noegle: first page as it is printed}."""
    at = 0
    for part in parts:
        part.foerste = at
        at += part.sider
    return {part.noegle: str(part.foerste + 1) for part in parts}


def _merged(parts, om):
    with pikepdf.new() as pdf:
        tree = trae.Trae(pdf)
        for part in parts:
            _append(pdf, tree, part)
        tree.finish()
        pages = [page.obj for page in pdf.pages]
        henvisninger.repair(pages, parts)
        indhold.write(pdf, pages, parts)
        stempel.stamp(pdf, pages, parts)
        bilag.keep_layers(pdf, parts)
        oplysninger.write(pdf, om, parts)
        return saved(pdf, force_version="1.7")


def _append(pdf, tree, part):
    with taking_in(part):
        if part.fremmed:
            bilag.make_room(part.pdf, tree, part)
        for page in part.pdf.pages:
            pdf.pages.append(page)
        pages = [pdf.pages[nr].obj for nr in range(part.foerste, part.foerste + part.sider)]
        tree.add(part, pages)
