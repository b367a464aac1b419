"""Samples from the orders behind the monitor: the same seed draws the same, a recount agrees, another frame is told."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.oversight.models import Flag, Review, Sample, Sweep
from belanja.oversight.services.reviews import drawing, frame
from belanja.rules.oversight.reviews import ReviewState
from belanja.rules.oversight.sampling import Method
from belanja.vendors.models import FirmId
from tests.oversight.review_world import Table, table
from tests.support.firms import registered
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Table:
    return table()


def begun(of: Table, amounts: list[int], **given: object) -> Review:
    """A review at work over orders of these amounts."""
    for number, amount in enumerate(amounts):
        of.document(f"D{number:03}", amount)
    review = of.planned(**given)
    of.begin(review)
    return review


def keys(sample: Sample) -> list[str]:
    return list(sample.items.values_list("subject_key", flat=True))


def test_the_frame_has_what_the_monitor_has_and_nothing_else(of: Table) -> None:
    review = begun(of, [100, 200])
    of.document("lain", unit=of.other)
    of.document("batal", stages=35)
    of.document("hilang", vanished=True)
    of.document("sebelum", ordered_on=date(2025, 12, 31))
    of.document("tanpa_hari", ordered_on=None)
    national = of.document("nasional")
    of.document("BLJ26000001", 300, channel="native", linked_to=national)
    of.document("tender", channel="tender")
    assert sorted(one.key for one in frame.frame_of(review).items) == [
        "BLJ26000001", "tender:tender", "v6:D000", "v6:D001"
    ]  # fmt: skip
    assert frame.undated(review) == 1
    review.channels = ["v6"]
    assert [one.amount for one in frame.frame_of(review).items] == [Decimal(100), Decimal(200)]


def test_what_counts_under_a_unit_is_its_object_too_and_the_layer_is_the_perangkat_daerah(of: Table) -> None:
    review = begun(of, [1, 2])
    assert {one.stratum for one in frame.frame_of(review).items} == {of.unit.code}
    everything = of.planned(units=[])
    of.document("lain", unit=of.other)
    assert {one.stratum for one in frame.frame_of(everything).items} == {of.unit.code, of.other.code}


def test_an_item_tells_firm_amount_and_day_as_they_stood(of: Table) -> None:
    firm = registered(of.government)
    FirmId.objects.create(firm=firm, scheme="v6", value="D000")
    review = begun(of, [700, 800])
    first = of.sample(review, size=2).items.earliest("place")
    assert (first.firm, first.unit, first.amount, first.ordered_on, first.year, first.channel, first.certain) == (
        firm, of.unit, Decimal(700), date(2026, 2, 2), 2026, "v6", True
    )  # fmt: skip


def test_the_same_again_is_the_sample_that_stands_and_another_seed_is_another(of: Table) -> None:
    review = begun(of, [100] * 12)
    first = of.sample(review, size=4, seed="a")
    assert of.sample(review, size=4, seed="a") == first
    second = of.sample(review, size=4, seed="b")
    assert (second.number, keys(second) != keys(first)) == (2, True)
    assert (first.frame_count, first.frame_amount, len(keys(first))) == (12, Decimal(1200), 4)
    assert refused(lambda: of.sample(review, size=100_000)).code == "sample_size"


def test_a_frame_that_changed_is_told_and_the_sample_stays(of: Table) -> None:
    review = begun(of, list(range(100, 112)))
    sample = of.sample(review, method=Method.STRATIFIED, size=5, seed="a")
    drawn = keys(sample)
    told = drawing.redrawn(sample)
    assert (told.same, told.since.same) == (True, True)
    of.document("baru")
    PurchaseDocument.objects.filter(key="D000").update(amount=Decimal(5))
    PurchaseDocument.objects.filter(key="D001").update(vanished=True)
    told = drawing.redrawn(Sample.objects.get(pk=sample.pk))
    assert (told.same, told.since.added, told.since.gone, told.since.altered) == (True, 1, 1, 1)
    assert set(told.since.named) == {"v6:baru", "v6:D000", "v6:D001"}
    assert keys(sample) == drawn


def test_risk_is_what_shown_and_unanswered_flags_weigh(of: Table) -> None:
    review = begun(of, [100, 100, 100])
    sweep = Sweep.objects.create(government=of.government, started_at=clock.now())
    flags = [
        ("penyedia.berulang", "Order", "v6:D001", True, ""),
        ("waktu.terlalu_cepat", "Line", "v6:D001/3", True, ""),
        ("waktu.terlalu_cepat", "Order", "v6:D002", False, ""),
        ("waktu.terlalu_cepat", "Order", "v6:D000", True, "kebutuhan:1"),
    ]
    for indicator, kind, key, shown, answered in flags:
        Flag.objects.create(
            government=of.government, sweep=sweep, indicator=indicator, version=1, subject_kind=kind, subject_key=key,
            case_key="x", year=2026, evidence={}, said="x", shown=shown, answered_by=answered, found_at=clock.now(),
        )  # fmt: skip
    risks = {one.key: one.risk for one in frame.frame_of(review).items}
    assert risks["v6:D001"] > 0 == risks["v6:D000"] == risks["v6:D002"]
    assert keys(of.sample(review, method=Method.RISK, size=1)) == ["v6:D001"]


@settings(max_examples=15, deadline=None, phases=[Phase.generate], derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(
    amounts=st.lists(st.integers(0, 10**9), min_size=4, max_size=25), size=st.integers(1, 8),
    method=st.sampled_from(Method), seed=st.text("abc123", min_size=1, max_size=5),
)  # fmt: skip
def test_from_real_rows_the_same_seed_draws_the_same_and_a_recount_agrees(
    of: Table, amounts: list[int], size: int, method: Method, seed: str
) -> None:
    PurchaseDocument.objects.filter(government=of.government).delete()
    review = begun(of, amounts)
    sample = of.sample(review, method=method, size=size, seed=seed)
    told = drawing.redrawn(sample)
    assert (told.same, told.since.same) == (True, True)
    assert (sample.frame_count, sample.frame_amount) == (len(amounts), sum(amounts))
    if method is Method.MONETARY and size < len(amounts):
        assert sorted(keys(sample)) == _recounted([f"v6:D{n:03}" for n in range(len(amounts))], amounts, size, seed)


def _recounted(names: list[str], amounts: list[int], size: int, seed: str) -> list[str]:
    """Monetary unit sampling once more, another way: every rupiah is walked by its running total, what is as large as
    the interval is taken out first and the interval counted anew."""
    left = {name: amount for name, amount in zip(names, amounts, strict=True) if amount}
    taken: list[str] = []
    while left and len(taken) < size:
        step = Fraction(sum(left.values()), size - len(taken))
        large = [name for name, amount in left.items() if amount >= step]
        if not large:
            break
        taken += large
        for name in large:
            del left[name]
    taken = taken[:size]
    if not left or len(taken) >= size:
        return sorted(taken)
    step = Fraction(sum(left.values()), size - len(taken))
    start = step * Fraction(int.from_bytes(sha256(f"{seed}\x1fawal".encode()).digest(), "big"), 2**256)
    points = [start + step * number for number in range(size - len(taken))]
    total = Fraction(0)
    for name, amount in left.items():
        if any(total <= point < total + amount for point in points):
            taken.append(name)
        total += amount
    return sorted(taken)


def test_a_review_without_orders_draws_nothing(of: Table) -> None:
    review = of.planned()
    of.begin(review)
    assert refused(lambda: of.sample(review)).code == "frame_empty"
    assert review.state == ReviewState.PLANNED, "the row in hand is the one from before"
