"""The firm's own desk, and the person's way to it."""

from django.urls import include, path

from . import firms, home, sanctions
from .goods.urls import urlpatterns as goods

app_name = "vendor"
urlpatterns = [
    path("usaha/", firms.firms, name="firms"),
    path("usaha/<int:firm_id>/", home.home, name="home"),
    path("usaha/<int:firm_id>/sanksi/", sanctions.cases, name="sanctions"),
    path("usaha/<int:firm_id>/sanksi/<int:case_id>/", sanctions.case, name="sanction"),
    path("usaha/<int:firm_id>/barang/", include(goods)),
]
