"""The daily overview of plans (20 §12): one line a person a hverdag, whatever and however much waits for him.

The line is about the person himself and leads to his start page, where what waits is read anew: it names no plan, so
nothing of a lukket one leaves the portal by it.
"""

from indsatser.enums import Plantilstand
from indsatser.models import Indikator, Indsatsplan, Leverance, Maalemetode, Milepael
from indsatser.workflow.pligter import duties_of
from mso_portal.motor.besked import declare, notify, reminder, seen_by
from mso_portal.organisation.enums import Medlemsrolle, Tilknytningsrolle
from mso_portal.organisation.models import Bruger, Medlemskab, Stedfortraedelse, Tilknytning

declare("indsats.venter", "Opgaver i indsatsplaner", "Noget i en eller flere indsatsplaner venter på dig.")
seen_by(Bruger, lambda user: Bruger.objects.filter(pk=user.pk), lambda bruger: "/")

# Duties that are told of every day until they are done; of the others the page alone tells.
DAGLIGE = {"leverance", "leverance_prognose", "milepael", "maaling", "aendring"}


def may_have_duties():
    """Return the active persons that a running plan could ask something of, deputies included; eight queries.

    Too many rather than too few: what really waits for each, `duties_of` says.
    """
    plans = Indsatsplan.objects.filter(tilstand=Plantilstand.AKTIV).order_by()
    deliveries = Leverance.objects.filter(plan__in=plans.values("pk")).order_by()
    columns = (
        (plans, "programejer"), (plans, "tovholder"),
        (Milepael.objects.aabne().filter(plan__in=plans.values("pk")), "ansvarlig"),
        (Indikator.objects.filter(maal__plan__in=plans.values("pk")), "afklares_af"),
        (Maalemetode.objects.filter(definition__indikator__maal__plan__in=plans.values("pk")), "udfoeres_af"),
        (deliveries, "kontaktperson"),
        (Tilknytning.objects.gaeldende().filter(
            rolle=Tilknytningsrolle.LEDER, afdeling__in=deliveries.values("leverandoer")), "bruger"),
        (Medlemskab.objects.gaeldende().filter(
            rolle=Medlemsrolle.SEKRETAER, forum__in=plans.values("styregruppe")), "bruger"),
    )  # fmt: skip
    found = {pk for rows, name in columns for pk in rows.order_by(name).values_list(name, flat=True).distinct()}
    deputies = Stedfortraedelse.objects.gaeldende().filter(for_bruger__in=found - {None})
    found |= set(deputies.order_by("pk").values_list("stedfortraeder", flat=True))
    return list(Bruger.objects.aktive().filter(pk__in=found - {None}).order_by("pk"))


def waits_for(person, dag):
    """Say whether a plan waits for the person on that day: an indicator does when its date has gone by."""
    return any(
        one.slags in DAGLIGE or (one.slags == "indikator" and one.frist < dag) for one in duties_of(person)
    )  # fmt: skip


@reminder
def mind_om_planer(dag):
    """One line to each person whom a plan waits for; the key has the day, so a rerun tells nobody twice."""
    for person in may_have_duties():
        if waits_for(person, dag):
            notify("indsats.venter", person, [person], version=dag)
