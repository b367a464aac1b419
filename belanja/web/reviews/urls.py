"""Reviews of APIP, and the notes that units answer: `/pantau/<gov>/reviu/…`, `/pantau/<gov>/pertanyaan/catatan/…`."""

from django.urls import path

from . import asked, item, listing, one, planning, sample

app_name = "reviews"
_HERE = "pantau/<str:gov>/reviu/"
_ONE = f"{_HERE}<str:code>/"
_ASKED = "pantau/<str:gov>/pertanyaan/catatan/<str:code>/"
urlpatterns = [
    path(_HERE, listing.reviews, name="reviews"),
    path(f"{_HERE}baru/", planning.plan, name="plan"),
    path(_ONE, one.review, name="review"),
    path(f"{_ONE}surat/<int:paper_id>/", one.letter, name="letter"),
    path(f"{_ONE}berkas/<int:file_id>/", one.file, name="file"),
    path(f"{_ONE}sampel/<int:number>/", sample.sample, name="sample"),
    path(f"{_ONE}sampel/<int:number>/<int:place>/", item.item, name="item"),
    path(f"{_ONE}sampel/<int:number>/<int:place>/kkr/", item.paper, name="paper"),
    path(_ASKED, asked.note, name="note"),
    path(f"{_ASKED}surat/", asked.letter, name="note_letter"),
    path(f"{_ASKED}berkas/<int:file_id>/", asked.file, name="note_file"),
]
