"""One valid body for each verb of meetings, decisions and tasks, and what it changes; `sted` is the address."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from indstillinger.models import (
    Aarshjulspunkt,
    Aarshjulsvalg,
    Dagsordenspunkt,
    Indstilling,
    Kalendernoegle,
    Laesning,
    Moede,
    Punktbilag,
    Punktdeltager,
    Referat,
    Referatkommentar,
    Referatpunkt,
    Standardpunkt,
    Standardtekst,
    Udelukkelse,
    Udsendelse,
    Udsendelsespunkt,
)
from indstillinger.workflow.referat_godkend import shown_sha256
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.models import Haendelse
from tests.adgang.verbum import Verbum
from tests.motor.filer import pakke

GRUND = {"grund": "Det er aftalt på mødet i dag."}


def haendelser(handling):
    """Return a counter of one kind of event: a verb may write others beside its own."""
    return Haendelse.objects.filter(handling=handling).count


def _tryk(verden, sted):
    return {"noegle": str(uuid4())}


def _laest(verden, sted):
    """The sending that the page shows."""
    _, _, moede, _, nummer, _ = sted.split("/")
    rows = Udsendelsespunkt.objects.filter(punkt__moede__noegle=moede, punkt__nummer=nummer)
    return {"udsendt": str(rows.order_by("-udsendelse__nr").first().pk)}


def _fast(**felter):
    return lambda verden, sted: felter


def _moede(sted):
    return Moede.objects.get(noegle=sted.split("/")[2])


def _serie(verden, sted):
    day = ur.i_dag() + timedelta(days=300)
    return {"noegle": str(uuid4()), "forum": "CT", "fra": day.isoformat(), "til": day.isoformat(), "hver": "1",
            "start": "09:00", "slut": "10:00", "datoer": [day.isoformat()], "ugedag": "", "sted": "",
            "link": ""}  # fmt: skip


def _ret_moede(verden, sted):
    return {"sted": "Et andet lokale"}


def _aarshjul(verden, sted):
    return {"titel": "Ny sag", "maaned": "3", "uge": "", "hvert_aar": "1", "foerste_aar": "2021",
            "formular": "almindelig", "varsel_uger": "8", "note": "",
            "ansvarlig": str(verden.personer["forfatter"].pk)}  # fmt: skip


def _fritpunkt(verden, sted):
    return {"titel": "Nyt punkt", "sagstype": "orientering", "aabenhed": "aaben", "minutter": "5"}


def _inviter(verden, sted):
    return {"bruger": "", "navn": "Gæst Gæstesen"}


def _udeluk(verden, sted):
    return {"bruger": str(verden.personer["andet_medlem"].pk), "grund": "inhabil"}


def _flyt(verden, sted):
    moede = Moede.objects.filter(forum=verden.forum, tilstand="planlagt", frist_indmelding__gt=ur.nu()).exclude(
        noegle=sted.split("/")[2]
    )
    first = moede.order_by("dato").first() or Moede.objects.filter(forum=verden.forum, tilstand="planlagt").first()
    return {"moede": first.noegle, "sen_begrundelse": "Det haster"}


def _felt(verden, sted):
    """The wording of the item's decided row."""
    moede, nummer = sted.split("/")[2], sted.split("/")[4]
    row = Referatpunkt.objects.filter(punkt__moede__noegle=moede, punkt__nummer=nummer, slags="besluttet").first()
    if row is None:
        return {"felt": f"{uuid4()}:ordlyd", "base": fingerprint(""), "vaerdi": "Nye ord"}
    return {"felt": f"{row.uuid}:ordlyd", "base": fingerprint(row.ordlyd), "vaerdi": "Nye ord"}


def _uddel(verden, sted):
    return {"titel": "Uddelt", "aabenhed": "lukket", "hjemmel": "intern", "begrundelse": "Uddelt på mødet",
            "fil": SimpleUploadedFile("bilag.pdf", pakke.pdf())}  # fmt: skip


def _kommentar(verden, sted):
    punkt = verden.punkter["til_kommentering", "aaben"]
    return {"noegle": str(uuid4()), "punkt": punkt.nummer, "tekst": "En bemærkning"}


def _godkend(verden, sted):
    referat = Referat.objects.get(moede__noegle=sted.split("/")[2], nr=sted.split("/")[4])
    return {"sha256": shown_sha256(referat)}


def _ansvarlig(verden, sted):
    return {"ansvarlig": str(verden.personer["forfatter"].pk)}


def _frist(verden, sted):
    return {"frist": f"1. december {ur.i_dag().year + 1}", **GRUND}


def _ordlyde():
    return Referatpunkt.objects.filter(ordlyd="Nye ord").count()


MOEDEVERBER = {
    "moede_planlaeg": Verbum(_serie, Moede.objects.count, kraever_side=False),
    "aarshjul_ny": Verbum(_aarshjul, Aarshjulspunkt.objects.count),
    "aarshjul_aar": Verbum(effekt=Aarshjulsvalg.objects.count),
    "aarshjul_spring_over": Verbum(_fast(**GRUND), Aarshjulsvalg.objects.count),
    "aarshjul_ret": Verbum(_fast(titel="Et andet navn"), haendelser("aarshjul.rediger")),
    "aarshjul_slet": Verbum(effekt=Aarshjulspunkt.objects.count, ventet=-1),
    "moede_ret": Verbum(_ret_moede, haendelser("moede.ret")),
    "moede_aflys": Verbum(_fast(**GRUND), haendelser("moede.aflys")),
    "moede_byg": Verbum(_fast(handling="gem"), effekt=lambda: 0, ventet=0),
    "punkt_optag": Verbum(_fast(sen_begrundelse="Det haster"), Dagsordenspunkt.objects.count),
    "punkt_nyt": Verbum(_fritpunkt, Dagsordenspunkt.objects.count),
    "punkt_pause": Verbum(_fast(minutter="10"), Dagsordenspunkt.objects.count),
    "punkt_ret": Verbum(_fast(titel="Et andet navn"), haendelser("punkt.rediger")),
    "punkt_bilag": Verbum(_uddel, Punktbilag.objects.count),
    "punkt_bilag_fjern": Verbum(effekt=haendelser("punkt.fjern_bilag")),
    "punkt_flyt": Verbum(_flyt, haendelser("punkt.andet_moede")),
    "punkt_fjern": Verbum(effekt=haendelser("punkt.fjern")),
    "punkt_udgaar": Verbum(_fast(**GRUND), haendelser("punkt.udgaar")),
    "punkt_deltagere": Verbum(_inviter, Punktdeltager.objects.count),
    "punkt_deltager_fjern": Verbum(effekt=Punktdeltager.objects.count, ventet=-1),
    "punkt_inhabilitet": Verbum(_udeluk, Udelukkelse.objects.count),
    "punkt_ophaev": Verbum(_fast(**GRUND), haendelser("punkt.ophaev")),
    "forum_standardpunkt_ny": Verbum(
        _fast(titel="Velkomst", placering="foerst", raekkefoelge="1", sagstype="orientering", minutter="5"),
        Standardpunkt.objects.count,
    ),
    "forum_standardpunkt": Verbum(
        _fast(titel="Et andet navn"), Standardpunkt.objects.filter(titel="Et andet navn").count
    ),
    "forum_standardpunkt_slet": Verbum(effekt=Standardpunkt.objects.count, ventet=-1),
    "forum_standardtekst": Verbum(_fast(tekst="Vedtaget"), Standardtekst.objects.count),
    "kalender_adresse": Verbum(effekt=Kalendernoegle.objects.count),
    "punkt_laes": Verbum(_laest, Laesning.objects.count, kraever_side=False),
    "moede_start": Verbum(_fast(**GRUND), haendelser("moede.start")),
    "moede_afslut": Verbum(effekt=haendelser("moede.afslut")),
    "moede_genaabn": Verbum(_fast(**GRUND), haendelser("moede.genaabn")),
    "moede_fremmoede": Verbum(effekt=lambda: 0, ventet=0),
    "punkt_afvikling": Verbum(effekt=lambda: 0, ventet=0),
    "punkt_afvikling_felt": Verbum(_felt, _ordlyde, kraever_side=False),
    "punkt_alle": Verbum(effekt=lambda: 0, ventet=0),
    "punkt_ikke_naaet": Verbum(effekt=haendelser("punkt.ikke_naaet")),
    "punkt_udsaet": Verbum(_fast(moede=""), haendelser("punkt.udsaet")),
    "punkt_fravaer": Verbum(effekt=lambda: 0, ventet=0),
    "punkt_uddel": Verbum(_uddel, Punktbilag.objects.count),
    "referat_send": Verbum(effekt=haendelser("referat.send")),
    "referat_tag_tilbage": Verbum(effekt=haendelser("referat.tag_tilbage")),
    "referat_godkend": Verbum(_godkend, haendelser("referat.godkend")),
    "referat_ret": Verbum(_fast(aarsag="Ordlyden i punkt 1 er skrevet forkert af."), Referat.objects.count),
    "referat_kommentarer": Verbum(_kommentar, Referatkommentar.objects.count, kraever_side=False),
    "referat_svar": Verbum(_fast(svar="rettet", svar_tekst=""), haendelser("referat.besvar")),
    "beslutning_udfoert": Verbum(_fast(note="Det er gjort i går."), haendelser("beslutning.udfoert")),
    "beslutning_bortfald": Verbum(_fast(**GRUND), haendelser("beslutning.bortfald")),
    "beslutning_ny_indstilling": Verbum(_fast(art="foelger_op", titel="Ny sag"), Indstilling.objects.count),
    "opgave_tildel": Verbum(effekt=haendelser("opgave.tildel")),
    "opgave_afvis": Verbum(_fast(**GRUND), haendelser("opgave.afvis")),
    "opgave_flyt": Verbum(_ansvarlig, haendelser("opgave.flyt")),
    "opgave_udskyd": Verbum(_frist, haendelser("opgave.udskyd")),
    "opgave_bed_om_frist": Verbum(_fast(oensket_frist="til jul", **GRUND), haendelser("opgave.bed_om_frist")),
    "opgave_meld": Verbum(_fast(resultat="Det er gjort i går."), haendelser("opgave.meld")),
    "opgave_kladde": Verbum(effekt=Indstilling.objects.count),
    "opgave_luk": Verbum(effekt=haendelser("opgave.luk")),
    "opgave_genaabn": Verbum(_fast(kommentar="Der mangler noget."), haendelser("opgave.genaabn")),
    "opgave_bortfald": Verbum(_fast(**GRUND), haendelser("opgave.bortfald")),
    "udsendelse_klargoer": Verbum(_fast(slags="dagsorden"), Udsendelse.objects.count),
    "udsendelse_send": Verbum(effekt=haendelser("udsendelse.send")),
}  # fmt: skip
