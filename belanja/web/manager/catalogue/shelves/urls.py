"""The shelves of one government: `/kelola/<gov>/katalog/etalase/…`."""

from django.urls import path

from . import attribute, idle, misfits, one, publish, schema, shelves, specification, step, terms

app_name = "shelves"
_HERE = "kelola/<str:gov>/katalog/etalase/"
urlpatterns = [
    path(_HERE, shelves.shelves, name="shelves"),
    path(f"{_HERE}baru/", terms.propose, name="propose"),
    path(f"{_HERE}tanpa-penjualan/", idle.idle, name="idle"),
    path(f"{_HERE}<int:etalase_id>/", one.shelf, name="shelf"),
    path(f"{_HERE}<int:etalase_id>/ubah/", terms.edit, name="edit"),
    path(f"{_HERE}<int:etalase_id>/keadaan/<str:step>/", step.take, name="step"),
    path(f"{_HERE}<int:etalase_id>/tidak-cocok/", misfits.misfits, name="misfits"),
    path(f"{_HERE}<int:etalase_id>/skema/", schema.schema, name="schema"),
    path(f"{_HERE}<int:etalase_id>/skema/terbitkan/", publish.publish, name="publish"),
    path(f"{_HERE}<int:etalase_id>/skema/versi/<int:version>/", schema.version, name="version"),
    path(f"{_HERE}<int:etalase_id>/skema/atribut/", attribute.attribute, name="new_attribute"),
    path(f"{_HERE}<int:etalase_id>/skema/atribut/<str:key>/", attribute.attribute, name="attribute"),
    path(f"{_HERE}<int:etalase_id>/spesifikasi/", specification.specification, name="new_specification"),
    path(f"{_HERE}<int:etalase_id>/spesifikasi/<slug:slug>/", specification.specification, name="specification"),
]
