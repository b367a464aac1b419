"""The book of thresholds that buying goes by: the seeded rows, and over them what a government has decided."""

from datetime import date
from decimal import Decimal

import pytest

from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import Government, LegalBasis, ParameterRow
from belanja.rules.buying.policy import book_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [date(2023, 6, 1), date(2025, 4, 29), date(2025, 4, 30), date(2026, 3, 1)])
def test_without_own_rows_the_register_says_what_the_rules_are_seeded_with(day: date) -> None:
    assert selectors.book(government_id=None, on=day) == book_of(day)


def test_an_own_row_wins_from_its_day_and_ends_the_general_one(government: Government) -> None:
    ParameterRow.objects.create(
        key="beli.pp.sampai",
        government=government,
        value="100000000",
        valid_from=date(2026, 5, 1),
        legal_basis=LegalBasis.objects.get(slug="perpres-12-2021"),
        article="percobaan",
        approved_at=clock.now(),
    )
    before = selectors.book(government_id=government.pk, on=date(2026, 4, 30)).row("beli.pp.sampai")
    after = selectors.book(government_id=government.pk, on=date(2026, 5, 1)).row("beli.pp.sampai")
    assert (before.number, before.valid_to) == (Decimal(200_000_000), date(2026, 5, 1))
    assert (after.number, after.valid_to, after.article) == (Decimal(100_000_000), None, "percobaan")
    assert selectors.book(government_id=None, on=date(2026, 5, 1)).number("beli.pp.sampai") == 200_000_000
