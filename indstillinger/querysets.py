"""Which papers a person may see (10 §4), and the lists built on it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from indstillinger.enums import Aabenhed, Anledning, Tilstand
from mso_portal.organisation.enums import Medlemsrolle, Rolle


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

    def mine(self, user):
        """Narrow to what the person writes."""
        return self.filter(_forfatter(user))

    def undervejs(self):
        """Narrow to papers not decided and not withdrawn."""
        return self.exclude(tilstand__in=[Tilstand.BEHANDLET, Tilstand.TRUKKET])

    def kraever_handling(self, user):
        """Narrow to papers that wait for this person: own drafts, and what he shall approve."""
        approve = _leder(user, user.rettigheder) & Q(tilstand=Tilstand.TIL_GODKENDELSE)
        return self.filter((_forfatter(user) & Q(tilstand=Tilstand.KLADDE)) | approve)

    def til_liste(self):
        """Add what a list row shows, in one query."""
        return self.select_related("forum", "oensket_moede", "sagsbehandler", "ansvarlig_leder").defer(
            "baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura", "feltspor"
        )


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


class MoedeQuerySet(models.QuerySet):
    def kommende(self, dato):
        """Narrow to meetings on the day or later."""
        return self.filter(dato__gte=dato)
