"""60 plans with 40 milestones and 12 forecasts each, one with 60 milestones and 25 measured goals; no verbs.

Imports stand in the functions, as in world.py.
"""

from datetime import date, timedelta
from functools import cache

from tests.benchmarks import world
from tests.benchmarks.tekst import Tekst

PLANER, MILEPAELE, PROGNOSER = 60, 40, 12
STORE_MILEPAELE, MAAL = 60, 25
FOERSTE = date(2020, 1, 1)


@cache
def planer():
    """Make the 60 plans: 2,400 milestones with 28,800 forecasts."""
    world.database()
    made = [_plan(nr) for nr in range(1, PLANER + 1)]
    for plan in made:
        _milestones(plan, MILEPAELE)
    _start(made)
    return made


@cache
def stor():
    """Make the plan whose page is measured: 60 milestones, 25 goals with a value each."""
    world.database()
    plan = _plan(999)
    _milestones(plan, STORE_MILEPAELE)
    figure = _figure()
    for nr in range(MAAL):
        _goal(plan, figure, nr)
    _start([plan])
    return plan


def _plan(nr):
    from indsatser.models import Indsatsplan
    from mso_portal.motor import ur

    signe = world.writer()
    return Indsatsplan.objects.create(
        nummer=f"P2020-{nr:03}", plantype="udviklingsplan", titel=Tekst(nr).sentence()[:100], aabenhed="aaben",
        formaal="Alle ved, hvad de skal.", styregruppe=world.forum(), tovholder=signe, periode_start=FOERSTE,
        periode_slut=date(2027, 12, 31), oprettet_den=ur.nu(), oprettet_af=signe,
    )  # fmt: skip


def _start(plans):
    from indsatser.models import Indsatsplan
    from mso_portal.motor import ur

    rows = Indsatsplan.objects.filter(pk__in=[one.pk for one in plans])
    rows.update(tilstand="aktiv", aktiveret_den=ur.nu(), aktiveret_af=world.writer())


def _day(nr):
    from mso_portal.vaerdier.datoer import dato_lang
    from mso_portal.vaerdier.tidspunkt import laes

    day = FOERSTE + timedelta(days=20 * nr)
    return laes(dato_lang(day), day)


def _milestones(plan, antal):
    from indsatser.models import Milepael, Milepaelsprognose
    from mso_portal.motor import ur

    tekst, signe, now = Tekst(plan.pk), world.writer(), ur.nu()
    rows = Milepael.objects.bulk_create(
        Milepael(plan=plan, raekkefoelge=nr, titel=tekst.sentence()[:120], ansvarlig=signe, godkendt=_day(nr),
                 oprindelig=_day(nr), oprindelig_sat_den=now, oprindelig_sat_af=signe, oprettet_den=now,
                 oprettet_af=signe)
        for nr in range(antal)
    )  # fmt: skip
    Milepaelsprognose.objects.bulk_create(
        Milepaelsprognose(milepael=row, tidspunkt=_day(row.raekkefoelge + nr), begrundelse="Kurset er flyttet.",
                          flyttet=True, oprettet_den=now, oprettet_af=signe)
        for row in rows for nr in range(PROGNOSER)
    )  # fmt: skip


def _unit(kode):
    from mso_portal.organisation.models import Afdeling

    return Afdeling.objects.get_or_create(kode=kode, defaults={"navn": f"Enhed {kode}", "slags": "stab"})[0]


def _figure():
    from maalinger.models import Noegletal, Noegletalversion
    from mso_portal.motor import ur

    signe, now = world.writer(), ur.nu()
    figure = Noegletal.objects.create(
        kode="andel", navn="Andel", frekvens="kvartal", lokal=True, ejer=_unit("E"), oprettet_den=now,
        oprettet_af=signe,
    )  # fmt: skip
    return Noegletalversion.objects.create(
        noegletal=figure, nr=1, gyldig_fra=FOERSTE, retning="op", art="andel", enhed="%", multiplikator=100,
        taeller_tekst="sager med en plan", naevner_tekst="sager", datakilde="fagsystem", oprettet_den=now,
        oprettet_af=signe,
    )  # fmt: skip


def _goal(plan, figure, nr):
    from indsatser.models import Indikator, Indikatordefinition, Maal, Maalemetode
    from maalinger.models import Dataserie, Observation
    from mso_portal.motor import ur

    signe, now = world.writer(), ur.nu()
    stamp = {"oprettet_den": now, "oprettet_af": signe}
    serie = Dataserie.objects.create(noegletal=figure.noegletal, afdeling=_unit(f"E{nr}"), aktiv_fra=FOERSTE)
    for kvartal in range(4):
        Observation.objects.create(
            serie=serie, noegletalversion=figure, periode_start=date(2020, 1 + 3 * kvartal, 1),
            periode_slut=date(2020, 3 + 3 * kvartal, 28), taeller=50 + kvartal, naevner=80, kilde="fagsystem",
            registreret_den=now, registreret_af=signe,
        )  # fmt: skip
    goal = Maal.objects.create(plan=plan, tekst=Tekst(nr).sentence()[:200], ejer=signe, raekkefoelge=nr, **stamp)
    row = Indikator.objects.create(maal=goal, navn=f"Indikator {nr}", ejer=signe, tilstand="defineret", **stamp)
    definition = Indikatordefinition.objects.create(
        indikator=row, nr=1, gyldig_fra=FOERSTE, maaltype="udvikling", maalvaerdi=75, maal_frist=date(2027, 1, 1),
        baseline_kvalitet="skoennet", baseline_vaerdi=50, baseline_begrundelse="Talt i hånden.",
        planversion=_version(plan), **stamp,
    )  # fmt: skip
    Maalemetode.objects.create(
        definition=definition, rolle="primaer", slags="registerudtraek", noegletalversion=figure, serie=serie,
        udfoeres_af=signe, **stamp,
    )  # fmt: skip


def _version(plan):
    from indsatser.models import Planversion
    from mso_portal.motor import ur

    found, _ = Planversion.objects.get_or_create(
        plan=plan, nr=1, defaults={"snapshot": {}, "sha256": "0" * 64, "oprettet_den": ur.nu(),
                                   "oprettet_af": world.writer()},
    )  # fmt: skip
    return found
