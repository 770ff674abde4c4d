"""/moeder/<noegle>/ and its items, as their readers have them"""

from django.urls import path

from indstillinger.views import moede_laes, punkt, punktbilag

_ITEM = "moeder/<str:noegle>/punkt/<str:nummer>"

urlpatterns = [
    path("moeder/<str:noegle>/", moede_laes.vis, name="moede_laes"),
    path(f"{_ITEM}/", punkt.vis, name="punkt_laes"),
    path(f"{_ITEM}/bilag/<int:n>/", punktbilag.hent, name="punktbilag_hent"),
    path(f"{_ITEM}/bilag/<int:n>/vis/", punktbilag.vis, name="punktbilag_vis"),
    path(f"{_ITEM}/bilag/<int:n>/side/<int:side>.png", punktbilag.side, name="punktbilag_side"),
]
