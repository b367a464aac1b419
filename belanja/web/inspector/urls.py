"""The pages of whoever checks."""

from django.urls import path

from . import journal, missing, order, row

app_name = "inspector"
urlpatterns = [
    path("pantau/<str:gov>/pesanan/<int:order_id>/", order.order, name="order"),
    path("pantau/<str:gov>/baris/<int:row_id>/", row.row, name="row"),
    path("pantau/<str:gov>/tanpa-rencana/", missing.orders_without_plan, name="orders_without_plan"),
    path("pantau/<str:gov>/tanpa-pesanan/", missing.plans_without_order, name="plans_without_order"),
    path("kelola/<str:gov>/jurnal/", journal.journal, name="journal"),
]
