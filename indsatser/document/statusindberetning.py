"""What was asked of people for a status, whether they answered, and what was known before (21 §4, §9)."""

from indsatser.beregning.tal import taelletal
from indsatser.document.statusord import iso, navngivet
from indsatser.enums import Bidragsslags, Metoderolle
from mso_portal.vaerdier.datoer import antal, dato_kort

ROLLE = {
    "maaling": "Udfører målingen", "milepael": "Ansvarlig", "leverance": "Kontorchef", "risiko": "Ejer",
    "opfoelgning": "Ansvarlig", "oekonomi": "Økonomiansvarlig",
}  # fmt: skip

# (one, more, what is done with them) as it is told how many have answered.
ORD = {
    Bidragsslags.MAALING: ("måling", "målinger", "indberettet"),
    Bidragsslags.MILEPAEL: ("milepæl", "milepæle", "bekræftet"),
    Bidragsslags.LEVERANCE: ("leverance", "leverancer", "bekræftet"),
    Bidragsslags.RISIKO: ("risiko", "risici", "vurderet"),
    Bidragsslags.OPFOELGNING: ("opfølgningspunkt", "opfølgningspunkter", "besvaret"),
}  # fmt: skip


def besvaret(slags, answered, asked):
    """11 af 13 målinger indberettet"""
    if slags == Bidragsslags.OEKONOMI:
        return "økonomi indberettet" if answered == asked else "økonomi ikke indberettet"
    ental, flertal, gjort = ORD[slags]
    return f"{antal(answered)} af {antal(asked)} {ental if asked == 1 else flertal} {gjort}"


# Where the thing itself names the person who owes it; else the tovholder does.
EGEN = {"maaling": "udfoeres_af_id", "milepael": "ansvarlig_id", "risiko": "ejer_id", "opfoelgning": "ansvarlig_id"}


def contributions(bidrag, found):
    """Return the plain data of contributions to a plan whose Planstatus is `found`, in the order they were made."""
    return [_contribution(one, found) for one in bidrag]


def _contribution(one, found):
    return {
        "uuid": str(one.uuid), "slags": one.slags, "hvem": f"{_role(one)}: {navngivet(one.ansvarlig) or 'ingen'}",
        "hvad": _what(one, found), "svar": one.svar, "besvaret": iso(one.besvaret_den),
        "seneste": SENESTE[one.slags](one, found),
    }  # fmt: skip


def _role(bidrag):
    plan = bidrag.status.plan
    if bidrag.slags in EGEN:
        stands_in = getattr(bidrag.genstand, EGEN[bidrag.slags]) is None
    elif bidrag.leverance_id:
        stands_in = bidrag.ansvarlig_id == plan.tovholder_id
    else:
        stands_in = plan.oekonomiansvarlig_id is None
    return "Tovholder" if stands_in else ROLLE[bidrag.slags]


def _what(bidrag, found):
    if bidrag.metode_id:
        control = f" (kontrol: {bidrag.metode.get_slags_display().lower()})"
        return f"{bidrag.metode.definition.indikator}{control if bidrag.metode.rolle == Metoderolle.KONTROL else ''}"
    return str(bidrag.genstand or f"Forbrug og prognose {found.dato.year}")


def _milestone(bidrag, found):
    row = next((one.milepael for one in found.milepaele if one.milepael.pk == bidrag.milepael_id), bidrag.milepael)
    return f"Ventet {row.prognose.tekst}" if row.prognose else "Uden dato"


def _delivery(bidrag, found):
    return bidrag.leverance.get_tilstand_display()


def _risk(bidrag, found):
    score = next((score for row, score in found.risici if row.pk == bidrag.risiko_id), None)
    return "Ikke vurderet" if score is None else f"Score {score}"


def _point(bidrag, found):
    return f"Frist {bidrag.punkt.frist.tekst}" if bidrag.punkt.frist else "Uden frist"


def _measure(bidrag, found):
    methods = [metode for goal in found.maal for one in goal.indikatorer for metode in one.metoder]
    values = next((one.vaerdier for one in methods if one.pk == bidrag.metode_id), ())
    known = [one for one in values if one.vaerdi is not None and not one.skjult]
    if not known:
        return "Ikke målt før"
    newest = known[-1]
    counted = taelletal(newest.taeller) + (f" af {taelletal(newest.naevner)}" if newest.naevner else "")
    return f"{counted} pr. {dato_kort(newest.periode_slut)}"


def _money(bidrag, found):
    year = found.dato.year
    known = [tal.prognose[year] for _, tal in found.poster if tal.art == "direkte" and year in tal.prognose]
    return f"Prognose {antal(sum(known))} kr." if known else "Ingen prognose"


SENESTE = {
    "maaling": _measure, "milepael": _milestone, "leverance": _delivery, "risiko": _risk, "opfoelgning": _point,
    "oekonomi": _money,
}  # fmt: skip
