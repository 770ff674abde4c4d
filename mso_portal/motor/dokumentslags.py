"""The kinds of documents: what each is called outside its pages, and whether it is filed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dokumentslags:
    """One kind of document. ``titel`` and ``filnavn`` are patterns filled from ``Document.noegle``:
    they can never hold a case title. A filed kind is stored when it is made and never made again.
    ``skrift`` is the size of its running text in points.
    """

    kode: str
    navn: str
    titel: str
    filnavn: str
    filed: bool
    skrift: int = 11


DOKUMENTSLAGS = {}
STATUS, STATUSFIL = "Kvartalsstatus {nummer}, {noegle}, version {nr}", "{nummer}-{noegle}-status-{nr}.pdf"


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

# `moede` is a meeting's own name without a title ("chefmøde 29. maj 2026"), `noegle` its URL key.
for kode, navn, titel, filnavn, filed in (
    ("dagsorden", "Dagsorden", "Dagsorden, {moede}, udsendelse {nr}", "{noegle}-dagsorden-{nr}.pdf", True),
    ("punkt", "Punkt", "Punkt {punkt}, {moede}, udsendelse {nr}", "{noegle}-punkt-{punkt}-{nr}.pdf", True),
    ("moedepakke", "Mødepakke", "Mødepakke, {moede}, udsendelse {nr}", "{noegle}-moedepakke-{nr}.pdf", True),
    ("referat", "Referat", "Referat, {moede}, version {nr}", "{noegle}-referat-{nr}.pdf", True),
    ("delreferat", "Delreferat", "Delreferat, {moede}, punkt {punkt}", "{noegle}-punkt-{punkt}-referat-{nr}.pdf", True),
    ("rettelsesblad", "Rettelsesblad", "Rettelsesblad, {moede}, version {nr}", "{noegle}-rettelse-{nr}.pdf", True),
    ("register", "Beslutningsregister", "Beslutningsregister pr. {dato}", "beslutninger-{iso}.pdf", False),
    ("plan_arbejde", "Indsatsplan, arbejdsudgave", "Indsatsplan {nummer}, arbejdsudgave", "plan-{nummer}.pdf", False),
):
    register_slags(Dokumentslags(kode, navn, titel, filnavn, filed))

# Of a plan or a forum in one round; `noegle` is the round's key.
for kode, navn, titel, filnavn in (
    ("kvartalsstatus_fuld", "Kvartalsstatus", STATUS, STATUSFIL),
    ("kvartalsstatus_kort", "Kvartalsstatus, kort", STATUS, STATUSFIL),
    ("portefoelje", "Portefølje", "Kvartalsstatus for {forumkode}, {noegle}", "{forum}-{noegle}-portefoelje-{nr}.pdf"),
    ("uddrag", "Offentligt uddrag", "Offentligt uddrag {nummer}, {noegle}", "{nummer}-{noegle}-uddrag.pdf"),
):
    register_slags(Dokumentslags(kode, navn, titel, filnavn, filed=True, skrift=10))
