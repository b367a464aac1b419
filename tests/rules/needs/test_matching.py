"""Matching: a firm fits for a reason, is told fairly, and nobody who sold before takes every place."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.needs.alike import Thing, alike, measure_key, of_buying, together
from belanja.rules.needs.matching import DECIDING, Candidate, Fit, Ground, Sought, fit, told_first
from belanja.rules.needs.parameters import NEEDS

POINTS = {ground: int(Decimal(row.value)) for ground in Ground for row in NEEDS if row.key.endswith(f".{ground.value}")}
SOUGHT = Sought("AAAA-BBBB-CCCC", 5, ("29",), "36.02", Decimal(40))


def firm(key: str = "f1", **given: object) -> Candidate:
    plain: dict[str, object] = {"kbli": (), "shelves": frozenset(), "place": "36.02"}
    return Candidate(key, **(plain | given))  # type: ignore[arg-type]


def test_every_ground_has_its_points() -> None:
    assert set(POINTS) == set(Ground)


def test_a_firm_fits_for_a_reason() -> None:
    assert fit(SOUGHT, firm(), POINTS) is None
    by_trade = fit(SOUGHT, firm(kbli=("15121",)), POINTS)
    assert by_trade is not None
    assert (by_trade.grounds, by_trade.points) == ((Ground.TRADE, Ground.PLACE), 30)
    full = fit(
        SOUGHT,
        firm(
            kbli=("15121",), shelves=frozenset({5}), sold_on=frozenset({5}),
            maker=True, cooperative=True, capacity={5: Decimal(40)}, orders=1, serves=frozenset({"36.02"}),
        ),
        POINTS,
        sells=True,
    )  # fmt: skip
    assert full is not None
    assert set(full.grounds) == set(Ground) - {Ground.SERVES, Ground.COULD}
    assert not full.newcomer
    assert fit(SOUGHT, firm(kbli=("15121",), serves=frozenset({"36.71"})), POINTS) is None


def test_what_is_not_sure_decides_only_where_nothing_surer_does() -> None:
    unsure = fit(SOUGHT, firm(kbli=("13912",)), POINTS, could=True)
    assert unsure is not None
    assert unsure.grounds == (Ground.COULD, Ground.PLACE)
    sure = fit(SOUGHT, firm(kbli=("15121",)), POINTS, could=True)
    assert sure is not None
    assert Ground.COULD not in sure.grounds


def test_places_for_newcomers_are_kept() -> None:
    known = [Fit(f"k{n}", 90, (Ground.SHELF,), newcomer=False) for n in range(30)]
    fresh = [Fit(f"n{n}", 20, (Ground.TRADE,), newcomer=True) for n in range(3)]
    told = told_first("kode", [*known, *fresh], most=20, for_newcomers=5)
    assert len(told) == 20
    assert {one.key for one in fresh} <= {one.key for one in told}


def test_the_places_of_newcomers_go_round() -> None:
    fresh = [Fit(f"n{n}", 40 - n, (Ground.SHELF,), newcomer=True) for n in range(6)]
    told: dict[str, int] = {}
    for number in range(12):
        for one in told_first(f"kode-{number}", fresh, most=2, for_newcomers=2, told=told, step=5):
            told[one.key] = told.get(one.key, 0) + 1
    assert set(told) == {one.key for one in fresh}
    assert max(told.values()) - min(told.values()) <= 2


fits = st.lists(
    st.builds(
        Fit, st.text("abcdef", min_size=1, max_size=4), st.integers(0, 3), st.just((Ground.TRADE,)), st.booleans()
    ),
    unique_by=lambda one: one.key,
    max_size=40,
)


@given(fits, st.integers(1, 12), st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_who_is_listed_first(
    found: list[Fit], most: int, fresh: int, chance: object
) -> None:
    told = told_first("kode", found, most=most, for_newcomers=min(fresh, most))
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert told_first("kode", mixed, most=most, for_newcomers=min(fresh, most)) == told
    assert len(told) == min(most, len(found)) or len(told) >= min(most, len(found)) - fresh
    assert len([one for one in told if one.newcomer]) >= min(min(fresh, most), sum(one.newcomer for one in found))


def test_among_equals_everybody_comes_first_sometimes() -> None:
    equal = [Fit(f"u{n}", 10, (Ground.TRADE,), newcomer=True) for n in range(10)]
    first = {told_first(f"kebutuhan-{n}", equal, most=1, for_newcomers=0)[0].key for n in range(200)}
    assert first == {one.key for one in equal}


def test_what_decides_is_about_the_goods() -> None:
    assert {Ground.GOODS, Ground.SHELF, Ground.TRADE, Ground.HISTORY, Ground.COULD} == DECIDING


def test_what_is_alike() -> None:
    chair = Thing(frozenset({"kursi", "roda"}))
    assert alike(chair, Thing(frozenset({"roda", "kursi"}), measure="buah"))
    assert not alike(chair, Thing(frozenset({"kursi"})))
    assert not alike(Thing(frozenset({"kertas"}), measure="rim"), Thing(frozenset({"kertas"}), measure="dus"))
    assert alike(Thing(frozenset({"a"}), 7), Thing(frozenset({"b"}), 7))
    assert not alike(Thing(frozenset({"a"}), 7), Thing(frozenset({"a"}), 8))
    more = Thing(frozenset({"kursi", "roda", "lipat"}), etalase_id=2)
    assert not alike(chair, more)
    assert alike(Thing(frozenset({"kursi", "roda"}), etalase_id=2), more)
    sized = Thing(frozenset({"kursi", "roda", "18inci"}), etalase_id=2)
    assert not alike(Thing(frozenset({"kursi", "roda"}), etalase_id=2), sized)
    assert not alike(Thing(frozenset({"a"}), etalase_id=1), Thing(frozenset({"a"}), etalase_id=2))


def test_titles_and_amounts_are_compared_as_people_mean_them() -> None:
    assert [of_buying(word) for word in ("pengadaan", "tas")] == [True, False]
    assert {measure_key(one) for one in ("buah", "Bh", "pcs", " unit ")} == {"H87"}
    assert measure_key("orang/bulan") != measure_key("orang")
    two = Decimal(2)
    assert together([(two, "buah"), (two, "bh"), (two, "rim")]) == {"buah": Decimal(4), "rim": two}
    assert together([(two, "unit"), (two, "unit"), (two, "gebog")]) == {"gebog": two, "unit": Decimal(4)}
    assert together([(two, "strip"), (two, "tablet"), (two, "unit/bulan"), (two, "unit")]) == {
        "strip": two, "tablet": two, "unit": two, "unit/bulan": two,
    }  # fmt: skip
    assert len({measure_key(one) for one in ("judul", "eksemplar", "tube", "tabung", "kotak (isi 10)", "kotak")}) == 6
    assert together([(two, "ob"), (two, "orang"), (two, "")]) == {"": two, "ob": two, "orang": two}
