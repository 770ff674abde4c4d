"""One valid body for each verb, and what it changes: a URL that takes a POST and has no line here fails the matrix."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from indstillinger.models import (
    Bilag,
    GemtVisning,
    Importfelt,
    Importforsoeg,
    Indstilling,
    Kommentar,
    Koordinering,
)
from indstillinger.workflow.koordinering import stand_of
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.models import Indlaesning, Notifikation
from mso_portal.organisation.models import Bruger, Lukkedag
from mso_portal.vaerdier.hverdage import laeg_hverdage
from tests.adgang import planer
from tests.adgang.genstande import PERSONFIL
from tests.adgang.moedegyldige import MOEDEVERBER
from tests.adgang.verbum import Verbum
from tests.motor.filer import pakke


def _versioner():
    return sum(Indstilling.objects.order_by("pk").values_list("version", flat=True))


def _felt(verden, papir):
    return {"felt": "resume", "base": fingerprint(papir.resume), "vaerdi": "Nyt resumé"}


def _rediger(verden, papir):
    return {"base:resume": fingerprint(papir.resume), "resume": "Nyt resumé"}


def _ny(verden, papir):
    return {"titel": "Ny sag", "forum": verden.forum.pk, "formular": "almindelig", "oensket_moede": "", "kopi_af": ""}


def _dage(**felter):
    first = ur.i_dag() + timedelta(days=400)
    return lambda verden, papir: {**felter, "fra": first.isoformat(), "til": (first + timedelta(days=9)).isoformat()}


def _person(navn):
    return lambda verden, papir: {**_dage(rolle="medlem")(verden, papir), "bruger": verden.personer[navn].pk}


def _stedfortraeder(verden, papir):
    return {
        **_dage(ogsaa_lukkede="nej", forum="")(verden, papir),
        "stedfortraeder": Bruger.objects.get(brugernavn="signe").pk,
    }


def _nyt_forum(verden, papir):
    yes = dict.fromkeys(("vis_offentlig_titel", "egen_godkendelse", "opfoelgningspunkt", "afvigende_mening"), "nej")
    return {"navn": "Nyt forum", "kode": "NYT", "moedenavn": "Møde", "slags": "andet", "laesekreds": "medlemmer",
            "aktiv_fra": ur.i_dag().isoformat(), **yes}  # fmt: skip


def _enhed(verden, papir):
    return {"navn": "Ny enhed", "kode": "NY-1", "slags": "team", "fra": ur.i_dag().isoformat(), "overordnet": ""}


def _ny_dag():
    return (max(Lukkedag.objects.values_list("dato", flat=True)) + timedelta(days=1)).isoformat()


def _fil(verden, papir):
    return {"fil": SimpleUploadedFile("fil.csv", PERSONFIL)}


def _spoerg(verden, papir):
    day = laeg_hverdage(ur.i_dag(), 2)
    return {"parter": [f"bruger:{verden.personer['medlem'].pk}"], "frist": day.isoformat()}


def _svar(verden, papir):
    return {"noegle": str(uuid4()), "svar": "enig", "tekst": "", "sidst": stand_of(papir.koordineringer.get())}


def _kommentar(prefix):
    """Return the body of a text about the paper's one thread or comment, whose page names the field after it."""

    def body(verden, papir):
        thread = papir.kommentartraade.get()
        one = thread if prefix == "traad" else thread.kommentarer.get()
        return {"noegle": str(uuid4()), f"{prefix}-{one.uuid}-tekst": "Hvad mener du?"}

    return body


def _tryk(verden, papir):
    return {"noegle": str(uuid4())}


def _bilag(verden, papir):
    return {"fil": SimpleUploadedFile("bilag.pdf", pakke.pdf())}


def _skema(verden, papir):
    return {"forum": verden.forum.pk, "fil": SimpleUploadedFile("skema.txt", b"Titel: Et gammelt skema")}


def _kasserede():
    return Importforsoeg.objects.filter(status="kasseret").count()


def _tjekkede():
    return Importfelt.objects.exclude(tjekket_den=None).count()


def _ulaeste():
    return Notifikation.objects.filter(laest_den=None).count()


LUKKES = {"titel_lukket": "Den rigtige titel", "hjemmel": "private_forhold", "lukket_begrundelse": "En person"}
VERBER = {
    "indstilling_ny": Verbum(_ny, Indstilling.objects.count),
    "indstilling_rediger": Verbum(_rediger, _versioner, kraever_side=False),
    "indstilling_felt": Verbum(_felt, _versioner, kraever_side=False),
    "indstilling_visninger": Verbum(lambda verden, papir: {"navn": "Ny"}, GemtVisning.objects.count),
    "indstilling_visning_fjern": Verbum(_tryk, GemtVisning.objects.count, -1, kraever_side=False),
    "koordinering_spoerg": Verbum(_spoerg, Koordinering.objects.count),
    "koordinering_svar": Verbum(_svar, kraever_side=False),
    "koordinering_frafald": Verbum(lambda verden, papir: {"grund": "Det haster"}),
    "indstilling_kommentarer": Verbum(
        lambda verden, papir: {"noegle": str(uuid4()), "felt": "effekt", "tekst": "Hvad?"}, Kommentar.objects.count,
        kraever_side=False,
    ),
    "kommentar_svar": Verbum(_kommentar("traad"), Kommentar.objects.count, kraever_side=False),
    "kommentar_loes": Verbum(_tryk, kraever_side=False),
    "kommentar_genaabn": Verbum(_tryk, kraever_side=False),
    "kommentar_ret": Verbum(_kommentar("kommentar"), kraever_side=False),
    "kommentar_streg": Verbum(_tryk, kraever_side=False),
    "bilag_vedlaeg": Verbum(_bilag, Bilag.objects.count),
    "bilag_fjern_fil": Verbum(),
    "import_ny": Verbum(_skema, Importforsoeg.objects.count),
    "import_felt": Verbum(
        lambda verden, papir: {"noegle": str(uuid4()), "handling": "tjek"}, _tjekkede, kraever_side=False
    ),
    "import_bekraeft": Verbum(effekt=Indstilling.objects.count),
    "import_kasser": Verbum(_tryk, _kasserede, kraever_side=False),
    "import_fortryd": Verbum(_tryk, _kasserede, -1, kraever_side=False),
    "notifikation_aabn": Verbum(effekt=_ulaeste, ventet=-1, kraever_side=False),
    "notifikationer_laest": Verbum(effekt=lambda: 0, ventet=0, kraever_side=False),
    "drift_job": Verbum(),
    "drift_job_luk": Verbum(lambda verden, papir: {"grund": "loest"}),
    "drift_mail": Verbum(),
    "indstilling_indsend": Verbum(),
    "indstilling_tilbagekald": Verbum(),
    "indstilling_godkend": Verbum(),
    "indstilling_returner": Verbum(lambda verden, papir: {"bemaerkning": "Skriv, hvem der gør det."}),
    "indstilling_traek": Verbum(lambda verden, papir: {"grund": "Løst"}),
    "indstilling_genoptag": Verbum(),
    "indstilling_luk": Verbum(lambda verden, papir: LUKKES),
    "indstilling_aabn": Verbum(lambda verden, papir: {"grund": "Løst"}),
    "indstilling_slet": Verbum(effekt=Indstilling.objects.count, ventet=-1),
    "login": Verbum(lambda verden, papir: {"brugernavn": "signe"}, kraever_side=False, altid=True),
    "logud": Verbum(kraever_side=False),
    "profil_ret": Verbum(lambda verden, papir: {"tema": "moerk"}),
    "sessioner_afslut": Verbum(effekt=lambda: 0, ventet=0, kraever_side=False),
    "stedfortraeder_ny": Verbum(_stedfortraeder),
    "stedfortraeder_afslut": Verbum(lambda verden, papir: {"sidste_dag": ur.i_dag().isoformat()}),
    "opsaetning_periode": Verbum(_dage()),
    "opsaetning_periode_slet": Verbum(),
    "opsaetning_forum_ny": Verbum(_nyt_forum),
    "opsaetning_forum_ret": Verbum(lambda verden, papir: {"navn": "Chefteamet"}),
    "opsaetning_forum_medlem": Verbum(_person("hr_analyse")),
    "opsaetning_person_ny": Verbum(lambda verden, papir: {"navn": "Ny Person", "brugernavn": "ny"}),
    "opsaetning_person_ret": Verbum(lambda verden, papir: {"stilling": "Chef"}),
    "opsaetning_person_luk": Verbum(),
    "opsaetning_person_aabn": Verbum(),
    "opsaetning_person_rolle": Verbum(_dage(rolle="hr_analyse")),
    "opsaetning_person_tilknyt": Verbum(
        lambda verden, papir: {**_dage(rolle="medarbejder")(verden, papir), "afdeling": verden.enhed.pk}
    ),
    "opsaetning_person_alias": Verbum(lambda verden, papir: {"alias": "M. Edlem"}),
    "opsaetning_alias_slet": Verbum(),
    "opsaetning_afdeling_ny": Verbum(_enhed, ventet=2),
    "opsaetning_afdeling_ret": Verbum(lambda verden, papir: {"navn": "Stab og ledelse"}),
    "opsaetning_afdeling_placer": Verbum(
        lambda verden, papir: {"overordnet": "", "fra": "2018-01-01", "til": "2018-12-31"}
    ),
    "opsaetning_afdeling_tilknyt": Verbum(
        lambda verden, papir: {**_person("medlem")(verden, papir), "rolle": "medarbejder"}
    ),
    "opsaetning_lukkedag_ny": Verbum(lambda verden, papir: {"dato": _ny_dag(), "navn": "Fri"}),
    "opsaetning_lukkedag_slet": Verbum(),
    "opsaetning_budgetperiode_ny": Verbum(
        lambda verden, papir: {"startaar": 2040, "aktiv_fra": ur.i_dag().isoformat()}
    ),
    "opsaetning_budgetperiode_slet": Verbum(),
    "opsaetning_indlaes": Verbum(_fil, Indlaesning.objects.count),
    "opsaetning_indlaesning": Verbum(effekt=Bruger.objects.count),
    "indstilling_registrer": Verbum(lambda verden, papir: {"dato": "2019-10-09", "udfald_1": "vedtaget"}),
    **MOEDEVERBER,
    **planer.samlet("VERBER"),
}  # fmt: skip
