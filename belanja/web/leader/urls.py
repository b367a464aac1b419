"""Where an officer lands, and the watching pages."""

from django.urls import path

from . import desk, overview, unit, unknown, work

app_name = "leader"
urlpatterns = [
    path("meja/", desk.desk, name="desk"),
    path("pantau/<str:gov>/", overview.overview, name="overview"),
    path("pantau/<str:gov>/pekerjaan/", work.work, name="work"),
    path("pantau/<str:gov>/pekerjaan/<str:kind>/", work.work_list, name="work_list"),
    path("pantau/<str:gov>/belum-diketahui/", unknown.unknown, name="unknown"),
    # Codes known by number only (`#96020/2025`) hold a slash.
    path("pantau/<str:gov>/perangkat-daerah/<path:code>/", unit.unit, name="unit"),
]
