"""The open catalogue: `/katalog/…`."""

from django.urls import path

from . import compare, firm, home, photos, pictures, product, results, sitemap

app_name = "katalog"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari", results.search_page, name="search"),
    path("etalase/<slug:slug>/", results.etalase, name="etalase"),
    path("produk/<int:number>-<slug:slug>/", product.product, name="product"),
    path("penyedia/<slug:slug>/", firm.seller, name="seller"),
    path("banding", compare.compare, name="compare"),
    path("foto/<str:sha256>-<int:width>.webp", photos.photo, name="photo"),
    path("gambar/<str:name>.svg", pictures.picture, name="picture"),
    path("sitemap-<int:number>.xml", sitemap.products, name="sitemap"),
]
