"""The pack for the national catalogue: fields in its order, checks that say what it would turn down, photos as JPEG."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from belanja.catalogue.services import add_photos
from belanja.etalase.models import Etalase
from belanja.exchange import national, pack, services
from belanja.exchange.models import NationalListing
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Price, Stated
from belanja.vendors.models import Profile
from tests.support.firms import member, registered
from tests.support.listings import Shop, paper, shop
from tests.support.pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Shop:
    mine = shop()
    Etalase.objects.filter(pk=mine.etalase.pk).update(category=["Alat kantor", "Kertas", "Kertas HVS"], kbki=["3212"])
    mine.etalase.refresh_from_db()
    return mine


def failed(found: pack.Packed) -> dict[str, str]:
    return {check.label: check.words for check in found.checks if check.passes is False}


def test_fields_stand_in_the_order_of_the_national_form(place: Shop) -> None:
    content = paper(
        kbki="3212900000", number="HVS/80", prices=(Price(Decimal(55_000)), Price(Decimal(52_000), "", Decimal(10))),
        claims=(Stated("tkdn", "T-1", "PT Pabrik", Decimal("44.1"), date(2030, 1, 1)),),
    )  # fmt: skip
    made = place.submitted(content)
    add_photos(offer_id=made.pk, files=[("a.jpg", photo())], actor=place.owner)
    found = pack.one(place.firm.pk, made.pk)
    assert found.ready
    told = [(group, [(one.label, one.value) for one in entries]) for group, entries in national.entries(found.thing)]
    assert [group for group, _entries in told] == [
        "Identitas produk", "Deskripsi", "Harga", "Produk dalam negeri", "Kepatuhan", "Pasokan",
    ]  # fmt: skip
    every = {label: value for _group, entries in told for label, value in entries}
    assert list(every)[:3] == ["Nama produk", "Merek", "Pembuat"]
    assert every["Kategori tingkat 3"] == "Kertas HVS"
    assert every["KBLI usaha"] == "47611"
    assert every["Foto"] == "HVS-80-1.jpg"
    assert every["Harga satu satuan jual"] == "Rp55.000"
    assert every["Harga 2: mulai jumlah"] == "10"
    assert every["TKDN: nomor"] == "T-1"
    assert every["Gramatur (g)"] == "80"


def test_the_pack_holds_table_texts_photos_and_what_is_to_be_mended(place: Shop) -> None:
    good = place.submitted(paper(kbki="3212900000", number="A/1"))
    add_photos(
        offer_id=good.pk, files=[("a.jpg", photo()), ("b.png", photo("PNG", colour="#23356b"))], actor=place.owner
    )
    bare = place.draft(paper(number="A2", name="Kertas buram", kbki="", origin="impor",
                             claims=(Stated("tkdn", "X"),)))  # fmt: skip
    made = pack.zipped(firm_id=place.firm.pk, offer_ids=[good.pk, bare.pk], actor=place.owner)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert sorted(archive.namelist()) == [
            "baca-dulu.txt", "daftar.xlsx", "foto/A-1-1.jpg", "foto/A-1-2.jpg", "teks/A-1.txt", "teks/A2.txt",
        ]  # fmt: skip
        picture = Image.open(io.BytesIO(archive.read("foto/A-1-1.jpg")))
        assert (picture.format, picture.width) == ("JPEG", 640)
        first = archive.read("baca-dulu.txt").decode("utf-8-sig")
        assert "Kertas HVS F4 80 g: siap" in first
        assert "Produk impor tidak dapat memuat sertifikat TKDN." in first
        assert "Nama produk: Kertas buram" in archive.read("teks/A2.txt").decode("utf-8-sig")
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("daftar.xlsx")))
        rows = book.get_sheet_by_name("Katalog nasional").to_python()
    assert rows[0][0] == "Nama produk"
    assert [row[-1] == "siap" for row in rows[1:]] == [True, False]


def test_checks_name_what_the_national_catalogue_turns_down(place: Shop) -> None:
    made = place.draft(paper(kbki="4711000000"))
    Profile.objects.filter(firm=place.firm).update(kbli=["01111"])
    found = failed(pack.one(place.firm.pk, made.pk))
    assert set(found) == {"KBKI", "KBLI", "Foto"}
    Profile.objects.filter(firm=place.firm).update(kbli=[])
    Etalase.objects.update(category=[])
    found = failed(pack.one(place.firm.pk, made.pk))
    assert "belum diisi di data usaha" in found["KBLI"]
    assert pack.one(place.firm.pk, made.pk).checks[0].passes is None


def test_numbers_are_recorded_once_each_and_former_ones_stay(place: Shop) -> None:
    one, two = place.draft(number="A1"), place.draft(number="A2")
    record = services.record_national_number
    for _ in range(2):
        record(offer_id=one.pk, number=" 8a4c-11 ", address="https://katalog.example.go.id/p/1", actor=place.owner)
    record(offer_id=one.pk, number="8a4c-12", actor=place.owner)
    assert list(one.national_listings.values_list("number", flat=True)) == ["8a4c-12", "8a4c-11"]
    listed = pack.one(place.firm.pk, one.pk).listed
    assert listed is not None
    assert listed.number == "8a4c-12"
    stranger = member(registered(place.government))
    tries = [
        (two.pk, "8a4c-12", "", place.owner, 409),
        (two.pk, "ada spasi", "", place.owner, 422),
        (two.pk, "8a4c-99", "javascript:alert(1)", place.owner, 422),
        (two.pk, "8a4c-99", "", stranger, 404),
    ]
    for offer_id, number, address, actor, status in tries:
        with pytest.raises(RuleBroken) as refused:
            record(offer_id=offer_id, number=number, address=address, actor=actor)
        assert refused.value.status == status
    assert NationalListing.objects.count() == 2


def test_strangers_take_nothing_along(place: Shop) -> None:
    made = place.draft(number="A1")
    stranger = member(registered(place.government))
    with pytest.raises(RuleBroken) as refused:
        pack.zipped(firm_id=place.firm.pk, offer_ids=[made.pk], actor=stranger)
    assert refused.value.status == 404
    other = registered(place.government)
    with pytest.raises(RuleBroken) as refused:
        pack.zipped(firm_id=other.pk, offer_ids=[made.pk], actor=member(other))
    assert refused.value.code == "nothing_chosen"
    with pytest.raises(RuleBroken) as refused:
        pack.one(other.pk, made.pk)
    assert refused.value.status == 404
