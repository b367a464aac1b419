"""Addresses of a firm's goods, in the namespace of its desk."""

from django.urls import path

from . import archive, entry, listings, one, sell_too

urlpatterns = [
    path("", listings.listings, name="listings"),
    path("arsip/", archive.archive, name="archive"),
    path("baru/", entry.shelves, name="listing_shelves"),
    path("baru/<int:etalase_id>/", entry.new, name="listing_new"),
    path("jual/<int:product_id>/", sell_too.join, name="listing_join"),
    path("<int:offer_id>/", one.listing, name="listing"),
    path("<int:offer_id>/ubah/", entry.edit, name="listing_edit"),
    path("<int:offer_id>/pindah/", entry.move, name="listing_move"),
    path("<int:offer_id>/versi/<int:number>/", one.version, name="listing_version"),
]
