"""Rooms, rows and their verbs, templates, and a plan from a decision: parameters, and one valid body each."""

from uuid import uuid4

from indsatser.models import Indsatsplan, Temaskabelon
from mso_portal.motor.models import Haendelse
from tests.adgang.planer.genstand import plan, raekke
from tests.adgang.verbum import Verbum

HVORFOR = "Det er aftalt på mødet i dag, fordi der mangler folk."
# address in the plan, kind of row
RUM = ("tema", "milepael", "aktivitet", "maal", "leverance", "planrisiko", "budgetpost", "opfoelgningspunkt")
LISTER = ("temaer", "milepaele", "aktiviteter", "leverancer", "risici", "oekonomi", "opfoelgning")
MILEPAELSVERBER = ("prognose", "gennemfoert", "genaabn", "afhaenger")
LEVERANCEVERBER = {
    "bekraeft": ("bekraeft", {}),
    "andet_tidspunkt": ("andet_tidspunkt", {"tidspunkt": "1. kvartal 2021", "begrundelse": HVORFOR}),
    "afvis": ("afvis", {"begrundelse": HVORFOR}),
    "godtag": ("godtag", {}),
    "foreslaa_igen": ("godtag", {"tidspunkt": "1. kvartal 2021"}),
    "prognose": ("prognose", {"tidspunkt": "1. kvartal 2021", "begrundelse": HVORFOR}),
    "lever": ("lever", {}),
    "send_tilbage": ("send_tilbage", {"begrundelse": HVORFOR}),
    "bortfald": ("bortfald", {"begrundelse": HVORFOR}),
}
TEKST = {
    "tema": "titel", "milepael": "titel", "aktivitet": "titel", "maal": "tekst", "leverance": "titel",
    "planrisiko": "haendelse", "budgetpost": "titel", "opfoelgningspunkt": "tekst",
}  # fmt: skip
MERE = {
    "milepael": {"art": "andet"}, "aktivitet": {"tilstand": "ikke_begyndt"}, "maal": {"niveau": "konkret"},
    "budgetpost": {"art": "direkte"}, "opfoelgningspunkt": {"art": "opgave"},
}  # fmt: skip


def _events(handling):
    return Haendelse.objects.filter(handling=handling).count


def _fast(**felter):
    return lambda verden, sted: felter


def _ny(navn):
    """A new row with what its form needs; a deliverable needs a supplier as well."""

    def body(verden, sted):
        felter = {TEKST[navn]: "En ny række", **MERE.get(navn, {})}
        if navn == "leverance":
            felter |= {"oensket": "1. oktober 2020", "leverandoer": str(verden.enhed.pk)}
        return felter

    return body


def _beslutning(verden):
    return [("-", "-", {"nummer": verden.beslutning.nummer})]


def _skabelon(verden):
    return [("-", "-", {"uuid": verden.skabelon.uuid})]


def _ny_skabelon(verden, sted):
    return {"navn": "En ny pakke", "titel_1": "Udkast", "art_1": "milepael", "start_uge_1": "1", "slut_uge_1": "2"}


def _anvendt(verden, sted):
    """The rows of the second page, which the first leads to."""
    return {
        "noegle": str(uuid4()), "version": "0", "skabelon": str(verden.skabelon.uuid), "med_1": "on",
        "titel_1": "Udkast", "start_1": "2020-06-01", "slut_1": "2020-06-21",
    }  # fmt: skip


def _raekkeverb(felter, handling):
    return Verbum(_fast(**felter), _events(handling))


GENSTANDE = {
    **{f"plan_{sti}": plan("kladde", "aktiv", "afsluttet") for sti in LISTER},
    **{f"{navn}_ny": plan() for navn in RUM},
    **{f"{navn}_{verb}": raekke(navn) for navn in RUM for verb in ("ret", "slet")},
    "milepael": raekke("milepael"),
    **{f"milepael_{verb}": raekke("milepael") for verb in MILEPAELSVERBER},
    **{f"leverance_{verb}": raekke("leverance") for verb in LEVERANCEVERBER},
    "aktivitet_tilstand": raekke("aktivitet"),
    "risiko_vurder": raekke("planrisiko"),
    "risiko_luk": raekke("planrisiko"),
    "budgetpost_beloeb": raekke("budgetpost"),
    "opfoelgningspunkt_luk": raekke("opfoelgningspunkt"),
    "tema_skabelon": raekke("tema"),
    "skabelon": _skabelon,
    "plan_fra_beslutning": _beslutning,
}
VERBER = {
    **{f"{navn}_ny": Verbum(_ny(navn), _events(f"{navn}.opret")) for navn in RUM},
    **{f"{navn}_ret": _raekkeverb({TEKST[navn]: "En anden tekst"}, f"{navn}.ret") for navn in RUM},
    **{f"{navn}_slet": Verbum(effekt=_events(f"{navn}.fjern")) for navn in RUM},
    "milepael_prognose": _raekkeverb({"tidspunkt": "15. september 2020", "begrundelse": HVORFOR}, "milepael.prognose"),
    "milepael_gennemfoert": _raekkeverb({"dato": "2020-01-15"}, "milepael.ret"),
    "milepael_genaabn": _raekkeverb({"begrundelse": HVORFOR}, "milepael.genaabn"),
    "milepael_afhaenger": Verbum(effekt=_events("milepael.afhaengighed")),
    **{
        f"leverance_{verb}": _raekkeverb(felter, f"leverance.{handling}")
        for verb, (handling, felter) in LEVERANCEVERBER.items()
    },
    "aktivitet_tilstand": _raekkeverb({"tilstand": "faerdig"}, "aktivitet.ret"),
    "risiko_vurder": _raekkeverb({"sandsynlighed": "4", "konsekvens": "4", "naerhed": "nu"}, "risiko.vurder"),
    "risiko_luk": _raekkeverb({"begrundelse": HVORFOR}, "risiko.luk"),
    "budgetpost_beloeb": _raekkeverb({"slags": "prognose", "aar": "2020", "kroner": "80.000"}, "oekonomi.ret"),
    "opfoelgningspunkt_luk": _raekkeverb({"tekst": "De er spurgt.", "bortfaldet": "nej"}, "opfoelgningspunkt.luk"),
    "tema_skabelon": Verbum(_anvendt, _events("temaskabelon.anvend"), kraever_side=False),
    "skabelon_ny": Verbum(_ny_skabelon, Temaskabelon.objects.count),
    "plan_fra_beslutning": Verbum(effekt=Indsatsplan.objects.count),
}
