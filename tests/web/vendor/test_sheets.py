"""Sheets and photos at a firm's desk, as a browser sees them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer, Photo
from belanja.exchange import jobs
from belanja.exchange.models import Upload
from tests.exchange.sheets import GOOD, book, cells, filled, template, worked
from tests.exchange.test_photo_archives import zipped
from tests.support.firms import member, registered
from tests.support.listings import Shop, shop
from tests.support.pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Shop:
    return shop()


@pytest.fixture
def desk(place: Shop, client: Client) -> Client:
    client.force_login(User.objects.get(pk=place.owner.user_id))
    return client


def _url(place: Shop, rest: str = "") -> str:
    return f"/usaha/{place.firm.pk}/{rest}"


def _file(content: bytes, name: str = "barang.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _send(desk: Client, place: Shop, content: bytes, name: str = "barang.xlsx") -> Any:
    given = {"do": "lembar", "etalase": place.etalase.pk, "document": _file(content, name)}
    return desk.post(_url(place, "lembar/"), given, follow=True)


def test_from_the_template_to_goods_that_everybody_sees(desk: Client, place: Shop) -> None:
    page = desk.get(_url(place, "lembar/")).content.decode()
    assert "Kertas dan Cover" in page
    sheet = desk.get(_url(place, f"lembar/unduh/{place.etalase.pk}/"))
    assert sheet["Content-Disposition"].startswith('attachment; filename="kertas-dan-cover-')
    answer = _send(desk, place, filled(sheet.content, new=[GOOD, {**GOOD, "Stok": "banyak"}]))
    page = answer.content.decode()
    assert "Perlu diperbaiki dulu" in page
    assert "Stok (AC3):" in page
    assert "“banyak” bukan angka. Isi dengan angka saja, misalnya 55000." in page
    upload = Upload.objects.get()
    coloured = desk.get(_url(place, f"lembar/{upload.pk}/periksa.xlsx"))
    assert "bukan angka" in str(cells(coloured.content))
    given = {"do": "terapkan", "ada": ["2"], "baris": ["2"], "ajukan": "1"}
    page = desk.post(_url(place, f"lembar/{upload.pk}/"), given, follow=True).content.decode()
    assert "1 baris diterapkan." in page
    made = Offer.objects.get()
    assert made.state == "diajukan"
    assert "Kertas HVS A4 70 g" in desk.get("/katalog/cari?q=kertas+hvs").content.decode()
    page = desk.post(_url(place, f"lembar/{upload.pk}/"), {"do": "batalkan"}, follow=True).content.decode()
    assert "1 baris dibatalkan." in page
    made.refresh_from_db()
    assert made.state == "dihapus"


def test_unticked_rows_are_left_out(desk: Client, place: Shop) -> None:
    rows = [{**GOOD, "Nomor artikel": f"N{n}"} for n in range(3)]
    _send(desk, place, filled(template(place), new=rows))
    upload = Upload.objects.get()
    address = _url(place, f"lembar/{upload.pk}/")
    page = desk.post(address, {"do": "pilih", "ada": ["2", "3", "4"], "baris": ["3"]}, follow=True).content.decode()
    assert "1 baris akan diterapkan" in page
    assert "Terapkan 1 baris" in page
    desk.post(address, {"do": "terapkan"})
    assert list(Offer.objects.values_list("number", flat=True)) == ["N1"]


def test_a_long_sheet_shows_how_far_it_is(desk: Client, place: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "READ_AT_ONCE", 0)
    answer = _send(desk, place, filled(template(place), new=[GOOD]))
    page = answer.content.decode()
    assert "Menunggu giliran dibaca" in page
    assert "<progress" in page
    assert answer["Refresh"] == "4"
    upload = worked(Upload.objects.get())
    answer = desk.get(_url(place, f"lembar/{upload.pk}/"))
    assert "Refresh" not in answer
    assert "Terapkan 1 baris" in answer.content.decode()


def test_headings_of_ones_own_are_explained_and_may_be_explained_again(desk: Client, place: Shop) -> None:
    answer = _send(desk, place, book([["SKU", "Nama Barang", "Duit"], ["X1", "Kertas buram", 20000]]))
    page = answer.content.decode()
    assert "Contoh isi: 20000." in page
    upload = Upload.objects.get()
    address = _url(place, f"lembar/{upload.pk}/")
    page = desk.post(
        address, {"do": "judul", "kolom-0": "number", "kolom-1": "name", "kolom-2": "stock"}, follow=True
    ).content.decode()
    assert "Ubah arti kolom" in page
    page = desk.post(
        address, {"do": "judul", "kolom-0": "number", "kolom-1": "name", "kolom-2": "price"}, follow=True
    ).content.decode()
    assert "Rp20.000" in page
    again = desk.post(address, {"do": "judul", "kolom-0": "name", "kolom-1": "name"})
    assert again.status_code == 422
    page = desk.post(address, {"do": "buang"}, follow=True).content.decode()
    assert "Lembar dibuang; tidak ada barang yang berubah." in page


def test_what_is_refused_is_said_beside_its_field(desk: Client, place: Shop) -> None:
    answer = _send(desk, place, b"x", "barang.doc")
    assert answer.status_code == 422
    assert "bukan XLSX atau CSV" in answer.content.decode()
    page = _send(desk, place, b"bukan lembar").content.decode()
    assert "bukan lembar kerja" in page
    assert "Tidak ada yang berubah." in page
    answer = desk.post(_url(place, "lembar/"), {"do": "lembar"})
    assert "Pilih berkas lembarnya." in answer.content.decode()
    answer = desk.post(_url(place, "lembar/"), {"do": "foto", "archive": _file(b"x", "a.zip")})
    assert "bukan ZIP" in answer.content.decode()


def test_photos_from_the_telephone(desk: Client, place: Shop) -> None:
    made = place.draft(number="A1")
    address = _url(place, f"barang/{made.pk}/foto/")
    assert "Belum ada foto." in desk.get(address).content.decode()
    given = {"do": "tambah", "photos": [_file(photo(), "a.jpg"), _file(photo("PNG"), "b.png")]}
    page = desk.post(address, given, follow=True).content.decode()
    assert "2 foto ditambahkan." in page
    first, second = Photo.objects.order_by("position").values_list("pk", flat=True)
    order = {"foto": [first, second], f"urutan-{first}": "2", f"urutan-{second}": "1",
             f"kata-{first}": "Rim dari depan", f"kata-{second}": "Rim dari samping"}  # fmt: skip
    page = desk.post(address, order, follow=True).content.decode()
    assert "Urutan dan keterangan disimpan." in page
    assert list(Photo.objects.order_by("position").values_list("alt_text", flat=True)) == [
        "Rim dari samping", "Rim dari depan",
    ]  # fmt: skip
    answer = desk.post(address, {"do": "tambah", "photos": [_file(b"x", "c.jpg")]})
    assert answer.status_code == 422
    assert "Foto c.jpg: bukan foto JPEG, PNG, atau WebP." in answer.content.decode()
    assert "Foto dihapus." in desk.post(address, {"hapus": str(first)}, follow=True).content.decode()
    assert Photo.objects.count() == 1


def test_an_archive_of_photos_is_worked_on_beside_the_web_server(desk: Client, place: Shop) -> None:
    made = place.draft(number="A1")
    content = zipped({"A1.jpg": photo(), "B.jpg": photo()})
    answer = desk.post(_url(place, "lembar/"), {"do": "foto", "archive": _file(content, "foto.zip")}, follow=True)
    assert "Menunggu giliran" in answer.content.decode()
    upload = worked(Upload.objects.get())
    page = desk.get(_url(place, f"lembar/{upload.pk}/")).content.decode()
    assert "1 foto diterapkan, 1 tidak." in page
    assert "Tidak ada barang Anda dengan nomor artikel B." in page
    assert made.photos.count() == 1
    page = desk.post(_url(place, f"lembar/{upload.pk}/"), {"do": "batalkan"}, follow=True).content.decode()
    assert "1 foto dibatalkan." in page
    assert made.photos.count() == 0


def test_another_firm_finds_nothing(desk: Client, place: Shop) -> None:
    made = place.draft(number="A1")
    _send(desk, place, filled(template(place), new=[GOOD]))
    upload = Upload.objects.get()
    firm = registered(place.government)
    other = Client()
    other.force_login(User.objects.get(pk=member(firm).user_id))
    for address in (
        _url(place, "lembar/"),
        _url(place, f"lembar/{upload.pk}/"),
        f"/usaha/{firm.pk}/lembar/{upload.pk}/",
        f"/usaha/{firm.pk}/lembar/{upload.pk}/periksa.xlsx",
        f"/usaha/{firm.pk}/barang/{made.pk}/foto/",
    ):
        assert other.get(address).status_code == 404, address
    for act in ("terapkan", "pilih", "periksa", "batalkan", "buang", "judul", "lain"):
        assert other.post(f"/usaha/{firm.pk}/lembar/{upload.pk}/", {"do": act}).status_code == 404
    assert other.post(f"/usaha/{firm.pk}/barang/{made.pk}/foto/", {"hapus": "1"}).status_code == 404
    assert Client().get(_url(place, "lembar/")).status_code == 302
    assert Upload.objects.get().state == Upload.State.PREVIEW


def test_the_national_pack_and_the_number_got_there(desk: Client, place: Shop) -> None:
    made = place.submitted(number="A1")
    page = desk.get(_url(place, "nasional/")).content.decode()
    assert "perbaiki KBKI, Foto" in page
    answer = desk.get(_url(place, f"nasional/?paket=1&barang={made.pk}"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="paket-katalog-nasional-')
    page = desk.get(_url(place, "nasional/?paket=1"), follow=True).content.decode()
    assert "Centang paling sedikit satu barang." in page
    address = _url(place, f"nasional/{made.pk}/")
    page = desk.get(address).content.decode()
    assert "Identitas produk" in page
    assert "Kode KBKI belum diisi." in page
    answer = desk.post(address, {"number": "ada spasi"})
    assert answer.status_code == 422
    page = desk.post(address, {"number": "8a4c-11"}, follow=True).content.decode()
    assert "Tercantum sebagai 8a4c-11." in page
    other = Client()
    other.force_login(User.objects.get(pk=member(registered(place.government)).user_id))
    assert other.get(address).status_code == 404
    assert other.post(address, {"number": "X-1"}).status_code == 404
