"""The kinds of documents: what each is called outside its pages, and whether it is filed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dokumentslags:
    """One kind of document. ``titel`` and ``filnavn`` are patterns filled from ``Document.noegle``:
    they can never hold a case title. A filed kind is stored when it is made and never made again.
    """

    kode: str
    navn: str
    titel: str
    filnavn: str
    filed: bool


DOKUMENTSLAGS = {}


def register_slags(slags):
    """A kode means one thing: registering it twice is a mistake, not an update."""
    if slags.kode in DOKUMENTSLAGS:
        raise ValueError(f"Document kind {slags.kode} is registered already.")
    DOKUMENTSLAGS[slags.kode] = slags
    return slags


register_slags(
    Dokumentslags(
        kode="indstilling_arbejde",
        navn="Indstilling, arbejdsudgave",
        titel="Indstilling {nummer}, {tilstand}",
        filnavn="indstilling-{nummer}-{tilstand}.pdf",
        filed=False,
    )
)
register_slags(
    Dokumentslags(
        kode="indstilling",
        navn="Indstilling",
        titel="Indstilling {nummer}, version {version}",
        filnavn="indstilling-{nummer}-v{version}.pdf",
        filed=True,
    )
)
