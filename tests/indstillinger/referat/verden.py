"""A chefmøde that has been held: a paper with three points, an åbent and a lukket text item, minutes in kladde."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from indstillinger.models import Opgave, Referat, Referatpunkt
from indstillinger.workflow.referat import circulate
from indstillinger.workflow.referat_godkend import approve_minutes, shown_sha256
from mso_portal.motor import ur
from mso_portal.organisation.models import Afdeling
from mso_portal.vaerdier import tidspunkt
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indstilling, builders_moede

EFTER = datetime(2020, 6, 2, 10, 30, tzinfo=DANSK_TID)
FORSLAG = ("At planen sættes i gang", "At tidsplanen godkendes", "At der følges op i juni")


def personer(forum):
    """Make the people round the forum: mødeleder, sekretær, two members, and those behind the paper."""
    people = SimpleNamespace(
        carla=builders.bruger("Carla Chef"), kirsten=builders.bruger("Kirsten Sekretær"),
        mona=builders.bruger("Mona Medlem"), mikkel=builders.bruger("Mikkel Medlem"),
        signe=builders.bruger("Signe Sagsbehandler"), lars=builders.bruger("Lars Leder"),
        anders=builders.bruger("Anders Andetsteds"),
    )  # fmt: skip
    builders.medlemskab(people.carla, forum, "moedeleder")
    builders.medlemskab(people.kirsten, forum, "sekretaer")
    builders.medlemskab(people.mona, forum)
    builders.medlemskab(people.mikkel, forum)
    return people


def sag(people, forum, **felter):
    """Make an approved paper of Signe's in the unit STAB, led by Lars."""
    unit = Afdeling.objects.filter(kode="STAB").first() or builders.afdeling("STAB")
    return builders_indstilling.indstilling(
        people.signe, forum=forum, leder=people.lars, tilstand="godkendt",
        **{"afdeling": unit, "raekker": False, **felter},
    )  # fmt: skip


def afholdt(people, forum, paper=None, dato=builders_moede.DATO):
    """Make a sent and held meeting with its minutes as kladde; every row has an outcome that holds."""
    moede = builders_moede.moede(forum, dato=dato, moedeleder=people.carla, sekretaer=people.kirsten)
    items = [builders_moede.punkt(moede, paper or sag(people, forum)), builders_moede.punkt(moede, titel="Eventuelt"),
             builders_moede.punkt(moede, titel="Ansættelse", aabenhed="lukket")]  # fmt: skip
    builders_moede.sendt(moede, people.kirsten, modtagere=[people.carla, people.mona, people.mikkel])
    for item in items:
        item.refresh_from_db()
        item.tilstand, item.afgjort_den, item.afgjort_af = "behandlet", ur.nu(), people.kirsten
        item.save()
    moede.tilstand, moede.afholdt_den, moede.afholdt_af = "afholdt", ur.nu(), people.kirsten
    moede.save()
    return referat(moede, people.kirsten, items)


def referat(moede, by, items):
    """Make the kladde: three points of the first item, a row raised under the second, a talk under the third."""
    minutes = Referat.objects.create(
        moede=moede, nr=1, godkender=moede.moedeleder, oprettet_den=ur.nu(), oprettet_af=by
    )  # fmt: skip
    for nr, text in enumerate(FORSLAG, 1):
        raekke(minutes, items[0], nr, foreslaaet=text, udfald="vedtaget")
    raekke(minutes, items[1], 1, ordlyd="Næste møde flyttes til mandag", udfald="vedtaget")
    raekke(minutes, items[2], 1, slags="droeftet", tekst="<p>Ansøgerne blev drøftet.</p>")
    return minutes


def raekke(minutes, punkt, nr, **felter):
    """Make a row."""
    return Referatpunkt.objects.create(
        referat=minutes, punkt=punkt, raekkefoelge=nr, **{"slags": "besluttet", **felter}
    )  # fmt: skip


def ret(minutes, nr, **felter):
    """Change the nth row of the first item as stored, and return it."""
    row = minutes.raekker.filter(slags="besluttet").order_by("punkt__raekkefoelge", "raekkefoelge")[nr - 1]
    for name, value in felter.items():
        setattr(row, name, value)
    row.save()
    return row


def opgave(minutes, by, row=None, **felter):
    """Make a draft of a task for Lars, due in ten days."""
    day = tidspunkt.laes("12. juni 2020", minutes.moede.dato)
    own = {"tekst": "Skriv til alle ledere", "frist": day, "punkt": row.punkt if row else minutes.moede.punkter.first(),
           "stiller": minutes.moede.moedeleder, "oprettet_den": ur.nu(), "oprettet_af": by}  # fmt: skip
    return Opgave.objects.create(
        nummer=f"O-2020-{Opgave.objects.count() + 1:03d}", raekke_uuid=row.uuid if row else None, **own | felter
    )


def sendt(minutes, people):
    """Send the minutes for comments."""
    return circulate(minutes, by=people.kirsten)


def godkendt(minutes, people):
    """Send the minutes for comments and approve them the day after the frist."""
    minutes = sendt(minutes, people)
    with ur.stil(minutes.kommentarfrist + timedelta(days=1)):
        return approve_minutes(minutes, shown_sha256(minutes), by=people.carla)
