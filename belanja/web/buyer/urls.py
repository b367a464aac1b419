"""`/beli/<gov>/…`: the officers' pages of buying."""

from django.urls import path

from . import desk, lists, order, package, plans

app_name = "buying"
urlpatterns = [
    path("beli/<str:gov>/", desk.desk, name="desk"),
    path("beli/<str:gov>/rencana/", plans.plans, name="plans"),
    path("beli/<str:gov>/paket/", lists.packages, name="packages"),
    path("beli/<str:gov>/paket/<int:package_id>/", package.package, name="package"),
    path("beli/<str:gov>/pesanan/", lists.orders, name="orders"),
    path("beli/<str:gov>/pesanan/<str:code>/", order.order, name="order"),
]
