"""When an amount or a pull is so far out of line that a person must look before figures use it.

The thresholds come in as arguments (dated parameters `plausibility.*`); what was seen in real pulls is their
ground: a budget typed with six zeros too many (2022), contracts a thousandfold of their ceiling (2024), a pull
with 3 of 87 units (2023).
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Doubt:
    """Why something is held: the rule, the amount looked at, what it was compared with and the threshold."""

    rule: str
    amount: Decimal
    compared_with: Decimal
    threshold: Decimal
    message: str

    def told(self) -> dict[str, str]:
        """As it is kept beside what is held."""
        return {
            "rule": self.rule,
            "amount": str(self.amount),
            "compared_with": str(self.compared_with),
            "threshold": str(self.threshold),
            "message": self.message,
        }


@dataclass(frozen=True)
class BudgetLimits:
    largest: Decimal
    """Rupiah: no single unit of any region has this much to procure."""
    times_all_others: Decimal
    """A unit above so many times the sum of all other units of its government…"""
    from_amount: Decimal
    """…is doubted from this amount on (rupiah)."""
    times_other_year: Decimal
    """So many times more or less than the same unit's amount of a neighbouring year."""


def doubt_budget(
    amount: Decimal,
    *,
    others: Decimal,
    other_units: int,
    neighbour_year: Decimal | None,
    limits: BudgetLimits,
    parts: Decimal | None = None,
) -> Doubt | None:
    """Whether a unit's `belanja_pengadaan` must be confirmed.

    `others`: sum over the smaller units of the same pull that are not in doubt themselves, `other_units` how many
    those are; `neighbour_year`: the same unit's amount one year earlier, if known; `parts`: what the row says of
    operasi, modal and tidak terduga together, which make up the amount. All rupiah.
    """
    if amount >= limits.largest:
        return Doubt(
            "budget.largest",
            amount,
            limits.largest,
            limits.largest,
            "Nilai melebihi batas tertinggi belanja pengadaan satu unit; kemungkinan kelebihan angka nol.",
        )
    if amount >= limits.from_amount and other_units >= 2 and others > 0 and amount > limits.times_all_others * others:
        return Doubt(
            "budget.times_all_others",
            amount,
            others,
            limits.times_all_others,
            "Nilai jauh melebihi jumlah seluruh unit lain di pemerintah daerah ini.",
        )
    if parts and amount > 0 and max(amount, parts) >= limits.from_amount / 100:
        ratio = max(amount, parts) / min(amount, parts)
        if ratio >= limits.times_other_year:
            return Doubt(
                "budget.times_parts",
                amount,
                parts,
                limits.times_other_year,
                "Nilai tidak sesuai dengan jumlah belanja operasi, modal, dan tidak terduga pada baris yang sama; "
                "kemungkinan salah letak koma.",
            )
    if neighbour_year and amount > 0 and max(amount, neighbour_year) >= limits.from_amount / 100:
        ratio = max(amount, neighbour_year) / min(amount, neighbour_year)
        if ratio >= limits.times_other_year:
            return Doubt(
                "budget.times_other_year",
                amount,
                neighbour_year,
                limits.times_other_year,
                "Nilai berubah terlalu jauh dari tahun di sebelahnya; kemungkinan salah letak koma.",
            )
    return None


def doubt_order(
    amount: Decimal,
    *,
    plan_ceiling: Decimal | None,
    largest: Decimal,
    times_ceiling: Decimal,
    from_amount: Decimal,
) -> Doubt | None:
    """Whether an order's value must be confirmed: above `largest` rupiah, or from `from_amount` on above
    `times_ceiling` times the ceiling (pagu) of its plan line."""
    if amount >= largest:
        return Doubt("order.largest", amount, largest, largest, "Nilai pesanan melebihi batas kewajaran tertinggi.")
    if plan_ceiling and plan_ceiling > 0 and amount >= from_amount and amount > times_ceiling * plan_ceiling:
        return Doubt(
            "order.times_ceiling",
            amount,
            plan_ceiling,
            times_ceiling,
            "Nilai pesanan jauh melebihi pagu RUP-nya; kemungkinan salah letak koma.",
        )
    return None


def looks_truncated_budget(
    *, units_with_row: int, units_expected: int, least_expected: int, least_share: Decimal
) -> bool:
    """Whether a budget pull covers so few of the Perangkat Daerah known from plans, orders and the master list
    that it must be a cut-off pull. Judged only from `least_expected` units on."""
    return units_expected >= least_expected and units_with_row < least_share * units_expected


def looks_truncated_pull(*, rows_before: int, vanished: int, least_rows: int, most_vanished: Decimal) -> bool:
    """Whether a later pull lost so large a share of the former rows that it must be cut off or partial."""
    return rows_before >= least_rows and vanished > most_vanished * rows_before
