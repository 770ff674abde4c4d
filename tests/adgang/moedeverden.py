"""One small forum with a meeting in each phase, and a person of each kind around it, built once per module."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client

from indstillinger.models import (
    Aarshjulspunkt,
    Beslutning,
    Fremmoede,
    Moededokument,
    Opgave,
    Referat,
    Referatkommentar,
    Referatpunkt,
    Standardpunkt,
)
from indstillinger.models.indhold import digest
from indstillinger.models.referatindhold import referat_content
from mso_portal.motor import ur
from tests import builders, builders_moede
from tests.adgang.verden import Verden, log_in
from tests.builders_indstilling import fil, indstilling, ord_, tal

# Fixed order: the columns of the golden file.
PERSONER = (
    "anonym", "organisationslaeser", "forfatter", "leder", "sekretaer", "moedeleder", "medlem", "stedfortraeder",
    "stedfortraeder_lukket", "udelukket", "stedfortraeder_udelukket", "punktdeltager", "gennemlaeser",
    "opgaveansvarlig", "andet_medlem", "tidligere_medlem", "administrator", "revisor",
)  # fmt: skip
FASER = ("planlagt", "udsendt", "i_gang", "afholdt", "til_kommentering", "referat_godkendt", "aflyst")
SENDT = FASER[1:6]
AABENHEDER = ("aaben", "lukket")


@dataclass
class Moedeverden(Verden):
    """`punkter` are items with a paper or a text by (phase, openness); `raekker` and `opgaver` likewise."""

    kolonner = PERSONER
    dele = ("moeder",)
    kender = ("sekretaer", "moedeleder", "opgaveansvarlig")

    moeder: dict = field(default_factory=dict)
    punkter: dict = field(default_factory=dict)
    raekker: dict = field(default_factory=dict)
    opgaver: dict = field(default_factory=dict)
    beslutninger: dict = field(default_factory=dict)
    referater: dict = field(default_factory=dict)
    udsendelser: dict = field(default_factory=dict)
    dokumenter: dict = field(default_factory=dict)
    linjer: dict = field(default_factory=dict)
    ledige: dict = field(default_factory=dict)
    andet_moede: object = None
    tekst: object = None

    def log_in(self):
        for name, person in self.personer.items():
            if person is not None:
                self.noegler[name] = log_in(Client(), person).session.session_key


def byg(*, tekst=lambda key: ord_, beloeb=lambda key: tal):
    """Build the world. `tekst((phase, openness))` gives the function that writes the texts of an item."""
    personer = {
        name: None if name == "anonym" else builders.bruger(name.replace("_", " ").title(), brugernavn=name)
        for name in PERSONER
    }
    forum = builders.forum("CT", laesekreds="organisation", vis_offentlig_titel=True, opfoelgningspunkt=False)
    world = Moedeverden(personer, forum, builders.forum("OC"), builders.afdeling("STAB", navn="Staben"),
                        tekst=tekst)  # fmt: skip
    _roller(world)
    for nr, fase in enumerate(FASER):
        _moede(world, fase, nr, tekst, beloeb)
    _andet(world, tekst)
    _ledige(world)
    Standardpunkt.objects.create(forum=forum, titel="Eventuelt")
    Aarshjulspunkt.objects.create(
        forum=forum, titel="Budget", maaned=9, hvert_aar=1, foerste_aar=2020, ansvarlig=personer["forfatter"]
    )
    world.log_in()
    return world


def _ledige(world):
    """Approved papers that stand on no agenda."""
    for aabenhed in AABENHEDER:
        world.ledige[aabenhed] = indstilling(
            world.personer["forfatter"], tilstand="godkendt", aabenhed=aabenhed, forum=world.forum,
            leder=world.personer["leder"], afdeling=world.enhed,
        )  # fmt: skip


def _roller(world):
    one, today = world.personer, ur.i_dag()
    spand = (today - timedelta(days=5), today + timedelta(days=30))
    for name, rolle in (("sekretaer", "sekretaer"), ("moedeleder", "moedeleder"), ("medlem", "medlem"),
                        ("udelukket", "medlem")):  # fmt: skip
        builders.medlemskab(one[name], world.forum, rolle)
    builders.medlemskab(one["tidligere_medlem"], world.forum, "medlem", til=today - timedelta(days=1))
    builders.medlemskab(one["andet_medlem"], world.andet_forum, "medlem")
    builders.stedfortraedelse(one["medlem"], one["stedfortraeder"], *spand)
    builders.stedfortraedelse(one["medlem"], one["stedfortraeder_lukket"], *spand, ogsaa_lukkede=True)
    builders.stedfortraedelse(one["udelukket"], one["stedfortraeder_udelukket"], *spand, ogsaa_lukkede=True)
    builders.rolle(one["administrator"], "administrator")
    builders.rolle(one["revisor"], "revisor", til=today + timedelta(days=30))


def _moede(world, fase, nr, tekst, beloeb):
    """A meeting with an åben and a lukket item; the member udelukket is kept out of both, the guest comes to the
    lukkede. Papers stand on those sent and on those decided, texts on the others."""
    one, by = world.personer, world.personer["sekretaer"]
    days = {"planlagt": 20, "udsendt": 6, "i_gang": 0, "aflyst": 9}.get(fase, -10 - nr)
    moede = builders_moede.moede(
        world.forum, ur.i_dag() + timedelta(days=days), moedeleder=one["moedeleder"], sekretaer=by
    )
    world.moeder[fase] = moede
    for aabenhed in AABENHEDER:
        key = (fase, aabenhed)
        world.punkter[key] = _punkt(world, moede, key, tekst(key), beloeb(key))
    if fase == "planlagt":
        sending = builders_moede.sendt(moede, by, slags="gennemlaesning", modtagere=[one["gennemlaeser"]])
        world.udsendelser[fase] = sending
        for aabenhed in AABENHEDER:
            text = tekst((fase, aabenhed))
            builders_moede.punktbilag(
                world.punkter[fase, aabenhed], titel=text("punktbilag.titel"), aabenhed=aabenhed,
                fil=fil(text("punktbilag.fil")),
            )  # fmt: skip
    if fase in SENDT:
        _sendt(world, fase, moede, by)
    if fase == "aflyst":
        moede.tilstand, moede.aflyst_den, moede.aflyst_af, moede.aflyst_grund = "aflyst", ur.nu(), by, "Sygdom"
        moede.save()


def _punkt(world, moede, key, tekst, beloeb):
    fase, aabenhed = key
    one = world.personer
    if fase in ("udsendt", "referat_godkendt"):
        paper = indstilling(
            one["forfatter"], tilstand="godkendt", aabenhed=aabenhed, forum=world.forum, leder=one["leder"],
            afdeling=world.enhed, tekst=tekst, beloeb=beloeb,
        )  # fmt: skip
        world.papirer[key] = paper
        punkt = builders_moede.punkt(moede, paper)
    else:
        closed = {"titel_lukket": tekst("punkt.titel_lukket"), "begrundelse": tekst("punkt.begrundelse")}
        punkt = builders_moede.punkt(
            moede, titel=f"Offentligt punkt {fase} {aabenhed}", aabenhed=aabenhed,
            **{"tekst": f"<p>{tekst('punkt.tekst')}</p>", **(closed if aabenhed == "lukket" else {})},
        )  # fmt: skip
        builders_moede.punktbilag(
            punkt, titel=tekst("punktbilag.titel"), aabenhed=aabenhed, fil=fil(tekst("punktbilag.fil"))
        )
    builders_moede.udelukkelse(punkt, one["udelukket"], one["moedeleder"])
    if aabenhed == "lukket":
        builders_moede.deltager(punkt, one["punktdeltager"])
    return punkt


def _sendt(world, fase, moede, by):
    one = world.personer
    world.udsendelser[fase] = builders_moede.sendt(moede, by, modtagere=[one["medlem"]])
    for aabenhed in AABENHEDER:
        punkt = world.punkter[fase, aabenhed]
        punkt.refresh_from_db()
        row = punkt.udsendt_som.get()
        part = f"p:{punkt.uuid}:{row.version_id or f'pv-{row.punktversion_id}'}"
        world.dokumenter[fase, aabenhed] = Moededokument.objects.create(
            udsendelse=world.udsendelser[fase], punkt=punkt, slags="punkt", dele=[part], fil=fil(f"d{fase}{aabenhed}"),
            filnavn="punkt.pdf", sha256="0" * 64, sider=1, laast_den=ur.nu(),
        )  # fmt: skip
    if fase != "udsendt":
        _afvikling(world, fase, moede, by)


def _afvikling(world, fase, moede, by):
    one = world.personer
    for name in ("medlem", "udelukket", "moedeleder"):
        Fremmoede.objects.create(moede=moede, bruger=one[name], status="til_stede")
    moede.tilstand, moede.startet_den, moede.startet_af = "i_gang", ur.nu(), by
    moede.save()
    referat = Referat.objects.create(
        moede=moede, nr=1, godkender=one["moedeleder"], oprettet_den=ur.nu(), oprettet_af=by
    )
    world.referater[fase] = referat
    for aabenhed in AABENHEDER:
        _raekker(world, referat, (fase, aabenhed), by)
    if fase != "i_gang":
        _afholdt(world, fase, moede, referat, by)


def _raekker(world, referat, key, by):
    """A decided and a discussed row, and a task: given when the minutes are godkendt, until then a draft."""
    one, punkt, tekst = world.personer, world.punkter[key], world.tekst(key)
    row = Referatpunkt.objects.create(
        referat=referat, punkt=punkt, slags="besluttet", foreslaaet=tekst("referat.foreslaaet"), raekkefoelge=1,
        udfald="vedtaget_med_aendring", ordlyd=tekst("referat.ordlyd"), begrundelse=tekst("referat.begrundelse"),
    )  # fmt: skip
    world.raekker[key] = row
    Referatpunkt.objects.create(
        referat=referat, punkt=punkt, slags="droeftet", overskrift=tekst("referat.overskrift"),
        tekst=f"<p>{tekst('referat.tekst')}</p>",
    )  # fmt: skip
    done = key[0] == "referat_godkendt"
    world.opgaver[key] = Opgave.objects.create(
        nummer=f"O-2020-{len(world.opgaver) + 1:03d}", punkt=punkt, raekke_uuid=row.uuid, tekst=tekst("opgave.tekst"),
        ansvarlig=one["opgaveansvarlig"], stiller=one["moedeleder"], uden_frist=True, oprettet_den=ur.nu(),
        oprettet_af=by, tilstand="aaben" if done else "udkast",
    )  # fmt: skip


def _afholdt(world, fase, moede, referat, by):
    for aabenhed in AABENHEDER:
        punkt = world.punkter[fase, aabenhed]
        punkt.tilstand, punkt.afgjort_den, punkt.afgjort_af = "behandlet", ur.nu(), by
        punkt.save()
    moede.tilstand, moede.afholdt_den, moede.afholdt_af = "afholdt", ur.nu(), by
    moede.save()
    if fase in ("til_kommentering", "referat_godkendt"):
        referat.tilstand, referat.kommentarfrist = "til_kommentering", ur.nu() + timedelta(days=3)
        referat.til_kommentering_den, referat.til_kommentering_af = ur.nu(), by
        referat.save()
    if fase == "til_kommentering":
        for aabenhed in AABENHEDER:
            Referatkommentar.objects.create(
                referat=referat, punkt=world.punkter[fase, aabenhed], oprettet_af=world.personer["medlem"],
                tekst=world.tekst((fase, aabenhed))("referat.kommentar"), oprettet_den=ur.nu(),
            )  # fmt: skip
    if fase == "referat_godkendt":
        _godkendt(world, fase, referat)


def _godkendt(world, fase, referat):
    by = world.personer["moedeleder"]
    for nr, aabenhed in enumerate(AABENHEDER, 1):
        row = world.raekker[fase, aabenhed]
        beslutning = Beslutning.objects.create(
            nummer=f"CT-2020-{nr:03d}", punkt=row.punkt, referatpunkt=row, raekke_uuid=row.uuid,
            status_den=ur.nu(), status_af=by, oprettet_den=ur.nu(), ansvarlig=world.personer["leder"],
        )  # fmt: skip
        world.beslutninger[fase, aabenhed] = beslutning
        opgave = world.opgaver[fase, aabenhed]
        opgave.beslutning, opgave.fil = beslutning, fil(world.tekst((fase, aabenhed))("opgave.fil"))
        opgave.save()
        Moededokument.objects.create(
            referat=referat, punkt=row.punkt, slags="delreferat", dele=world.dokumenter[fase, aabenhed].dele,
            fil=fil(f"r{fase}{aabenhed}"), filnavn=f"punkt-{nr}.pdf", sha256="0" * 64, sider=1, laast_den=ur.nu(),
        )  # fmt: skip
        paper = world.papirer[fase, aabenhed]
        paper.tilstand, paper.behandlet_den, paper.behandlet_af = "behandlet", ur.nu(), by
        paper.save()
    data = referat_content(referat)
    referat.indhold, referat.sha256 = data, digest(data)
    referat.tilstand, referat.godkendt_den, referat.godkendt_af = "godkendt", ur.nu(), by
    referat.save()


def _andet(world, tekst):
    """A forum of others, whose agenda only its own members read."""
    key = ("andet_forum", "aaben")
    world.andet_moede = builders_moede.moede(world.andet_forum, ur.i_dag() + timedelta(days=3))
    punkt = builders_moede.punkt(world.andet_moede, titel="Andres punkt", tekst=f"<p>{tekst(key)('punkt.tekst')}</p>")
    world.punkter[key] = punkt
    builders_moede.sendt(world.andet_moede, world.personer["andet_medlem"])
