from django.urls import path

from indstillinger.views import opgaver, opgaveverber

urlpatterns = [
    # /opgaver/
    path("opgaver/", opgaver.liste, name="opgave_liste"),
    path("opgaver/<str:nr>/", opgaver.vis, name="opgave_vis"),
    path("opgaver/<str:nr>/fil/", opgaver.hent, name="opgave_fil"),
    path("opgaver/<str:nr>/tildel/", opgaveverber.tildel, name="opgave_tildel"),
    path("opgaver/<str:nr>/afvis/", opgaveverber.afvis, name="opgave_afvis"),
    path("opgaver/<str:nr>/flyt/", opgaveverber.flyt, name="opgave_flyt"),
    path("opgaver/<str:nr>/udskyd/", opgaveverber.udskyd, name="opgave_udskyd"),
    path("opgaver/<str:nr>/bed-om-frist/", opgaveverber.bed_om_frist, name="opgave_bed_om_frist"),
    path("opgaver/<str:nr>/meld/", opgaveverber.meld, name="opgave_meld"),
    path("opgaver/<str:nr>/kladde/", opgaveverber.kladde, name="opgave_kladde"),
    path("opgaver/<str:nr>/luk/", opgaveverber.luk, name="opgave_luk"),
    path("opgaver/<str:nr>/genaabn/", opgaveverber.genaabn, name="opgave_genaabn"),
    path("opgaver/<str:nr>/bortfald/", opgaveverber.bortfald, name="opgave_bortfald"),
]
