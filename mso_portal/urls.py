"""Composition root: mounts the apps."""

from django.conf import settings
from django.urls import include, path

from mso_portal import forside, sider

urlpatterns = [
    path("", forside.forside, name="forside"),
    path("", include("mso_portal.organisation.urls")),
    path("", include("indstillinger.urls")),
    path("", include(sider.urlpatterns)),
]
if settings.MSO_MILJOE == "demo":
    urlpatterns.append(path("komponenter/", sider.komponenter, name="komponenter"))

handler400 = "mso_portal.motor.fejl.bad_request"
handler403 = "mso_portal.motor.fejl.permission_denied"
handler404 = "mso_portal.motor.fejl.not_found"
handler500 = "mso_portal.motor.fejl.server_error"
