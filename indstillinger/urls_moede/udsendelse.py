from django.urls import path

from indstillinger.views import dokument, udsendelse

_ROOM = "moeder/<str:noegle>/udsendelse"

# /moeder/<noegle>/udsendelse/ and /dokument/
urlpatterns = [
    path(f"{_ROOM}/", udsendelse.liste, name="udsendelser"),
    path(f"{_ROOM}/klargoer/", udsendelse.klargoer, name="udsendelse_klargoer"),
    path(f"{_ROOM}/<int:nr>/", udsendelse.vis, name="udsendelse"),
    path(f"{_ROOM}/<int:nr>/send/", udsendelse.send_side, name="udsendelse_send"),
    path("moeder/<str:noegle>/dokument/<uuid:uuid>.pdf", dokument.hent, name="moede_dokument"),
]
