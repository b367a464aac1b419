"""`/kelola/<gov>/katalog/harga-acuan/…` and `/kelola/<gov>/katalog/harga-luar/…`."""

from django.urls import path

from . import lists, matching, one_list, outside

app_name = "references"
urlpatterns = [
    path("kelola/<str:gov>/katalog/harga-acuan/", lists.lists, name="lists"),
    path("kelola/<str:gov>/katalog/harga-acuan/daftar/<int:list_id>/", one_list.one_list, name="list"),
    path("kelola/<str:gov>/katalog/harga-acuan/harga/", matching.prices, name="prices"),
    path("kelola/<str:gov>/katalog/harga-acuan/harga/<int:price_id>/", matching.price, name="price"),
    path("kelola/<str:gov>/katalog/harga-luar/", outside.queue, name="outside"),
    path("kelola/<str:gov>/katalog/harga-luar/<int:price_id>/", outside.one, name="outside_price"),
]
