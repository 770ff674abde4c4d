from django.urls import path

from indstillinger.views import arkiv, kalender

urlpatterns = [
    # /kalender/
    path("kalender/", kalender.kalender, name="kalender"),
    path("kalender/adresse/", kalender.adresse, name="kalender_adresse"),
    path("kalender/<str:noegle>.ics", kalender.ics, name="kalender_ics"),
    # /moeder/<noegle>/arkiv/
    path("moeder/<str:noegle>/arkiv/<str:udgave>/", arkiv.arkiv, name="moede_arkiv"),
]
