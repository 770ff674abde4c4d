"""Tasks and decisions in every state, saved without verbs: stamps, rows and numbers that fit together."""

from datetime import date, timedelta

from indstillinger.models import Beslutning, Opgave, Referat, Referatpunkt
from mso_portal.motor import ur
from mso_portal.vaerdier import tidspunkt

LANGT_SIDEN = date(2020, 6, 1)


def frist(dag):
    """Return the Tidspunkt of a day."""
    return tidspunkt.laes(f"{dag.day}.{dag.month}.{dag.year}", dag)


def opgave(punkt, ansvarlig, stiller, *, tilstand="aaben", dag=LANGT_SIDEN, **felter):
    """Make a task with a deadline on `dag`, or with none when that is None."""
    now = ur.nu()
    stamps = {"oprettet_den": now, "oprettet_af": stiller}
    if tilstand in ("meldt_udfoert", "lukket"):
        stamps |= {"meldt_den": now, "meldt_af": ansvarlig, "resultat": "Det er gjort nu."}
    if tilstand == "lukket":
        stamps |= {"lukket_den": now, "lukket_af": stiller}
    row = Opgave(**{
        "nummer": f"O-2020-{Opgave.objects.count() + 1:03d}", "punkt": punkt, "ansvarlig": ansvarlig,
        "tekst": "Ring til HMU", "stiller": stiller, "tilstand": tilstand, "uden_frist": dag is None,
        **stamps, **felter,
    })  # fmt: skip
    if dag is not None:
        row.frist = frist(dag)
        row.oprindelig_frist = None if tilstand == "udkast" else dag
    row._history_user, row._change_reason = stiller, "givet"
    row.save()
    return row


def referat(moede, by, *, tilstand="kladde", godkender=None, **felter):
    """Make the meeting's next minutes; rows of godkendte ones are made by `beslutning` before they are frozen."""
    nr = moede.referater.count() + 1
    return Referat.objects.create(
        moede=moede, nr=nr, tilstand=tilstand, godkender=godkender or by, oprettet_den=ur.nu(), oprettet_af=by, **felter
    )  # fmt: skip


def beslutning(punkt, by, *, opfoelgning=None, referat=None, **felter):
    """Make a decision of the item with its row."""
    minutes = referat or punkt.moede.referater.first() or globals()["referat"](punkt.moede, by)
    row = Referatpunkt.objects.create(
        referat=minutes, punkt=punkt, slags="besluttet", udfald="vedtaget", foreslaaet="At planen sættes i gang",
        raekkefoelge=minutes.raekker.count(),
    )  # fmt: skip
    found = Beslutning(
        nummer=f"{punkt.moede.forum.kode}-2020-{Beslutning.objects.count() + 1:03d}", punkt=punkt, referatpunkt=row,
        raekke_uuid=row.uuid, status_den=ur.nu(), status_af=by, oprettet_den=ur.nu(),
    )  # fmt: skip
    for name, value in felter.items():
        setattr(found, name, value)
    if opfoelgning is not None:
        found.opfoelgning = frist(opfoelgning)
    found.save()
    return found


def om(dage):
    """Return the day so many days from today."""
    return ur.i_dag() + timedelta(days=dage)
