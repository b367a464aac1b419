"""The curators' pages of one government: `/kelola/<gov>/katalog/…`."""

from django.urls import path

from . import claims, duplicates, listing, pair, patrols, queue, synonyms, zero_results

app_name = "curation"
_HERE = "kelola/<str:gov>/katalog/"
urlpatterns = [
    path(f"{_HERE}kurasi/", queue.queue, name="queue"),
    path(f"{_HERE}kurasi/<int:offer_id>/", listing.listing, name="listing"),
    path(f"{_HERE}klaim/", claims.claims, name="claims"),
    path(f"{_HERE}klaim/<int:claim_id>/", claims.claim, name="claim"),
    path(f"{_HERE}kembar/", duplicates.duplicates, name="duplicates"),
    path(f"{_HERE}kembar/<int:pair_id>/", pair.duplicate, name="duplicate"),
    path(f"{_HERE}kembar/pisah/<int:product_id>/", pair.take_apart, name="split"),
    path(f"{_HERE}kembar/tindakan/<int:move_id>/", pair.move, name="move"),
    path(f"{_HERE}patroli/", patrols.patrols, name="patrols"),
    path(f"{_HERE}patroli/<int:patrol_id>/", patrols.patrol, name="patrol"),
    path(f"{_HERE}padanan/", synonyms.synonyms, name="synonyms"),
    path(f"{_HERE}padanan/<int:synonym_id>/", synonyms.synonym, name="synonym"),
    path(f"{_HERE}tanpa-hasil/", zero_results.zero_results, name="zero_results"),
]
