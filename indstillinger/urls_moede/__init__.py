"""Addresses of meetings, decisions and tasks: a module for each room."""

from indstillinger.urls_moede import afvikling, beslutninger, byg, kalender, laes, opgaver, referat, udsendelse

urlpatterns = [
    *byg.urlpatterns,  # before the meeting's own page: "planlaeg" is no meeting
    *kalender.urlpatterns,
    *laes.urlpatterns,
    *udsendelse.urlpatterns,
    *afvikling.urlpatterns,
    *referat.urlpatterns,
    *beslutninger.urlpatterns,
    *opgaver.urlpatterns,
]
