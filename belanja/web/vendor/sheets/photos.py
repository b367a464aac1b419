"""`/usaha/<firm>/barang/<offer>/foto/`: the photos of one listing, straight from the telephone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue import selectors as catalogue
from belanja.catalogue import services
from belanja.catalogue.models import Offer
from belanja.catalogue.photos import limits
from belanja.catalogue.selectors import PhotoView
from belanja.catalogue.selectors.desk import story_of
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import Notice
from belanja.web.public.catalogue.photos import LARGE, SMALL, address

from ..access import FirmDesk, firm_page, frame, refused


class ManyPhotos(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyPhotosField(forms.FileField):
    """One or more files."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyPhotosField, self).clean(file, initial) for file in given or [None]]


class PhotoForm(forms.Form):
    photos = ManyPhotosField(
        label="Tambah foto",
        help_text=f"JPEG, PNG, atau WebP, paling sedikit 300 x 300 titik; boleh beberapa, sampai {limits.MOST} foto. "
        "Tempat dan jenis kamera tidak ikut tersimpan.",
        # No HEIC in the list: a telephone then sends JPEG by itself.
        widget=ManyPhotos(attrs={"multiple": True, "accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Pilih paling sedikit satu foto.", "empty": "Berkas fotonya kosong."},
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def photos(request: HttpRequest, desk: FirmDesk, offer_id: int) -> HttpResponse:
    offer = story_of(desk.firm.pk, offer_id).offer
    form = PhotoForm()
    if request.method == "POST":
        if request.POST.get("do") != "tambah":
            return _arrange(request, desk, offer)
        form = PhotoForm(request.POST, request.FILES)
        if form.is_valid() and _added(request, desk, offer, form):
            return HttpResponseRedirect(desk.url("vendor:photos", offer.pk))
    shown = catalogue.photos_of([offer.pk]).get(offer.pk, [])
    name = offer.product.name or "Barang tanpa nama"
    context = frame(desk, "vendor:listings", (name, desk.url("vendor:listing", offer.pk)), title="Foto")
    context |= {
        "lead": f"{name}. Foto pertama tampil dalam daftar; keterangannya dibacakan bagi yang tidak melihat.",
        "form": form if len(shown) < limits.MOST else None,
        "photos": [_shown(one, place) for place, one in enumerate(shown, start=1)],
        "nothing": None if shown else Notice(title="Belum ada foto.", text="Ambil dengan ponsel, di tempat terang."),
        "parts": [],
    }
    return render(request, "vendor/photos.html", context, status=422 if form.errors else 200)


def _shown(one: PhotoView, place: int) -> dict[str, Any]:
    return {
        "id": one.id, "src": address(one.sha256, SMALL), "href": address(one.sha256, LARGE), "alt": one.alt_text,
        "place": place, "width": one.width * SMALL // max(one.width, one.height),
        "height": one.height * SMALL // max(one.width, one.height),
    }  # fmt: skip


def _added(request: HttpRequest, desk: FirmDesk, offer: Offer, form: PhotoForm) -> bool:
    given = form.cleaned_data["photos"]
    if len(given) > limits.MOST:
        form.add_error("photos", f"Paling banyak {limits.MOST} foto sekali kirim.")
        return False
    files = [(one.name or "foto", bytes(one.read(limits.LARGEST + 1))) for one in given]
    try:
        added = services.add_photos(offer_id=offer.pk, files=files, actor=desk.actor)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        form.add_error("photos", refusal.message)
        return False
    told = f"{text.number(len(added.photos))} foto ditambahkan."
    if added.known:
        told += f" {text.number(added.known)} sudah ada sebelumnya."
    messages.success(request, told)
    return True


def _arrange(request: HttpRequest, desk: FirmDesk, offer: Offer) -> HttpResponse:
    """Take one away, or keep order and words of all."""
    gone = whole_number(request.POST.get("hapus"))
    try:
        if gone is not None:
            services.remove_photo(offer_id=offer.pk, photo_id=gone, actor=desk.actor)
            messages.success(request, "Foto dihapus.")
        else:
            ids = [number for one in request.POST.getlist("foto") if (number := whole_number(one)) is not None]
            places = {pk: whole_number(request.POST.get(f"urutan-{pk}")) or 99 for pk in ids}
            order = sorted(ids, key=lambda pk: (places[pk], ids.index(pk)))
            words = {pk: request.POST.get(f"kata-{pk}", "") for pk in ids}
            services.arrange_photos(offer_id=offer.pk, order=order, words=words, actor=desk.actor)
            messages.success(request, "Urutan dan keterangan disimpan.")
    except RuleBroken as refusal:
        refused(request, refusal)
    return HttpResponseRedirect(desk.url("vendor:photos", offer.pk))
