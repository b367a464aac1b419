"""Remembered cells must not change what a row says, whatever came before it in its file."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from belanja.foundation.marks import private_hash
from belanja.intake import values
from belanja.intake.feeds import Column, Plan, Reject, v5_orders
from belanja.intake.feeds.base import Feed

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 3),
    st.sampled_from(["1", "1.0", "", "-", "a\tb", "\\", 'c"d', "é", "2025"]),
    st.sampled_from([Decimal("1"), Decimal("1.0"), Decimal("10.5")]), st.lists(st.integers(0, 2), max_size=2),
)  # fmt: skip
PARSERS = (values.code, values.codes, values.text, values.word, values.unit_code, values.boolean, values.years)
NAMES = tuple(f"c{place}" for place in range(len(PARSERS)))
FEED = Feed(
    name="t", label="T", rank=1, columns=tuple(map(Column, NAMES, PARSERS)), identity=(), signs=frozenset(), typed=(),
    stage=lambda row: None, domain="",  # type: ignore[arg-type, return-value]
)  # fmt: skip


def read_alone(row: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return {column.name: column.parse(row[column.name]) for column in FEED.columns}
    except values.BadValue:
        return None


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, CELLS)), max_size=30))
def test_what_came_before_changes_nothing(rows: list[dict[str, Any]]) -> None:
    plan = Plan(FEED, NAMES, private_hash)
    for row in rows:
        expected = read_alone(row)
        try:
            clean, payload = plan.read(row)
        except Reject:
            assert expected is None
            continue
        assert expected is not None
        assert [(key, type(value), value) for key, value in clean.items()] == [
            (key, type(value), value) for key, value in expected.items()
        ]
        assert payload == json.dumps(expected, ensure_ascii=False, separators=(",", ":"))


def test_columns_that_hardly_recur_are_read_alike_after_the_trial() -> None:
    plan = Plan(FEED, NAMES, private_hash)
    for number in range(10_000):
        row = dict.fromkeys(NAMES, None) | {
            "c0": f"kode {number}",
            "c2": f"teks {number % 3000}",
            "c5": number % 2 == 0,
        }
        clean, payload = plan.read(row)
        assert (clean["c0"], clean["c2"], clean["c5"]) == (f"kode {number}", f"teks {number % 3000}", number % 2 == 0)
        assert json.loads(payload) == clean


def test_a_lasting_code_in_the_place_of_the_number_is_put_right_in_the_payload_too() -> None:
    plan = Plan(v5_orders.FEED, ["kd_paket", "satker_id", "total_harga"], private_hash)
    clean, payload = plan.read({"kd_paket": 1, "satker_id": "1.01.0.00.0.00.01.0000", "total_harga": 5})
    assert (clean["kd_satker"], clean["kd_satker_str"]) == (None, "1.01.0.00.0.00.01.0000")
    assert json.loads(payload) == clean
