"""`/katalog/produk/<id>/harga-luar`: whoever has an account says what the thing costs elsewhere."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.models import Region
from belanja.catalogue.photos import limits
from belanja.catalogue.search.directory import Place
from belanja.catalogue.selectors import ProductView
from belanja.catalogue.services.outside import Seen, send_outside_price
from belanja.foundation import clock
from belanja.rules.decisions import RuleBroken
from belanja.rules.measures import word_of
from belanja.web.middleware import desk_of
from belanja.web.public import doors

from .cards import product_address
from .people import signed_in
from .places import enter, places_served

#: Which field a refusal of the service is about.
_REFUSED = {"outside_shop": "toko", "outside_day": "tanggal", "outside_amount": "harga", "outside_unit": "satuan"}


class OutsideForm(forms.Form):
    """One price with where and when it was seen."""

    toko = forms.CharField(
        label="Nama toko",
        max_length=120,
        help_text="Toko atau lapak daring. Jangan menulis nama orang.",
        error_messages={"required": "Isi nama tokonya."},
    )
    wilayah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    tanggal = forms.DateField(
        label="Dilihat tanggal",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggalnya.", "invalid": "Tulis tanggal sebagai hari, bulan, dan tahun."},
    )
    harga = forms.DecimalField(
        label="Harga (rupiah)",
        min_value=1,
        max_digits=17,
        decimal_places=2,
        help_text="Seperti tertulis di label, tanpa ongkos kirim.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": "Isi harganya.", "invalid": "Tulis angka saja, misalnya 48000."},
    )
    satuan = forms.ChoiceField(label="Per", widget=forms.RadioSelect, error_messages={"required": "Pilih satuannya."})
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=300, help_text="Misalnya harga promosi, atau isi kemasan."
    )
    foto = forms.FileField(
        label="Foto label harga",
        required=False,
        help_text=f"JPEG, PNG, atau WebP, paling besar {limits.LARGEST // limits.MIB} MB, tanpa wajah orang.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, product: ProductView, places: dict[int, Place]) -> None:
        super().__init__(data, files, initial={"tanggal": clock.today()})
        units = dict.fromkeys(code for code in (product.unit, product.base_unit) if code)
        self._choices("satuan", [(code, word_of(code)) for code in units])
        self._choices("wilayah", [("", "tidak disebut"), *((str(one.id), one.name) for one in places.values())])
        if len(units) == 1:
            self.fields["satuan"].initial = next(iter(units))

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def seen(self) -> Seen:
        """What was filled in."""
        given = self.cleaned_data
        photo = given["foto"]
        if photo and photo.size > limits.LARGEST:
            raise RuleBroken("photo_large", "Fotonya lebih besar dari 12 MB. Perkecil, lalu kirim lagi.")
        return Seen(
            shop=given["toko"],
            region=Region.objects.filter(pk=int(given["wilayah"])).first() if given["wilayah"] else None,
            seen_on=given["tanggal"],
            amount=given["harga"],
            unit=given["satuan"],
            note=given["catatan"],
            photo=(photo.name or "foto", photo.read()) if photo else None,
        )


@signed_in
def send(request: HttpRequest, number: int) -> HttpResponse:
    """The form, and what came of it. RuleBroken 404 for a product that nobody sees."""
    product = selectors.product(number)
    enter(request)
    posted = request.method == "POST"
    form = OutsideForm(
        request.POST if posted else None, request.FILES if posted else None, product=product, places=places_served()
    )
    status = 200
    if posted and form.is_valid():
        try:
            send_outside_price(product_id=product.id, seen=form.seen(), actor=desk_of(request).actor())
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(_REFUSED.get(refusal.code, "foto" if refusal.code.startswith("photo") else None),
                           refusal.message)  # fmt: skip
            status = refusal.status
        else:
            messages.success(request, "Terima kasih. Harga Anda tampil setelah diperiksa petugas.")
            return HttpResponseRedirect(product_address(product.id, product.name))
    elif posted:
        status = 422
    title = "Harga di tempat lain"
    trail = doors.trail(
        None,
        ("Katalog", reverse("katalog:home")),
        (product.name, product_address(product.id, product.name)),
        (title, ""),
    )
    return render(
        request,
        "katalog/outside_form.html",
        {"trail": trail, "title": title, "product": product, "form": form},
        status=status,
    )
