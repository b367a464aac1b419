"""The curators' pages of one government: `/kelola/<gov>/katalog/…`."""

from django.urls import path

from . import claims, listing, queue, synonyms, zero_results

app_name = "curation"
_HERE = "kelola/<str:gov>/katalog/"
urlpatterns = [
    path(f"{_HERE}kurasi/", queue.queue, name="queue"),
    path(f"{_HERE}kurasi/<int:offer_id>/", listing.listing, name="listing"),
    path(f"{_HERE}klaim/", claims.claims, name="claims"),
    path(f"{_HERE}klaim/<int:claim_id>/", claims.claim, name="claim"),
    path(f"{_HERE}padanan/", synonyms.synonyms, name="synonyms"),
    path(f"{_HERE}padanan/<int:synonym_id>/", synonyms.synonym, name="synonym"),
    path(f"{_HERE}tanpa-hasil/", zero_results.zero_results, name="zero_results"),
]
