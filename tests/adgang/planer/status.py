"""The addresses of statuses, rounds and rhythms: what stands in for the parameters, and one valid body each."""

from datetime import timedelta

from indsatser.models import Kvartalsstatus, Rapporteringsrytme, Statusbidrag, Statusrunde, Statusudfald
from indstillinger.models import Indstilling
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.models import Haendelse
from tests.adgang.planer.genstand import plan
from tests.adgang.verbum import Verbum

GRUND = "Tallene skal ses efter en gang til."
# Locked versions by what becomes of them; the newest of each status stands under its key.
VERSIONER, NYESTE = ("laast", "erstattet", "erstatter", "lukket_dengang"), ("laast", "erstatter", "lukket_dengang")


def _status(*tilstande, **mere):
    """Return the source of the statuses in the states, by the plan's number and the key of the round."""
    return lambda verden: [
        (tilstand, aabenhed, {"nr": one.plan.nummer, "k": one.noegle, **mere})
        for (tilstand, aabenhed), one in verden.statusser.items() if tilstand in tilstande
    ]  # fmt: skip


def _versioner(verden):
    """Every locked version, by its number."""
    return [
        (tilstand, aabenhed, {"nr": one.plan.nummer, "k": one.noegle, "n": one.nr})
        for (tilstand, aabenhed), one in verden.statusser.items() if tilstand in VERSIONER
    ]  # fmt: skip


def _runde(*tilstande):
    return lambda verden: [
        (tilstand, "-", {"forum": verden.forum.kode, "k": verden.runder[tilstand].noegle}) for tilstand in tilstande
    ]


def _spoergsmaal(nr):
    """A question of the locked status, by its round, its plan and its number."""
    return lambda verden: [
        ("laast", aabenhed, {"forum": verden.forum.kode, "k": one.noegle, "nr": one.plan.nummer, "beslutning": nr})
        for (tilstand, aabenhed), one in verden.statusser.items() if tilstand == "laast"
    ]  # fmt: skip


def _bidrag(slags):
    return lambda verden: [
        (tilstand, aabenhed, {"uuid": one.bidrag.filter(slags=slags, svar="mangler").order_by("pk")[0].uuid})
        for (tilstand, aabenhed), one in verden.statusser.items() if tilstand == "aaben"
    ]  # fmt: skip


def _rettelse(verden):
    return [
        (tilstand, aabenhed, {"nr": one.plan.nummer, "k": one.noegle, "pk": one.rettelser.get().pk})
        for (tilstand, aabenhed), one in verden.statusser.items() if tilstand == "rettes"
    ]  # fmt: skip


def _rytme(navn):
    return lambda verden: [("-", "-", {"uuid": verden.rytmer[navn].uuid})]


def _events(*handlinger):
    return Haendelse.objects.filter(handling__in=handlinger).count


def _fast(**felter):
    return lambda verden, sted: felter


def _ny_runde(verden, sted):
    return {"statusdato": (ur.i_dag() + timedelta(days=200)).isoformat()}


def _felt(verden, sted):
    """Another summary, typed over the one that is stored."""
    _, _, nr, _, k, *_ = sted.split("/")
    stored = Kvartalsstatus.objects.get(plan__nummer=nr, noegle=k).resume
    return {"felt": "resume", "vaerdi": "Noget andet.", "base": fingerprint(stored)}


GENSTANDE = {
    "plan_status": plan("aktiv"),
    "status": _status(*NYESTE, "aaben", "til_godkendelse", "godkendt"),
    "status_version": _versioner, "status_pdf": _versioner, "status_xlsx": _versioner,
    "status_aendringer": _status(*NYESTE),
    "status_rediger": _status("aaben", "til_godkendelse", "godkendt", "laast"), "status_felt": _status("aaben"),
    "status_kladde": _status("aaben", "til_godkendelse", "godkendt"),
    "status_indsend": _status("aaben"), "status_godkend": _status("til_godkendelse"),
    "status_returner": _status("til_godkendelse"), "status_genaabn": _status("godkendt"),
    "status_laas": _status("godkendt"), "status_laas_uden": _status("aaben"), "status_opgiv": _status("rettes"),
    "status_ret": _status("laast", "rettes"), "status_ret_vaerdi": _status("rettes"),
    "status_ret_medtag": _status("rettes"), "status_ret_fjern": _rettelse,
    "uddrag": _status("rettes", "erstatter"), "uddrag_pdf": _status("rettes", "erstatter"),
    "uddrag_tilbagekald": _status("rettes", "erstatter"), "uddrag_udgiv": _status(*NYESTE),
    "bidrag_uaendret": _bidrag("milepael"), "bidrag_pind": _bidrag("milepael"),
    "runde": _runde("planlagt", "aaben", "laast", "lukket_dengang", "afsluttet"), "runde_ics": _runde("aaben"),
    "runde_ret": _runde("planlagt"), "runde_aflys": _runde("planlagt"), "runde_bekraeft_ferie": _runde("planlagt"),
    "runde_laas": _runde("godkendt"), "runde_dagsorden": _runde("laast"), "runde_afslut": _runde("laast"),
    "runde_portefoelje": _runde("rettes", "lukket_dengang"), "runde_samlet": _runde("rettes", "lukket_dengang"),
    "rundemoede": _runde("erstattet", "laast", "lukket_dengang"),
    "rundemoede_udfald": _spoergsmaal(1), "rundemoede_indstilling": _spoergsmaal(2),
    "rytme": _rytme("kvartal"), "rytme_ret": _rytme("kvartal"), "rytme_runde": _rytme("datoer"),
}  # fmt: skip
VERBER = {
    "status_rediger": Verbum(_fast(resume="Et andet resume."), _events("status.skriv")),
    "status_felt": Verbum(_felt, _events("status.skriv"), kraever_side=False),
    "status_indsend": Verbum(effekt=_events("status.indsend")),
    "status_godkend": Verbum(effekt=_events("status.godkend")),
    "status_returner": Verbum(_fast(grund=GRUND), _events("status.returner")),
    "status_genaabn": Verbum(_fast(grund=GRUND), _events("status.genaabn")),
    "status_laas": Verbum(effekt=_events("status.laas")),
    "status_laas_uden": Verbum(effekt=_events("status.laas")),
    "status_opgiv": Verbum(effekt=_events("status.opgiv")),
    "status_ret": Verbum(_fast(begrundelse=GRUND, resume="Et andet resume."), _events("status.ret", "status.skriv")),
    "status_ret_vaerdi": Verbum(effekt=_events("status.rettelse")),
    "status_ret_medtag": Verbum(effekt=_events("status.rettelse")),
    "status_ret_fjern": Verbum(effekt=_events("status.rettelse_fjernet")),
    "uddrag_udgiv": Verbum(effekt=_events("uddrag.udgiv")),
    "uddrag_tilbagekald": Verbum(effekt=_events("uddrag.tilbagekald")),
    "bidrag_uaendret": Verbum(effekt=Statusbidrag.objects.filter(svar="uaendret").count),
    "bidrag_pind": Verbum(effekt=_events("status.pind")),
    "runde_ret": Verbum(_fast(vej="selv"), _events("runde.ret")),
    "runde_aflys": Verbum(_fast(grund=GRUND), _events("runde.aflys")),
    "runde_bekraeft_ferie": Verbum(effekt=_events("runde.ret")),
    "runde_laas": Verbum(effekt=_events("runde.laas")),
    "runde_dagsorden": Verbum(effekt=_events("status.dagsorden"), ventet=2),  # a lukket plan and an åben
    "runde_afslut": Verbum(_fast(uden_status_grund=GRUND), _events("runde.afslut")),
    "rundemoede_udfald": Verbum(_fast(art="afvist", tekst=""), Statusudfald.objects.count),
    "rundemoede_indstilling": Verbum(effekt=Indstilling.objects.count),
    "rytme_ny": Verbum(lambda verden, sted: {"forum": str(verden.forum.pk), "navn": "Hver måned", "art": "maaned",
                                             "interval": "1", "anker": "2026-12-31"},
                       Rapporteringsrytme.objects.count),
    "rytme_ret": Verbum(_fast(navn="Et andet navn"), _events("rapporteringsrytme.ret")),
    "rytme_runde": Verbum(_ny_runde, Statusrunde.objects.count),
}  # fmt: skip
