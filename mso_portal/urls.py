"""Composition root: mounts the apps."""

from django.conf import settings
from django.urls import include, path

from mso_portal import demopost, forside, notifikationer, sider, soeg

urlpatterns = [
    path("", forside.forside, name="forside"),
    path("soeg/", soeg.soeg, name="soeg"),
    path("", include("mso_portal.organisation.urls")),
    path("", include("indstillinger.urls")),
    path("", include("indsatser.urls")),
    path("", include(notifikationer.urlpatterns)),
    path("", include(sider.urlpatterns)),
]
if settings.MSO_MILJOE == "demo":
    urlpatterns += [path("komponenter/", sider.komponenter, name="komponenter"), *demopost.urlpatterns]

handler400 = "mso_portal.motor.fejl.bad_request"
handler403 = "mso_portal.motor.fejl.permission_denied"
handler404 = "mso_portal.motor.fejl.not_found"
handler500 = "mso_portal.motor.fejl.server_error"
