"""The filed documents of godkendte minutes: the referat for each set of readers, a delreferat for each treated item,
from version 2 on the rettelsesblad (11 §6). All from the frozen content, all or none."""

from django.db import transaction

from indstillinger.document_moede import (
    delreferat_document,
    referat_document,
    rettelsesblad_document,
    version_sections,
)
from indstillinger.enums_moede import Dokumenttype, Punktart, Punkttilstand, Referattilstand
from indstillinger.models import Moededokument, Referat
from indstillinger.models.referatindhold import only
from indstillinger.workflow.grundlag import last_sent
from indstillinger.workflow.laekagetjek import Laekagetjek
from indstillinger.workflow.laesesaet import kept_out, open_set, part, reading_set, recipients
from indstillinger.workflow.pdfdele import keep_pdf, printed
from mso_portal.motor.pdf.aflaes import words_of

TITLER = ("titel", "titel_lukket")


class Laek(Exception):
    """A document of the minutes holds words its readers may not see; the message names kind and item alone."""


def file_minutes(referat_id):
    """File the documents of a godkendt Referat; nothing for one that has them, or isn't godkendt."""
    rows = Referat.objects.select_related("moede__forum", "moede__moedeleder", "moede__sekretaer")
    referat = rows.filter(pk=referat_id, tilstand=Referattilstand.GODKENDT).first()
    if referat is None or referat.dokumenter.exists():
        return
    made = list(_Skuffe(referat).documents())
    with transaction.atomic():
        if Referat.objects.select_for_update().get(pk=referat.pk).dokumenter.exists():
            return
        for document in made:
            document.save()


class _Skuffe:
    """What the documents of one Referat are made of, read once."""

    def __init__(self, referat):
        self.referat, self.moede, self.data = referat, referat.moede, referat.indhold
        self.said = {one["uuid"]: one for one in self.data["punkter"]}
        self.dele = _parts(self.moede, self.said)
        more = {one.punkt.pk: list(_texts(self.said[str(one.punkt.uuid)])) for one in self.dele}
        self.tjek = Laekagetjek(self.dele, self.moede, more)

    def documents(self):
        """Yield unsaved documents, each read through for words of others."""
        for saet in self._sets():
            data = self.narrowed(saet)
            yield self._checked(Dokumenttype.REFERAT, referat_document(data), saet)
            if self.referat.nr > 1 and data["rettelser"]:
                yield self._checked(Dokumenttype.RETTELSESBLAD, rettelsesblad_document(data), saet)
        for one in self.dele:
            if one.punkt.tilstand == Punkttilstand.BEHANDLET:
                yield self._alone(one)

    def _sets(self):
        """Return the distinct sets of who may read the minutes, the åben one among them."""
        udelukkede, found = kept_out(self.moede), {}
        for person, rolle in recipients(self.moede).items():
            one = reading_set(person, rolle, self.dele, frozenset(udelukkede[person.pk]))
            found.setdefault((one.laesbare, one.udelukkede, one.kun_egne), one)
        everybody = open_set(self.moede, self.dele)
        if everybody:
            found.setdefault((everybody.laesbare, everybody.udelukkede, everybody.kun_egne), everybody)
        return list(found.values())

    def narrowed(self, saet):
        """Return the frozen content as a set may read it."""
        uuids = {one.punkt.pk: str(one.punkt.uuid) for one in self.dele}
        return only(
            self.data, [uuids[pk] for pk in saet.laesbare], self.moede.forum.vis_offentlig_titel,
            udelukkede=[uuids[pk] for pk in saet.udelukkede], kun_egne=saet.kun_egne,
        )  # fmt: skip

    def _checked(self, slags, document, saet):
        made = printed(document, filed=True)
        hits = self.tjek.leaks(saet, words_of(made.pdf))
        if hits:
            raise Laek(f"{slags} indeholder tekst fra lukket punkt {hits[0]}.")
        return self._stored(slags, made, [one.noegle for one in self.dele if one.punkt.pk in saet.laesbare])

    def _alone(self, one):
        """The delreferat: the item's minutes with the paper as it was sent, without what only some may read of it."""
        sections = ()
        if one.version:
            sections = version_sections(
                one.version, moede=self.moede, nummer=one.nummer, minutter=one.punkt.minutter,
                lukket=all(bilag.aaben for bilag in one.bilag),
            )  # fmt: skip
        document = delreferat_document(self.data, str(one.punkt.uuid), sections)
        return self._stored(Dokumenttype.DELREFERAT, printed(document, filed=True), [one.noegle], one.punkt)

    def _stored(self, slags, made, dele, punkt=None):
        fil = keep_pdf(made.pdf, made.sider)
        return Moededokument(
            referat=self.referat, punkt=punkt, slags=slags, dele=dele, fil=fil, filnavn=made.filnavn, sha256=fil.pk,
            sider=made.sider, laast_den=self.referat.godkendt_den,
        )  # fmt: skip


def _parts(moede, said):
    """Return the Punktdel of every item the minutes speak of, in the version that was sent last."""
    sent = last_sent(moede)
    rows = moede.punkter.exclude(art=Punktart.PAUSE).select_related("moede__forum", "indstilling")
    found = []
    for punkt in rows.order_by("raekkefoelge"):
        if str(punkt.uuid) in said:
            _, version, own = sent.get(punkt.pk, (None, None, None))
            paper = version and punkt.indstilling.versioner.get(pk=version)
            found.append(part(punkt, punkt.nummer or "", paper, own and punkt.versioner.get(pk=own)))
    return found


def _texts(value):
    """Yield every text of plain data but titles, which are judged by the agenda."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in TITLER:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
