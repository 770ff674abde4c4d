"""Login, profile, search for people and units, and Opsætning; mounted at the root."""

from django.urls import path

from mso_portal.organisation.views import (
    afdelinger,
    dage,
    drift,
    find,
    fora,
    indlaes,
    login,
    perioder,
    personer,
    profil,
)

urlpatterns = [
    path("login/", login.login, name="login"),
    path("logud/", login.logud, name="logud"),
    # /find/
    path("find/person/", find.find_person, name="find_person"),
    path("find/enhed/", find.find_enhed, name="find_enhed"),
    # /profil/
    path("profil/", profil.profil, name="profil"),
    path("profil/ret/", profil.profil_ret, name="profil_ret"),
    path("profil/noegle/", login.noegle, name="noegle"),
    path("profil/sessioner/", profil.sessioner, name="sessioner"),
    path("profil/sessioner/afslut/", profil.sessioner_afslut, name="sessioner_afslut"),
    path("profil/stedfortraedere/", profil.stedfortraedere, name="stedfortraedere"),
    path("profil/stedfortraedere/ny/", profil.stedfortraeder_ny, name="stedfortraeder_ny"),
    path("profil/stedfortraedere/<int:pk>/afslut/", profil.stedfortraeder_afslut, name="stedfortraeder_afslut"),
    # /opsaetning/
    path("opsaetning/", fora.opsaetning, name="opsaetning"),
    path("opsaetning/periode/<str:slags>/<int:pk>/", perioder.periode, name="opsaetning_periode"),
    path("opsaetning/periode/<str:slags>/<int:pk>/slet/", perioder.periode_slet, name="opsaetning_periode_slet"),
    # /opsaetning/drift/
    path("opsaetning/drift/", drift.drift, name="drift"),
    path("opsaetning/drift/job/<int:pk>/", drift.drift_job, name="drift_job"),
    path("opsaetning/drift/job/<int:pk>/luk/", drift.drift_job_luk, name="drift_job_luk"),
    path("opsaetning/drift/mail/<int:pk>/", drift.drift_mail, name="drift_mail"),
    # /opsaetning/fora/
    path("opsaetning/fora/", fora.fora, name="opsaetning_fora"),
    path("opsaetning/fora/ny/", fora.forum_ny, name="opsaetning_forum_ny"),
    path("opsaetning/fora/<str:kode>/", fora.forum, name="opsaetning_forum"),
    path("opsaetning/fora/<str:kode>/ret/", fora.forum_ret, name="opsaetning_forum_ret"),
    path("opsaetning/fora/<str:kode>/medlem/", fora.forum_medlem, name="opsaetning_forum_medlem"),
    # /opsaetning/personer/
    path("opsaetning/personer/", personer.personer, name="opsaetning_personer"),
    path("opsaetning/personer/ny/", personer.person_ny, name="opsaetning_person_ny"),
    path("opsaetning/personer/<uuid:uuid>/", personer.person, name="opsaetning_person"),
    path("opsaetning/personer/<uuid:uuid>/ret/", personer.person_ret, name="opsaetning_person_ret"),
    path("opsaetning/personer/<uuid:uuid>/luk/", personer.person_luk, name="opsaetning_person_luk"),
    path("opsaetning/personer/<uuid:uuid>/aabn/", personer.person_aabn, name="opsaetning_person_aabn"),
    path("opsaetning/personer/<uuid:uuid>/rolle/", personer.person_rolle, name="opsaetning_person_rolle"),
    path("opsaetning/personer/<uuid:uuid>/tilknyt/", personer.person_tilknyt, name="opsaetning_person_tilknyt"),
    path("opsaetning/personer/<uuid:uuid>/alias/", personer.person_alias, name="opsaetning_person_alias"),
    path("opsaetning/alias/<int:pk>/slet/", personer.alias_slet, name="opsaetning_alias_slet"),
    # /opsaetning/afdelinger/
    path("opsaetning/afdelinger/", afdelinger.afdelinger, name="opsaetning_afdelinger"),
    path("opsaetning/afdelinger/ny/", afdelinger.afdeling_ny, name="opsaetning_afdeling_ny"),
    path("opsaetning/afdelinger/<str:kode>/", afdelinger.afdeling, name="opsaetning_afdeling"),
    path("opsaetning/afdelinger/<str:kode>/ret/", afdelinger.afdeling_ret, name="opsaetning_afdeling_ret"),
    path(
        "opsaetning/afdelinger/<str:kode>/placer/",
        afdelinger.afdeling_placer,
        name="opsaetning_afdeling_placer",
    ),
    path(
        "opsaetning/afdelinger/<str:kode>/tilknyt/",
        afdelinger.afdeling_tilknyt,
        name="opsaetning_afdeling_tilknyt",
    ),
    # /opsaetning/indlaes/
    path("opsaetning/indlaes/<uuid:uuid>/", indlaes.indlaesning, name="opsaetning_indlaesning"),
    path("opsaetning/indlaes/<str:slags>/", indlaes.indlaes, name="opsaetning_indlaes"),
    path("opsaetning/indlaes/<str:slags>/<str:fil>/", indlaes.hent, name="opsaetning_indlaes_hent"),
    # /opsaetning/lukkedage/, /opsaetning/budgetperioder/
    path("opsaetning/lukkedage/", dage.lukkedage, name="opsaetning_lukkedage"),
    path("opsaetning/lukkedage/ny/", dage.lukkedag_ny, name="opsaetning_lukkedag_ny"),
    path("opsaetning/lukkedage/<int:pk>/slet/", dage.lukkedag_slet, name="opsaetning_lukkedag_slet"),
    path("opsaetning/budgetperioder/", dage.budgetperioder, name="opsaetning_budgetperioder"),
    path("opsaetning/budgetperioder/ny/", dage.budgetperiode_ny, name="opsaetning_budgetperiode_ny"),
    path(
        "opsaetning/budgetperioder/<int:pk>/slet/",
        dage.budgetperiode_slet,
        name="opsaetning_budgetperiode_slet",
    ),
]
