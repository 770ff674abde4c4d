"""Which papers a person may see (10 §4), and the lists built on it."""

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery

from indstillinger.enums import Aabenhed, Anledning, Koordineringsstatus, Tilstand
from indstillinger.enums_moede import PLADS, Udsendelsestilstand
from mso_portal.organisation.enums import Medlemsrolle, Rolle, Tilknytningsrolle
from mso_portal.organisation.models import Tilknytning


class IndstillingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to the papers whose working text the person may read: R1, R2, R4 and R9, deputies included.

        Closed by default: nobody without an active login sees anything, and ikke_angivet counts as lukket.
        """
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        rights = user.rettigheder
        if Rolle.REVISOR in rights.roller:
            return self
        return self.filter(_forfatter(user) | _leder(user, rights) | _sekretariat(rights, self.model))

    def laesbare(self, user):
        """Narrow to the papers of which the person may read anything: the working text or a version."""
        versions = self.model._meta.get_field("versioner").related_model.objects.visible_to(user)
        shown = Exists(versions.filter(indstilling=OuterRef("pk")).order_by())
        return self.filter(Q(pk__in=self.model.objects.visible_to(user).order_by().values("pk")) | shown)

    def mine(self, user):
        """Narrow to what the person writes."""
        return self.filter(_forfatter(user))

    def undervejs(self):
        """Narrow to papers not decided and not withdrawn."""
        return self.exclude(tilstand__in=[Tilstand.BEHANDLET, Tilstand.TRUKKET])

    def kraever_handling(self, user):
        """Narrow to papers that wait for this person: own drafts, what he shall approve, and what he as sekretær
        shall place on an agenda."""
        rights = user.rettigheder
        approve = _leder(user, rights) & Q(tilstand=Tilstand.TIL_GODKENDELSE)
        places = self.model._meta.get_field("dagsordenspunkter").related_model.objects
        placed = Exists(places.filter(indstilling=OuterRef("pk"), tilstand__in=PLADS).order_by())
        place = Q(pk__in=[])
        for access in rights.medlemskaber:
            if access.rolle == Medlemsrolle.SEKRETAER:
                place |= Q(forum=access.forum, tilstand=Tilstand.GODKENDT) & _openness(access) & ~placed
        return self.filter((_forfatter(user) & Q(tilstand=Tilstand.KLADDE)) | approve | place)

    def med_fase(self):
        """Add what `fase` reads: `aabne_spoergsmaal` (a request is open), `sidste_udfald` of the leader's answers, and
        `punkttilstand` and `punktnummer` of its newest place on an agenda."""
        related = {name: self.model._meta.get_field(name).related_model for name in ("koordineringer", "godkendelser")}
        asked = related["koordineringer"].objects.filter(indstilling=OuterRef("pk"), status=Koordineringsstatus.SENDT)
        answers = related["godkendelser"].objects.filter(indstilling=OuterRef("pk")).order_by("-den", "-pk")
        places = self.model._meta.get_field("dagsordenspunkter").related_model.objects
        places = places.filter(indstilling=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            aabne_spoergsmaal=Exists(asked), sidste_udfald=Subquery(answers.values("udfald")[:1]),
            punkttilstand=Subquery(places.values("tilstand")[:1]), punktnummer=Subquery(places.values("nummer")[:1]),
        )  # fmt: skip

    def med_fakta(self):
        """Add, beside `med_fase()`, the counts Indstillingstjek asks for: `spurgte`, `naevnte`, `utjekkede`."""
        parts = self.model._meta.get_field("koordineringer").related_model.objects.filter(indstilling=OuterRef("pk"))
        felter = self.model._meta.get_field("importforsoeg").related_model._meta.get_field("importfelter").related_model
        marks = felter.objects.filter(forsoeg__indstilling=OuterRef("pk"), tjek=True, udeladt=False, tjekket_den=None)
        named = Koordineringsstatus.NAEVNT
        return self.med_fase().annotate(
            spurgte=_count(parts.exclude(status=named)), naevnte=_count(parts.filter(status=named)),
            utjekkede=_count(marks),
        )  # fmt: skip

    def til_liste(self):
        """Add what a list row shows, in one query."""
        return self.select_related("forum", "oensket_moede", "sagsbehandler", "ansvarlig_leder").defer(
            "baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura", "feltspor"
        )


def _count(rows):
    """Return a subquery that counts."""
    counted = rows.order_by().annotate(antal=Func(F("pk"), function="count")).values("antal")
    return Subquery(counted)


def _forfatter(user):
    link = OuterRef("pk")
    medforfatter = user.indstillinger_som_medforfatter.through.objects.filter(indstilling=link, bruger=user)
    return Q(sagsbehandler=user) | Q(Exists(medforfatter))


def _openness(access):
    return Q() if access.ogsaa_lukkede else Q(aabenhed=Aabenhed.AABEN)


def _leder(user, rights):
    condition = Q(ansvarlig_leder=user)
    for access in rights.stedfor:
        forum = Q(forum=access.forum) if access.forum else Q()
        condition |= Q(ansvarlig_leder=access.person) & forum & _openness(access)
    return condition


def _sekretariat(rights, model):
    """R4: sekretaer and moedeleder, from the first submit on."""
    condition = Q(pk__in=[])
    for access in rights.medlemskaber:
        if access.rolle in (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER):
            condition |= Q(forum=access.forum) & _openness(access)
    versions = model._meta.get_field("versioner").related_model
    submitted = versions.objects.filter(indstilling=OuterRef("pk"), anledning=Anledning.INDSENDT)
    return condition & Q(Exists(submitted))


class IndstillingsversionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to the versions a person may read (10 §4).

        R1, R2, R9 all of them; R4 those since the first submit; R3 the one he was asked about; R5–R8 those that were
        sent with an item he may read. Whoever may see only åbne sees a version only if it was åben and the paper is
        so today.
        """
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        rights = user.rettigheder
        if Rolle.REVISOR in rights.roller:
            return self
        requests = self.model._meta.get_field("koordineringer").related_model.objects.besvares_af(user)
        asked = Q(Exists(requests.filter(version=OuterRef("pk")).order_by()))
        own = Q(indstilling__ansvarlig_leder=user) | _skriver(user, self.model)
        office = _leders_versioner(rights) | _sekretariatets_versioner(rights, self.model)
        read = Q(Exists(_udsendt(self.model, user))) | _registreret(self.model, user)
        return self.filter(own | asked | office | read)


def _udsendt(model, user):
    """Return the rows of sendings that hold a version (the outer pk) and may be read: R5, R6, R7 and R8."""
    rows = model._meta.get_field("udsendt_som").related_model.objects
    punkter = rows.model._meta.get_field("punkt").related_model.objects.visible_to(user)
    sent = rows.filter(version=OuterRef("pk"), udsendelse__tilstand=Udsendelsestilstand.SENDT)
    return sent.filter(punkt__in=punkter.order_by()).order_by()


def _registreret(model, user):
    """The version an earlier meeting is registered with was never sent; its item's readers read it."""
    punkter = model._meta.get_field("udsendt_som").related_model._meta.get_field("punkt").related_model.objects
    held = punkter.filter(indstilling=OuterRef("indstilling"), moede__historisk=True).visible_to(user)
    return Q(anledning=Anledning.TIDLIGERE) & Q(Exists(held.order_by()))


def _skriver(user, model):
    links = user.indstillinger_som_medforfatter.through.objects.filter(bruger=user)
    return Q(indstilling__sagsbehandler=user) | Q(Exists(links.filter(indstilling=OuterRef("indstilling"))))


def _open_version(access):
    return Q() if access.ogsaa_lukkede else Q(aabenhed=Aabenhed.AABEN, indstilling__aabenhed=Aabenhed.AABEN)


def _leders_versioner(rights):
    condition = Q(pk__in=[])
    for access in rights.stedfor:
        forum = Q(indstilling__forum=access.forum) if access.forum else Q()
        condition |= Q(indstilling__ansvarlig_leder=access.person) & forum & _open_version(access)
    return condition


def _sekretariatets_versioner(rights, model):
    condition = Q(pk__in=[])
    for access in rights.medlemskaber:
        if access.rolle in (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER):
            condition |= Q(indstilling__forum=access.forum) & _open_version(access)
    sent = model.objects.filter(
        indstilling=OuterRef("indstilling"), anledning=Anledning.INDSENDT, nr__lte=OuterRef("nr")
    )
    return condition & Q(Exists(sent.order_by()))


class KoordineringQuerySet(models.QuerySet):
    def besvares_af(self, user):
        """Narrow to requests that the person answers: as the part, as leader of the unit, or as deputy of such."""
        return self.exclude(status=Koordineringsstatus.NAEVNT).filter(_part(user))

    def visible_to(self, user):
        """Narrow to what the person answers, and everything about papers whose working text he may read (R3)."""
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        papers = self.model._meta.get_field("indstilling").related_model.objects.visible_to(user)
        asked = _part(user) & ~Q(status=Koordineringsstatus.NAEVNT)
        return self.filter(asked | Q(indstilling__in=papers))


def _part(user):
    """R3. A deputy of a part sees lukkede only with `ogsaa_lukkede`, judged by the version's openness and today's."""
    condition = _asked(user.pk)
    for access in user.rettigheder.stedfor:
        forum = Q(indstilling__forum=access.forum) if access.forum else Q()
        open_ = Q(indstilling__aabenhed=Aabenhed.AABEN, version__aabenhed=Aabenhed.AABEN)
        condition |= _asked(access.person) & forum & (Q() if access.ogsaa_lukkede else open_)
    return condition


def _asked(person):
    led = Tilknytning.objects.gaeldende().filter(bruger=person, rolle=Tilknytningsrolle.LEDER)
    return Q(bruger=person) | Q(afdeling__in=led.order_by().values("afdeling"))


class ImportforsoegQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to one's own, and those meant for a forum one is sekretær of; a form counts as lukket."""
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        fora = [one.forum for one in user.rettigheder.medlemskaber
                if one.rolle == Medlemsrolle.SEKRETAER and one.ogsaa_lukkede]  # fmt: skip
        return self.filter(Q(af=user) | Q(forum__in=fora))
