"""/moeder/: the list, planning, the årshjul, where an agenda is built, and the forum's own texts."""

from django.urls import path

from indstillinger.views import aarshjul, byg, byg_bilag, byg_punkt, forumtekster, moeder, planlaeg

MOEDE = "moeder/<slug:noegle>"
PUNKT = f"{MOEDE}/byg/<uuid:uuid>"
AARSHJUL = "moeder/aarshjul"
FORUM = "opsaetning/fora/<str:kode>/moeder"

urlpatterns = [
    path("moeder/", moeder.liste, name="moede_liste"),
    path("moeder/planlaeg/", planlaeg.planlaeg, name="moede_planlaeg"),
    # /moeder/aarshjul/
    path(f"{AARSHJUL}/", aarshjul.vis, name="aarshjul"),
    path(f"{AARSHJUL}/ny/<str:kode>/", aarshjul.ny, name="aarshjul_ny"),
    path(f"{AARSHJUL}/<uuid:uuid>/", aarshjul.tag, name="aarshjul_tag"),
    path(f"{AARSHJUL}/<uuid:uuid>/ret/", aarshjul.ret, name="aarshjul_ret"),
    path(f"{AARSHJUL}/<uuid:uuid>/slet/", aarshjul.slet, name="aarshjul_slet"),
    path(f"{AARSHJUL}/<uuid:uuid>/<int:aar>/", aarshjul.aar, name="aarshjul_aar"),
    path(f"{AARSHJUL}/<uuid:uuid>/<int:aar>/spring-over/", aarshjul.spring_over, name="aarshjul_spring_over"),
    # /moeder/<noegle>/
    path(f"{MOEDE}/ret/", moeder.ret, name="moede_ret"),
    path(f"{MOEDE}/aflys/", moeder.aflys, name="moede_aflys"),
    # /moeder/<noegle>/byg/
    path(f"{MOEDE}/byg/", byg.byg, name="moede_byg"),
    path(f"{MOEDE}/byg/optag/<str:nr>/", byg_punkt.optag, name="punkt_optag"),
    path(f"{MOEDE}/byg/nyt/", byg_punkt.nyt, name="punkt_nyt"),
    path(f"{MOEDE}/byg/pause/", byg_punkt.pause, name="punkt_pause"),
    path(f"{PUNKT}/ret/", byg_punkt.ret, name="punkt_ret"),
    path(f"{PUNKT}/bilag/", byg_bilag.bilag, name="punkt_bilag"),
    path(f"{PUNKT}/bilag/<uuid:bilag>/", byg_bilag.hent, name="punkt_bilag_hent"),
    path(f"{PUNKT}/bilag/<uuid:bilag>/fjern/", byg_bilag.fjern, name="punkt_bilag_fjern"),
    path(f"{PUNKT}/flyt/", byg_punkt.flyt, name="punkt_flyt"),
    path(f"{PUNKT}/fjern/", byg_punkt.fjern, name="punkt_fjern"),
    path(f"{PUNKT}/udgaar/", byg_punkt.udgaar, name="punkt_udgaar"),
    path(f"{PUNKT}/deltagere/", byg_punkt.deltagere, name="punkt_deltagere"),
    path(f"{PUNKT}/deltagere/<uuid:deltager>/fjern/", byg_punkt.deltager_fjern, name="punkt_deltager_fjern"),
    path(f"{PUNKT}/inhabilitet/", byg_punkt.inhabilitet, name="punkt_inhabilitet"),
    path(f"{PUNKT}/inhabilitet/<int:pk>/ophaev/", byg_punkt.ophaev, name="punkt_ophaev"),
    # /opsaetning/fora/<kode>/moeder/
    path(f"{FORUM}/", forumtekster.vis, name="forum_moeder"),
    path(f"{FORUM}/standardpunkt/ny/", forumtekster.standardpunkt_ny, name="forum_standardpunkt_ny"),
    path(f"{FORUM}/standardpunkt/<int:pk>/", forumtekster.standardpunkt, name="forum_standardpunkt"),
    path(f"{FORUM}/standardpunkt/<int:pk>/slet/", forumtekster.standardpunkt_slet, name="forum_standardpunkt_slet"),
    path(f"{FORUM}/standardtekst/<str:udfald>/", forumtekster.standardtekst, name="forum_standardtekst"),
]
