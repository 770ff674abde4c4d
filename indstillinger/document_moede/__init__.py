"""The printed papers of a meeting (41 §5, §7.1): the agenda, its items, the minutes and the register."""

from indstillinger.document_moede.dagsorden import dagsorden_document
from indstillinger.document_moede.indstilling import indstilling_document, punkt_document, version_sections
from indstillinger.document_moede.pakke import bilagsark_document, om_pakken_document, pladsholder_document
from indstillinger.document_moede.referat import delreferat_document, referat_document, rettelsesblad_document
from indstillinger.document_moede.register import register_document, register_row

__all__ = [
    "bilagsark_document", "dagsorden_document", "delreferat_document", "indstilling_document", "om_pakken_document",
    "pladsholder_document", "punkt_document", "referat_document", "register_document", "register_row",
    "rettelsesblad_document", "version_sections",
]  # fmt: skip
