"""How far an indicator has come from its baseline towards its target (20 §7.2)."""

from dataclasses import dataclass
from fractions import Fraction

from indsatser.beregning.retning import NED, OP, opfyldt, spejl
from indsatser.beregning.tal import afstand, broek, procent, vis

UDVIKLING, NORM, FASTHOLDELSE, JA_NEJ, KVALITATIV = "udvikling", "norm", "fastholdelse", "ja_nej", "kvalitativ"
PERIODER = 2
FASTE_TEKSTER = {
    "ikke_opgjort": "ikke opgjort",
    "opfyldt": "opfyldt",
    "ikke_opfyldt": "ikke opfyldt",
    "fastholdt": "fastholdt",
    "norm_opfyldt": "opfyldt",
}
SIDER = {OP: "under", NED: "over"}


@dataclass(frozen=True)
class Fremdrift:
    """The share of the way, never clipped and None where there is no way, and what it is called."""

    andel: Fraction | None
    kategori: str


def fremdrift(maaltype, retning, b, v, m):
    """b, v and m are baseline, value and target in the indicator's unit; b and v may be None."""
    if v is None:
        return Fremdrift(None, "ikke_opgjort")
    if maaltype in (JA_NEJ, KVALITATIV):
        return Fremdrift(None, "opfyldt" if er_opfyldt(maaltype, retning, v, m) else "ikke_opfyldt")
    retning, m, (b, v) = spejl(retning, m, b, v)
    if maaltype == FASTHOLDELSE or (maaltype == UDVIKLING and b == m):
        return Fremdrift(None, "fastholdt" if opfyldt(retning, v, m) else "under_niveau")
    andel = None if b is None or b == m else (v - b) / (m - b)
    if maaltype == NORM:
        return Fremdrift(andel, "norm_opfyldt" if opfyldt(retning, v, m) else "norm_ikke_opfyldt")
    return Fremdrift(andel, _kategori(andel))


def _kategori(andel):
    if andel is None:
        return "ingen_baseline"
    if andel >= 1:
        return "naaet"
    if andel > 0:
        return "undervejs"
    return "ikke_begyndt" if andel == 0 else "tilbagegang"


def fremdrift_tekst(maaltype, retning, b, v, m, decimaler=0):
    """The progress in a table cell; `decimaler` are those of the key figure."""
    svar = fremdrift(maaltype, retning, b, v, m)
    if maaltype == KVALITATIV and v is not None:
        return f"trin {vis(v)} af {vis(m)}" if broek(v) <= broek(m) else f"trin {vis(v)}, mål {vis(m)}"
    if svar.kategori in FASTE_TEKSTER:
        return FASTE_TEKSTER[svar.kategori]
    if svar.kategori == "under_niveau":
        return f"{afstand(abs(broek(v) - broek(m)), decimaler)} {SIDER.get(retning, 'fra målet')}"
    if svar.kategori == "norm_ikke_opfyldt":
        return "ikke opfyldt" if svar.andel is None else f"{procent(svar.andel)} af vejen"
    return vis(v, decimaler) if svar.andel is None else procent(svar.andel)


def er_opfyldt(maaltype, retning, v, m):
    """Does the value meet its target? None without a value. A fastholdelse's tolerance doesn't count here."""
    if v is None:
        return None
    if maaltype == JA_NEJ:
        return v == 1
    if maaltype == KVALITATIV:
        return broek(v) >= broek(m)
    retning, m, (v,) = spejl(retning, m, v)
    return opfyldt(retning, v, m)


def naaet(svar, perioder=PERIODER):
    """Are the newest expected periods all met? `svar` is er_opfyldt of each expected period, oldest first.

    A period without a value stands in `svar` as None and breaks the row.
    """
    return len(svar) >= perioder and all(opfyldt is True for opfyldt in svar[-perioder:])


def maaltilstand(opgivet, naaede):
    """The derived state of a goal; `naaede` is naaet() of each of its indicators that is defineret."""
    if opgivet:
        return "opgivet"
    if not naaede:
        return "uden_maalbar_indikator"
    return "naaet" if all(naaede) else "maales"
