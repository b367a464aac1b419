"""Budgets held against each other, against other years, plans and orders, when all feeds of a run are in."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.plans.budgets import budget_limits, versions_in_force
from belanja.plans.models import ProcurementBudget, RupPackage
from belanja.rules import plausibility, unit_codes

from . import doubtful_orders
from .checks import Kind, open_item, settle
from .models import HeldItem, Pull, SourceRow


def after_run(*, touched: set[tuple[int, int]]) -> None:
    """Checks that need several feeds together: orders against plans, budgets against each other, against the year
    before, plans and orders. The outcome is the same in whatever order the feeds came."""
    for government_id, year in sorted(_concerned(touched)):
        doubtful_orders.judge_again(government_id=government_id, year=year)
        budget_pull = (
            Pull.objects.standing()
            .filter(government_id=government_id, year=year, feed="budget")
            .order_by("-id")
            .first()
        )
        if budget_pull is not None:
            _check_budgets(budget_pull)
            _check_entries(budget_pull)
            _check_coverage(budget_pull)


def _concerned(touched: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Governments and years that a run may have changed the judgement of: budgets are held against the year before,
    and the master list (year 0) tells which units every year should have."""
    concerned = {scope for scope in touched if scope[1]} | {(one, year + 1) for one, year in touched if year}
    undated = {government_id for government_id, year in touched if not year}
    concerned |= set(
        Pull.objects.standing()
        .filter(government_id__in=undated, feed="budget", year__gt=0)
        .values_list("government_id", "year")
        .distinct()
    )
    return concerned


def _check_budgets(pull: Pull) -> None:
    """Conflicts and implausible amounts among the active budget rows of one government and year."""
    government_id, year = pull.government_id, pull.year
    assert government_id is not None
    rows = list(
        ProcurementBudget.objects.filter(
            government_id=government_id,
            year=year,
            state=ProcurementBudget.State.ACTIVE,
            pengadaan__isnull=False,
        ).select_related("unit")
    )
    by_unit: dict[int, list[ProcurementBudget]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit_id].append(row)
    conflicts = {unit_id: found for unit_id, found in by_unit.items() if len({row.pengadaan for row in found}) > 1}
    for unit_id, found in conflicts.items():
        open_item(
            kind=Kind.BUDGET_CONFLICT,
            pull=pull,
            year=year,
            key=found[0].unit.code,
            unit_id=unit_id,
            detail={"amounts": sorted(str(row.pengadaan) for row in found)},
            source_rows=[row.source_row_id for row in found],
        )
    settle(
        government_id=government_id,
        feed="budget",
        year=year,
        kind=Kind.BUDGET_CONFLICT,
        still_open=[found[0].unit.code for found in conflicts.values()],
    )
    doubted = _implausible_budgets(pull, [row for row in rows if row.unit_id not in conflicts])
    settle(
        government_id=government_id,
        feed="budget",
        year=year,
        kind=Kind.BUDGET_IMPLAUSIBLE,
        still_open=doubted,
    )


def _implausible_budgets(pull: Pull, rows: list[ProcurementBudget]) -> list[str]:
    """Open an item for each budget that a person must confirm; returns their unit codes."""
    government_id = pull.government_id
    assert government_id is not None

    limits = budget_limits(government_id)
    confirmed = set(
        HeldItem.objects.filter(
            government_id=government_id, feed="budget", kind=Kind.BUDGET_IMPLAUSIBLE, resolution="confirmed"
        ).values_list("source_rows__0", flat=True)
    )
    neighbours = dict(
        ProcurementBudget.objects.filter(
            government_id=government_id,
            year=pull.year - 1,
            state=ProcurementBudget.State.ACTIVE,
            pengadaan__gt=0,
        ).values_list("unit_id", "pengadaan")
    )
    doubted: list[str] = []
    # From the smallest to the largest, so that one slipped amount does not hide another.
    others, other_units = Decimal(0), 0
    for row in sorted(rows, key=lambda row: row.pengadaan or Decimal(0)):
        amount = row.pengadaan or Decimal(0)
        doubt = plausibility.doubt_budget(
            amount,
            others=others,
            other_units=other_units,
            neighbour_year=neighbours.get(row.unit_id),
            limits=limits,
            parts=_parts(row),
        )
        if doubt is None or row.source_row_id in confirmed:
            others, other_units = others + amount, other_units + 1
        else:
            doubted.append(row.unit.code)
            open_item(
                kind=Kind.BUDGET_IMPLAUSIBLE,
                pull=pull,
                year=pull.year,
                key=row.unit.code,
                unit_id=row.unit_id,
                detail=doubt.told(),
                source_rows=[row.source_row_id],
            )
    return doubted


def _check_entries(pull: Pull) -> None:
    """Tell the clerk where the feed now says something else than the entry in force, and than it said when that was
    confirmed. Nothing is held: the entry stands until a person decides otherwise."""
    government_id, year = pull.government_id, pull.year
    assert government_id is not None
    entries = {
        version.unit_id: version
        for version in versions_in_force(
            government_ids=[government_id], year=year, on=clock.today().replace(year=year, month=12, day=31)
        ).select_related("unit")
    }
    rows = ProcurementBudget.objects.filter(
        government_id=government_id,
        year=year,
        unit_id__in=entries,
        state=ProcurementBudget.State.ACTIVE,
        pengadaan__isnull=False,
    ).order_by("id")
    told: dict[int, list[ProcurementBudget]] = defaultdict(list)
    for row in rows:
        told[row.unit_id].append(row)
    decided = set(
        HeldItem.objects.filter(
            government_id=government_id, feed="budget", year=year, kind=Kind.BUDGET_DIFFERS, resolution="entry_stands"
        ).values_list("key", "detail__entry", "detail__amount")
    )
    still_open: list[str] = []
    for unit_id, found in told.items():
        version, amounts = entries[unit_id], {row.pengadaan for row in found}
        amount = next(iter(amounts))
        if len(amounts) > 1 or amount in (version.pengadaan, version.feed_pengadaan):
            continue
        if (version.unit.code, version.pk, str(amount)) in decided:
            continue
        still_open.append(version.unit.code)
        open_item(
            kind=Kind.BUDGET_DIFFERS,
            pull=pull,
            year=year,
            key=version.unit.code,
            unit_id=unit_id,
            detail={
                "entry": version.pk,
                "amount": str(amount),
                "compared_with": str(version.pengadaan),
                "document": version.number,
            },
            source_rows=[row.source_row_id for row in found],
        )
    settle(government_id=government_id, feed="budget", year=year, kind=Kind.BUDGET_DIFFERS, still_open=still_open)


def _parts(row: ProcurementBudget) -> Decimal | None:
    """Operasi, modal and tidak terduga together; None where the row does not say all three."""
    if row.operasi is None or row.modal is None or row.btt is None:
        return None
    return row.operasi + row.modal + row.btt


def _in_master_list(government_id: int, year: int) -> set[int]:
    """Perangkat Daerah that the master list calls active in the year; codes of other kinds are of long ago."""
    rows = SourceRow.objects.filter(
        government_id=government_id, feed="master_satker", year=0, pull_to__isnull=True
    ).values_list("payload__kd_satker_str", "payload__status_satker", "payload__tahun_aktif")
    codes = {
        unit_codes.pd_code(code)
        for code, status, years in rows
        if code
        and unit_codes.is_sipd(code)
        and (status or "aktif").strip().lower() == "aktif"
        and (not years or year in years)
    }
    return set(Unit.objects.filter(government_id=government_id, code__in=codes).values_list("pk", flat=True))


def _check_coverage(pull: Pull) -> None:
    """Whether the budget rows cover enough of the Perangkat Daerah that plans and orders of the year show."""
    government_id, year = pull.government_id, pull.year
    assert government_id is not None
    roll_up = institutions.pd_map(government_id, clock.today().replace(year=year, month=12, day=31))

    def pds(units: Iterable[int]) -> set[int]:
        return {roll_up.get(unit, unit) for unit in units}

    with_row = pds(
        ProcurementBudget.objects.filter(government_id=government_id, year=year)
        .exclude(state=ProcurementBudget.State.SUPERSEDED)
        .values_list("unit_id", flat=True)
    )
    expected = with_row | pds(
        RupPackage.objects.filter(government_id=government_id, year=year, counts=True)
        .values_list("unit_id", flat=True)
        .distinct()
    )
    expected |= pds(_in_master_list(government_id, year))
    expected |= pds(
        PurchaseDocument.objects.filter(government_id=government_id, year=year, vanished=False)
        .values_list("unit_id", flat=True)
        .distinct()
    )

    def limit(name: str) -> Decimal:
        return institutions.parameter(f"plausibility.budget.{name}", government_id=government_id, on=clock.today())

    if plausibility.looks_truncated_budget(
        units_with_row=len(with_row),
        units_expected=len(expected),
        least_expected=int(limit("least_expected")),
        least_share=limit("least_share"),
    ):
        decided = HeldItem.objects.filter(
            government_id=government_id, feed="budget", year=year, kind=Kind.FEED_TRUNCATED, pull=pull
        ).exclude(resolution__in=["", "superseded", "withdrawn"])
        if not decided.exists():
            open_item(
                kind=Kind.FEED_TRUNCATED,
                pull=pull,
                year=year,
                key="kelengkapan",
                detail={
                    "rule": "budget.least_share",
                    "units_with_row": len(with_row),
                    "units_expected": len(expected),
                    "threshold": str(limit("least_share")),
                },
            )
    else:
        HeldItem.objects.filter(
            government_id=government_id,
            feed="budget",
            year=year,
            kind=Kind.FEED_TRUNCATED,
            key="kelengkapan",
            resolution="",
        ).update(resolution="superseded", resolved_at=clock.now(), resolved_by_label="tarikan baru")
