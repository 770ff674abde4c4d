"""From the parts of a sending to PDFs: the parts once, then agenda, pack and last page for each set of readers."""

from django.conf import settings

from indstillinger.document import without_closed
from indstillinger.document_moede import (
    bilagsark_document,
    dagsorden_document,
    indstilling_document,
    om_pakken_document,
    pladsholder_document,
    punkt_document,
)
from indstillinger.document_moede.ramme import capital, short
from indstillinger.enums import Godkendelsesudfald
from indstillinger.enums_moede import Dokumenttype, Modtagerrolle, Punktmaerke, Udsendelsesslags
from indstillinger.models import Godkendelse, Punktdeltager, Udsendelse
from indstillinger.models.dagsordenslinjer import linjer, titel_af
from indstillinger.workflow.laesesaet import agenda_items
from indstillinger.workflow.pdfdele import Trykt, printed
from indstillinger.workflow.punktlaas import slots
from indstillinger.workflow.sendevagter import PLADSHOLDER
from mso_portal.motor.documents import DOKUMENTSLAGS
from mso_portal.motor.enums import Filtilstand
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Fil
from mso_portal.motor.pdf.pakke import Del, build, image_part
from mso_portal.motor.pdf.proces import RenderFailed

BILLEDER = ("png", "jpg")
NAVNE = 3


class Pakkebygger:
    """Makes the documents of one sending. `told(done, total)` is called as parts become ready; `fejl` is what could
    not be shown, as {"slags", "tekst"}."""

    def __init__(self, udsendelse, dele, told):
        self.udsendelse, self.moede, self.dele, self.told = udsendelse, udsendelse.moede, dele, told
        self.items, self.fejl, self._pack, self._filed = agenda_items(udsendelse, dele), [], {}, []
        self.by_pk = {one.punkt.pk: one for one in dele}
        self.rows = {row.punkt_id: row for row in udsendelse.punkter.order_by("raekkefoelge")}
        keys = {bilag.fil for one in dele for bilag in one.bilag if bilag.fil}
        self.files = {fil.pk: fil for fil in Fil.objects.filter(pk__in=keys).order_by("pk")}
        self.guests = _guests(self.moede)
        self.first, self.approvals = _first_sendings(dele), _approvals(dele)

    # The parts

    def render_parts(self, saet):
        """Render every own part in the forms that are needed."""
        wanted = [(one, alt) for one in self.dele for alt in sorted(_variants(one, saet))]
        for done, (one, alt) in enumerate(wanted, 1):
            self._render(one, alt)
            self.told(done, len(wanted))

    def _render(self, one, alt):
        if (row := self.rows[one.punkt.pk]).maerke != Punktmaerke.UAENDRET:
            self._file(one, alt, row)
        try:
            self._pack[one.noegle, alt] = printed(self.document(one, alt, pakke=True), filed=False)
        except RenderFailed:
            self._pack[one.noegle, alt] = self._placeholder(one)

    def _file(self, one, alt, row):
        """What can't be filed stands as a placeholder in the pack, and is said there."""
        try:
            made = printed(self.document(one, alt), filed=True)
        except RenderFailed:
            return
        slags = Dokumenttype.INDSTILLING if one.version else Dokumenttype.PUNKT
        closed = [bilag.noegle for bilag in one.bilag if alt and not bilag.aaben]
        self._filed.append((slags, [one.noegle, *closed], made, one.punkt))

    def filed_parts(self):
        """Return [(kind, part ids, Trykt, item)] of the parts on their own."""
        return self._filed

    def document(self, one, alt, *, pakke=False):
        """Return the Document of an item's text, for who reads its lukkede bilag too or not."""
        pages = {bilag.uuid: self._pages(bilag) for bilag in one.bilag}
        shared = {"moede": self.moede, "nummer": one.nummer, "minutter": one.punkt.minutter, "lukket": alt,
                  "bilagssider": pages, "pakke": pakke, "dato": one.frosset.oprettet_den}  # fmt: skip
        if one.version:
            foreloebig = self.udsendelse if self.udsendelse.slags == Udsendelsesslags.GENNEMLAESNING else None
            shared |= {"udsendelse": foreloebig, "godkendelse": self.approvals.get(one.punkt.indstilling_id)}
            return indstilling_document(one.version, punkt=one.punkt, **shared)
        own = one.punktversion
        sending = self.first.get(own.pk, self.udsendelse)
        return punkt_document(
            one.punkt, own.indhold, udsendelse=sending, version=own.nr, sha256=own.sha256, **shared
        )  # fmt: skip

    def _pages(self, bilag):
        fil = self.files.get(bilag.fil)
        if fil is None or fil.tilstand != Filtilstand.OK or fil.type in ("docx", "xlsx", "pptx"):
            return None
        return fil.sider if fil.type == "pdf" else 1

    def _placeholder(self, one, bilag=None):
        nr = bilag.nr if bilag else None
        what = f"Bilag {nr} til punkt {one.nummer}" if nr else f"Punkt {one.nummer}"
        fault = {"slags": PLADSHOLDER, "tekst": f"{what} kunne ikke vises som PDF."}
        if fault not in self.fejl:
            self.fejl.append(fault)
        document = pladsholder_document(
            self.moede, udsendelse=self.udsendelse, dato=self.udsendelse.oprettet_den, nummer=one.nummer, nr=nr,
            adresse=self._address(one, bilag),
        )  # fmt: skip
        return printed(document, filed=False)

    def _address(self, one, bilag=None):
        root = settings.MSO_ADRESSE.rstrip("/")
        if one.version and bilag:
            return f"{root}/indstillinger/{one.punkt.indstilling.nummer}/bilag/{bilag.nr}/vis/"
        return f"{root}/moeder/{self.moede.noegle}/punkt/{one.nummer}/"

    # The pack of a set

    def pack(self, saet):
        """Return the Trykt of a set's pack."""
        parts = [Del("dagsorden", lambda sider: self._agenda(saet, sider, filed=False).pdf, "Dagsorden")]
        for one in self.dele:
            if one.punkt.pk in saet.laesbare:
                parts += self._item(one, one.punkt.pk in saet.alt)
        parts.append(Del("om", self._about(saet), "Om denne pakke"))
        slags = DOKUMENTSLAGS["moedepakke"]
        keys = {"moede": short(self.moede), "noegle": self.moede.noegle, "nr": self.udsendelse.nr}
        made = build(parts, titel=slags.titel.format_map(keys), dato=self.udsendelse.oprettet_den, ark=self._sheet)
        return Trykt(made.pdf, made.sider, slags.filnavn.format_map(keys), made.foerste)

    def _item(self, one, alt):
        title = f"{one.nummer}. {titel_af(self._titled(one), lukket=True)}"
        bilag = [self._bilag(one, each) for each in one.read_bilag(alt)]
        return [Del(one.noegle, self._pack[one.noegle, _form(one, alt)].pdf, title), *(each for each in bilag if each)]

    def _titled(self, one):
        return next(item for item in self.items if item.pk == one.punkt.pk)

    def _bilag(self, one, bilag):
        """Return the part of a bilag; None for one that has no file at all."""
        fil = self.files.get(bilag.fil)
        if fil is None:
            return None
        title, foot = f"Bilag {bilag.nr}: {bilag.titel}", f"Punkt {one.nummer} · Bilag {bilag.nr}"
        foot = f"{capital(short(self.moede))} · {foot}"
        try:
            if fil.tilstand != Filtilstand.OK:
                raise RenderFailed("karantæne")
            if fil.type == "pdf":
                return Del(bilag.noegle, lager.read(fil), title, 2, True, foot)
            data = self._picture(fil, title, foot) if fil.type in BILLEDER else self._ark(one, bilag).pdf
        except (RenderFailed, OSError):
            data = self._placeholder(one, bilag).pdf
        return Del(bilag.noegle, data, title, 2)

    def _picture(self, fil, title, foot):
        return image_part(lager.read(fil), title, fod=foot).pdf

    def _ark(self, one, bilag):
        fil = self.files[bilag.fil]
        document = bilagsark_document(
            self.moede, udsendelse=self.udsendelse, dato=self.udsendelse.oprettet_den, nummer=one.nummer, nr=bilag.nr,
            titel=bilag.titel, adresse=self._address(one, bilag), type=fil.type, sha256=fil.pk,
        )  # fmt: skip
        return printed(document, filed=False)

    def _sheet(self, del_, grund):
        """A foreign part that can't be taken in: too large is said on a sheet, unreadable on a placeholder."""
        one, bilag = next((one, each) for one in self.dele for each in one.bilag if each.noegle == del_.noegle)
        if grund != "stor":
            return self._placeholder(one, bilag).pdf
        said = f"Bilag {bilag.nr} til punkt {one.nummer} er for stort til pakken og kan hentes i portalen."
        if {"slags": "stor", "tekst": said} not in self.fejl:
            self.fejl.append({"slags": "stor", "tekst": said})
        return self._ark(one, bilag).pdf

    # Agenda and last page

    def linjer(self, saet):
        """Return the agenda lines of a set, with the numbers that will be given."""
        for item in self.items:
            if item.pk in self.by_pk:
                item.nummer = self.by_pk[item.pk].nummer
        return linjer(self.moede, self.items, saet.laesbare, saet.udelukkede, kun_egne=saet.kun_egne)

    def agenda(self, saet, foerste):
        """Return the Trykt of a set's agenda as a paper of its own."""
        return self._agenda(saet, {key: str(page) for key, page in foerste.items()}, filed=True)

    def _agenda(self, saet, sider, *, filed):
        own = {pk: one for pk, one in self.by_pk.items() if pk in saet.laesbare}
        document = dagsorden_document(
            self.moede, self.linjer(saet), udsendelse=self.udsendelse, dato=self.udsendelse.oprettet_den,
            sider={pk: sider[one.noegle] for pk, one in own.items() if one.noegle in sider},
            maerker=self._marks(), indhold={pk: self._content(one, saet) for pk, one in own.items()},
            gaester={pk: self.guests.get(pk, ()) for pk in own}, tider=slots(self.moede, self.items),
            links={} if filed else {pk: one.noegle for pk, one in own.items()}, hele=not saet.kun_egne,
            lukket=self._is_closed(saet), sha256=self.udsendelse.indholdsnoegle,
        )  # fmt: skip
        return printed(document, filed=filed, kept=False)

    def _marks(self):
        """Return {item's pk: (mark, why)} of a tillæg; a first agenda has none."""
        if self.udsendelse.slags != Udsendelsesslags.TILLAEG:
            return {}
        rows = [row for row in self.rows.values() if row.maerke != Punktmaerke.UAENDRET]
        return {row.punkt_id: (row.maerke, row.aarsag) for row in rows}

    def _content(self, one, saet):
        data = one.frosset.indhold
        return without_closed(data) if one.version and one.punkt.pk not in saet.alt else data

    def _is_closed(self, saet):
        return any(
            not bilag.aaben for one in self.dele if one.punkt.pk in saet.alt for bilag in one.bilag
        ) or any(one.punkt.er_lukket for one in self.dele if one.punkt.pk in saet.laesbare)  # fmt: skip

    def _about(self, saet):
        """The parts by number: what each was made from, so that the paper can be compared with the manifest."""
        rows = []
        for one in self.dele:
            if one.punkt.pk in saet.laesbare:
                alt = one.punkt.pk in saet.alt
                title = titel_af(self._titled(one), lukket=True)
                pages = self._pack[one.noegle, _form(one, alt)].sider
                rows.append((one.nummer, title, f"version {one.frosset.nr}", pages, one.frosset.sha256))
                rows += [self._bilag_row(each) for each in one.read_bilag(alt)]
        document = om_pakken_document(
            self.moede, udsendelse=self.udsendelse, maalgruppe=self.audience(saet), dele=rows,
            dato=self.udsendelse.oprettet_den, nyt=self._new(saet), af=str(self.udsendelse.oprettet_af),
            lukket=self._is_closed(saet),
        )  # fmt: skip
        return printed(document, filed=False, kept=False).pdf

    def _bilag_row(self, bilag):
        return ("", f"Bilag {bilag.nr}: {bilag.titel}", "", self._pages(bilag), bilag.fil or "")

    def _new(self, saet):
        """Return a line for each readable item a tillæg changes."""
        found = []
        for line in self.linjer(saet):
            maerke, aarsag = self._marks().get(line.punkt.pk, ("", ""))
            if maerke and line.laesbar:
                said = f"Punkt {line.nummer}: {Punktmaerke(maerke).label}"
                found.append(f"{said}. {aarsag}" if aarsag else said)
        return found

    def audience(self, saet):
        """Say who a set is for."""
        if not saet.modtagere:
            return "alle med adgang til portalen"
        roles = {row.rolle for row in saet.modtagere}
        if Modtagerrolle.MEDLEM in roles and not saet.udelukkede and not saet.kun_egne:
            return "forummets medlemmer"
        names = [str(row.bruger) for row in saet.modtagere]
        more = f" og {len(names) - NAVNE} flere" if len(names) > NAVNE else ""
        return ", ".join(names[:NAVNE]) + more


def _variants(one, saet):
    """Return the forms of a part the sets need: with and without what is said of lukkede bilag. Without such bilag,
    and where nobody reads it, there is one form."""
    return {_form(one, one.punkt.pk in each.alt) for each in saet if one.punkt.pk in each.laesbare} or {True}


def _form(one, alt):
    return alt or all(bilag.aaben for bilag in one.bilag)


def _guests(moede):
    """Return {item's pk: names} of who comes under it; one query."""
    rows = Punktdeltager.objects.filter(punkt__moede=moede).select_related("bruger").order_by("pk")
    found = {}
    for row in rows:
        found.setdefault(row.punkt_id, []).append(str(row))
    return found


def _approvals(dele):
    """Return {paper's pk: its newest approval}, which stands when the paper is closed or opened; one query."""
    papers = [one.punkt.indstilling_id for one in dele if one.version]
    rows = Godkendelse.objects.filter(indstilling__in=papers, udfald=Godkendelsesudfald.GODKENDT)
    return {row.indstilling_id: row for row in rows.select_related("af", "paa_vegne_af").order_by("den", "pk")}


def _first_sendings(dele):
    """Return {Punktversion's pk: the sending it first went out with}; a later one prints the same paper."""
    pks = [one.punktversion.pk for one in dele if one.punktversion]
    rows = Udsendelse.objects.filter(punkter__punktversion__in=pks, sendt_den__isnull=False).order_by("-nr")
    found = rows.exclude(slags=Udsendelsesslags.GENNEMLAESNING).values_list("punkter__punktversion", "pk")
    sendings = Udsendelse.objects.in_bulk([pk for _, pk in found])
    return {version: sendings[pk] for version, pk in found}
