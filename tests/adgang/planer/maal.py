"""Goals' table, indicators and their measurements: what stands in for their parameters, and one valid body each."""

from indsatser.models import Indikator
from maalinger.models import Observation
from mso_portal.motor.models import Haendelse
from tests.adgang.planer.genstand import plan, raekke
from tests.adgang.verbum import Verbum


def _events(handling):
    return Haendelse.objects.filter(handling=handling).count


def _fast(**felter):
    return lambda verden, sted: felter


def _definition(verden, sted):
    """A new figure of the plan's own; the reason is asked for where one is in force already."""
    first = {
        "tal": "nyt", "navn": "Sager med plan", "frekvens": "kvartal", "retning": "op", "art": "antal",
        "taeller_tekst": "sager med plan", "slags": "registerudtraek", "omfang": "alle", "forsinkelse_hverdage": "5",
    }  # fmt: skip
    return {
        "gyldig_fra": "2020-06-01", "begrundelse": "Målet er sat på ny efter foråret.", "maaltype": "udvikling",
        "maalvaerdi": "75", "maal_frist": "2020-12-31", "baseline_kvalitet": "skoennet", "baseline_vaerdi": "67",
        "baseline_begrundelse": "Talt i et regneark.", "delmaal": "0", "metode": "0",
        **{f"metode-0-{name}": value for name, value in first.items()},
    }  # fmt: skip


def _afklar(verden, sted):
    return {
        "afklares_senest": "1. oktober 2020", "begrundelse": "Udtrækket er ikke klar.",
        "afklares_af": str(verden.personer["tovholder"].pk),
    }  # fmt: skip


def _ny(verden, sted):
    return {"navn": "Antal klager", "art": "resultat"} | _afklar(verden, sted)


GENSTANDE = {
    "plan_maal": plan("kladde", "aktiv", "afsluttet"),
    "indikator": raekke("indikator", "kladde", "aktiv", "afsluttet"),
    "indikator_ny": raekke("maal"),
    "indikator_afklar": raekke("udefineret"),
    "indikator_udgaa": raekke("indikator", "kladde", "aktiv", "afsluttet"),
    "indikator_baseline": raekke("indikator", "aktiv"),
    "indikator_definition": raekke("indikator"),
    "indikator_indberet": raekke("indikator", "kladde", "aktiv", "afsluttet"),
}
VERBER = {
    "indikator_ny": Verbum(_ny, Indikator.objects.count),
    "indikator_afklar": Verbum(_afklar, _events("indikator.afklar")),
    "indikator_udgaa": Verbum(_fast(grund="Tallet findes ikke."), _events("indikator.udgaa")),
    "indikator_baseline": Verbum(
        _fast(baseline_kvalitet="skoennet", baseline_vaerdi="60", baseline_begrundelse="Talt i hånden."),
        _events("indikator.baseline"),
    ),
    "indikator_definition": Verbum(_definition, _events("indikator.definer")),
    "indikator_indberet": Verbum(
        _fast(taeller="70", naevner="100", kilde="fagsystemet"), Observation.objects.count
    ),
}  # fmt: skip
