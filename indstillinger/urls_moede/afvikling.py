from django.urls import path

from indstillinger.views import afvikling, afvikling_verber

_ITEM = "moeder/<str:noegle>/afvikling/<str:nummer>"

urlpatterns = [
    # /moeder/<noegle>/
    path("moeder/<str:noegle>/start/", afvikling_verber.start, name="moede_start"),
    path("moeder/<str:noegle>/afslut/", afvikling_verber.afslut, name="moede_afslut"),
    path("moeder/<str:noegle>/genaabn/", afvikling_verber.genaabn, name="moede_genaabn"),
    path("moeder/<str:noegle>/fremmoede/", afvikling_verber.fremmoede, name="moede_fremmoede"),
    # /moeder/<noegle>/afvikling/
    path("moeder/<str:noegle>/afvikling/", afvikling.foerste, name="moede_afvikling"),
    path(f"{_ITEM}/", afvikling.afvikling, name="punkt_afvikling"),
    path(f"{_ITEM}/felt/", afvikling.felt, name="punkt_afvikling_felt"),
    path(f"{_ITEM}/alle/", afvikling.alle, name="punkt_alle"),
    path(f"{_ITEM}/ikke-naaet/", afvikling_verber.ikke_naaet, name="punkt_ikke_naaet"),
    path(f"{_ITEM}/udsaet/", afvikling_verber.udsaet, name="punkt_udsaet"),
    path(f"{_ITEM}/fravaer/", afvikling_verber.fravaer, name="punkt_fravaer"),
    path(f"{_ITEM}/uddel/", afvikling_verber.uddel, name="punkt_uddel"),
]
