"""The open catalogue: `/katalog/…`."""

from django.urls import path

from . import (
    compare,
    firm,
    home,
    need_desk,
    need_post,
    outside,
    photos,
    pictures,
    product,
    propose,
    results,
    saved,
    shelf,
    sitemap,
    waiting,
    wanted,
)

app_name = "katalog"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari", results.search_page, name="search"),
    path("etalase/<slug:slug>/", results.etalase, name="etalase"),
    path("etalase/<slug:slug>/syarat/", shelf.terms, name="shelf_terms"),
    path("etalase/<slug:slug>/spesifikasi/<slug:specification>/", shelf.specification, name="specification"),
    path("produk/<int:number>-<slug:slug>/", product.product, name="product"),
    path("produk/<int:number>/harga-luar", outside.send, name="send_outside"),
    path("penyedia/<slug:slug>/", firm.seller, name="seller"),
    path("bukti/", saved.mine, name="saved_list"),
    path("bukti/simpan/<str:kind>", saved.save, name="save"),
    path("bukti/<str:code>/", saved.saved, name="saved"),
    path("bukti/<str:code>.json", saved.saved_json, name="saved_json"),
    path("usulkan-etalase", propose.propose, name="propose"),
    path("kebutuhan/", wanted.needs, name="needs"),
    path("kebutuhan/pasang", need_post.post, name="post_need"),
    path("kebutuhan/saya/", need_desk.mine, name="my_needs"),
    path("kebutuhan/<int:number>/", wanted.need, name="need"),
    path("kebutuhan/<int:number>/urus", need_desk.desk, name="need_desk"),
    path("kebutuhan/<int:number>/ubah", need_post.amend, name="need_amend"),
    path("permintaan-bersama/<int:number>/", wanted.demand, name="demand"),
    path("lama-pemeriksaan/", waiting.waiting, name="waiting"),
    path("banding", compare.compare, name="compare"),
    path("foto/<str:sha256>-<int:width>.webp", photos.photo, name="photo"),
    path("gambar/<str:name>.svg", pictures.picture, name="picture"),
    path("sitemap.xml", sitemap.index, name="sitemaps"),
    path("sitemap-<int:number>.xml", sitemap.products, name="sitemap"),
]
