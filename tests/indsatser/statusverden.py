"""A status on its way: written, sent, approved, locked, each by the verbs and the right person."""

import hashlib

from indsatser.workflow.milepael import forecast
from indsatser.workflow.status import approve, current_data, gate, submit, suggestions, write
from indsatser.workflow.statuslaas import lock
from mso_portal.motor.pdf.proces import RenderedPart
from tests.builders_indsats import tid

TEKSTER = {"resume": "Kurset er flyttet.", "siden_sidst": "Lokalet var optaget.", "naeste": "Kurset holdes."}
SPOERGSMAAL = {
    "spoergsmaal": "Hvornår holdes kurset?", "niveau": "styregruppe",
    "muligheder": [
        {"tekst": "I november", "konsekvens": "Fem uger senere", "indstillet": True, "aendring": None},
        {"tekst": "I december", "konsekvens": "Ni uger senere", "indstillet": False, "aendring": None},
    ],
}  # fmt: skip


def asked(**felter):
    """Return one question, as it is written."""
    return [{**SPOERGSMAAL, **felter}]


def options(count, **felter):
    """Return so many options, the first one proposed and with the given fields."""
    made = [{"tekst": f"Mulighed {nr}", "konsekvens": "Det koster", "indstillet": nr == 0, "aendring": None}
            for nr in range(count)]  # fmt: skip
    made[0] |= felter
    return made


def moved(status, tekst="15. december 2020"):
    """Let the plan's first milestone be expected so late that the light of time goes from gul to roed."""
    row = status.plan.milepaele.order_by("pk").first()
    return forecast(row, by=status.plan.tovholder, tidspunkt=tid(tekst), begrundelse="Lokalet er optaget.")


def rendered(document, *, filed=True, images=()):
    """Stand in for the printing child: equal documents give equal bytes."""
    return RenderedPart(b"%PDF " + hashlib.sha256(repr((document, filed)).encode()).digest(), 2)


def valgt(forslag, **mere):
    """Return a light chosen as it is suggested."""
    return {"valgt": forslag, "valgt_ud_fra": forslag, "aarsag_tiltag": "Lokalet er bestilt.", **mere}


def skrevet(status, beslutninger=(), **tekster):
    """Write all that is asked for, with every light as it is suggested."""
    lys = {name: valgt(lys) for name, lys in suggestions(current_data(status)).items()}
    by = status.plan.tovholder
    return write(status, by=by, tekster={**TEKSTER, **tekster}, lys=lys, beslutninger=list(beslutninger))


def sendt(status, **mere):
    return submit(skrevet(status, **mere), by=status.plan.tovholder)


def godkendt(status, **mere):
    return approve(sendt(status, **mere), by=status.plan.programejer)


def laast(status, by, **mere):
    return lock(godkendt(status, **mere), by=by)


def lacks(status):
    """Return what the gate says of it now."""
    return gate(status, suggestions(current_data(status)))
