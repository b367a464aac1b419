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
    path("beli/<str:gov>/", desk.desk, name="desk"),
    path("beli/<str:gov>/tenggat.ics", desk.terms, name="terms"),
    path("beli/<str:gov>/latihan/", practice.practice, name="practice"),
    path("beli/<str:gov>/pelimpahan/", delegation.delegation, name="delegation"),
    path("beli/<str:gov>/pejabat-pengadaan/", buyers.page, name="buyers"),
    path("beli/<str:gov>/rencana/", plans.plans, name="plans"),
    path("beli/<str:gov>/masukkan/", begin.put, name="put"),
    path("beli/<str:gov>/paket/", lists.packages, name="packages"),
    path("beli/<str:gov>/paket/baru/", begin.begin, name="begin"),
    path("beli/<str:gov>/paket/<int:package_id>/", package.package, name="package"),
    path("beli/<str:gov>/paket/<int:package_id>/rencana/", package_plan.plan, name="package_plan"),
    path("beli/<str:gov>/paket/<int:package_id>/daftar/", package_list.fill, name="package_list"),
    path("beli/<str:gov>/templat/", templates.templates, name="templates"),
    path("beli/<str:gov>/daftar-kosong.xlsx", package_list.empty, name="empty_list"),
    path("beli/<str:gov>/pesanan/", lists.orders, name="orders"),
    path("beli/<str:gov>/pesanan/<str:code>/", order.order, name="order"),
    path("beli/<str:gov>/pesanan/<str:code>/negosiasi/", negotiation.negotiation, name="negotiation"),
    path("beli/<str:gov>/pesanan/<str:code>/negosiasi/riwayat/", negotiation.minutes, name="minutes"),
    path("beli/<str:gov>/pesanan/<str:code>/bukti-harga/", price_pack.price_pack, name="price_pack"),
    path("beli/<str:gov>/pesanan/<str:code>/adendum/", addendum.addendum, name="addendum"),
    path("beli/<str:gov>/pesanan/<str:code>/panggilan/", calls.calls, name="calls"),
    path("beli/<str:gov>/pesanan/<str:code>/penerimaan/", receipt.receipt, name="receipt"),
    path("beli/<str:gov>/pesanan/<str:code>/bahan-nasional.<str:form>", national.file, name="order_pack"),
    path("beli/<str:gov>/pesanan/<str:code>/jaminan/", guarantees.page, name="guarantees"),
    path("beli/<str:gov>/pesanan/<str:code>/jaminan/<int:guarantee_id>/berkas", guarantees.scan, name="guarantee_scan"),
    path("beli/<str:gov>/pesanan/<str:code>/konsep.pdf", order.draft, name="draft"),
    path("beli/<str:gov>/pesanan/<str:code>/naskah/<int:paper_id>/", order.paper, name="paper"),
    *payments,
]
