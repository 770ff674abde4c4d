"""From blocks to fields: each segment goes to the reader of its label, in the order of the form."""

from indstillinger.indlaesning import (
    laesere_bilag,
    laesere_hoved,
    laesere_penge,
    laesere_proces,
    laesere_referat,
    laesere_tekst,
)
from indstillinger.indlaesning.afsnit import UKENDT, layout_of, once, split
from indstillinger.indlaesning.laesning import Laesning
from indstillinger.indlaesning.samler import Samler

# field of the label: reader of (samler, segment)
LAESERE = {
    "sagsbehandler": laesere_hoved.sagsbehandler,
    "ansvarlig_leder": laesere_hoved.ansvarlig_leder,
    "deltager": laesere_hoved.deltagere,
    "baggrund": laesere_tekst.afsnit,
    "beslutningspunkt": laesere_tekst.punkter,
    "effekt": laesere_tekst.effekt,
    "opfoelgning": laesere_tekst.afsnit,
    "kommunikation": laesere_tekst.afsnit,
    "koordinering": laesere_tekst.afsnit,
    "koordinering_part": laesere_hoved.parter,
    "direkteudgift": laesere_penge.direkte,
    "finansieringskilde": laesere_penge.finansiering,
    "indirekteudgift": laesere_penge.indirekte,
    "procestrin": laesere_proces.trin,
    "besluttede": laesere_referat.besluttede,
    "droeftede": laesere_referat.droeftede,
}


def laes(samlet, opslag):
    """Return the Laesning of (text, blocks). Never raises on any text."""
    tekst, blocks = samlet
    head, segments = split(blocks)
    layout = layout_of(segments)
    samler = Samler(tekst, opslag)
    if layout == UKENDT:
        samler.add_span("baggrund", 0, len(tekst), laesere_tekst.html(blocks), aarsag="flyttet")
        return Laesning(layout, tekst, tuple(samler.felter))
    laesere_hoved.titel(samler, head, segments)
    laesere_hoved.aabenhed(samler, segments)
    laesere_hoved.moede(samler, segments)
    for segment, is_repeated in once(one for one in segments if one.felt in LAESERE):
        before = len(samler.felter)
        LAESERE[segment.felt](samler, segment)
        if is_repeated:
            samler.mark_from(before, "dobbelt")
    laesere_hoved.mangler(samler)
    laesere_bilag.naevnte(samler, blocks, segments)
    return Laesning(layout, tekst, tuple(samler.felter))
