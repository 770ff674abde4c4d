"""Who sees a plan and its rows (20 §11), and the lists built on it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from indsatser.enums import RUNDEN_FORBI, Bidragssvar, Deltagerrolle, Leverancetilstand, Plantilstand
from indstillinger.enums import Aabenhed
from maalinger.querysets import leads
from mso_portal.motor import ur
from mso_portal.organisation.enums import Medlemsrolle, Rolle, Tilknytningsrolle
from mso_portal.organisation.models import Tilknytning

NONE = Q(pk__in=[])
FAGLIGE = ("programejer", "tovholder")  # who stand for the plan from its first day


class IndsatsplanQuerySet(models.QuerySet):
    def visible_to(self, user, som_lukket=False):
        """Narrow to the plans the person may read, deputies included; `som_lukket` as if every plan were lukket.

        A kladde is its writers'; an aktiv or ended plan is everybody's when both it and its indstilling are åben, and
        otherwise its own people's and its styregruppe's. An indstilling closed later closes the plan at once.
        """
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        rights = user.rettigheder
        if Rolle.REVISOR in rights.roller:
            return self
        aaben = NONE if som_lukket else self.er_aaben()
        own = _own(user, rights, (*FAGLIGE, "oprettet_af"), aaben) | _takes_part(self.model, user, rights, aaben)
        others = aaben | _own(user, rights, ("oekonomiansvarlig",), aaben) | _styregruppe(rights, aaben)
        return self.filter(own | ~Q(tilstand=Plantilstand.KLADDE) & others)

    def er_aaben(self):
        """Return the condition that a plan is åben, and the indstilling it comes from too."""
        return Q(aabenhed=Aabenhed.AABEN) & ~Q(Exists(_lukket_sag(self.model)))

    def skrives_af(self, user):
        """Narrow to plans whose status the person writes or approves: tovholder, programejer, redaktør, and who stands
        for one of the first two."""
        editor = _deltager(self.model, user).filter(rolle=Deltagerrolle.REDAKTOER)
        return self.filter(_own(user, user.rettigheder, FAGLIGE, self.er_aaben()) | Q(Exists(editor)))

    def med_lukning(self):
        """Add `lukket_ved_sag`: the decision it comes from belongs to something lukket."""
        return self.annotate(lukket_ved_sag=Exists(_lukket_sag(self.model)))

    def til_liste(self):
        """Add what a list row shows, in one query."""
        return self.med_lukning().select_related("styregruppe", "ejerenhed", "programejer", "tovholder")

    def med_seneste_status(self, user):
        """Add `seneste`, of the last status in what was its primary rhythm then that is locked and that the person may
        read: its noegle, dag (the status date, ISO) and lys as they were frozen; or None."""
        duty = "runde__rytme__statuspligter"
        rows = _related(self.model, "statusser").objects.visible_to(user).nyeste().filter(
            Q(**{f"{duty}__til": None}) | Q(**{f"{duty}__til__gte": F("runde__statusdato")}),
            **{"plan": OuterRef("pk"), f"{duty}__plan": OuterRef("pk"), f"{duty}__primaer": True},
        )  # fmt: skip
        told = JSONObject(noegle=F("noegle"), dag=F("runde__statusdato"), lys=F("udgave__data__lys"))
        newest = rows.order_by("-runde__statusdato", "-pk").values(samlet=told)[:1]
        return self.annotate(seneste=Subquery(newest))

    def med_min(self, user):
        """Add `er_min`: the person stands for it, or takes part in it."""
        return self.annotate(er_min=Exists(self.model.objects.mine(user).filter(pk=OuterRef("pk")).order_by()))

    def mine(self, user):
        """Narrow to plans the person stands for, or takes part in."""
        people = Q(programejer=user) | Q(tovholder=user) | Q(oekonomiansvarlig=user)
        return self.filter(people | Q(Exists(_deltager(self.model, user))))

    def vedroerer(self, user):
        """Narrow to plans that may ask something of the person, himself or as deputy: he stands for it, decides its
        changes, or is named in what is still to be done. Rights are `visible_to`'s to judge."""
        rights, milestones, indicators = user.rettigheder, self._rows("milepaele"), self._rows("maal", "indikatorer")
        offices = [one.forum for one in rights.medlemskaber if one.rolle == Medlemsrolle.SEKRETAER]
        deliveries, points = self._rows("leverancer"), self._rows("opfoelgningspunkter")
        methods = self._rows("maal", "indikatorer", "definitioner", "maalemetoder")
        named = (
            Q(pk__in=milestones.aabne().filter(ansvarlig=user).values("plan"))
            | Q(pk__in=deliveries.af_leder(user).values("plan"))
            | Q(pk__in=deliveries.filter(kontaktperson=user).values("plan"))
            | Q(pk__in=points.filter(ansvarlig=user, lukket_den=None).values("plan"))
            | Q(pk__in=indicators.filter(afklares_af=user).values("maal__plan"))
            | Q(pk__in=methods.filter(udfoeres_af=user).values("definition__indikator__maal__plan"))
        )
        return self.filter(named | Q(styregruppe__in=offices) | _own(user, rights, FAGLIGE, Q()))

    def _rows(self, *path):
        """The rows of all plans that stand below by these relations."""
        model = self.model
        for name in path:
            model = model._meta.get_field(name).related_model
        return model._default_manager.order_by()


def _lukket_sag(model):
    """Return the decision of a plan (the outer row) when its paper, or its own item, isn't åben."""
    decisions = model._meta.get_field("beslutning").related_model.objects
    paper = Q(punkt__indstilling__isnull=False) & ~Q(punkt__indstilling__aabenhed=Aabenhed.AABEN)
    item = Q(punkt__indstilling=None) & ~Q(punkt__aabenhed=Aabenhed.AABEN)
    return decisions.filter(paper | item, pk=OuterRef("beslutning")).order_by()


def _deltager(model, user):
    rows = model._meta.get_field("deltagere").related_model.objects
    dag = ur.i_dag()
    return rows.filter(Q(til=None) | Q(til__gte=dag), plan=OuterRef("pk"), bruger=user, fra__lte=dag).order_by()


def _own(user, rights, columns, aaben):
    """The person in one of the columns, or the deputy of such."""
    condition = Q()
    for person, narrowed in _stands_for(user, rights, aaben):
        for column in columns:
            condition |= Q(**{column: person}) & narrowed
    return condition


def _takes_part(model, user, rights, aaben):
    """The person as deltager, or the deputy of one."""
    condition = Q()
    for person, narrowed in _stands_for(user, rights, aaben):
        condition |= Q(Exists(_deltager(model, person))) & narrowed
    return condition


def _stands_for(user, rights, aaben):
    """Yield the person and those he replaces, each with the plans it holds for; a deputy for åbne alone sees no
    lukket plan."""
    yield user, Q()
    for access in rights.stedfor:
        forum = Q(styregruppe=access.forum) if access.forum else Q()
        yield access.person, forum & (Q() if access.ogsaa_lukkede else aaben)


def _styregruppe(rights, aaben):
    condition = NONE
    for access in rights.medlemskaber:
        openness = Q() if access.ogsaa_lukkede else aaben
        condition |= Q(styregruppe=access.forum) & openness
    return condition


class PlanraekkeQuerySet(models.QuerySet):
    """Rows of a plan: seen by those who see it."""

    plan = "plan"

    def visible_to(self, user):
        """Narrow to rows of plans the person may read."""
        plans = _related(self.model, self.plan).objects.visible_to(user).order_by()
        return self.filter(**{f"{self.plan}__in": plans.values("pk")})


def _related(model, path):
    for part in path.split("__"):
        model = model._meta.get_field(part).related_model
    return model


class IndikatorQuerySet(PlanraekkeQuerySet):
    plan = "maal__plan"


class MilepaelQuerySet(PlanraekkeQuerySet):
    def aabne(self):
        """Narrow to milestones neither finished nor dropped."""
        return self.filter(faktisk_dato=None, bortfaldet_den=None)

    def med_prognose(self):
        """Add `seneste_prognose`, the newest forecast as a dict of its columns, or None: `prognose` reads it."""
        forecasts = self.model._meta.get_field("prognoser").related_model.objects
        newest = forecasts.filter(milepael=OuterRef("pk")).order_by("-pk")
        columns = {name: F(f"tidspunkt_{name}") for name in ("tekst", "start", "slut", "praecision", "aar_udledt")}
        return self.annotate(seneste_prognose=Subquery(newest.values(samlet=JSONObject(**columns, pk=F("pk")))[:1]))


class LeveranceQuerySet(PlanraekkeQuerySet):
    def ubesvarede(self):
        """Narrow to deliverables that wait for an answer of the supplier's leader."""
        return self.filter(tilstand=Leverancetilstand.FORESLAAET, spurgt_den__isnull=False)

    def af_leder(self, user):
        """Narrow to deliverables of units the person leads today, himself or as deputy."""
        units = Q(leverandoer__in=leads(user))
        for access in user.rettigheder.stedfor:
            led = Tilknytning.objects.gaeldende().filter(bruger=access.person, rolle=Tilknytningsrolle.LEDER)
            openness = Q() if access.ogsaa_lukkede else Q(plan__aabenhed=Aabenhed.AABEN)
            forum = Q(plan__styregruppe=access.forum) if access.forum else Q()
            units |= Q(leverandoer__in=led.order_by().values("afdeling")) & openness & forum
        return self.filter(units)


class KvartalsstatusQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to what the person may read: locked ones of the plans he sees, and what is being written, for those of
        `_writes`. An edition that was lukket, and the correction of one, is its plan's readers' as if that were so."""
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        plans = _related(self.model, "plan").objects.order_by()
        closed = Q(plan__in=plans.visible_to(user, som_lukket=True).values("pk"))
        seen = Q(plan__in=plans.visible_to(user).values("pk")) & (Q(udgave__aabenhed=Aabenhed.AABEN) | closed)
        copied = Q(erstatter=None) | Q(erstatter__udgave__aabenhed=Aabenhed.AABEN) | closed
        return self.filter(Q(laast_den__isnull=False) & seen | Q(laast_den=None) & self._writes(user, plans) & copied)

    def _writes(self, user, plans):
        """Who writes it, approves it, and holds the meeting it is for; revisors."""
        rights = user.rettigheder
        if Rolle.REVISOR in rights.roller:
            return Q()
        condition = Q(plan__in=plans.skrives_af(user).values("pk"))
        heads = (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER)
        fora = [access.forum for access in rights.medlemskaber if access.rolle in heads]
        if fora:  # a lukket plan may have reported to a forum that may not read it
            condition |= Q(runde__forum__in=fora, plan__in=plans.visible_to(user).values("pk"))
        return condition

    def under_skrivning(self):
        """Narrow to those that wait for somebody: not locked, and of a round that still takes them; corrections."""
        return self.filter(~Q(runde__tilstand__in=RUNDEN_FORBI) | Q(nr__gt=1), laast_den=None)

    def fortalt_om(self, plan):
        """Narrow to the plan's locked statuses that its next one may tell of: never of one that was lukket while the
        plan is åben."""
        rows = self.filter(plan=plan, laast_den__isnull=False)
        return rows if plan.er_lukket else rows.filter(udgave__aabenhed=Aabenhed.AABEN)

    def nyeste(self):
        """Narrow to the newest locked version of each status."""
        newer = self.model.objects.filter(erstatter=OuterRef("pk"), laast_den__isnull=False).order_by()
        return self.filter(~Exists(newer), laast_den__isnull=False)


class StatusbidragQuerySet(models.QuerySet):
    def aabne(self):
        """Narrow to those nobody has answered, of statuses that can still take them in."""
        open_ones = self.filter(svar=Bidragssvar.MANGLER, status__laast_den=None)
        return open_ones.exclude(status__runde__tilstand__in=RUNDEN_FORBI)

    def med_genstand(self):
        """Read along what each is about and who owes it."""
        return self.select_related(
            "ansvarlig", "metode__definition__indikator", "milepael", "leverance", "risiko", "punkt"
        )

    def mine(self, user):
        """Narrow to those the person shall answer: named himself, or as leader of the supplying unit, or for one he
        replaces; of plans he may read."""
        plans, deliveries = (_related(self.model, path).objects.order_by() for path in ("status__plan", "leverance"))
        led = Q(leverance__in=deliveries.af_leder(user).values("pk"))
        own = Q(ansvarlig=user) | led & ~Q(leverance__tilstand=Leverancetilstand.MODFORSLAG)  # an offer is answered
        for access in user.rettigheder.stedfor:
            openness = Q() if access.ogsaa_lukkede else Q(status__plan__in=plans.filter(plans.er_aaben()).values("pk"))
            forum = Q(status__plan__styregruppe=access.forum) if access.forum else Q()
            own |= Q(ansvarlig=access.person) & forum & openness
        return self.filter(own, status__plan__in=plans.visible_to(user).values("pk"))
