"""`/kelola/<gov>/usaha/…`."""

from django.urls import path

from . import assist, licences, one, queue, storefronts

app_name = "firms"
urlpatterns = [
    path("kelola/<str:gov>/usaha/", queue.queue, name="queue"),
    path("kelola/<str:gov>/usaha/catat/", assist.enter, name="assist"),
    path("kelola/<str:gov>/usaha/arsip/", storefronts.claims, name="storefronts"),
    path("kelola/<str:gov>/usaha/izin/", licences.licences_waiting, name="licences"),
    path("kelola/<str:gov>/usaha/izin/<int:licence_id>/", licences.licence_one, name="licence"),
    path("kelola/<str:gov>/usaha/<int:firm_id>/", one.one, name="one"),
    path("kelola/<str:gov>/usaha/<int:firm_id>/ubah/", assist.amend, name="amend"),
    path("kelola/<str:gov>/usaha/<int:firm_id>/lembar/", assist.sheet, name="sheet"),
]
