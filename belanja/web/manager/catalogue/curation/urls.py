"""The curators' pages of one government: `/kelola/<gov>/katalog/…`."""

from django.urls import path

from . import synonyms, zero_results

app_name = "curation"
_HERE = "kelola/<str:gov>/katalog/"
urlpatterns = [
    path(f"{_HERE}padanan/", synonyms.synonyms, name="synonyms"),
    path(f"{_HERE}padanan/<int:synonym_id>/", synonyms.synonym, name="synonym"),
    path(f"{_HERE}tanpa-hasil/", zero_results.zero_results, name="zero_results"),
]
