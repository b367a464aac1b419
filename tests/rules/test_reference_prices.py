"""A standard price beside a price of the catalogue: on one basis, or with the reason why not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from belanja.rules import headings
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import (
    HEADINGS,
    Delivery,
    Kind,
    Meaning,
    Standard,
    beside,
    check_headings,
    freight_words,
    kbki_of,
    key_of,
    kind_of,
)

RIM = Standard(Kind.SSH, Decimal(55_500), "RM", TaxBasis.INCLUDED, Decimal(11), Delivery.DELIVERED)
SHEETS = {"per_base": Decimal(90), "freighted": False, "unit": "RM", "base_unit": "XST", "pack_size": Decimal(500)}


def test_a_standard_of_a_pack_is_compared_by_its_base_unit_without_tax() -> None:
    assert beside(RIM, **SHEETS).percent == Decimal("-10.0")  # type: ignore[arg-type]
    a_sheet = replace(RIM, amount=Decimal(100), unit="XST", tax_basis=TaxBasis.EXCLUDED)
    assert beside(a_sheet, **SHEETS).percent == Decimal("-10.0")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tax_basis": TaxBasis.UNKNOWN}, "basis pajak"),
        ({"tax_percent": None}, "basis pajak"),
        ({"unit": "XBX"}, "satuannya berbeda"),
        ({"unit": ""}, "satuannya berbeda"),
    ],
)
def test_what_cannot_be_compared_says_why(change: dict[str, object], why: str) -> None:
    found = beside(replace(RIM, **change), **SHEETS)  # type: ignore[arg-type]
    assert found.percent is None
    assert why in found.why_not


def test_a_price_that_is_not_known_is_not_compared() -> None:
    assert beside(RIM, **{**SHEETS, "per_base": None}).percent is None  # type: ignore[arg-type]


def test_a_highest_retail_price_is_not_held_against_a_price_by_a_guess_of_freight() -> None:
    het = replace(RIM, kind=Kind.HET, amount=Decimal(50_000))
    unknown = beside(replace(het, delivery=Delivery.UNKNOWN), **SHEETS)  # type: ignore[arg-type]
    assert (unknown.percent, unknown.why_not) == (None, "belum diketahui apakah acuannya termasuk pengiriman")
    shop_price = replace(het, amount=Decimal(20_000), delivery=Delivery.EXTRA)
    assert beside(shop_price, **SHEETS).percent == Decimal("149.8")  # type: ignore[arg-type]
    carried = beside(shop_price, **SHEETS | {"freighted": True})  # type: ignore[arg-type]
    assert carried.percent is None
    assert freight_words(RIM, freighted=False) == "acuannya termasuk pengiriman"
    assert freight_words(RIM, freighted=True) == "keduanya termasuk pengiriman"
    assert freight_words(shop_price, freighted=False) == ""
    assert freight_words(shop_price, freighted=True) == "harga katalognya termasuk ongkos kirim"
    assert freight_words(replace(RIM, delivery=Delivery.UNKNOWN), freighted=True).startswith("belum diketahui")


def test_columns_of_sipd_are_known() -> None:
    found = headings.best_fit(["kode_kel", "kode", "nama", "satuan", "harga", "spek", "tipe", "tahun"], HEADINGS)
    assert found == {
        "kode_kel": Meaning.GROUP,
        "kode": Meaning.CODE,
        "nama": Meaning.NAME,
        "satuan": Meaning.UNIT,
        "harga": Meaning.AMOUNT,
        "spek": Meaning.SPEC,
        "tipe": Meaning.KIND,
        "tahun": Meaning.YEAR,
    }


def test_a_list_needs_name_unit_and_price_and_no_meaning_twice() -> None:
    with pytest.raises(RuleBroken, match="satuan"):
        check_headings({"a": Meaning.NAME, "b": Meaning.AMOUNT})
    with pytest.raises(RuleBroken, match="Hanya satu"):
        check_headings({"a": Meaning.NAME, "b": Meaning.AMOUNT, "c": Meaning.UNIT, "d": Meaning.UNIT})


def test_small_words() -> None:
    assert kind_of("Tipe: SBU") is Kind.SBU
    assert kind_of("lain") is None
    assert kbki_of("3.21.28.01.001") == "3212801001"
    assert kbki_of("12") == ""
    assert key_of(code="", name="Kertas  HVS", unit_written="Rim") == "kertas hvs|rim"
