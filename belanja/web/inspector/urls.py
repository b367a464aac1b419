"""The pages of whoever checks."""

from django.urls import path

from . import journal, missing, order, roles, row
from .flags import indicator, listing, one, switches

app_name = "inspector"
urlpatterns = [
    path("pantau/<str:gov>/pesanan/<int:order_id>/", order.order, name="order"),
    path("pantau/<str:gov>/baris/<int:row_id>/", row.row, name="row"),
    path("pantau/<str:gov>/tanpa-rencana/", missing.orders_without_plan, name="orders_without_plan"),
    path("pantau/<str:gov>/tanpa-pesanan/", missing.plans_without_order, name="plans_without_order"),
    path("pantau/<str:gov>/tanda/", listing.flags, name="flags"),
    path("pantau/<str:gov>/tanda/butir/<int:flag_id>/", one.flag, name="flag"),
    path("pantau/<str:gov>/tanda/<str:code>/", indicator.indicator, name="indicator"),
    path("pantau/<str:gov>/tanda/<str:code>/tampil/", switches.switch, name="switch"),
    path("pantau/<str:gov>/tanda/<str:code>/coba/", switches.trial, name="trial"),
    path("pantau/<str:gov>/peran/", roles.roles, name="roles"),
    path("pantau/<str:gov>/peran/<str:code>/<str:kind>/", roles.roles_of, name="roles_of"),
    path("kelola/<str:gov>/jurnal/", journal.journal, name="journal"),
]
