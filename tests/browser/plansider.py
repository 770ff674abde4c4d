"""Every page of plans, with somebody who may see it; sider.py holds those of the rest of the portal."""

from tests.browser.row import Row

PLANS_WITHOUT_PAGE = {
    "plan_xlsx": "Excel", "plan_pdf": "PDF", "plan_ics": "a calendar", "plan_import_skabelon": "CSV and Excel",
    "status_pdf": "PDF", "status_xlsx": "Excel", "status_kladde": "PDF", "uddrag_pdf": "PDF",
    "runde_portefoelje": "PDF", "runde_samlet": "PDF", "runde_ics": "a calendar", "status_felt": "JSON: the autosave",
    "bidrag_uaendret": "POST only", "bidrag_pind": "POST only", "status_ret_medtag": "POST only",
    "status_ret_fjern": "POST only",
}  # fmt: skip


def _plan(titel):
    return Row("indsatser.Indsatsplan", "nummer", titel__startswith=titel)


TAKT = _plan("Indsatsplan for Takt og tone")
UDVIKLING = _plan("Udviklingsplan for kvalitet")
KLADDE = _plan("Udviklingsplan for sagsbehandlingen")
LUKKET = _plan("Fortrolig plan")


def _raekke(model, plan, path="plan", **where):
    """Return the needs of an address with a row of the plan."""
    titel = plan.where["titel__startswith"]
    return {"nr": plan, "uuid": Row(f"indsatser.{model}", "uuid", **{f"{path}__titel__startswith": titel}, **where)}


MAALT = _raekke("Indikator", UDVIKLING, "maal__plan", tilstand="defineret")
TASTET = _raekke("Indikator", UDVIKLING, "maal__plan", tilstand="defineret",
                 definitioner__maalemetoder__slags="registerudtraek")  # fmt: skip
UAFKLARET = _raekke("Indikator", UDVIKLING, "maal__plan", tilstand="ikke_defineret")
AABEN = _raekke("Milepael", LUKKET, faktisk_dato=None, bortfaldet_den=None)
RYTME = {"uuid": Row("indsatser.Rapporteringsrytme", "uuid", art="kvartal")}
PLANPAGES = {
    "plan_liste": ("carla", {}),
    "plan_ny": ("lars", {}),
    "plan_fra_beslutning": (
        "kirsten", {"nummer": Row("indstillinger.Beslutning", "nummer", status="gaeldende",
                                  referatpunkt__udfald="vedtaget", punkt__moede__noegle="ct-2020-10-23")},
    ),
    "plan": ("tim", {"nr": [TAKT, UDVIKLING, KLADDE]}),
    "plan_rediger": ("tim", {"nr": KLADDE}),
    "plan_aktiver": ("pernille", {"nr": KLADDE}),
    "plan_deltagere": ("tim", {"nr": UDVIKLING}),
    "plan_rapportering": ("tim", {"nr": UDVIKLING}),
    "statuspligt_ny": ("tim", {"nr": UDVIKLING}),
    "statuspligt_primaer": ("tim", _raekke("Statuspligt", UDVIKLING, til=None, primaer=False)),
    "plan_milepaele": ("tim", {"nr": UDVIKLING}),
    "milepael": ("signe", AABEN),
    "milepael_ny": ("tim", {"nr": KLADDE}),
    "milepael_prognose": ("signe", AABEN),
    "plan_tidsplan": ("tim", {"nr": [TAKT, UDVIKLING]}),
    "plan_maal": ("tim", {"nr": UDVIKLING}),
    "indikator": ("tim", MAALT),
    "indikator_definition": ("tim", UAFKLARET),
    "indikator_indberet": ("tim", TASTET),
    "plan_leverancer": ("gorm", {"nr": TAKT}),
    "plan_oekonomi": ("gorm", {"nr": TAKT}),
    "plan_risici": ("tim", {"nr": UDVIKLING}),
    "risiko_vurder": ("tim", _raekke("Planrisiko", UDVIKLING, lukket_den=None)),
    "plan_opfoelgning": ("gorm", {"nr": TAKT}),
    "mine_leverancer": ("lone", {}),
    "mine_maalinger": ("tim", {}),
    "plan_aendringer": ("tim", {"nr": UDVIKLING}),
    "aendring": ("tim", _raekke("Aendring", UDVIKLING)),
    "aendring_ny": ("tim", {"nr": UDVIKLING}),
    "plan_versioner": ("tim", {"nr": UDVIKLING}),
    "plan_sammenlign": ("tim", {"nr": UDVIKLING, "fra": 1, "til": 2}),
    "plan_historik": ("tim", {"nr": TAKT}),
    "plan_tilsyn": ("tim", {"nr": UDVIKLING}),
    "tilsyn": ("tim", _raekke("Tilsyn", UDVIKLING)),
    "tilsyn_ny": ("tim", {"nr": UDVIKLING}),
    "tilsyn_sag": ("tim", {**_raekke("Tilsyn", UDVIKLING), "n": 1}),
    "tjekliste_liste": ("lars", {}),
    "tjekliste": ("lars", {"uuid": Row("indsatser.Tjekliste", "uuid")}),
    "tjekliste_ny": ("lars", {}),
    "skabelon_liste": ("lars", {}),
    "skabelon": ("lars", {"uuid": Row("indsatser.Temaskabelon", "uuid")}),
    "skabelon_ny": ("lars", {}),
    "plan_import": ("tim", {}),
    "plan_status": ("tim", {"nr": [TAKT, UDVIKLING]}),
    "status": ("gorm", {"nr": TAKT, "k": ["2020-K2", "2020-K3"]}),
    "status_version": ("tim", {"nr": UDVIKLING, "k": "2020-K2", "n": [1, 2]}),
    "status_aendringer": ("tim", {"nr": UDVIKLING, "k": "2020-K3"}),
    "status_rediger": ("tim", {"nr": UDVIKLING, "k": "2020-11-30"}),
    "status_ret": ("tim", {"nr": UDVIKLING, "k": "2020-K3"}),
    "uddrag": ("lise", {"nr": TAKT, "k": "2020-K3"}),
    "mine_bidrag": ("tim", {}),
    "runde_liste": ("gorm", {}),
    "runde": ("tim", {"forum": "TF", "k": ["2020-11-30", "2020-10-19"]}),
    "runde_ret": ("tim", {"forum": "TF", "k": "2021-01-11"}),
    "runde_aflys": ("tim", {"forum": "TF", "k": "2021-01-11"}),
    "rundemoede": ("gorm", {"forum": "BES", "k": "2020-K3"}),
    "rytme_liste": ("lise", {}),
    "rytme": ("lise", RYTME),
    "rytme_ny": ("adam", {}),
    "rytme_ret": ("adam", RYTME),
}  # fmt: skip
# Pages that ask before an act, as another page of the same template does that is looked at.
PLANLIKE = {
    **dict.fromkeys(("plan_afslut", "plan_stop", "plan_slet", "plandeltager_afslut"), "plan_aktiver"),
    "statuspligt_afslut": "statuspligt_primaer", "statuspligt_ret": "statuspligt_ny",
    **dict.fromkeys(("plan_temaer", "plan_aktiviteter"), "plan_milepaele"),
    **dict.fromkeys(
        ("plandeltager_ny", "tema_ny", "tema_ret", "milepael_ret", "aktivitet_ny", "aktivitet_ret", "maal_ny",
         "maal_ret", "leverance_ny", "leverance_ret", "planrisiko_ny", "planrisiko_ret", "budgetpost_ny",
         "budgetpost_ret", "opfoelgningspunkt_ny", "opfoelgningspunkt_ret"), "milepael_ny",
    ),
    **dict.fromkeys(
        ("tema_slet", "milepael_slet", "aktivitet_slet", "maal_slet", "leverance_slet", "planrisiko_slet",
         "budgetpost_slet", "opfoelgningspunkt_slet", "milepael_gennemfoert", "milepael_genaabn",
         "milepael_afhaenger", "aktivitet_tilstand", "risiko_luk", "budgetpost_beloeb", "opfoelgningspunkt_luk",
         "leverance_bekraeft", "leverance_andet_tidspunkt", "leverance_afvis", "leverance_godtag",
         "leverance_foreslaa_igen", "leverance_prognose", "leverance_lever", "leverance_send_tilbage",
         "leverance_bortfald"), "milepael_prognose",
    ),
    **dict.fromkeys(("indikator_ny", "indikator_afklar", "indikator_udgaa", "indikator_baseline"), "milepael_prognose"),
    **dict.fromkeys(
        ("aendring_ret", "aendring_forelaeg", "aendring_tag_tilbage", "aendring_godkend", "aendring_afvis",
         "aendring_traek", "aendring_post", "aendring_post_fjern"), "aendring_ny",
    ),
    **dict.fromkeys(("tilsyn_udtraek", "tilsyn_kontroller", "tilsyn_luk"), "tilsyn_ny"),
    "tjekliste_ret": "tjekliste_ny", "tjekliste_i_brug": "milepael_prognose", "tjekliste_kopi": "milepael_prognose",
    **dict.fromkeys(
        ("status_indsend", "status_godkend", "status_returner", "status_genaabn", "status_laas", "status_laas_uden",
         "status_opgiv", "uddrag_udgiv", "uddrag_tilbagekald", "runde_bekraeft_ferie", "runde_laas", "runde_dagsorden",
         "runde_afslut", "rundemoede_indstilling"), "runde_aflys",
    ),
    "status_ret_vaerdi": "plan_risici", "rundemoede_udfald": "aendring_ny", "rytme_runde": "rytme_ny",
    "tema_skabelon": "skabelon_ny", "plan_import_vis": "plan_import",
}  # fmt: skip
