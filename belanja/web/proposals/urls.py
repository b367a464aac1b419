"""Proposals of an etalase of one government: `/usulan/<gov>/etalase/…`, for units and the bureau alike."""

from django.urls import path

from . import entrants, letters, listing, national, one, study, write

app_name = "proposals"
_HERE = "usulan/<str:gov>/etalase/"
urlpatterns = [
    path(_HERE, listing.proposals, name="proposals"),
    path(f"{_HERE}baru/", write.begin, name="begin"),
    path(f"{_HERE}<str:code>/", one.proposal, name="proposal"),
    path(f"{_HERE}<str:code>/isi/", write.write, name="write"),
    path(f"{_HERE}<str:code>/skema/", write.schema, name="schema"),
    path(f"{_HERE}<str:code>/contoh/", write.samples, name="samples"),
    path(f"{_HERE}<str:code>/telaah/", study.study, name="study"),
    path(f"{_HERE}<str:code>/telaah/skema/", study.schema, name="study_schema"),
    path(f"{_HERE}<str:code>/pendaftar/<int:entrant_id>/", entrants.entrant, name="entrant"),
    path(f"{_HERE}<str:code>/surat/<int:paper_id>/", letters.letter, name="letter"),
    path(f"{_HERE}<str:code>/kategori-nasional/", national.national, name="national"),
    path(f"{_HERE}<str:code>/kategori-nasional/<int:export_id>.json", national.file, name="national_file"),
    path(f"{_HERE}<str:code>/kategori-nasional/<int:export_id>.xlsx", national.workbook, name="national_sheet"),
]
