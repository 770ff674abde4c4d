"""Every page of the portal, with somebody who may see it; what has none, with the reason."""

from django.apps import apps
from django.urls import reverse

from mso_portal.motor.access import views
from mso_portal.sider import TOPICS

WITHOUT_PAGE = {
    "find_enhed": "fragment of a page", "find_person": "fragment of a page",
    "bilag_hent": "the file", "bilag_side": "PNG", "import_fremdrift": "fragment of a page",
    "import_felt": "POST only", "import_fortryd": "POST only", "import_kasser": "POST only",
    "indstilling_eksport": "CSV and Excel", "indstilling_felt": "JSON: the autosave", "indstilling_pdf": "PDF",
    "indstilling_visning_fjern": "POST only", "version_pdf": "PDF",
    "kommentar_genaabn": "POST only", "kommentar_loes": "POST only", "kommentar_ret": "POST only",
    "kommentar_streg": "POST only", "kommentar_svar": "POST only", "koordinering_svar": "POST only",
    "notifikation_aabn": "POST only", "notifikationer_laest": "POST only",
    "klar": "one word of text", "sund": "one word of text", "robots": "text",
    "laes_kroner": "JSON: the echo", "laes_tidspunkt": "JSON: the echo", "noegle": "JSON",
    "opsaetning_indlaes_hent": "CSV and Excel",
    "logud": "POST only", "sessioner_afslut": "POST only", "was": "leads on to another address",
}  # fmt: skip


class Row:
    """A row of the played world, to be found when its address is needed."""

    def __init__(self, model, **where):
        self.model, self.where = model, where

    def first(self, database):
        rows = apps.get_model("organisation", self.model).objects.using(database)
        return rows.filter(**self.where).order_by("pk")[0]


# URL name: person, then what its address needs.
PAGES = {
    "forside": ("signe", {}),
    "login": (None, {}),
    "tilgaengelighed": (None, {}),
    "hjaelp": ("lise", {}),
    "hjaelp_emne": ("lise", {"emne": list(TOPICS)}),
    "komponenter": ("lise", {}),
    "profil": ("lars", {}),
    "profil_ret": ("lars", {}),
    "sessioner": ("lars", {}),
    "stedfortraedere": ("lars", {}),
    "stedfortraeder_ny": ("lars", {}),
    "stedfortraeder_afslut": ("lars", {"pk": Row("Stedfortraedelse", for_bruger__brugernavn="lars")}),
    "indstilling_liste": ("signe", {}),
    "indstilling_ny": ("signe", {}),
    "indstilling_laes": ("signe", {"nr": ["2020-008", "2020-022"]}),
    "indstilling_rediger": ("kirsten", {"nr": "2020-031"}),
    "indstilling_slet": ("signe", {"nr": "2020-034"}),
    "indstilling_historik": ("signe", {"nr": "2020-008"}),
    "indstilling_sammenlign": ("signe", {"nr": "2020-008", "fra": 1, "til": 6}),
    "indstilling_tjek": ("signe", {"nr": ["2020-008", "2020-034"]}),
    "indstilling_indsend": ("signe", {"nr": "2020-034"}),
    "indstilling_godkend": ("lars", {"nr": "2020-029"}),
    "indstilling_returner": ("lars", {"nr": "2020-029"}),
    "indstilling_traek": ("signe", {"nr": "2020-008"}),
    "indstilling_luk": ("kirsten", {"nr": "2020-008"}),
    "indstilling_aabn": ("kirsten", {"nr": "2020-022"}),
    "indstilling_versioner": ("signe", {"nr": "2020-008"}),
    "indstilling_visninger": ("signe", {}),
    "indstilling_kommentarer": ("signe", {"nr": "2020-008"}),
    "version_laes": ("signe", {"nr": "2020-008", "version": 1}),
    "koordinering": ("signe", {"nr": "2020-008"}),
    "koordinering_spoerg": ("signe", {"nr": "2020-034"}),
    "bilag_vis": ("signe", {"nr": "2020-008", "n": 1}),
    "bilag_vedlaeg": ("signe", {"nr": "2020-034"}),
    "import_ny": ("signe", {}),
    "soeg": ("signe", {}),
    "notifikationer": ("kirsten", {}),
    "demopost": ("kirsten", {}),
    "drift": ("adam", {}),
    "opsaetning": ("adam", {}),
    "opsaetning_indlaes": ("adam", {"slags": ["personer", "afdelinger"]}),
    "opsaetning_periode": (
        "adam", {"slags": "medlemskab", "pk": Row("Medlemskab", bruger__brugernavn="carla")},
    ),
    "opsaetning_periode_slet": (
        "adam", {"slags": "medlemskab", "pk": Row("Medlemskab", bruger__brugernavn="carla")},
    ),
    "opsaetning_fora": ("adam", {}),
    "opsaetning_forum_ny": ("adam", {}),
    "opsaetning_forum": ("adam", {"kode": "CT"}),
    "opsaetning_forum_ret": ("adam", {"kode": "CT"}),
    "opsaetning_forum_medlem": ("adam", {"kode": "CT"}),
    "opsaetning_personer": ("adam", {}),
    "opsaetning_person_ny": ("adam", {}),
    "opsaetning_person": ("adam", {"uuid": Row("Bruger", brugernavn="lone")}),
    "opsaetning_person_ret": ("adam", {"uuid": Row("Bruger", brugernavn="lone")}),
    "opsaetning_person_luk": ("adam", {"uuid": Row("Bruger", brugernavn="lone")}),
    "opsaetning_person_aabn": ("adam", {"uuid": Row("Bruger", brugernavn="freja")}),
    "opsaetning_person_rolle": ("adam", {"uuid": Row("Bruger", brugernavn="lone")}),
    "opsaetning_person_tilknyt": ("adam", {"uuid": Row("Bruger", brugernavn="lone")}),
    "opsaetning_person_alias": ("adam", {"uuid": Row("Bruger", brugernavn="lone")}),
    "opsaetning_alias_slet": ("adam", {"pk": Row("Personalias", bruger__brugernavn="lone")}),
    "opsaetning_afdelinger": ("adam", {}),
    "opsaetning_afdeling_ny": ("adam", {}),
    "opsaetning_afdeling": ("adam", {"kode": "STAB-01"}),
    "opsaetning_afdeling_ret": ("adam", {"kode": "STAB-01"}),
    "opsaetning_afdeling_placer": ("adam", {"kode": "STAB-01"}),
    "opsaetning_afdeling_tilknyt": ("adam", {"kode": "STAB-01"}),
    "opsaetning_lukkedage": ("adam", {}),
    "opsaetning_lukkedag_ny": ("adam", {}),
    "opsaetning_lukkedag_slet": ("adam", {"pk": Row("Lukkedag")}),
    "opsaetning_budgetperioder": ("adam", {}),
    "opsaetning_budgetperiode_ny": ("adam", {}),
    "opsaetning_budgetperiode_slet": ("adam", {"pk": Row("Budgetperiode")}),
}  # fmt: skip
# Pages that exist only after an act; a test does the act.
AFTER_AN_ACT = {
    "opsaetning_indlaesning", "bilag_fjern_fil", "indstilling_genoptag", "indstilling_tilbagekald",
    "koordinering_frafald", "import_vis", "import_bekraeft", "drift_job", "drift_job_luk",
    "drift_mail", "demopost_mail",
}  # fmt: skip
# Pages that no URL name has.
REFUSALS = {"fejl_403": ("signe", "/opsaetning/"), "fejl_404": ("signe", "/findes-ikke/")}


def names():
    """Return every URL name of the portal."""
    return {pattern.name for _, pattern in views()}


def addresses(name, database):
    """Return the addresses to look at for a URL name; rows are found in the played world."""
    _, needs = PAGES[name]
    several = [needs | {key: one} for key, value in needs.items() if isinstance(value, list) for one in value]
    return [reverse(name, kwargs=_found(one, database)) for one in several or [needs]]


def _found(needs, database):
    found = {}
    for key, value in needs.items():
        found[key] = getattr(value.first(database), key) if isinstance(value, Row) else value
    return found
