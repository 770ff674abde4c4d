"""The 31 rules in the order of page 10 §7."""

from indstillinger.tjek import bilag, indhold, penge, proces, tekst
from indstillinger.tjek.fund import Fund
from indstillinger.tjek.papir import Papir

# code: a function of the Papir that yields (felt, tekst)
REGLER = {
    "S1": indhold.aabenhed,
    "S2": indhold.lukkede_felter,
    "S3": indhold.paakraevet,
    "S4": indhold.beslutningspunkt,
    "S5": penge.afvist,
    "S6": penge.ufinansieret,
    "S7": bilag.mangler,
    "S8": indhold.procestrin,
    "S9": indhold.importfelter,
    "S10": indhold.cpr,
    "A1": tekst.spoergsmaal,
    "A2": tekst.uden_beslutning,
    "A3": bilag.ikke_vedlagt,
    "A4": bilag.uden_nummer,
    "A5": tekst.effekt_uden_maaling,
    "A6": tekst.opfoelgning_uden_tid,
    "A7": tekst.ingen_spurgt,
    "A8": proces.grov_tid,
    "A9": proces.samme_dag,
    "A10": proces.raekkefoelge,
    "A11": proces.gaettet_aar,
    "A12": proces.ikke_laest,
    "A13": penge.skrevet_i_kroner,
    "A14": penge.poster_og_aar,
    "A15": penge.afrundet,
    "A16": penge.ikke_besvaret,
    "A17": penge.kilder_og_udgift,
    "A18": penge.stor_indirekte,
    "A19": proces.maaling_uden_udvalg,
    "A20": indhold.frist,
    "A21": indhold.offentlig_titel,
}


def check(data, fakta):
    """Return every Fund of a content dict, stops first, each rule's in reading order.

    Never raises, whatever people wrote."""
    papir = Papir(data, fakta)
    return [Fund(kode, felt, kode[0], text) for kode, regel in REGLER.items() for felt, text in regel(papir)]
