"""Addresses of sheets, photos and the national pack, in the namespace of the firm's desk."""

from django.urls import path

from . import index, national, photos, upload

urlpatterns = [
    path("lembar/", index.sheets, name="sheets"),
    path("lembar/unduh/<int:etalase_id>/", index.template, name="sheet_template"),
    path("lembar/<int:upload_id>/", upload.upload, name="upload"),
    path("lembar/<int:upload_id>/periksa.xlsx", index.coloured, name="sheet_coloured"),
    path("barang/<int:offer_id>/foto/", photos.photos, name="photos"),
    path("nasional/", national.goods, name="national"),
    path("nasional/<int:offer_id>/", national.good, name="national_good"),
]
