"""/moeder/<noegle>/referat/"""

from django.urls import path

from indstillinger.views import delreferater, referat, referat_kommentarer, referat_verber

REFERAT = "moeder/<slug:noegle>/referat"

urlpatterns = [
    path(f"{REFERAT}/", referat.nyeste, name="referat"),
    path(f"{REFERAT}/delreferater.zip", delreferater.hent, name="referat_delreferater"),
    path(f"{REFERAT}/<int:nr>/", referat.vis, name="referat_version"),
    path(f"{REFERAT}/<int:nr>/send/", referat_verber.send, name="referat_send"),
    path(f"{REFERAT}/<int:nr>/tag-tilbage/", referat_verber.tag_tilbage, name="referat_tag_tilbage"),
    path(f"{REFERAT}/<int:nr>/godkend/", referat_verber.godkend, name="referat_godkend"),
    path(f"{REFERAT}/<int:nr>/ret/", referat_verber.ret, name="referat_ret"),
    path(f"{REFERAT}/<int:nr>/kommentarer/", referat_kommentarer.kommentarer, name="referat_kommentarer"),
    path(f"{REFERAT}/<int:nr>/kommentarer/<int:kommentar>/svar/", referat_kommentarer.svar, name="referat_svar"),
]
