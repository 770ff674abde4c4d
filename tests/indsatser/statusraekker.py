"""Rows of a status' frozen data, and the data around them, without a database: what `statusdata` is made of.

Names are roles and nobody's. A row is made of its name and of what it shall say otherwise; its uuid follows its name.
"""

from fractions import Fraction
from uuid import NAMESPACE_OID, uuid5

from indsatser.beregning.tal import vis
from indsatser.document.forskelle import forskelle
from indsatser.document.statusberegning import beregn_status
from indsatser.document.statusindberetning import ROLLE
from indsatser.document.statusord import UDEN_DATO, dato, tid_data
from indsatser.document.statuspapir_aendret import corrections_of
from indsatser.enums import Dimension
from tests import builders_indsats

TORA, POUL = "Tora Tovholder, specialkonsulent", "Poul Programejer, sekretariatschef"
OEJVIND, KIM = "Øjvind Økonomiansvarlig, økonom", "Kim Kontorchef, kontorchef"
TOLERANCER = {
    "tid_gul": 7, "tid_roed": 30, "oekonomi_roed": 10, "risiko_gul": 8, "risiko_roed": 15, "leverance_roed": 20,
}  # fmt: skip


def uid(navn):
    return str(uuid5(NAMESPACE_OID, navn))


def tid(tekst):
    """Return what the words say as plain data."""
    return tid_data(builders_indsats.tid(tekst)) or UDEN_DATO


def milepael(titel, godkendt="", **mere):
    """Make an open milestone that is still expected when it was first planned."""
    aftalt = tid(godkendt)
    return {
        "uuid": uid(titel), "titel": titel, "tema": "", "art": "andet", "kritisk": False, "ansvarlig": TORA,
        "oprindelig": aftalt, "godkendt": aftalt, "prognose": None, "faktisk": None, "faktisk_efter": None,
        "bortfaldet": None, "oprettet": "2020-06-10", "flytninger": 0, "begrundelse": "", "bekraeftet": None,
        "uaendret_siden": None, "aendring": None, "trend": [], **mere,
    }  # fmt: skip


def punkt(slut, taeller, naevner=None, **mere):
    """Make the value of the quarter that ends on the day; without tæller it could not be had."""
    aar, maaned, _ = slut.split("-")
    return {
        "periode_start": f"{aar}-{int(maaned) - 2:02}-01", "periode_slut": slut,
        "taeller": None if taeller is None else str(taeller), "naevner": None if naevner is None else str(naevner),
        "population": None, "versionsnr": 1, "multiplikator": "1" if naevner is None else "100", "revision": 1,
        "foreloebig": False, "skjult": False, "begrundelse": "" if taeller else "Fagsystemet var nede.", **mere,
    }  # fmt: skip


def definition(maaltype="norm", maalvaerdi="100", baseline="50", trin=(), enhed="%", **mere):
    """Make a definition; what is shown of its values follows from them."""

    def vist(tal):
        return f"{vis(Fraction(tal))} {enhed}".strip() if tal else ""

    return {
        "nr": 1, "gyldig_fra": "2016-08-01", "maaltype": maaltype, "retning": "op", "maalvaerdi": maalvaerdi,
        "maal": vist(maalvaerdi), "maal_frist": None, "tolerance": "2" if maaltype == "fastholdelse" else None,
        "baseline_kvalitet": "maalt" if baseline else "mangler", "baseline_vaerdi": baseline,
        "baseline": vist(baseline), "trin": [list(et) for et in trin],
        "delmaal": ", ".join(f"{vist(tal)} den {dato(dag)}" for dag, tal in trin), "taeller": "opfyldte sager",
        "naevner": "alle sager", "population": "Sager i kvartalet", "metode": "Registerudtræk",
        "kilde": "Fagsystemet", "omfang": "alle", "serieskift": False, "versionsnr": 1, **mere,
    }  # fmt: skip


def indikator(navn, punkter=(), enhed="%", definition=None, **mere):
    """Make an indicator: without a definition nobody has begun on it."""
    return {
        "uuid": uid(f"indikator {navn}"), "navn": navn, "art": "resultat",
        "tilstand": "defineret" if definition else "ikke_defineret", "tekst": "", "ejer": TORA,
        "afklares_senest": UDEN_DATO if definition else tid("1. maj 2021"), "afklares_foerst": "",
        "afklares_flyttet": 0, "afklares_af": "" if definition else TORA, "enhed": enhed if definition else "",
        "decimaler": 0, "multiplikator": ("100" if enhed == "%" else "1") if definition else None,
        "definition": definition, "punkter": list(punkter), "kontrol": None, "foraeldet": None, **mere,
    }  # fmt: skip


def maal(tekst, *indikatorer, **mere):
    has_definition = any(et["definition"] for et in indikatorer)
    return {
        "uuid": uid(f"mål {tekst}"), "tekst": tekst, "niveau": "konkret", "tema": "", "ejer": POUL, "opgivet": None,
        "tilstand": "maales" if has_definition else "uden_maalbar_indikator", "indikatorer": list(indikatorer), **mere,
    }  # fmt: skip


def leverance(titel, tilstand="foreslaaet", **mere):
    """Make a deliverable that Kim was asked for on 10 June 2020."""
    return {
        "uuid": uid(titel), "titel": titel, "leverandoer": "HR", "kontaktperson": KIM, "tilstand": tilstand,
        "siden": "2020-06-10", "oensket": tid("1. november 2020"), "tilbudt": UDEN_DATO, "aftalt": None,
        "prognose": None, "bekraeftet": None, "leveret": None, "begrundelse": "", **mere,
    }  # fmt: skip


def risiko(haendelse, s=None, k=None, **mere):
    """Make an open risk; without numbers nobody has assessed it."""
    return {
        "uuid": uid(haendelse), "haendelse": haendelse, "aarsag": "", "konsekvens": "", "tiltag": "", "ejer": TORA,
        "s": s, "k": k, "foer": None, "vurderet": "2020-06-12" if s else None, "lukket": None, **mere,
    }  # fmt: skip


def post(titel, beloeb, **mere):
    """Make a direkte post; `beloeb` is {year: (budget, forbrug, prognose)}, None is not stated."""
    stated = {
        aar: {navn: tal for navn, tal in zip(("budget", "forbrug", "prognose"), alle, strict=True) if tal is not None}
        for aar, alle in beloeb.items()
    }
    return {
        "uuid": uid(titel), "titel": titel, "art": "direkte", "finansiering": "Grundbudget", "enhedstekst": "",
        "beloeb": stated, **mere,
    }  # fmt: skip


def opfoelgning(tekst, art="opgave", **mere):
    return {
        "uuid": uid(tekst), "art": art, "kilde": "Beslutningen", "tekst": tekst, "ansvarlig": TORA, "frist": UDEN_DATO,
        "lukket": None, "lukket_tekst": "", "runder": 1, **mere,
    }  # fmt: skip


def beslutning(nr, spoergsmaal, *muligheder, **mere):
    """Make a question with its options, (text, consequence); the first is proposed."""
    rows = [
        {"bogstav": bogstav, "tekst": tekst, "konsekvens": konsekvens, "indstillet": bogstav == "A", "aendring": None}
        for bogstav, (tekst, konsekvens) in zip("ABCD", muligheder, strict=False)
    ]
    return {"uuid": uid(spoergsmaal), "nr": nr, "spoergsmaal": spoergsmaal, "niveau": "styregruppe",
            "muligheder": rows, **mere}  # fmt: skip


def bidrag(slags, hvad, hvem=TORA, svar="mangler", seneste=""):
    return {
        "uuid": uid(f"bidrag {hvad}"), "slags": slags, "hvem": f"{ROLLE[slags]}: {hvem}", "hvad": hvad, "svar": svar,
        "besvaret": None if svar == "mangler" else "2020-06-12", "seneste": seneste,
    }  # fmt: skip


# The data around them

PLAN = {
    "uuid": uid("plan"), "nummer": "P2020-001", "plantype": "indsatsplan", "titel": "Takt og tone",
    "offentlig_titel": "", "aabenhed": "aaben", "formaal": "At flere mødes med respekt.", "ejerenhed": "HR",
    "programejer": POUL, "tovholder": TORA, "oekonomiansvarlig": OEJVIND, "fase": "i_gang", "planversion": 1,
    "periode_start": "2020-06-01", "periode_slut": "2021-12-31",
}  # fmt: skip
RUNDE = {
    "noegle": "2020-K2", "betegnelse": "2. kvartal 2020", "forum": "Styregruppen", "forumkode": "SG",
    "statusdato": "2020-06-15", "periode_start": "2020-04-01", "moededato": "2020-07-06", "note": "",
}  # fmt: skip
STATUS = {"nr": 1, "forfatter": TORA, "godkendt_af": POUL, "godkendt_den": "2020-06-29T08:00:00+00:00",
          "erstatter": None}  # fmt: skip
TEKST = {"resume": "Arbejdet er begyndt.", "siden_sidst": "Planen er vedtaget.", "naeste": "Oplægget skrives færdigt.",
         "offentlig": ""}  # fmt: skip
LISTER = ("lukkedage", "milepaele", "maal", "leverancer", "risici", "budget", "opfoelgning", "beslutninger",
          "tidligere_beslutninger", "aendringer", "bidrag", "rettelser")  # fmt: skip


def samlet(foer=None, **over):
    """Return complete data: what isn't given is empty, what is computed is computed, and every light is chosen as it
    is suggested. `plan`, `runde` and `status` only say what they say otherwise; `foer` is the status before."""
    parts = {"plan": PLAN, "runde": RUNDE, "status": STATUS, "tolerancer": TOLERANCER, "tekst": TEKST}
    data = {"skema": 1, "kode": "0.0.0", "form": "kort", "forrige": _forrige(foer), **{name: [] for name in LISTER},
            **over, **{name: part | over.get(name, {}) for name, part in parts.items()}}  # fmt: skip
    noegle = data["runde"]["noegle"]
    data["status"] = {"uuid": uid(f"status {noegle}"), "noegle": noegle} | data["status"]
    return dannet(data, foer)


def dannet(data, foer=None):
    """Return the data with its lights, and with what is computed, made anew of the rows."""
    data = {name: part for name, part in data.items() if name not in ("beregnet", "forskelle")}
    last = {row["dimension"]: row["valgt"] for row in foer["lys"]} if foer else {}
    beregnet = beregn_status(data)
    data["lys"] = [_lys(name, beregnet["lys"][name]["lys"], last.get(name)) for name in Dimension.values]
    return data | {"beregnet": beregnet, "forskelle": [list(row) for row in forskelle(foer, data)]}


def _lys(dimension, forslag, forrige):
    tiltag = "Der er lavet en ny aftale." if forslag in ("gul", "roed") else ""
    return {"dimension": dimension, "valgt": forslag, "forslag": forslag, "begrundelse": "", "aarsag_tiltag": tiltag,
            "forrige": forrige, "accepteret_til": None}  # fmt: skip


def _forrige(foer):
    if foer is None:
        return None
    return {**{name: foer["status"][name] for name in ("uuid", "noegle", "nr")}, "data_sha256": "0" * 64,
            **{name: foer["runde"][name] for name in ("betegnelse", "statusdato")},
            "rettelser": corrections_of(foer)}  # fmt: skip
