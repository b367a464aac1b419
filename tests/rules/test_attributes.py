"""A schema says what fits, what meets a need, and what is like and like."""

from decimal import Decimal

from belanja.rules.attributes import Attribute, AttributeType, Requirement, likeness, misfits, shown, unmet
from belanja.rules.measures import code_of, word_of

SCHEMA = (
    Attribute("ukuran", "Ukuran", AttributeType.CHOICE, "", ("A4", "F4"), required=True, comparable=True),
    Attribute("gramatur", "Gramatur", AttributeType.NUMBER, "g", required=True, comparable=True, most=Decimal(300)),
    Attribute("putih", "Putih", AttributeType.YES_NO),
)


def test_every_misfit_is_a_sentence() -> None:
    assert misfits(SCHEMA, {"ukuran": "A4", "gramatur": "80", "putih": True}) == []
    assert misfits(SCHEMA, {"ukuran": "B5", "gramatur": "tebal", "putih": "ya", "warna": "merah"}) == [
        "warna tidak dikenal dalam skema etalase ini.",
        "Ukuran harus salah satu dari: A4, F4.",
        "Gramatur harus angka.",
        "Putih harus ya atau tidak.",
    ]
    assert misfits(SCHEMA, {"gramatur": "301"}) == ["Ukuran wajib diisi.", "Gramatur harus paling banyak 300."]


def test_a_ready_specification_is_missed_with_its_reason() -> None:
    need = (Requirement("ukuran", ("F4",)), Requirement("gramatur", least=Decimal(75), most=Decimal(80)))
    assert unmet(SCHEMA, need, {"ukuran": "f4", "gramatur": "80"}) == []
    assert unmet(SCHEMA, need, {"ukuran": "A4", "gramatur": "70"}) == [
        "Ukuran A4, diminta F4.",
        "Gramatur 70 g, diminta 75 sampai 80 g.",
    ]
    assert unmet(SCHEMA, need, {}) == ["Ukuran tidak disebut.", "Gramatur tidak disebut."]


def test_like_and_like() -> None:
    key = likeness(SCHEMA, {"ukuran": "A4", "gramatur": "80"}, base_unit="XST")
    assert key == likeness(SCHEMA, {"gramatur": "80.0", "ukuran": "a4 ", "putih": False}, base_unit="XST") != ""
    assert key != likeness(SCHEMA, {"ukuran": "A4", "gramatur": "70"}, base_unit="XST")
    assert likeness(SCHEMA, {"ukuran": "A4"}, base_unit="XST") == ""
    assert likeness(SCHEMA, {"ukuran": "A4", "gramatur": "80"}, base_unit="") == ""


def test_values_as_people_read_them() -> None:
    assert [shown(SCHEMA[1], "2.5"), shown(SCHEMA[2], False)] == ["2,5 g", "Tidak"]


def test_units_as_people_write_them() -> None:
    assert [code_of(one) for one in ("Pcs", "buah ", "REAM", "m2", "Kg.", "Lbr", "orang/bulan", "apa saja", None)] == [
        "H87", "H87", "RM", "MTK", "KGM", "XST", "IE", "", "",
    ]  # fmt: skip
    assert (word_of("RM"), word_of("")) == ("rim", "satuan")
