"""Locked statuses with what they ask, saved without the lock's own verbs: what a meeting begins with."""

from indsatser.models import Statusbeslutning, Statusudgave, Valgmulighed
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring
from mso_portal.motor import ur
from tests import builders_status
from tests.builders_indsats import tid
from tests.builders_indstilling import fil

HVORFOR = "Kurset kan først holdes efter ferien."
MULIGHEDER = ("Vent til januar", "Begynd nu")


def beslutning(status, nr=1, spoergsmaal="Hvornår begynder kurserne?", *, niveau="styregruppe", forelagt=None):
    """Make a question of a status with two options; B is proposed and carries the Ændring that is `forelagt`."""
    made = Statusbeslutning.objects.create(
        status=status, nr=nr, spoergsmaal=spoergsmaal, niveau=niveau, oprettet_den=ur.nu(),
        oprettet_af=status.plan.tovholder,
    )  # fmt: skip
    for bogstav, tekst in zip("AB", MULIGHEDER, strict=True):
        Valgmulighed.objects.create(
            status=status, beslutning=made, bogstav=bogstav, tekst=tekst, konsekvens="Det koster et halvt år",
            indstillet=bogstav == "B", aendring=forelagt if bogstav == "B" else None,
        )  # fmt: skip
    return made


def laas(status, by):
    """Lock a status with its edition."""
    status.tilstand, status.laast_den, status.laast_af, status.data = "laast", ur.nu(), by, {}
    if status.nr > 1:
        status.godkendt_den, status.godkendt_af = ur.nu(), status.plan.programejer
    status._history_user = by
    status.save()
    Statusudgave.objects.create(
        status=status, skema=1, kodeversion="0", aftryk_skabelon="0" * 64, data={}, data_sha256="0" * 64, form="kort",
        aabenhed="lukket" if status.plan.er_lukket else "aaben", sider=1, pdf=fil(f"Status {status}"),
        oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip
    return status


def laast(plan, by, runde=None, **spoergsmaal):
    """Make a plan's locked status with one question, which is returned."""
    status = builders_status.status(plan, runde)
    made = beslutning(status, **spoergsmaal)
    laas(status, by)
    return made


def flytning(plan, by, tekst="15. august 2020"):
    """Lay a change before the styregruppe that moves the plan's milestone by more than a month."""
    row = aendring.write(plan, by=by, titel="Senere kursus", aarsag="ressourcer", begrundelse=HVORFOR)
    til = tidspunkt_data(tid(tekst))
    aendring.propose(row, by=by, genstand="milepael", objekt=plan.milepaele.get().uuid, felt="godkendt", til=til)
    return aendring.submit(row, by=by)


def rettet(status, by):
    """Make the next version of a locked status, locked too."""
    made = type(status).objects.create(
        plan=status.plan, runde=status.runde, noegle=status.noegle, nr=status.nr + 1, erstatter=status,
        rettelse_begrundelse="Et tal var skrevet forkert af.", oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip
    return laas(made, by)
