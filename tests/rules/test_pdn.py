"""The ladder of domestic products: evidence alone moves a product up, doubt never does."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import Evidence, PdnClass, classify
from tests.support.law import LADDER

DAY = date(2026, 11, 2)
PERCENT = st.decimals(min_value=0, max_value=100, places=2)


def tkdn(percent: str, verification: Verification = Verification.VERIFIED, valid_to: date | None = None) -> Evidence:
    return Evidence(ClaimKind.TKDN, verification, Decimal(percent), valid_to)


def bmp(percent: str) -> Evidence:
    return Evidence(ClaimKind.BMP, Verification.VERIFIED, Decimal(percent))


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([tkdn("40")], PdnClass.TKDN_BMP_40),
        ([tkdn("39.99")], PdnClass.TKDN_25),
        ([tkdn("28"), bmp("12")], PdnClass.TKDN_BMP_40),
        ([tkdn("24.99"), bmp("40")], PdnClass.TKDN_BELOW_25),  # BMP counts up to 15
        ([tkdn("25")], PdnClass.TKDN_25),
        ([tkdn("0.01")], PdnClass.TKDN_BELOW_25),
        ([tkdn("0")], PdnClass.UNPROVEN),
        ([Evidence(ClaimKind.SIINAS, Verification.VERIFIED)], PdnClass.SIINAS),
        ([tkdn("60", Verification.OPEN)], PdnClass.UNPROVEN),
        ([tkdn("60", Verification.OTHER_OWNER)], PdnClass.UNPROVEN),
        ([tkdn("60", valid_to=date(2026, 11, 1))], PdnClass.UNPROVEN),
        ([tkdn("60", valid_to=DAY)], PdnClass.TKDN_BMP_40),
        ([], PdnClass.UNPROVEN),
    ],
)
def test_the_class_of_a_domestic_product(evidence: list[Evidence], expected: PdnClass) -> None:
    assert classify(origin=Origin.DOMESTIC, evidence=evidence, on=DAY, thresholds=LADDER).pdn is expected


def test_an_import_is_one_and_with_tkdn_it_contradicts_itself() -> None:
    assert classify(origin=Origin.IMPORT, evidence=[], on=DAY, thresholds=LADDER).pdn is PdnClass.IMPORT
    doubted = classify(origin=Origin.IMPORT, evidence=[tkdn("46")], on=DAY, thresholds=LADDER)
    assert doubted.pdn is PdnClass.UNKNOWN
    assert "klarifikasi" in doubted.reason
    assert classify(origin=Origin.UNKNOWN, evidence=[], on=DAY, thresholds=LADDER).pdn is PdnClass.UNKNOWN


@given(PERCENT, st.sampled_from([one for one in Verification if one is not Verification.VERIFIED]))
def test_what_nobody_proved_is_never_a_proven_class(percent: Decimal, verdict: Verification) -> None:
    found = classify(
        origin=Origin.DOMESTIC, evidence=[Evidence(ClaimKind.TKDN, verdict, percent)], on=DAY, thresholds=LADDER
    )
    assert not found.pdn.proven
    assert found.tkdn is None


@given(PERCENT, PERCENT, PERCENT)
def test_more_proof_never_lowers_the_class(first: Decimal, second: Decimal, benefit: Decimal) -> None:
    ladder = list(PdnClass)
    one = classify(origin=Origin.DOMESTIC, evidence=[tkdn(str(first))], on=DAY, thresholds=LADDER).pdn
    more = classify(
        origin=Origin.DOMESTIC,
        evidence=[tkdn(str(first)), tkdn(str(second)), bmp(str(benefit))],
        on=DAY,
        thresholds=LADDER,
    )
    assert ladder.index(more.pdn) <= ladder.index(one)
