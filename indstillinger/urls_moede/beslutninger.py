"""/beslutninger/"""

from django.urls import path

from indstillinger.views import beslutning, beslutning_eksport, beslutninger

urlpatterns = [
    path("beslutninger/", beslutninger.register, name="beslutning_liste"),
    path("beslutninger/eksport/<str:kind>/", beslutning_eksport.eksport, name="beslutning_eksport"),
    path("beslutninger/<str:nummer>/", beslutning.vis, name="beslutning"),
    path("beslutninger/<str:nummer>/udfoert/", beslutning.udfoert, name="beslutning_udfoert"),
    path("beslutninger/<str:nummer>/bortfald/", beslutning.bortfald, name="beslutning_bortfald"),
    path("beslutninger/<str:nummer>/ny-indstilling/", beslutning.ny_indstilling, name="beslutning_ny_indstilling"),
]
