"""Plans in three states, åbne and lukkede, with one row of each kind, and a person of each kind around them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.test import Client

from indsatser.models import Aktivitet, Budgetpost, Opfoelgningspunkt, Plandeltager, Planrisiko, Tema
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring as change
from indsatser.workflow import risiko, skabelon, tilsyn
from indsatser.workflow.maaling import report
from indsatser.workflow.raekker import add
from indsatser.workflow.runder import create_rhythm
from indsatser.workflow.statuspligt import add_duty
from indstillinger.models import Beslutning, Referat, Referatpunkt
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import referat_content
from mso_portal.motor import ur
from tests import builders, builders_indsats, builders_moede
from tests.adgang import planstatusser
from tests.adgang.verden import Verden, log_in
from tests.builders_indstilling import indstilling, ord_, tal
from tests.demo.udenpdf import without_pdf

# Fixed order: the columns of the golden file.
PERSONER = (
    "anonym", "organisationslaeser", "programejer", "tovholder", "redaktoer", "laeser", "oekonomiansvarlig",
    "kontorchef", "kontaktperson", "ansvarlig", "maaler", "tilsynsfoerende", "styregruppemedlem", "sekretaer",
    "stedfortraeder", "stedfortraeder_lukket", "tidligere_deltager", "administrator", "revisor",
)  # fmt: skip
TILSTANDE = ("kladde", "aktiv", "afsluttet")
AABENHEDER = ("aaben", "lukket")
# Who is named in rows of a plan, and therefore takes part in the lukkede.
NAEVNTE = ("laeser", "kontorchef", "kontaktperson", "ansvarlig", "maaler", "tilsynsfoerende")
BEGRUNDELSE = "Kurset kan først holdes efter ferien."


@dataclass
class Planverden(Verden):
    """`raekker[state, openness]` holds one row of each kind by its name."""

    kolonner = PERSONER
    dele = ("indsatser",)
    kender = ("tovholder", "programejer", "tilsynsfoerende", "kontorchef", "maaler", "sekretaer")

    planer: dict = field(default_factory=dict)
    raekker: dict = field(default_factory=dict)
    runder: dict = field(default_factory=dict)
    statusser: dict = field(default_factory=dict)
    rytmer: dict = field(default_factory=dict)
    moede: object = None
    sager: dict = field(default_factory=dict)
    beslutning: object = None
    beslutninger: dict = field(default_factory=dict)
    tjekliste: object = None
    skabelon: object = None
    chefteam: object = None

    def log_in(self):
        for name, person in self.personer.items():
            if person is not None:
                self.noegler[name] = log_in(Client(), person).session.session_key


def byg(*, tekst=lambda key: ord_, beloeb=lambda key: tal, trykt=without_pdf):
    """Build the world. `tekst((state, openness))` gives the function that writes the texts of a plan; `trykt()` lasts
    while papers are printed."""
    personer = {name: None if name == "anonym" else _person(name) for name in PERSONER}
    styregruppe = builders.forum(
        "BES", navn="Styregruppe for besjæling", slags="styregruppe", laesekreds="organisation"
    )
    world = Planverden(personer, styregruppe, builders.forum("OC"), builders.afdeling("STAB", navn="Staben"))
    _roller(world)
    _faelles(world)
    for tilstand in TILSTANDE:
        for aabenhed in AABENHEDER:
            _plan(world, (tilstand, aabenhed), tekst((tilstand, aabenhed)), beloeb((tilstand, aabenhed)))
    with trykt():
        planstatusser.byg(world, tekst)
    world.log_in()
    return world


def _person(name):
    return builders.bruger(name.replace("_", " ").title(), brugernavn=name, email=f"{name}@kommune.example")


def _roller(world):
    one, today = world.personer, ur.i_dag()
    spand = (today - timedelta(days=5), today + timedelta(days=30))
    builders.medlemskab(one["styregruppemedlem"], world.forum)
    builders.medlemskab(one["sekretaer"], world.forum, "sekretaer")
    builders.stedfortraedelse(one["tovholder"], one["stedfortraeder"], *spand)
    builders.stedfortraedelse(one["programejer"], one["stedfortraeder_lukket"], *spand, ogsaa_lukkede=True)
    builders.tilknytning(one["kontorchef"], world.enhed, "leder")
    builders.tilknytning(one["tovholder"], builders.afdeling("BEST", navn="Bestillerenheden"), "leder")
    builders.rolle(one["administrator"], "administrator")
    builders.rolle(one["revisor"], "revisor", til=today + timedelta(days=30))


def _faelles(world):
    """What stands outside every plan: a checklist, a template, a rhythm, and a decision that has no plan yet."""
    by = world.personer["tovholder"]
    questions = [{"spoergsmaal": "Er borgeren hørt?"}, {"spoergsmaal": "Er der en plan?"}]
    world.tjekliste = tilsyn.take_into_use(tilsyn.make_checklist("Netværk", by=by, punkter=questions), by=by)
    tilsyn.make_checklist("Handleplaner", by=by, punkter=questions)  # still a kladde
    steps = [{"titel": "Udkast", "art": "milepael", "start_uge": 1, "slut_uge": 3, "rolle": "Task Force"}]
    world.skabelon = skabelon.make_template("Pakke", by=by, trin=steps)
    world.rytmer["uden_runder"] = create_rhythm(
        world.forum, by=world.personer["sekretaer"], navn="Ved lejlighed", art="datoer"
    )
    world.chefteam = builders.forum("CT", laesekreds="organisation", opfoelgningspunkt=False)
    world.beslutning = _beslutning(world, by, 1)
    # Åbne decisions: the plan of one of them is lukket for its own sake.
    world.beslutninger = {aabenhed: _beslutning(world, by, nr) for nr, aabenhed in enumerate(AABENHEDER, 2)}


def _beslutning(world, by, nr):
    paper = indstilling(
        by, tilstand="godkendt", aabenhed="aaben", forum=world.chefteam, leder=world.personer["kontorchef"],
        afdeling=world.enhed,
    )  # fmt: skip
    moede = builders_moede.moede(
        world.chefteam,
        ur.i_dag() - timedelta(days=10 * nr),
        moedeleder=world.personer["styregruppemedlem"],
        sekretaer=by,
    )
    punkt = builders_moede.punkt(moede, paper)
    builders_moede.sendt(moede, by)
    for row, states in ((moede, ("i_gang", "afholdt")), (punkt, ("behandlet",)), (paper, ("behandlet",))):
        row.refresh_from_db()
        for tilstand in states:
            _stamp(row, tilstand, by)
    minutes = Referat.objects.create(
        moede=moede, nr=1, godkender=moede.moedeleder, oprettet_den=ur.nu(), oprettet_af=by
    )
    row = Referatpunkt.objects.create(
        referat=minutes, punkt=punkt, slags="besluttet", foreslaaet="At planen sættes i gang.", raekkefoelge=1,
        udfald="vedtaget", ordlyd="At planen sættes i gang.",
    )  # fmt: skip
    found = Beslutning.objects.create(
        nummer=f"CT-2020-{nr:03}", punkt=punkt, referatpunkt=row, raekke_uuid=row.uuid, status_den=ur.nu(),
        status_af=by, oprettet_den=ur.nu(), ansvarlig=world.personer["kontorchef"],
    )  # fmt: skip
    minutes.tilstand, minutes.kommentarfrist = "til_kommentering", ur.nu()
    minutes.til_kommentering_den, minutes.til_kommentering_af = ur.nu(), by
    minutes.save()
    data = referat_content(minutes)
    minutes.indhold, minutes.sha256, minutes.tilstand = data, digest(data), "godkendt"
    minutes.godkendt_den, minutes.godkendt_af = ur.nu(), moede.moedeleder
    minutes.save()
    return found


STEMPEL = {"i_gang": "startet", "afholdt": "afholdt"}


def _stamp(row, tilstand, by):
    name = STEMPEL.get(tilstand) or ("afgjort" if hasattr(row, "afgjort_den") else "behandlet")
    row.tilstand = tilstand
    setattr(row, f"{name}_den", ur.nu())
    setattr(row, f"{name}_af", by)
    row.save()


def _plan(world, key, tekst, beloeb):
    tilstand, aabenhed = key
    one = world.personer
    closed = {}
    if aabenhed == "lukket":
        closed = {
            "aabenhed": "lukket", "titel_lukket": tekst("titel_lukket"), "hjemmel": "private_forhold",
            "lukket_begrundelse": tekst("lukket_begrundelse"),
        }  # fmt: skip
    plan = builders_indsats.plan(
        one["tovholder"], one["programejer"], world.forum, ejerenhed=world.enhed, titel=tekst("titel"),
        formaal=tekst("formaal"), effekt_tekst=tekst("effekt_tekst"), grundlag=tekst("grundlag"),
        oekonomiansvarlig=one["oekonomiansvarlig"],
        beslutning=world.beslutninger[aabenhed] if tilstand == "aktiv" else None, **closed,
    )  # fmt: skip
    world.planer[key] = plan
    rows = world.raekker[key] = {"plandeltager": _deltagere(world, plan)}
    _milepaele(plan, one, rows, tekst)
    _maal(plan, one, rows, tekst)
    _resten(world, plan, rows, tekst, beloeb)
    _tilsyn(world, plan, rows, tekst)
    if tilstand != "kladde":
        plan = world.planer[key] = builders_indsats.aktiv(plan)
        _liv(world, plan, rows, tekst)
    if tilstand == "afsluttet":
        plan.tilstand, plan.slutvurdering = "afsluttet", tekst("slutvurdering")
        plan.endt_den, plan.endt_af = ur.nu(), one["programejer"]
        plan.save()
    for row in rows.values():
        row.refresh_from_db()


def _deltagere(world, plan):
    """The redaktør, those named in rows when the plan is lukket, and one who took part until yesterday."""
    one, today = world.personer, ur.i_dag()
    names = NAEVNTE if plan.er_lukket else ()
    for name in names:
        Plandeltager.objects.create(plan=plan, bruger=one[name], rolle="laeser", fra=today - timedelta(days=9))
    Plandeltager.objects.create(
        plan=plan, bruger=one["tidligere_deltager"], rolle="redaktoer", fra=today - timedelta(days=9),
        til=today - timedelta(days=1),
    )  # fmt: skip
    return Plandeltager.objects.create(
        plan=plan, bruger=one["redaktoer"], rolle="redaktoer", fra=today - timedelta(days=9)
    )


def _milepaele(plan, one, rows, tekst):
    by = plan.tovholder
    rows["tema"] = add(Tema, plan, by=by, titel=tekst("tema.titel"), start=date(2020, 6, 1))
    rows["milepael"] = builders_indsats.milepael(
        plan, tekst("milepael.titel"), ansvarlig=one["ansvarlig"], opfyldelseskriterium=tekst("milepael.kriterium"),
        tema=rows["tema"],
    )  # fmt: skip
    rows["anden_milepael"] = builders_indsats.milepael(
        plan, tekst("milepael.titel"), "30. september 2020", kritisk=True,
        ansvarlig_rolle=tekst("milepael.ansvarlig_rolle"),
    )  # fmt: skip
    rows["aktivitet"] = add(Aktivitet, plan, by=by, titel=tekst("aktivitet.titel"), tema=rows["tema"])


def _maal(plan, one, rows, tekst):
    rows["maal"] = builders_indsats.maal(plan, tekst("maal.tekst"), tema=rows["tema"])
    rows["indikator"] = builders_indsats.indikator(
        rows["maal"], tekst("indikator.navn"), tekst=tekst("indikator.tekst"), afklares_af=one["redaktoer"]
    )
    builders_indsats.definition(
        rows["indikator"], metode={"udfoeres_af": one["maaler"], "vejledning": tekst("metode.vejledning")},
        baseline_begrundelse=tekst("definition.baseline"),
    )  # fmt: skip
    rows["udefineret"] = builders_indsats.indikator(rows["maal"], tekst("indikator.navn"))


def _resten(world, plan, rows, tekst, beloeb):
    by, one = plan.tovholder, world.personer
    rows["leverance"] = builders_indsats.leverance(
        plan, world.enhed, tekst("leverance.titel"), acceptkriterium=tekst("leverance.kriterium"),
        kontaktperson=one["kontaktperson"],
    )  # fmt: skip
    rows["planrisiko"] = add(
        Planrisiko, plan, by=by, aarsag=tekst("risiko.aarsag"), haendelse=tekst("risiko.haendelse"),
        konsekvens=tekst("risiko.konsekvens"), ejer=one["laeser"] if plan.er_lukket else one["ansvarlig"],
        tiltag=tekst("risiko.tiltag"),
    )  # fmt: skip
    risiko.assess(rows["planrisiko"], by=by, sandsynlighed=2, konsekvens=3, naerhed="nu", note=tekst("risiko.note"))
    rows["budgetpost"] = add(Budgetpost, plan, by=by, titel=tekst("budgetpost.titel"), art="direkte")
    amount = int("".join(filter(str.isdigit, beloeb("budgetpost.kroner"))) or 0)
    risiko.set_amount(rows["budgetpost"], by=by, aar=2020, slags="budget", kroner=amount, note=tekst("budgetpost.note"))
    rows["opfoelgningspunkt"] = add(
        Opfoelgningspunkt, plan, by=by, art="opgave", tekst=tekst("punkt.tekst"), ansvarlig=one["ansvarlig"]
    )
    rows["statuspligt"] = add_duty(plan, by=by, rytme=world.rytmer["uden_runder"], form="kort", fra=ur.i_dag())


def _tilsyn(world, plan, rows, tekst):
    rows["tilsyn"] = tilsyn.plan_inspection(
        plan, by=plan.tovholder, titel=tekst("tilsyn.titel"), tjekliste=world.tjekliste,
        periode_start=date(2020, 7, 1), periode_slut=date(2020, 9, 30), antal=2,
        tilsynsfoerende=world.personer["tilsynsfoerende"],
    )  # fmt: skip


def _liv(world, plan, rows, tekst):
    """What an aktiv plan has beside: a value, a drawn sample, and three changes: approved, in work and waiting."""
    one = world.personer
    method = rows["indikator"].definitioner.get().maalemetoder.get()
    report(
        method, by=one["maaler"], periode_start=date(2020, 7, 1), periode_slut=date(2020, 9, 30), taeller=55,
        naevner=61, kilde=tekst("observation.kilde"),
    )  # fmt: skip
    drawn = tilsyn.plan_inspection(
        plan, by=plan.tovholder, titel=tekst("tilsyn.titel"), tjekliste=world.tjekliste,
        periode_start=date(2020, 4, 1), periode_slut=date(2020, 6, 30), antal=2,
        tilsynsfoerende=one["tilsynsfoerende"],
    )  # fmt: skip
    noegle = tekst("sag.noegle").split()[0]
    numbers = "\n".join(f"{noegle}-{nr}" for nr in range(1, 4))
    rows["udtrukket"], _ = tilsyn.draw_sample(drawn, by=one["tilsynsfoerende"], liste=numbers)
    for sag in rows["udtrukket"].sager.order_by("loebenr"):
        for punkt in world.tjekliste.punkter.order_by("nr"):
            remark = tekst("sag.bemaerkning") if sag.loebenr == punkt.nr == 1 else ""
            tilsyn.answer(sag, punkt, by=one["tilsynsfoerende"], svar="ja", bemaerkning=remark)
    decided = change.submit(_aendring(plan, rows["milepael"], tekst, "2. juli 2020"), by=one["tovholder"])
    change.approve(decided, by=one["programejer"])
    rows["aendring"] = _aendring(plan, rows["milepael"], tekst)
    rows["forelagt"] = change.submit(_aendring(plan, rows["milepael"], tekst), by=one["tovholder"])


def _aendring(plan, milepael, tekst, dato="15. juli 2020"):
    """A change of the approved date that the programejer may approve."""
    row = change.write(
        plan, by=plan.tovholder, titel=tekst("aendring.titel"), aarsag="ressourcer",
        begrundelse=f"{BEGRUNDELSE} {tekst('aendring.begrundelse')}", konsekvens=tekst("aendring.konsekvens"),
    )  # fmt: skip
    change.propose(
        row, by=plan.tovholder, genstand="milepael", objekt=milepael.uuid, felt="godkendt",
        til=tidspunkt_data(builders_indsats.tid(dato)),
    )  # fmt: skip
    return row
