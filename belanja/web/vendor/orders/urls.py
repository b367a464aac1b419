"""Addresses of a firm's orders, in the namespace of its desk."""

from django.urls import path

from . import addendum, calls, guarantees, listing, negotiation, one, receipt

urlpatterns = [
    path("", listing.orders, name="orders"),
    path("tenggat.ics", listing.terms, name="terms"),
    path("<str:code>/", one.order, name="order"),
    path("<str:code>/negosiasi/", negotiation.negotiation, name="negotiation"),
    path("<str:code>/adendum/", addendum.addendum, name="addendum"),
    path("<str:code>/panggilan/", calls.calls, name="calls"),
    path("<str:code>/pengiriman/", receipt.receipt, name="receipt"),
    path("<str:code>/jaminan/", guarantees.page, name="guarantees"),
    path("<str:code>/jaminan/<int:guarantee_id>/berkas", guarantees.scan, name="guarantee_scan"),
    path("<str:code>/konsep.pdf", one.draft, name="order_draft"),
    path("<str:code>/naskah/<int:paper_id>/", one.paper, name="order_paper"),
]
