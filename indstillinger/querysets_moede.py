"""Who reads what of a meeting (11 §2–4, 10 §4 R4–R9): one rule of items, and everything else built on it."""

from functools import cache

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Punktart, Punkttilstand, Referattilstand, Udsendelsestilstand
from mso_portal.motor import ur
from mso_portal.organisation.enums import Laesekreds, Medlemsrolle, Rolle, Tilknytningsrolle
from mso_portal.organisation.models import Tilknytning

SEKRETARIAT = (Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER)
INGEN = Q(pk__in=[])


def related(model, name):
    """Return the model at the other end of a field, without importing it from below."""
    return model._meta.get_field(name).related_model


class MoedeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to meetings of which the person may see date and place (11 §2)."""
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        rights = user.rettigheder
        if Rolle.REVISOR in rights.roller:
            return self
        punkter = related(self.model, "punkter").objects.filter(moede=OuterRef("pk"))
        invited = related(punkter.model, "deltagere").objects.filter(punkt__moede=OuterRef("pk"), bruger=user)
        return self.filter(
            Q(forum__in=[one.forum for one in rights.medlemskaber])
            | Q(forum__laesekreds=Laesekreds.ORGANISATION)
            | Q(moedeleder=user)
            | Q(sekretaer=user)
            | Q(Exists(invited.order_by()))
            | Q(Exists(punkter.visible_to(user).order_by()))
        )

    def forberedes_af(self, user):
        """Narrow to meetings the person prepares as sekretær, own or as deputy."""
        fora = [one.forum for one in user.rettigheder.medlemskaber if one.rolle == Medlemsrolle.SEKRETAER]
        return self.filter(Q(forum__in=fora) | Q(sekretaer=user))

    def kommende(self, dato=None):
        """Narrow to meetings on the day (today) or later that have not been called off or held."""
        return self.filter(dato__gte=dato or ur.i_dag(), tilstand__in=["planlagt", "i_gang"])

    def med_fase(self):
        """Add what `fase` reads: the kind of the newest sending and the state of the newest referat."""
        sent = related(self.model, "udsendelser").objects.filter(
            moede=OuterRef("pk"), tilstand=Udsendelsestilstand.SENDT
        )
        minutes = related(self.model, "referater").objects.filter(moede=OuterRef("pk"))
        return self.annotate(
            nyeste_slags=Subquery(sent.order_by("-nr").values("slags")[:1]),
            nyeste_referat=Subquery(minutes.order_by("-nr").values("tilstand")[:1]),
        )


class DagsordenspunktQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to the items whose text the person may read today.

        An item has readers when it has a number, that is when it was sent, raised in the meeting or registered;
        before that the sekretær and the mødeleder read it, and a gennemlæser what he was sent.
        """
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        if Rolle.REVISOR in user.rettigheder.roller:
            return self
        before = _sekretariat(self.model, user, alt=False) | Q(Exists(_previews(self.model, user)))
        sent = Q(nummer__isnull=False)
        allowed = before | (sent & _som_deltager(self.model, user, alt=False))
        return self.filter(_unless_excluded(self.model, user, allowed) | (sent & _uanset(self.model, user, alt=False)))

    def ville_laese(self, user, *, alt=False):
        """Narrow to the items the person may read once they are sent; with `alt` to those of which he may read all,
        also the lukkede bilag. This is what decides a person's set of parts (11 §4)."""
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        if Rolle.REVISOR in user.rettigheder.roller:
            return self
        allowed = _sekretariat(self.model, user, alt) | _som_deltager(self.model, user, alt)
        return self.filter(_unless_excluded(self.model, user, allowed) | _uanset(self.model, user, alt))

    def som_medlem(self, user):
        """Narrow to items the person follows as one of the forum's own, kept out of none of them: he reads the minutes
        while they are written. The revisor reads all."""
        if Rolle.REVISOR in user.rettigheder.roller:
            return self
        allowed = _sekretariat(self.model, user, alt=False) | _medlem(self.model, user, alt=False)
        return self.filter(_unless_excluded(self.model, user, allowed))

    def for_alle(self):
        """Narrow to the items every employee may read once they are sent (R8): the åben set."""
        return self.filter(_for_alle(self.model))

    def uden_lukket(self):
        """Narrow to åbne items, whoever may read them: open today and in every version that was sent."""
        return self.filter(_is_open(self.model))

    def kun_som_gaest(self, user):
        """Say whether the person reads these items as guest or author alone, so that he sees no other numbers."""
        fora = [one.forum for one in user.rettigheder.medlemskaber]
        return self.exclude(
            Q(moede__forum__in=fora) | Q(moede__forum__laesekreds=Laesekreds.ORGANISATION)
            | Q(moede__moedeleder=user) | Q(moede__sekretaer=user)
        )  # fmt: skip

    def udelukket(self, user):
        """Narrow to the items the person is kept out of today."""
        return self.filter(_excluded(self.model, user.pk))

    def aabne(self):
        """Narrow to the items that are still to be treated."""
        return self.filter(tilstand=Punkttilstand.OPTAGET)


def _previews(model, user):
    rows = related(model, "udsendt_som").objects.filter(
        punkt=OuterRef("pk"), udsendelse__slags="gennemlaesning", udsendelse__tilstand=Udsendelsestilstand.SENDT,
        udsendelse__modtagere__bruger=user,
    )  # fmt: skip
    return rows.order_by()


def _excluded(model, person):
    rows = related(model, "udelukkelser").objects.filter(punkt=OuterRef("pk"), bruger=person, ophaevet_den=None)
    return Q(Exists(rows.order_by()))


def _unless_excluded(model, user, allowed):
    """Return what is allowed to somebody who is not kept out; asked once for all of it, since it is dear to ask."""
    return allowed & ~_excluded(model, user.pk)


@cache
def _is_open(model):
    """An item is open when it says so, a paper's when the paper is so today and was so in every version sent."""
    closed = related(model, "udsendt_som").objects.filter(
        punkt=OuterRef("pk"), udsendelse__tilstand=Udsendelsestilstand.SENDT
    ).exclude(version__aabenhed=Aabenhed.AABEN)  # fmt: skip
    paper = Q(art=Punktart.INDSTILLING, indstilling__aabenhed=Aabenhed.AABEN) & ~Q(Exists(closed.order_by()))
    return paper | (~Q(art=Punktart.INDSTILLING) & Q(aabenhed=Aabenhed.AABEN))


def _seats(model, user, roller, alt):
    """Return the Q of items in fora where the person has, or deputises for, one of the roles, kept out or not.

    A deputy loses what the one he replaces is kept out of, and reads lukkede only with `ogsaa_lukkede`.
    """
    condition = INGEN
    for access in user.rettigheder.medlemskaber:
        if access.rolle in roller and (access.ogsaa_lukkede or not alt):
            seat = Q(moede__forum=access.forum)
            seat &= Q() if access.ogsaa_lukkede else _is_open(model)
            condition |= seat if access.person == user.pk else seat & ~_excluded(model, access.person)
    return condition


def _sekretariat(model, user, alt):
    """R4: from the placing on, and who leads or prepares this one meeting; lost by who is kept out."""
    return _seats(model, user, SEKRETARIAT, alt) | Q(moede__moedeleder=user) | Q(moede__sekretaer=user)


def _medlem(model, user, alt):
    return _seats(model, user, (Medlemsrolle.MEDLEM,), alt)


def _som_deltager(model, user, alt):
    """R6 and R7 of 10 §4 for what has been sent; lost by who is kept out."""
    guest = related(model, "deltagere").objects.filter(punkt=OuterRef("pk"), bruger=user)
    return _medlem(model, user, alt) | Q(Exists(guest.order_by()))


def _uanset(model, user, alt):
    """R1, R2 and R8 for what has been sent: read also by who is kept out."""
    return _egne(model, user) | (INGEN if alt else _for_alle(model))


@cache
def _for_alle(model):
    return Q(moede__forum__laesekreds=Laesekreds.ORGANISATION) & _is_open(model)


def _egne(model, user):
    """R1 and R2: who wrote the paper and who answers for it."""
    links = user.indstillinger_som_medforfatter.through.objects.filter(bruger=user, indstilling=OuterRef("indstilling"))
    return (
        Q(indstilling__sagsbehandler=user) | Q(indstilling__ansvarlig_leder=user) | Q(Exists(links.order_by()))
    )  # fmt: skip


class PunktbilagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to the files of items the person reads; lukkede ones to who may read all of the item."""
        punkter = related(self.model, "punkt").objects
        readable = self.filter(punkt__in=punkter.visible_to(user).order_by())
        everything = Q(punkt__in=punkter.ville_laese(user, alt=True).order_by())
        return readable.filter(Q(aabenhed=Aabenhed.AABEN) | everything)


class PunktversionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to sent versions of items the person reads."""
        punkter = related(self.model, "punkt").objects.visible_to(user).order_by()
        sent = related(self.model, "udsendt_som").objects.filter(
            punktversion=OuterRef("pk"), udsendelse__tilstand=Udsendelsestilstand.SENDT
        )
        return self.filter(Q(Exists(sent.order_by())), punkt__in=punkter)


class ReferatQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to minutes of meetings the person may see: godkendte, and those in work for the forum's own people.

        What he reads of them is `Referatpunkt.objects.visible_to(user)`.
        """
        meetings = related(self.model, "moede").objects.visible_to(user).order_by()
        return self.filter(_godkendt_eller_egen(user), moede__in=meetings)

    def nyeste(self):
        """Narrow to the newest version of each meeting."""
        later = self.model.objects.filter(moede=OuterRef("moede"), nr__gt=OuterRef("nr"))
        return self.filter(~Exists(later.order_by()))


def _godkendt_eller_egen(user):
    """Minutes in work are read by sekretær, mødeleder and members (11 §6)."""
    if not user.is_authenticated or not user.aktiv:
        return INGEN
    if Rolle.REVISOR in user.rettigheder.roller:
        return Q()
    fora = [one.forum for one in user.rettigheder.medlemskaber]
    return (
        Q(tilstand=Referattilstand.GODKENDT) | Q(moede__forum__in=fora)
        | Q(moede__moedeleder=user) | Q(moede__sekretaer=user)
    )  # fmt: skip


class ReferatpunktQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to rows of items the person reads, until godkendt for the forum's own people only."""
        punkter = related(self.model, "punkt").objects
        readable = self.filter(punkt__in=punkter.visible_to(user).order_by())
        own = Q(punkt__in=punkter.som_medlem(user).order_by())
        return readable.filter(Q(referat__tilstand=Referattilstand.GODKENDT) | own)


class BeslutningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to decisions of items the person reads: a decision is as open as its item."""
        return self.filter(punkt__in=related(self.model, "punkt").objects.visible_to(user).order_by())


class OpgaveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to tasks the person does or gave, those of items he reads, and of åbne items his people's.

        The ansvarlig of a task from a lukket item reads its text and nothing else of the item. A task that is not
        given yet is read with the minutes it stands in.
        """
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        if Rolle.REVISOR in user.rettigheder.roller:
            return self
        punkter = related(self.model, "punkt").objects
        readable = Q(punkt__in=punkter.visible_to(user).order_by())
        own = (Q(ansvarlig=user) | Q(stiller=user)) & ~Q(tilstand="udkast")
        led = Q(ansvarlig__in=_led_by(user), punkt__in=punkter.filter(_is_open(punkter.model)).order_by())
        draft = Q(punkt__in=punkter.som_medlem(user).order_by())
        return self.filter(own | led & ~Q(tilstand="udkast") | readable & (~Q(tilstand="udkast") | draft))

    def aabne(self):
        """Narrow to tasks that somebody still has to do something about."""
        return self.filter(tilstand__in=["aaben", "meldt_udfoert", "afvist"])


def _led_by(user):
    units = Tilknytning.objects.gaeldende().filter(bruger=user, rolle=Tilknytningsrolle.LEDER)
    people = Tilknytning.objects.gaeldende().filter(afdeling__in=units.order_by().values("afdeling"))
    return people.order_by().values("bruger")
