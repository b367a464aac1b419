"""Addresses of the treasurer's pages, in the namespace of buying."""

from django.urls import path

from . import bill, desk, register, registers, row, tax_status

urlpatterns = [
    path("beli/<str:gov>/pembayaran/", desk.desk, name="payments"),
    path("beli/<str:gov>/pembayaran/<int:payment_id>/", bill.bill, name="payment"),
    path("beli/<str:gov>/pesanan/<str:code>/status-pajak/", tax_status.page, name="tax_status"),
    path("beli/<str:gov>/sp2d/", registers.registers, name="registers"),
    path("beli/<str:gov>/sp2d/<int:register_id>/", register.register, name="register"),
    path("beli/<str:gov>/sp2d/baris/<int:row_id>/", row.row, name="register_row"),
]
