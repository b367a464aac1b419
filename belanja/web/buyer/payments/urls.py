"""Addresses of the treasurer's pages, in the namespace of buying."""

from django.urls import path

from . import bill, desk, register, registers, row, tax_status

urlpatterns = [
    path("pembayaran/", desk.desk, name="payments"),
    path("pembayaran/<int:payment_id>/", bill.bill, name="payment"),
    path("pesanan/<str:code>/status-pajak/", tax_status.page, name="tax_status"),
    path("sp2d/", registers.registers, name="registers"),
    path("sp2d/<int:register_id>/", register.register, name="register"),
    path("sp2d/baris/<int:row_id>/", row.row, name="register_row"),
]
