"""`/beli/<gov>/…`: the officers' pages of buying."""

from django.urls import path

from . import (
    addendum,
    begin,
    buyers,
    calls,
    delegation,
    desk,
    guarantees,
    lists,
    national,
    negotiation,
    order,
    package,
    package_list,
    package_plan,
    plans,
    practice,
    price_pack,
    receipt,
    templates,
)
from .payments.urls import urlpatterns as payments

app_name = "buying"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("tenggat.ics", desk.terms, name="terms"),
    path("latihan/", practice.practice, name="practice"),
    path("pelimpahan/", delegation.delegation, name="delegation"),
    path("pejabat-pengadaan/", buyers.page, name="buyers"),
    path("rencana/", plans.plans, name="plans"),
    path("masukkan/", begin.put, name="put"),
    path("paket/", lists.packages, name="packages"),
    path("paket/baru/", begin.begin, name="begin"),
    path("paket/<int:package_id>/", package.package, name="package"),
    path("paket/<int:package_id>/rencana/", package_plan.plan, name="package_plan"),
    path("paket/<int:package_id>/daftar/", package_list.fill, name="package_list"),
    path("templat/", templates.templates, name="templates"),
    path("daftar-kosong.xlsx", package_list.empty, name="empty_list"),
    path("pesanan/", lists.orders, name="orders"),
    path("pesanan/<str:code>/", order.order, name="order"),
    path("pesanan/<str:code>/negosiasi/", negotiation.negotiation, name="negotiation"),
    path("pesanan/<str:code>/negosiasi/riwayat/", negotiation.minutes, name="minutes"),
    path("pesanan/<str:code>/bukti-harga/", price_pack.price_pack, name="price_pack"),
    path("pesanan/<str:code>/adendum/", addendum.addendum, name="addendum"),
    path("pesanan/<str:code>/panggilan/", calls.calls, name="calls"),
    path("pesanan/<str:code>/penerimaan/", receipt.receipt, name="receipt"),
    path("pesanan/<str:code>/bahan-nasional.<str:form>", national.file, name="order_pack"),
    path("pesanan/<str:code>/jaminan/", guarantees.page, name="guarantees"),
    path("pesanan/<str:code>/jaminan/<int:guarantee_id>/berkas", guarantees.scan, name="guarantee_scan"),
    path("pesanan/<str:code>/konsep.pdf", order.draft, name="draft"),
    path("pesanan/<str:code>/naskah/<int:paper_id>/", order.paper, name="paper"),
    *payments,
]
