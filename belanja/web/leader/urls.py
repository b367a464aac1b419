"""Where an officer lands, and the watching pages."""

from django.urls import path

from . import desk, leadership, letter, overview, plan_classes, unit, unknown, work
from . import path as way

app_name = "leader"
urlpatterns = [
    path("meja/", desk.desk, name="desk"),
    path("pimpinan/<str:gov>/", leadership.page, name="leadership"),
    path("pantau/<str:gov>/", overview.overview, name="overview"),
    path("pantau/<str:gov>/pekerjaan/", work.work, name="work"),
    path("pantau/<str:gov>/pekerjaan/<str:kind>/", work.work_list, name="work_list"),
    path("pantau/<str:gov>/belum-diketahui/", unknown.unknown, name="unknown"),
    path("pantau/<str:gov>/kelas-rencana/", plan_classes.plan_classes, name="plan_classes"),
    path("pantau/<str:gov>/jalan-30/<path:code>/", way.path, name="path"),
    path("pantau/<str:gov>/surat-edaran/", letter.letter, name="letter"),
    path("pantau/<str:gov>/surat-edaran/<path:code>/", letter.unit, name="letter_of_unit"),
    # Codes known by number only (`#96020/2025`) hold a slash.
    path("pantau/<str:gov>/perangkat-daerah/<path:code>/", unit.unit, name="unit"),
]
