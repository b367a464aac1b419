"""The commitment ledger: what orders hold of a plan line, never above its pagu, both channels together."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from belanja.institutions.models import Government, Unit
from belanja.journal.services import CONSOLE
from belanja.plans import selectors
from belanja.plans.models import Commitment, PlanBalance, RupPackage, RupRevision
from belanja.plans.services import commitments
from belanja.rules.decisions import RuleBroken

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def government() -> Government:
    return Government.objects.get(code="D43")


def line(government: Government, code: str = "1", pagu: int = 1_000, **more: Any) -> RupPackage:
    unit = Unit.objects.filter(government=government).order_by("pk").first()
    told: dict[str, Any] = {"epurchasing": True, "counts": True, "title": f"Belanja kursi {code}", "year": YEAR} | more
    return RupPackage.objects.create(
        government=government,
        unit=unit,
        kind="penyedia",
        code=code,
        pagu=pagu,
        announced=True,
        active=True,
        source_row_id=1,
        **told,
    )


def revised(government: Government, old: str, new: str) -> None:
    RupRevision.objects.create(government=government, year=YEAR, kind="x", old_code=old, new_code=new, source_row_id=1)


def call(name: str, government: Government, key: str = "P-1", amount: int | None = None, code: str = "1") -> Decimal:
    told = {} if amount is None else {"amount": Decimal(amount)}
    left: Decimal = getattr(commitments, name)(
        government_id=government.pk, year=YEAR, plan_code=code, key=key, actor=CONSOLE, **told
    )
    return left


def refused(name: str, government: Government, **told: Any) -> RuleBroken:
    """The refusal of a call, after making sure that nothing was written."""
    before = (
        list(PlanBalance.objects.order_by("code").values_list("code", "reserved", "committed")),
        Commitment.objects.count(),
    )
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        call(name, government, **told)
    kept = [
        row for row in PlanBalance.objects.order_by("code").values_list("code", "reserved", "committed") if any(row[1:])
    ]
    assert (kept, Commitment.objects.count()) == ([row for row in before[0] if any(row[1:])], before[1])
    return refusal.value


def held(government: Government, code: str = "1") -> tuple[Decimal, Decimal, Decimal]:
    assert selectors.balance_differences() == []
    found = selectors.plan_line(government_id=government.pk, year=YEAR, code=code)
    assert found is not None
    return found.reserved, found.committed, found.remaining


def test_an_order_reserves_commits_changes_and_gives_back(government: Government) -> None:
    line(government)
    assert call("reserve", government, amount=600) == 400
    assert held(government) == (600, 0, 400)
    assert call("commit", government, amount=550) == 450
    assert held(government) == (0, 550, 450)
    assert call("change", government, amount=700) == 300
    assert call("change", government, amount=500) == 500
    assert held(government) == (0, 500, 500)
    assert call("release", government) == 1_000
    assert held(government) == (0, 0, 1_000)
    kinds = list(Commitment.objects.order_by("pk").values_list("kind", "amount", "reserved", "committed"))
    assert kinds[0] == ("reserve", 600, 600, 0)
    assert kinds[1] == ("commit", 550, -600, 550)
    assert kinds[-1] == ("release", 0, 0, -500)


@pytest.mark.parametrize("name", ["reserve", "commit", "change", "release"])
def test_the_same_movement_twice_counts_once(government: Government, name: str) -> None:
    line(government)
    call("reserve", government, amount=600)
    amount = None if name == "release" else 600
    first = call(name, government, amount=amount)
    before = Commitment.objects.count()
    assert call(name, government, amount=amount) == first
    assert Commitment.objects.count() == before


def test_what_was_committed_or_given_back_is_not_reserved_again(government: Government) -> None:
    line(government)
    call("commit", government, amount=600)
    assert call("reserve", government, amount=600) == 400
    assert refused("reserve", government, amount=601).code == "commitment_differs"
    call("release", government)
    for name in ("reserve", "commit"):
        assert refused(name, government, amount=600).code == "commitment_ended"
    assert refused("change", government, amount=600).code == "commitment_missing"


def test_nothing_exceeds_the_pagu_whichever_way(government: Government) -> None:
    line(government)
    call("reserve", government, "P-1", 600)
    refusal = refused("reserve", government, key="P-2", amount=401)
    assert (refusal.code, refusal.status, refusal.citation) == ("pagu_exceeded", 409, "UU 1/2004 Pasal 3 ayat (3)")
    assert "sisa Rp400; masih diperlukan Rp401" in refusal.message
    assert refused("commit", government, key="P-1", amount=1_001).code == "pagu_exceeded"
    assert refused("change", government, key="P-1", amount=1_001).code == "pagu_exceeded"
    call("reserve", government, "P-2", 400)
    assert held(government) == (1_000, 0, 0)


def test_national_orders_take_their_part(government: Government) -> None:
    line(government)
    tell = commitments.bought_elsewhere
    tell(government_id=government.pk, year=YEAR, sums={"1": Decimal(700), "unknown": Decimal(5)})
    assert held(government) == (0, 0, 300)
    assert refused("reserve", government, amount=301).code == "pagu_exceeded"
    tell(government_id=government.pk, year=YEAR, sums={"1": Decimal(-700)})
    assert call("reserve", government, amount=1_000) == 0


def test_a_lower_pagu_stops_more_but_never_less(government: Government) -> None:
    package = line(government)
    call("reserve", government, amount=900)
    package.pagu = Decimal(500)
    package.save()
    assert held(government)[2] == -400
    assert call("change", government, amount=800) == -300
    assert refused("change", government, amount=801).code == "pagu_exceeded"
    assert call("commit", government, amount=800) == -300


def test_an_order_follows_its_revised_line(government: Government) -> None:
    first = line(government, "1", 1_000)
    call("reserve", government, amount=600)
    first.counts = False
    first.save()
    line(government, "2", 700)
    revised(government, "1", "2")
    assert held(government, "2") == held(government, "1") == (600, 0, 100)
    assert refused("reserve", government, key="P-2", amount=101, code="2").code == "pagu_exceeded"
    assert call("commit", government, amount=650, code="1") == 50
    assert call("change", government, amount=640, code="2") == 60
    assert call("release", government, code="2") == 700


def test_a_split_line_bears_its_orders_once(government: Government) -> None:
    line(government, "1", 1_000, counts=False)
    line(government, "2", 300)
    line(government, "3", 700)
    revised(government, "1", "2")
    revised(government, "1", "3")
    call("reserve", government, amount=600)
    assert (held(government, "2")[2], held(government, "3")[2]) == (300, 100)


def test_a_line_that_is_gone_takes_nothing_more(government: Government) -> None:
    package = line(government)
    call("reserve", government, amount=600)
    package.counts = False
    package.save()
    assert refused("reserve", government, key="P-2", amount=1).code == "plan_line_gone"
    assert refused("change", government, amount=601).code == "plan_line_gone"
    call("commit", government, amount=600)
    call("release", government)
    assert selectors.plan_line(government_id=government.pk, year=YEAR, code="1") is None
    assert selectors.balance_differences() == []


def test_an_order_keeps_to_its_line(government: Government) -> None:
    line(government, "1")
    line(government, "2")
    call("reserve", government, amount=600)
    assert refused("commit", government, amount=600, code="2").code == "commitment_elsewhere"


@pytest.mark.parametrize("amount", ["0", "-1", "1.001"])
def test_an_amount_is_rupiah_and_sen_above_zero(government: Government, amount: str) -> None:
    line(government)
    with pytest.raises(ValueError, match="no amount"), transaction.atomic():
        commitments.reserve(
            government_id=government.pk, year=YEAR, plan_code="1", key="P-1", amount=Decimal(amount), actor=CONSOLE
        )


@pytest.mark.parametrize("statement", ["UPDATE plans_commitment SET amount = 1", "DELETE FROM plans_commitment"])
def test_the_database_keeps_what_was_written(government: Government, statement: str) -> None:
    line(government)
    call("reserve", government, amount=600)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        cursor.execute(statement)
    assert held(government) == (600, 0, 400)


def test_lines_to_buy_from_are_those_on_offer_in_three_queries(government: Government) -> None:
    for code in range(10, 40):
        line(government, str(code), 1_000)
    line(government, "50", counts=False)
    line(government, "51", epurchasing=False)
    line(government, "52", year=2025)
    revised(government, "50", "11")
    call("reserve", government, amount=600, code="11")
    unit = Unit.objects.filter(government=government).order_by("pk").first()
    assert unit is not None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = selectors.plan_lines(government_id=government.pk, unit_ids=[unit.pk], year=YEAR, size=20)
    assert (len(asked), page.total, len(page.lines)) == (3, 30, 20)
    assert [(one.code, one.remaining) for one in page.lines[:2]] == [("10", 1_000), ("11", 400)]
    find = selectors.plan_lines
    assert find(government_id=government.pk, unit_ids=None, year=YEAR, query="kursi 39").total == 1
    assert find(government_id=government.pk, unit_ids=None, year=YEAR, query="39").total == 1
    assert find(government_id=government.pk, unit_ids=[], year=YEAR).lines == ()
    assert len(find(government_id=government.pk, unit_ids=None, year=YEAR, page=2, size=20).lines) == 10


_MOVES = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "commit", "change", "release"]),
        st.sampled_from(["P-1", "P-2", "P-3"]),
        st.integers(1, 700),
    ),
    max_size=25,
)


@given(moves=_MOVES)
def test_whatever_comes_in_whatever_order_the_balance_is_the_sum_and_within_the_pagu(
    moves: list[tuple[str, str, int]],
) -> None:
    with transaction.atomic():
        government = Government.objects.get(code="D43")
        line(government)
        for name, key, amount in moves:
            with suppress(RuleBroken), transaction.atomic():
                call(name, government, key, None if name == "release" else amount)
            reserved, committed, left = held(government)
            assert reserved >= 0
            assert committed >= 0
            assert left == 1_000 - reserved - committed >= 0
        transaction.set_rollback(True)
