"""Hand-built papers of a meeting for the tests: invented people and words, nothing stored."""

from datetime import date, datetime, time, timedelta

from indstillinger.document_moede import (
    bilagsark_document,
    dagsorden_document,
    delreferat_document,
    om_pakken_document,
    pladsholder_document,
    punkt_document,
    referat_document,
    register_document,
    rettelsesblad_document,
)
from indstillinger.models import Dagsordenspunkt, Indstilling, Moede, Udsendelse
from indstillinger.models.dagsordenslinjer import LUKKET_PUNKT, Linje
from indstillinger.models.referatrettelser import changes
from mso_portal.motor.documents import Prose, Section, Stamdata
from mso_portal.organisation.models import Bruger, Forum
from mso_portal.vaerdier.datoer import DANSK_TID

DATO = datetime(2026, 5, 25, 12, 4, tzinfo=DANSK_TID)
GODKENDT = datetime(2026, 6, 3, 10, 0, tzinfo=DANSK_TID)
LANG = "Erfaringen er den samme i alle teams, små som store, og den er god. " * 20


def moede():
    forum = Forum(kode="CT", navn="Chefteamet", moedenavn="chefmøde")
    return Moede(
        noegle="ct-2026-05-29", forum=forum, dato=date(2026, 5, 29), start=time(9), slut=time(11, 30),
        sted="Mødelokale 1", moedeleder=Bruger(navn="Dorte Direktør"), sekretaer=Bruger(navn="Kirsten Sekretariat"),
    )  # fmt: skip


def udsendelse(slags="dagsorden", nr=1):
    return Udsendelse(nr=nr, slags=slags)


# --- Agenda -----------------------------------------------------------------------------------------


def linje(pk, nummer, titel, *, laesbar=True, bemaerkning="", lukket=False, **felter):
    """One line; with `sag` it is a paper's, else the meeting's own text."""
    aabenhed = "lukket" if lukket else "aaben"
    own = {"art": "tekst", "aabenhed": aabenhed, "sagstype": "orientering"}
    if felter.pop("sag", False):
        own = {"art": "indstilling", "indstilling": Indstilling(pk=pk, aabenhed=aabenhed, sagstype="beslutning")}
    punkt = Dagsordenspunkt(**{"pk": pk, "minutter": 15, **own, **felter})
    return Linje(punkt, nummer, titel, laesbar, bemaerkning)


def linjer():
    return [
        linje(1, "1", "Velkomst og godkendelse af dagsorden", minutter=5),
        linje(2, "2", "Faste makkerpar i alle teams", sag=True, minutter=30),
        linje(3, "3", "Påbud til hjemmeplejen i Nord", sag=True, lukket=True, minutter=20,
              sen_begrundelse="Påbuddet kom i går"),
        linje(4, "", "Pause", art="pause", minutter=10),
        linje(5, "4", LUKKET_PUNKT, laesbar=False, lukket=True, minutter=15),
        linje(6, "5", "Ansættelse af områdechef", laesbar=False, lukket=True,
              bemaerkning="Du deltager ikke i punktet", minutter=15),
        linje(7, "6", "Frivillige på plejehjem", sag=True, tilstand="trukket"),
        linje(8, "7", "Opfølgning på beslutninger", art="opfoelgning", sagstype="", minutter=10),
        linje(9, "T1", "Vikarer i sommerferien", sag=True, minutter=20),
    ]  # fmt: skip


def indhold(bilag=2):
    """What the agenda reads of a version."""
    felter = {"sagsbehandler": "Signe Sagsbehandler", "ansvarlig_leder": "Lars Leder", "sagstype": "Beslutning"}
    return {
        "felter": {name: {"vaerdi": value} for name, value in felter.items()},
        "raekker": {"bilag": {"raekker": [{}] * bilag}},
    }


def dagsorden(length="fuld", **more):
    lines = {"tom": [], "kort": linjer()[:2], "fuld": linjer(), "lang": _many()}[length]
    full = {
        "deltagere": ["Carla Chef", "Claus Chef"], "afbud": ["Camilla Chef"], "indhold": {2: indhold(), 3: indhold(0)},
        "gaester": {2: ["Anders Andetsteds"], 3: ["Anton Analyse", "Signe Sagsbehandler"]},
        "maerker": {2: ("rettet", "Nyt beløb i punkt 2"), 6: ("rettet", "Skjult grund"),
                    7: ("udgaar", "Sagen er trukket"), 9: "nyt"},
        "sider": {1: 3, 2: 4, 3: 17, 8: 30, 9: 31}, "links": {2: "p:2:7"},
    }  # fmt: skip
    sending = udsendelse("tillaeg", 2) if length == "fuld" else udsendelse()
    values = {"udsendelse": sending, "dato": DATO, "sha256": "ab" * 32, **(full if length == "fuld" else {}), **more}
    return dagsorden_document(moede(), lines, **values)


def _many():
    return [linje(nr, str(nr), f"Sag nummer {nr}: {LANG[:120]}", lukket=nr == 30, minutter=15) for nr in range(1, 41)]


# --- Items and pages of a pack ----------------------------------------------------------------------


def punktindhold(length="fuld", *, lukket=False):
    data = {"art": "tekst", "titel": "Velkomst", "aabenhed": "lukket" if lukket else "aaben", "sagstype": "orientering"}
    if lukket:
        data |= {"titel_lukket": "Påbud i Nord", "hjemmel": "private_forhold", "begrundelse": "Det er om en person."}
    if length == "tom":
        return {"art": "opfoelgning", "aabenhed": "aaben", "titel": "", "linjer": []}
    text = "<p>Vi byder velkommen.</p>" * (1 if length != "lang" else 80)
    if length == "kort":
        return data | {"tekst": text}
    line = {"tekst": "Styregruppen tilretter planen", "ansvarlig": "Signe Sagsbehandler", "frist": "15. juni 2026",
            "nummer": "O-2026-017"}  # fmt: skip
    bilag = {"uuid": "b1", "nr": 1, "titel": "Oplæg", "fil": 1, "filnavn": "oplaeg.pdf", "aabenhed": "lukket"}
    return data | {
        "tekst": text, "sti": "/indsatser/P2026-003/", "bilag": [bilag, bilag | {"uuid": "b2", "nr": 2}],
        "linjer": [{"overskrift": "Frist overskredet", "raekker": [line, line | {"ansvarlig": "", "nummer": ""}]},
                   {"overskrift": "Uden frist", "raekker": []}],
    }  # fmt: skip


def punkt(length="fuld", *, lukket=False, lukket_bilag=True, **more):
    return punkt_document(
        None, punktindhold(length, lukket=lukket), moede=moede(), nummer="2", minutter=15, dato=DATO,
        udsendelse=udsendelse(), sha256="cd" * 32, lukket=lukket_bilag, **more,
    )  # fmt: skip


PAKKE = {"udsendelse": udsendelse(), "dato": DATO}


def bilagsark():
    return bilagsark_document(
        moede(), **PAKKE, nummer="4", nr=3, titel="Regneark over vagter", type="xlsx", sha256="ef" * 32,
        adresse="https://portal.example.dk/moeder/ct-2026-05-29/punkt/4/", aabenhed="aaben",
    )  # fmt: skip


def pladsholder(**more):
    values = {**PAKKE, "nummer": "4", "adresse": "https://portal.example.dk/p/4/", **more}
    return pladsholder_document(moede(), **values)


def om_pakken():
    parts = [("", "Dagsorden", None, 2, "aa" * 32), ("2", "Faste makkerpar i alle teams", "3", 6, "bb" * 32),
             ("2", "Bilag 1: Erfaringer", None, 4, "cc" * 32)]  # fmt: skip
    return om_pakken_document(moede(), **PAKKE, maalgruppe="Chefteamets medlemmer", dele=parts,
                              af="Kirsten Sekretariat", nyt=["Punkt 2 er rettet: nyt beløb"])  # fmt: skip


# --- Minutes ----------------------------------------------------------------------------------------


def raekke(uuid, slags="besluttet", **felter):
    return {
        "uuid": uuid, "slags": slags, "nummer": "", "udfald": "", "udfald_tekst": "", "foreslaaet": "", "ordlyd": "",
        "udestaar": "", "udsat_til": "", "uden_dato": False, "oversendt": "", "begrundelse": "", "ansvarlig": "",
        "opfoelgning": "", "overskrift": "", "tekst": "", "mindretal": [], **felter,
    }  # fmt: skip


def referatpunkt(nummer, titel, *, lukket=False, **felter):
    return {
        "uuid": f"u{nummer}", "nummer": nummer, "art": "indstilling", "titel": titel, "lukket": lukket,
        "titel_lukket": f"Lukket: {titel}" if lukket else "", "aabenhed": "lukket" if lukket else "aaben",
        "laesbar": True, "tilstand": "behandlet", "grund": "", "udsat_til": "", "deltagere": [], "fravaer": [],
        "raekker": [], "opgaver": [], "bilag": [], "bemaerkninger": 0, **felter,
    }  # fmt: skip


PLAN = "At planen sættes i gang med styregruppen som ansvarlig"
VEDTAGET = "At planen sættes i gang efter sommerferien med styregruppen som ansvarlig"


def makkerpar():
    """An item with a row of every outcome, and everything else an item can have."""
    rows = [
        raekke("r1", nummer="CT-2026-031", udfald="vedtaget_med_aendring", udfald_tekst="Tiltrådt med ændringer",
               foreslaaet=PLAN, ordlyd=VEDTAGET, ansvarlig="Lars Leder", opfoelgning="oktober 2026",
               mindretal=[{"person": "Claus Chef", "tekst": "Planen bør vente til nytår."}]),
        raekke("r2", nummer="CT-2026-032", udfald="vedtaget", udfald_tekst="Tiltrådt", foreslaaet="At Nord begynder"),
        raekke("r3", nummer="CT-2026-033", udfald="delvist_vedtaget", udfald_tekst="Delvist tiltrådt",
               foreslaaet="At måle hvert år?", ordlyd="Målingen gentages i marts 2027", udestaar="Hvem der skal svare"),
        raekke("r4", nummer="CT-2026-034", udfald="afvist", udfald_tekst="Ikke tiltrådt",
               foreslaaet="At gentage det hvert andet år"),
        raekke("r5", udfald="udsat", udfald_tekst="Udsat", foreslaaet="At købe biler", udsat_til="2026-06-12"),
        raekke("r6", udfald="ikke_behandlet", udfald_tekst="Ikke behandlet", foreslaaet="Hvilke hensyn?",
               begrundelse="Fremgår ikke af referatet"),
        raekke("r7", nummer="CT-2026-035", udfald="oversendt", udfald_tekst="Oversendt", foreslaaet="At spørge HMU",
               oversendt="Hoved-MED-udvalget", begrundelse="HMU skal høres"),
        raekke("d1", "droeftet", overskrift="Målgruppe", tekst="<p>Alle chefer & ledere.</p>"),
        raekke("d2", "droeftet", tekst="<p>Begynd med borgeren.</p><ul><li>Saml det, der virker.</li></ul>"),
        raekke("e1", "efterskrift", tekst="<p>Planen gøres færdig i styregruppen.</p>"),
    ]  # fmt: skip
    opgave = {"uuid": "o1", "nummer": "O-2026-017", "tekst": "Lave forslag til temaer", "ansvarlig": "Anton Analyse",
              "type": "udfoer", "frist": "uge 23 (senest 7. juni 2026)"}  # fmt: skip
    return referatpunkt(
        "2", "Faste makkerpar i alle teams", raekker=rows, opgaver=[opgave, opgave | {"uuid": "o2", "ansvarlig": ""}],
        deltagere=[{"navn": "Signe Sagsbehandler", "fremlaegger": True}, {"navn": "Anton Analyse",
                                                                          "fremlaegger": False}],
        fravaer=[{"navn": "Camilla Chef", "grund": "inhabil"}, {"navn": "Claus Chef", "grund": "gik_foer"}],
        bilag=[{"uuid": "b1", "nr": 4, "titel": "Nye tal fra Nord", "aabenhed": "aaben"}],
    )  # fmt: skip


def lukket_punkt():
    return referatpunkt(
        "3", "Arbejdsmiljøsag", lukket=True,
        raekker=[raekke("r9", nummer="CT-2026-036", udfald="taget_til_efterretning",
                        udfald_tekst="Taget til efterretning", foreslaaet="At påbuddet tages til efterretning")],
        deltagere=[{"navn": "Jurist Jensen", "fremlaegger": False}], bemaerkninger=1,
        fravaer=[{"navn": "Ulla Udelukket", "grund": "inhabil"}],
    )  # fmt: skip


def referatdata(length="fuld", **felter):
    """Content as `referat_content` gives it."""
    punkter = {
        "tom": [], "kort": [referatpunkt("1", "Velkomst")],
        "fuld": [referatpunkt("1", "Velkomst"), makkerpar(), lukket_punkt(),
                 referatpunkt("4", "Frivillige", tilstand="udsat", udsat_til="2026-06-12", grund="Afventer svar."),
                 referatpunkt("5", "Biler", tilstand="ikke_naaet"), referatpunkt("6", "Vagter", tilstand="trukket")],
        "lang": [_long_item(nr) for nr in range(1, 5)],
    }[length]  # fmt: skip
    head = {"noegle": "ct-2026-05-29", "moedenavn": "chefmøde", "kort": "chefmøde 29. maj 2026", "forum": "Chefteamet",
            "forum_kode": "CT", "dato": "2026-05-29", "start": "09:00", "slut": "11:30", "sted": "Mødelokale 1",
            "moedeleder": "Dorte Direktør"}  # fmt: skip
    people = [("Dorte Direktør", "til_stede", "", []), ("Claus Chef", "til_stede", "", []),
              ("Camilla Chef", "afbud", "Carla Chef", []), ("Ole Områdechef", "fravaerende", "", []),
              ("Jurist Jensen", "til_stede", "", ["u3"]), ("Nina Nyansat", "ikke_oplyst", "", [])]  # fmt: skip
    return {
        "skema": 1, "version": 1, "tilstand": "godkendt", "aarsag": "", "erstatter": None,
        "referent": "Kirsten Sekretariat", "godkendt": {"af": "Dorte Direktør", "den": GODKENDT.isoformat()},
        "kommentering": {"frist": (GODKENDT - timedelta(days=1)).isoformat(),
                         "bemaerkninger": sum(one["bemaerkninger"] for one in punkter)},
        "moede": head, "punkter": punkter, "rettelser": [],
        "fremmoede": [dict(zip(("navn", "status", "stedfortraeder", "punkter"), one, strict=True)) for one in people],
        **felter,
    }  # fmt: skip


def _long_item(nr):
    rows = [raekke(f"r{nr}{at}", nummer=f"CT-2026-{nr}{at}", udfald="vedtaget_med_aendring",
                   udfald_tekst="Tiltrådt med ændringer", foreslaaet=LANG[:600], ordlyd=LANG[:800] + "Nyt.",
                   udestaar=LANG[:500]) for at in range(4)]  # fmt: skip
    text = raekke(f"d{nr}", "droeftet", tekst=f"<p>{LANG}</p>" * 4)
    return referatpunkt(str(nr), f"Sag nummer {nr}", raekker=[*rows, text])


def rettet():
    """Version 2 of the full minutes: a wording, an outcome, a new row and a new opgave."""
    old = referatdata()
    new = referatdata(version=2, erstatter=1, aarsag="Ordlyden i punkt 2 var skrevet forkert af.")
    punkt, closed = new["punkter"][1], new["punkter"][2]
    punkt["raekker"][0] |= {"ordlyd": "At planen sættes i gang efter nytår", "ansvarlig": ""}
    punkt["raekker"][4] |= {"udfald": "vedtaget", "udfald_tekst": "Tiltrådt", "udsat_til": "", "nummer": "CT-2026-037"}
    punkt["raekker"].append(raekke("d3", "droeftet", tekst="<p>Husk aftenvagterne.</p>"))
    punkt["opgaver"].append(punkt["opgaver"][0] | {"uuid": "o3", "nummer": "O-2026-018"})
    closed["raekker"][0] |= {"ordlyd": "At påbuddet efterkommes straks"}
    new["rettelser"] = changes(new, old)
    return new, old


def referat(length="fuld", **felter):
    return referat_document(referatdata(length, **felter))


def delreferat(punkt="u2", data=None):
    sent = [Section("om", "", [Stamdata([("Til", "Chefmøde fredag den 29. maj 2026, punkt 2")])]),
            Section("baggrund", "Baggrund", [Prose("<p>Tre teams har prøvet det.</p>")])]  # fmt: skip
    return delreferat_document(data or referatdata(), punkt, sent)


def rettelsesblad():
    return rettelsesblad_document(*rettet())


# --- Register ---------------------------------------------------------------------------------------


def registerraekke(nummer="CT-2026-031", **felter):
    return {
        "nummer": nummer, "aar": 2026, "moede": "Chefmøde fredag den 29. maj 2026", "ordlyd": VEDTAGET,
        "udfald": "Tiltrådt med ændringer", "ansvarlig": "Lars Leder", "opfoelgning": "oktober 2026",
        "status": "Gældende", "lukket": False, "erstattet_af": "", "bortfaldet": False, **felter,
    }  # fmt: skip


def register(length="fuld"):
    rows = {
        "tom": [], "kort": [registerraekke()],
        "fuld": [registerraekke(), registerraekke("CT-2026-032", erstattet_af="CT-2027-004", status="Erstattet"),
                 registerraekke("CT-2026-030", moede="Chefmøde fredag den 15. maj 2026", ansvarlig="", opfoelgning=""),
                 registerraekke("CT-2025-001", aar=2025, moede="Chefmøde onsdag den 8. januar 2025", bortfaldet=True,
                                status="Bortfaldet", lukket=True)],
        "lang": [registerraekke(f"CT-2026-{nr:03d}", ordlyd=LANG[:nr * 30]) for nr in range(1, 30)],
    }[length]  # fmt: skip
    return register_document(rows, [("Forum", "Chefteamet"), ("År", "2026")] if length == "fuld" else [], GODKENDT)
