"""Every page of the portal, with somebody who may see it; what has none, with the reason."""

from django.urls import reverse

from mso_portal.motor.access import views
from mso_portal.sider import TOPICS
from tests.browser.plansider import PLANLIKE, PLANPAGES, PLANS_WITHOUT_PAGE
from tests.browser.row import Row

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
    "aarshjul_tag": "leads on to another address", "beslutning_eksport": "CSV, Excel and PDF",
    "kalender_ics": "a calendar", "moede_afvikling": "leads on to another address", "moede_arkiv": "ZIP",
    "opgave_fil": "the file", "punkt_bilag_hent": "the file", "referat_delreferater": "ZIP",
    "moede_dokument": "PDF", "punkt_afvikling_felt": "JSON: the autosave", "punktbilag_hent": "the file",
    "punktbilag_side": "PNG", "referat_svar": "POST only",
    **PLANS_WITHOUT_PAGE,
    "logud": "POST only", "sessioner_afslut": "POST only", "was": "leads on to another address",
}  # fmt: skip


BYGGES, HOLDT, RETTET = "ct-2020-12-04", "ct-2020-11-13", "ct-2020-10-23"


def _punkt(felt="uuid", **where):
    return Row("indstillinger.Dagsordenspunkt", felt, moede__noegle=BYGGES, **where)


def _opgave(**where):
    return Row("indstillinger.Opgave", "nummer", **where)


def _beslutning(**where):
    return Row("indstillinger.Beslutning", "nummer", status="gaeldende", punkt__moede__forum__kode="CT", **where)


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
    "indstilling_traek": ("signe", {"nr": "2020-034"}),
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
    "moede_liste": ("carla", {}),
    "moede_planlaeg": ("kirsten", {}),
    "aarshjul": ("kirsten", {}),
    "aarshjul_ny": ("kirsten", {"kode": "CT"}),
    "forum_moeder": ("kirsten", {"kode": "CT"}),
    "forum_standardpunkt_ny": ("kirsten", {"kode": "CT"}),
    "moede_laes": ("carla", {"noegle": [HOLDT, RETTET]}),
    "moede_byg": ("kirsten", {"noegle": BYGGES}),
    "moede_ret": ("kirsten", {"noegle": BYGGES}),
    "moede_aflys": ("kirsten", {"noegle": BYGGES}),
    "punkt_nyt": ("kirsten", {"noegle": BYGGES}),
    "punkt_optag": (
        "kirsten", {"noegle": BYGGES, "nr": Row("indstillinger.Indstilling", "nummer", tilstand="godkendt",
                                                forum__kode="CT", dagsordenspunkter=None)},
    ),
    "punkt_deltagere": ("kirsten", {"noegle": BYGGES, "uuid": _punkt(art="indstilling")}),
    "punkt_inhabilitet": ("kirsten", {"noegle": BYGGES, "uuid": _punkt(art="indstilling")}),
    "udsendelser": ("kirsten", {"noegle": HOLDT}),
    "udsendelse": ("kirsten", {"noegle": HOLDT, "nr": 1}),
    "udsendelse_klargoer": ("kirsten", {"noegle": BYGGES}),
    "punkt_laes": ("carla", {"noegle": HOLDT, "nummer": ["1", "3"]}),
    "moede_fremmoede": ("kirsten", {"noegle": HOLDT}),
    "punkt_afvikling": ("kirsten", {"noegle": HOLDT, "nummer": "3"}),
    "referat": ("carla", {"noegle": HOLDT}),
    "referat_version": ("carla", {"noegle": RETTET, "nr": 2}),
    "referat_kommentarer": ("carla", {"noegle": HOLDT, "nr": 1}),
    "referat_tag_tilbage": ("kirsten", {"noegle": HOLDT, "nr": 1}),
    "beslutning_liste": ("carla", {}),
    "beslutning": ("carla", {"nummer": _beslutning()}),
    "beslutning_udfoert": ("kirsten", {"nummer": _beslutning()}),
    "beslutning_ny_indstilling": ("carla", {"nummer": _beslutning()}),
    "opgave_liste": ("kirsten", {}),
    "opgave_vis": ("kirsten", {"nr": _opgave(tilstand="aaben", punkt__moede__forum__kode="CT")}),
    "opgave_flyt": ("kirsten", {"nr": _opgave(tilstand="aaben", punkt__moede__forum__kode="CT")}),
    "kalender": ("carla", {}),
    **PLANPAGES,
}  # fmt: skip
# Pages that ask before an act, as another page of the same template does that is looked at.
LIKE = {
    "aarshjul_aar": "aarshjul_ny", "aarshjul_spring_over": "aarshjul_ny", "aarshjul_ret": "aarshjul_ny",
    "aarshjul_slet": "moede_aflys", "forum_standardpunkt": "forum_standardpunkt_ny",
    "forum_standardpunkt_slet": "moede_aflys", "forum_standardtekst": "forum_standardpunkt_ny",
    "punkt_bilag": "bilag_vedlaeg", "punkt_bilag_fjern": "moede_aflys",
    "punkt_pause": "punkt_nyt", "punkt_ret": "punkt_nyt", "punkt_flyt": "punkt_optag", "punkt_fjern": "moede_aflys",
    "punkt_udgaar": "moede_aflys", "punkt_deltager_fjern": "moede_aflys", "punkt_ophaev": "moede_aflys",
    "moede_start": "moede_aflys", "moede_afslut": "moede_aflys", "moede_genaabn": "moede_aflys",
    "punkt_alle": "moede_aflys", "punkt_ikke_naaet": "moede_aflys", "punkt_udsaet": "moede_aflys",
    "punkt_fravaer": "moede_fremmoede", "punkt_uddel": "bilag_vedlaeg", "punktbilag_vis": "bilag_vis",
    "referat_send": "referat_tag_tilbage", "referat_godkend": "referat_tag_tilbage",
    "referat_ret": "referat_tag_tilbage", "beslutning_bortfald": "beslutning_udfoert", "opgave_tildel": "opgave_flyt",
    "opgave_afvis": "opgave_flyt", "opgave_bed_om_frist": "opgave_flyt", "opgave_meld": "opgave_flyt",
    "opgave_kladde": "opgave_flyt", "opgave_luk": "opgave_flyt", "opgave_genaabn": "opgave_flyt",
    "opgave_udskyd": "opgave_flyt", "opgave_bortfald": "opgave_flyt", "udsendelse_send": "udsendelse",
    "kalender_adresse": "profil_ret", **PLANLIKE,
}  # fmt: skip
# Pages that exist only after an act; a test does the act.
AFTER_AN_ACT = {
    "indstilling_registrer",
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
        found[key] = value.value(key, database) if isinstance(value, Row) else value
    return found
