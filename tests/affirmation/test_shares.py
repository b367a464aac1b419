"""Shares of imported files: what is known, what is not and why. Every table is recounted (see `World.table`)."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.affirmation import selectors
from belanja.institutions.models import LegalBasis, ParameterRow, Unit
from belanja.institutions.services import set_parent
from belanja.intake.models import HeldItem
from belanja.intake.services import choose_budget, confirm_amount, decide_status, reject_amount
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken
from belanja.rules.shares import Reason, Status

from .worlds import (
    PD_A,
    PD_A_SUB,
    PD_B,
    PD_B_SUB,
    PD_C,
    World,
    budget,
    penyedia,
    swakelola,
    toko_daring,
    v5,
    v6,
)

RUN_DAY = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def _day(freeze: Callable[[date | datetime], datetime]) -> None:
    freeze(RUN_DAY)


def test_sub_units_are_rolled_up_to_their_perangkat_daerah(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_A_SUB, None), budget(PD_B, 500), budget(PD_B_SUB, 500)],
            "v6": [v6(PD_A_SUB, "O1", 300), v6(PD_B, "O2", "100.50")],
        }
    )
    table = world.table("pesanan")
    assert [unit.code for unit in table.units] == [PD_B, PD_A], "sorted by name: Kesehatan before Pendidikan"
    a, b = table.unit(PD_A), table.unit(PD_B)
    assert a
    assert (a.numerator, a.denominator, a.share_percent) == (Decimal(300), Decimal(1000), Decimal("30.00"))
    assert b
    assert (b.denominator, b.share_percent, b.gap) == (Decimal(1000), Decimal("10.05"), Decimal("199.50"))
    assert (a.reached, b.reached) == (True, False)
    assert (table.total.numerator, table.total.denominator) == (Decimal("400.50"), Decimal(2000))
    assert table.cut_off == RUN_DAY


def test_each_numerator_reads_its_own_stage(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000)],
            "v6": [
                v6(PD_A, "N", 1, status="ON_NEGOTIATION"),
                v6(PD_A, "P", 20, status="ON_PROCESS"),
                v6(PD_A, "R", 300, status="ON_ADDENDUM", shipment="COMPLETED"),
                v6(PD_A, "C", 4000, status="PAYMENT_OUTSIDE_SYSTEM"),
                v6(PD_A, "X", 50000, status="CANCELLED"),
            ],
        }
    )
    amounts = {n: world.unit(PD_A, n).numerator for n in ("pesanan", "kontrak", "terima", "selesai")}
    assert amounts == {
        "pesanan": Decimal(4321),
        "kontrak": Decimal(4320),
        "terima": Decimal(4300),
        "selesai": Decimal(4000),
    }


def test_lines_of_v5_orders_add_up_and_units_are_known_by_number(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000)],
            "v5": [
                v5(PD_A, 7, 1, 100, 250, numbered=True),
                v5(PD_A, 7, 1, 100, 250, numbered=True),
                v5(PD_A, 7, 2, 50, 250, numbered=True),
                v5(PD_A, 8, 1, 60, 75, numbered=True),
            ],
        }
    )
    assert world.unit(PD_A).numerator == Decimal(325)


def test_no_budget_is_said_and_never_a_zero(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_B, None), budget(PD_B_SUB, None)],
            "v6": [v6(PD_B, "O1", 70), v6(PD_C, "O2", 7)],
        }
    )
    table = world.table()
    for code in (PD_B, PD_C):
        unit = table.unit(code)
        assert unit
        assert (unit.status, unit.reason, unit.share_percent) == (Status.UNKNOWN, Reason.NO_BUDGET, None)
    assert (table.total.units_known, table.total.units_unknown) == (1, 2)
    assert table.total.numerator_of_unknown == Decimal(77)
    a = table.unit(PD_A)
    assert a
    assert a.share_percent == Decimal("0.00"), "nothing ordered is known to be nothing"


def test_a_perangkat_daerah_without_an_amount_needs_every_row_below_it(world: World) -> None:
    world.load({"budget": [budget(PD_B, None), budget(PD_B_SUB, 400)], "v6": [v6(PD_B, "O1", 100)]})
    assert world.unit(PD_B).denominator == Decimal(400)


def test_conflicting_budgets_wait_for_a_choice(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1000), budget(PD_A, 1200), budget(PD_B, 10)], "v6": [v6(PD_A, "O", 300)]})
    unit = world.unit(PD_A)
    assert (unit.status, unit.reason, unit.denominator) == (Status.UNKNOWN, Reason.BUDGET_CONFLICT, None)
    assert world.unit(PD_B).status is Status.KNOWN
    item = HeldItem.objects.get(kind=HeldItem.Kind.BUDGET_CONFLICT)
    choose_budget(item_id=item.pk, source_row_id=item.source_rows[0], reason="menurut DPA", actor=CONSOLE)
    assert world.unit(PD_A).denominator in (Decimal(1000), Decimal(1200))


def test_a_repeated_budget_row_counts_once(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1000), budget(PD_A, 1000)], "v6": [v6(PD_A, "O", 300)]})
    assert world.unit(PD_A).denominator == Decimal(1000)


def test_an_implausible_budget_is_held_until_somebody_says(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 5 * 10**15), budget(PD_B, 10**9), budget(PD_C, 10**9)],
            "v6": [v6(PD_B, "O", 10)],
        }
    )
    unit = world.unit(PD_A)
    assert (unit.status, unit.reason) == (Status.HELD, Reason.BUDGET_IMPLAUSIBLE)
    item = HeldItem.objects.get(kind=HeldItem.Kind.BUDGET_IMPLAUSIBLE)
    reject_amount(item_id=item.pk, reason="salah ketik nol", actor=CONSOLE)
    assert world.unit(PD_A).reason is Reason.NO_BUDGET


def test_an_unknown_status_holds_the_unit_alone(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_B, 1000)],
            "v6": [v6(PD_A_SUB, "O1", 300, status="DIPIKIRKAN"), v6(PD_B, "O2", 300)],
        }
    )
    unit = world.unit(PD_A)
    assert (unit.status, unit.reason, unit.numerator) == (Status.HELD, Reason.STATUS_UNKNOWN, None)
    assert world.unit(PD_B).status is Status.KNOWN
    item = HeldItem.objects.get(kind=HeldItem.Kind.STATUS_UNKNOWN)
    decide_status(item_id=item.pk, meaning="kontrak", reason="menurut LKPP", actor=CONSOLE)
    assert world.unit(PD_A).numerator == Decimal(300)
    assert world.unit(PD_A, "terima").numerator == Decimal(0)


@pytest.mark.parametrize(("confirmed", "amount"), [(True, 2 * 10**13), (False, 0)])
def test_an_implausible_order_is_held_until_somebody_says(world: World, confirmed: bool, amount: int) -> None:
    world.load({"budget": [budget(PD_A, 10**9)], "v6": [v6(PD_A, "O1", 2 * 10**13)]})
    assert world.unit(PD_A).reason is Reason.STATUS_UNKNOWN
    item = HeldItem.objects.get(kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE)
    decide = confirm_amount if confirmed else reject_amount
    decide(item_id=item.pk, reason="sudah diperiksa", actor=CONSOLE)
    assert world.unit(PD_A).numerator == Decimal(amount)


@pytest.mark.parametrize(
    ("feeds", "denominator", "reason"),
    [
        ({"budget": [budget(PD_A, 1000)]}, "belanja_pengadaan", Reason.FEED_MISSING),
        ({"v6": [v6(PD_A, "O", 300)]}, "belanja_pengadaan", Reason.FEED_MISSING),
        ({"v6": [v6(PD_A, "O", 300)], "p": [penyedia(PD_A, 1, 900)]}, "rup_total", Reason.FEED_MISSING),
        ({"v6": [v6(PD_A, "O", 300)], "p": [penyedia(PD_A, 1, 900)]}, "realisasi_pengadaan", Reason.FEED_MISSING),
        ({"v6": [v6(PD_A, "O", 300)], "p": [penyedia(PD_A, 1, 900)]}, "rup_penyedia", None),
    ],
)
def test_a_missing_feed_is_named(
    world: World, feeds: dict[str, list[dict[str, object]]], denominator: str, reason: Reason | None
) -> None:
    world.load(feeds)
    assert world.unit(PD_A, None, denominator).reason is reason


def test_rup_denominators(world: World) -> None:
    world.load(
        {
            "p": [
                penyedia(PD_A, 1, 900),
                penyedia(PD_A_SUB, 2, 90, method="e-Purchasing"),
                penyedia(PD_A, 3, 5000, method="Tender"),
                penyedia(PD_A, 4, 70000, active=False),
                penyedia(PD_B, 5, 800000, active=False),
            ],
            "s": [swakelola(PD_A, 6, 10000)],
            "v6": [v6(PD_A, "O", 100)],
        }
    )
    bases = {d: world.unit(PD_A, None, d).denominator for d in ("rup_total", "rup_penyedia", "rup_epurchasing")}
    assert bases == {
        "rup_total": Decimal(15990),
        "rup_penyedia": Decimal(5990),
        "rup_epurchasing": Decimal(990),
    }
    assert world.unit(PD_B, None, "rup_total").reason is Reason.NO_BUDGET, "listed for its uncounted plan"


def test_a_cut_off_leaves_later_and_undated_orders_out(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000)],
            "v6": [
                v6(PD_A, "O1", 1, day="2025-06-30"),
                v6(PD_A, "O2", 20, day="2025-07-01"),
                v6(PD_A, "O3", 300, day=None),
            ],
        }
    )
    table = world.table(as_of=date(2025, 6, 30))
    unit = table.unit(PD_A)
    assert unit
    assert unit.numerator == Decimal(1)
    assert (table.undated, table.cut_off) == (Decimal(300), date(2025, 6, 30))
    whole = world.table()
    assert (whole.total.numerator, whole.undated) == (Decimal(321), Decimal(0))


def test_hand_over_has_a_day_of_its_own(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000)],
            "v5": [v5(PD_A, 7, 1, 100, 100, status="paket_selesai", overall="Paket Selesai")],
        }
    )
    assert world.table("kontrak", as_of=date(2025, 3, 1)).total.numerator == Decimal(100)
    assert world.table("selesai", as_of=date(2025, 3, 1)).total.numerator == Decimal(0)
    assert world.table("selesai", as_of=date(2025, 5, 20)).total.numerator == Decimal(100)


def test_toko_daring_counts_by_its_dated_switch(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000)],
            "v6": [v6(PD_A, "O1", 100)],
            "t": [
                toko_daring(PD_A, "T1", 50, verified="verified", confirmed="selesai"),
                toko_daring(PD_A, "T2", 5, verified=None, confirmed=None),
                toko_daring(PD_C, "T3", 5, verified="verified", confirmed="gagal"),
            ],
        }
    )
    table = world.table()
    assert table.total.numerator == Decimal(100)
    assert table.unit(PD_C) is None, "a channel that does not count lists nobody"
    ParameterRow.objects.create(
        key="switch.toko_daring",
        government=world.government,
        value="ya",
        valid_from=date(2025, 1, 1),
        legal_basis=LegalBasis.objects.get(slug="belanja-kebijakan-data"),
        approved_at=datetime.fromisoformat("2024-12-01T00:00:00+00:00"),
    )
    table = world.table()
    assert table.total.numerator == Decimal(150)
    assert table.unit(PD_C) is not None


def test_a_later_pull_replaces_and_takes_back(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1000)], "v6": [v6(PD_A, "O1", 100), v6(PD_A, "O2", 50)]})
    world.load({"budget": [budget(PD_A, 2000)], "v6": [v6(PD_A, "O1", 120, status="CANCELLED"), v6(PD_A, "O3", 7)]})
    unit = world.unit(PD_A, "pesanan")
    assert (unit.numerator, unit.denominator) == (Decimal(7), Decimal(2000))


def test_a_decided_parent_moves_the_figures_from_its_day_on(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1000), budget(PD_B, 1000)], "v6": [v6(PD_A_SUB, "O", 300, day="2025-02-01")]})
    units = {unit.code: unit for unit in Unit.objects.filter(government=world.government)}
    set_parent(unit=units[PD_A_SUB], parent=units[PD_B], valid_from=date(2025, 7, 1), actor=CONSOLE)
    assert world.unit(PD_B).numerator == Decimal(300)
    early = world.table(as_of=date(2025, 6, 30)).unit(PD_A)
    assert early
    assert early.numerator == Decimal(300)


def test_the_table_takes_nine_queries_whatever_its_size(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_B, 1000)],
            "v6": [v6(PD_A, f"O{n}", n + 1) for n in range(40)],
        }
    )
    government = world.government
    with CaptureQueriesContext(
        connection,
    ) as queries:
        selectors.share_table(government=government, year=world.year)
    assert len(queries) <= 9


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"indicator": "tkdn"}, "unknown_indicator"),
        ({"indicator": "umkk", "evidence": "saksi"}, "unknown_evidence"),
        ({"indicator": "pdn", "evidence": "bukti", "numerator": "rencana"}, "evidence_of_plan"),
        ({"numerator": "bayar"}, "unknown_numerator"),
        ({"denominator": "apbd"}, "unknown_denominator"),
    ],
)
def test_unknown_definitions_are_refused(world: World, asked: dict[str, str], code: str) -> None:
    world.load({"v6": [v6(PD_A, "O", 1)]})
    with pytest.raises(RuleBroken) as refused:
        selectors.share_table(government=world.government, year=world.year, **asked)
    assert (refused.value.code, refused.value.status) == (code, 422)


def test_the_unknown_list_says_who_completes_what(world: World) -> None:
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_A, 1200)],
            "v6": [v6(PD_B, "O1", 70), v6(PD_A, "O2", 1)],
        }
    )
    found = {item.unit.code: item for item in selectors.unknown_list(world.table())}
    assert set(found) == {PD_A, PD_B}
    assert found[PD_A].explanation.sentence.startswith("belum diketahui, karena Struktur Anggaran PD memuat")
    assert found[PD_A].details == (f"Anggaran ganda yang berbeda: {PD_A} (Struktur Anggaran PD)",)
    assert found[PD_B].explanation.owner == "Pengguna Anggaran Perangkat Daerah"
