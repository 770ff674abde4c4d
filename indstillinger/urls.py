from django.urls import path

from indstillinger.views import ekko, laes, liste, rediger, tjek, verber

urlpatterns = [
    # /indstillinger/
    path("indstillinger/", liste.liste, name="indstilling_liste"),
    path("indstillinger/ny/", liste.ny, name="indstilling_ny"),
    # /indstillinger/<nr>/
    path("indstillinger/<str:nr>/", laes.vis, name="indstilling_laes"),
    path("indstillinger/<str:nr>/pdf/", laes.pdf, name="indstilling_pdf"),
    path("indstillinger/<str:nr>/rediger/", rediger.rediger, name="indstilling_rediger"),
    path("indstillinger/<str:nr>/felt/", rediger.felt, name="indstilling_felt"),
    path("indstillinger/<str:nr>/tjek/", tjek.tjek, name="indstilling_tjek"),
    path("indstillinger/<str:nr>/slet/", verber.slet, name="indstilling_slet"),
    path("indstillinger/<str:nr>/historik/", laes.historik, name="indstilling_historik"),
    path("indstillinger/<str:nr>/historik/<int:fra>-<int:til>/", laes.sammenlign, name="indstilling_sammenlign"),
    # /laes/
    path("laes/kroner/", ekko.laes_kroner, name="laes_kroner"),
    path("laes/tidspunkt/", ekko.laes_tidspunkt, name="laes_tidspunkt"),
]
