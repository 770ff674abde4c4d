"""Look for rows that the verbs never leave behind (11 §14.27, 21 §14.7)."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, F, OuterRef

from indsatser.workflow.statusudgave import unproven
from indstillinger.enums import Tilstand
from indstillinger.enums_moede import Moedetilstand, Opgavetilstand, Punktart, Punkttilstand, Referattilstand
from indstillinger.models import (
    Beslutning,
    Dagsordenspunkt,
    Indstilling,
    Opgave,
    Referatpunkt,
    Udsendelsespunkt,
)

GODKENDT = Referattilstand.GODKENDT


def behandlet_uden_referat():
    """Papers said to be treated that no item with godkendte minutes treated."""
    treated = Dagsordenspunkt.objects.filter(
        indstilling=OuterRef("pk"), tilstand=Punkttilstand.BEHANDLET, moede__referater__tilstand=GODKENDT
    )
    return Indstilling.objects.filter(~Exists(treated.order_by()), tilstand=Tilstand.BEHANDLET).order_by("nummer")


def sendt_uden_nummer():
    """Items of a sent agenda that have no number."""
    sent = Udsendelsespunkt.objects.filter(punkt=OuterRef("pk"), udsendelse__sendt_den__isnull=False)
    sent = sent.exclude(udsendelse__slags="gennemlaesning")
    return (
        Dagsordenspunkt.objects.filter(Exists(sent.order_by()), nummer=None)
        .exclude(art=Punktart.PAUSE)
        .select_related("moede")
    )


def opgave_uden_frist():
    """Given tasks with neither a deadline nor the choice to have none."""
    given = Opgave.objects.exclude(tilstand=Opgavetilstand.UDKAST)
    return given.filter(frist_slut=None, uden_frist=False).order_by("nummer")


def beslutning_uden_raekke():
    """Decisions whose row is another one, or stands in minutes that are not godkendte."""
    row = Referatpunkt.objects.filter(
        pk=OuterRef("referatpunkt"), uuid=OuterRef("raekke_uuid"), punkt=OuterRef("punkt"), referat__tilstand=GODKENDT,
        referat__moede=F("punkt__moede"),
    )  # fmt: skip
    return Beslutning.objects.filter(~Exists(row.order_by())).order_by("nummer")


def aaben_sag_paa_afsluttet_moede():
    """Papers still to be treated on a meeting that has been held or called off."""
    ended = (Moedetilstand.AFHOLDT, Moedetilstand.AFLYST)
    return (
        Dagsordenspunkt.objects.aabne()
        .filter(moede__tilstand__in=ended, art=Punktart.INDSTILLING)
        .select_related("moede")
    )


KONTROLLER = (
    ("Behandlet indstilling uden godkendt referat", behandlet_uden_referat),
    ("Udsendt punkt uden nummer", sendt_uden_nummer),
    ("Opgave uden frist og uden valget »uden frist«", opgave_uden_frist),
    ("Beslutning uden sin række i et godkendt referat", beslutning_uden_raekke),
    ("Åben sag på et møde, der er slut", aaben_sag_paa_afsluttet_moede),
    ("Låst udgave, der ikke kan bekræftes", unproven),
)


class Command(BaseCommand):
    help = "Leder efter data, der ikke hænger sammen. Slutter med fejl og numrene på dem."

    def handle(self, **options):
        found = [f"{label}: {_name(row)}" for label, check in KONTROLLER for row in check()]
        if found:
            raise CommandError("\n".join([f"{len(found)} ting hænger ikke sammen:", *found]))
        self.stdout.write("Intet at bemærke.")


def _name(row):
    """Return what names the row without a word of the case."""
    return row.nummer if hasattr(row, "nummer") and not isinstance(row, Dagsordenspunkt) else str(row)
