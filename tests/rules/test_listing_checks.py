"""The linter: what blocks, what is advice, and that every finding says what to do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.listing_checks import Severity, Shelf, blocking, check, gtin_ok, newly_blocking
from belanja.rules.listing_content import Content, Price, Stated, beyond, changes_substance, differences

TODAY = date(2026, 11, 25)
SHELF = Shelf(
    schema=(
        Attribute("ukuran", "Ukuran", AttributeType.CHOICE, allowed=("A4", "F4"), required=True),
        Attribute("gramatur", "Gramatur", AttributeType.NUMBER, unit="g", comparable=True),
    ),
    roles=("pengecer", "produsen"),
    kbki=("3212",),
    regions={"36.01": "Kab. Pandeglang", "36.02": "Kab. Lebak", "36.73": "Kota Serang"},
)


def paper(**changes: Any) -> Content:
    told: dict[str, Any] = {
        "name": "Kertas HVS F4 80 g",
        "brand": "Rinjani",
        "description": "Kertas putih untuk cetak dan fotokopi.",
        "kbki": "3212900000",
        "unit": "RM",
        "pack_size": Decimal(500),
        "base_unit": "XST",
        "attributes": {"ukuran": "F4", "gramatur": "80"},
        "origin": "lokal",
        "made_in": "Kota Serang",
        "role": "pengecer",
        "prices": (Price(Decimal(55_000)),),
        "tax_basis": "termasuk_ppn",
        "tax_percent": Decimal(11),
        "stock": Decimal(120),
        "lead_days": 3,
        "serves": ("36.01", "36.73"),
        "freight_rule": "termasuk",
    }
    return Content(**told | changes)


def test_a_complete_listing_has_no_findings() -> None:
    assert check(paper(), SHELF, on=TODAY) == []


@pytest.mark.parametrize(
    ("changes", "field", "fix"),
    [
        ({"name": "ATK"}, "name", "Tulis apa barangnya"),
        ({"gtin": "8991234567890"}, "gtin", "Salin ulang"),
        ({"unit": ""}, "unit", "Pilih satuan"),
        ({"unit": "RM", "base_unit": "RM"}, "pack_size", "Isi 1"),
        ({"pack_size": None}, "pack_size", "Isi 1 bila"),
        ({"role": "distributor"}, "role", "Etalase ini untuk: pengecer, produsen."),
        ({"origin": ""}, "origin", "Pilih dalam negeri"),
        ({"kbki": ""}, "kbki", "diawali 3212"),
        ({"kbki": "4412"}, "kbki", "diawali 3212"),
        ({"attributes": {}}, "attributes.ukuran", "Pilih Ukuran: A4, F4."),
        ({"attributes": {"ukuran": "B5"}}, "attributes.ukuran", "Pilih Ukuran: A4, F4."),
        ({"attributes": {"ukuran": "A4", "warna": "putih"}}, "attributes.warna", "Hapus isian itu."),
        ({"prices": ()}, "prices", "Isi harga satu satuan jual"),
        ({"prices": (Price(Decimal(55)),)}, "prices", "bukan ribuan"),
        ({"prices": (Price(Decimal(55_000), "36.02"),)}, "prices", "wilayah jual"),
        ({"prices": (Price(Decimal(55_000), "36.01"),)}, "prices", "Isi harganya, atau hapus wilayah"),
        ({"prices": (Price(Decimal(50_000), least_quantity=Decimal(10)),)}, "prices", "pesanan paling sedikit"),
        ({"tax_basis": ""}, "tax_basis", "Pilih termasuk"),
        ({"tax_percent": None}, "tax_percent", "misalnya 11"),
        ({"serves": ()}, "serves", "Pilih kabupaten/kota"),
        ({"serves": ("99.99",)}, "serves", "Pilih dari daftar"),
        ({"freight_rule": ""}, "freight_rule", "Pilih termasuk"),
        ({"freight_rule": "tetap"}, "freight", "Isi rupiah"),
        ({"freight_rule": "per_wilayah"}, "prices", "ongkos kirim di sebelah harga"),
        ({"claims": (Stated("sni"),)}, "claims", "Isi nomor"),
        ({"claims": (Stated("tkdn", "1", percent=Decimal(140)),)}, "claims", "Salin nilainya"),
        ({"origin": "impor", "claims": (Stated("tkdn", "1", percent=Decimal(40)),)}, "claims", "perbaiki asal barang"),
        ({"valid_to": TODAY}, "valid_to", "sesudah hari ini"),
    ],
)
def test_what_blocks_says_what_to_do(changes: dict[str, Any], field: str, fix: str) -> None:
    found = blocking(check(paper(**changes), SHELF, on=TODAY, least_price=Decimal(100)))
    assert any(one.field == field and fix in one.fix for one in found), found


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"brand": ""}, "brand"),
        ({"name": "KERTAS HVS F4 80 GRAM"}, "name"),
        ({"description": "Kertas."}, "description"),
        ({"stock": None}, "stock"),
        ({"lead_days": None}, "lead_days"),
        ({"made_in": ""}, "made_in"),
        ({"attributes": {"ukuran": "F4"}}, "attributes.gramatur"),
        ({"prices": (Price(Decimal(5_000)), Price(Decimal(6_000), least_quantity=Decimal(10)))}, "prices"),
        ({"claims": (Stated("sni", "SNI 1", valid_to=date(2020, 1, 1)),)}, "claims"),
    ],
)
def test_advice_does_not_block(changes: dict[str, Any], field: str) -> None:
    found = check(paper(**changes), SHELF, on=TODAY)
    assert [(one.field, one.severity) for one in found] == [(field, Severity.WARN)]


def test_places_are_named() -> None:
    lebak = (Price(Decimal(55_000), "36.01"), Price(Decimal(56_000), "36.02"))
    found = blocking(check(paper(prices=lebak), SHELF, on=TODAY))
    assert [one.message for one in found] == [
        "Ada harga untuk Kab. Lebak, yang bukan wilayah jual Anda.",
        "Harga belum diisi untuk Kota Serang.",
    ]
    tiered = (Price(Decimal(55_000)), Price(Decimal(55_000), "36.01", freight=Decimal(0)))
    [one] = blocking(check(paper(prices=tiered, freight_rule="per_wilayah"), SHELF, on=TODAY))
    assert one.message == "Ongkos kirim belum diisi untuk Kota Serang."


def test_a_shelf_that_takes_nothing_blocks() -> None:
    found = blocking(check(paper(), Shelf(schema=SHELF.schema, open=False), on=TODAY))
    assert [one.field for one in found] == ["etalase"]


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("8991234567891", True),
        ("8991234567894", False),
        ("96385074", True),
        ("0", False),
        ("８９９１２３４５６７８９５", False),
    ],
)
def test_barcodes(number: str, good: bool) -> None:
    assert gtin_ok(number) is good


def test_differences_name_the_part_and_whether_it_is_looked_at_again() -> None:
    new = paper(
        stock=Decimal(7),
        attributes={"ukuran": "A4", "gramatur": "80"},
        prices=(Price(Decimal(55_000)), Price(Decimal(50_000), "36.01")),
        serves=("36.73", "36.01"),
        claims=(Stated("sni", "SNI 1"),),
    )
    found = {(one.field, one.key): one for one in differences(paper(), new)}
    assert set(found) == {("stock", ""), ("attributes", "ukuran"), ("prices", "36.01|1"), ("claims", "sni")}
    assert [one.field for one in found.values() if one.is_substance] == ["attributes"]
    assert changes_substance(paper(), new)
    assert not changes_substance(paper(), paper(stock=None))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"name": "x" * 301}, "Nama produk: paling banyak 300 huruf."),
        ({"lead_days": 40_000}, "Waktu kirim: isi angka dari 0 sampai 999."),
        ({"pack_size": Decimal(10) ** 12}, "Isi satu satuan jual: isi angka dari 0 sampai 1.000.000.000."),
        ({"prices": (Price(Decimal(10) ** 16),)}, "Harga: angkanya tidak masuk akal."),
        ({"prices": (Price(Decimal(-1)),)}, "Harga: angkanya tidak masuk akal."),
        ({"attributes": {"ukuran": "x" * 201}}, "Spesifikasi: paling banyak 200 huruf."),
        ({"claims": (Stated("tkdn", "1", percent=Decimal(1_000)),)}, "Sertifikat dan izin: nomor"),
    ],
)
def test_nothing_beyond_what_can_be_is_kept(changes: dict[str, Any], told: str) -> None:
    assert beyond(paper(**changes)).startswith(told)
    assert bool(beyond(paper(**changes))) is bool(told)


EVERYWHERE = (Price(Decimal(55_000)),)
OWN = (Price(Decimal(54_000), "36.01"), Price(Decimal(56_000), "36.73"))


@pytest.mark.parametrize(
    ("prices", "serves", "asks"),
    [
        (EVERYWHERE, ("36.01", "36.73"), "Kab. Pandeglang, Kota Serang"),
        ((*EVERYWHERE, OWN[0]), ("36.01", "36.73"), "Kota Serang"),
        (EVERYWHERE, ("36.73",), ""),
        (OWN, ("36.01", "36.73"), ""),
    ],
)
def test_a_shelf_priced_by_regency_asks_for_a_price_of_each(
    prices: tuple[Price, ...], serves: tuple[str, ...], asks: str
) -> None:
    shelf, told = replace(SHELF, by_region=True), paper(prices=prices, serves=serves)
    assert check(told, SHELF, on=TODAY) == []
    first = [one for one in check(told, shelf, on=TODAY) if one.field == "prices"]
    later = [one for one in check(told, shelf, on=TODAY, first=False) if one.field == "prices"]
    assert [one.severity for one in first] == ([Severity.BLOCK] if asks else [])
    assert [one.severity for one in later] == ([Severity.WARN] if asks else []), "what is there already is not blocked"
    if asks:
        assert first[0].fix == f"Isi harga untuk {asks}, atau pilih satu wilayah jual saja."


def test_what_an_earlier_schema_asked_is_no_mistake_and_what_was_lacking_is_not_new() -> None:
    told = paper(attributes={"ukuran": "F4", "gramatur": "80", "warna": "putih"})
    [unknown] = blocking(check(told, SHELF, on=TODAY))
    assert unknown.field == "attributes.warna"
    assert check(told, replace(SHELF, former={"warna"}), on=TODAY) == []
    assert newly_blocking([unknown], [unknown]) == []
    assert newly_blocking([unknown], []) == [unknown]
