"""What is planned, out of source rows: pagu of counting packages by Perangkat Daerah."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from belanja.rules import rup
from belanja.rules.indicators import Mark

from .rows import Tree, current_rows

PENYEDIA = "rup_penyedia"


@dataclass(frozen=True)
class Planned:
    """One counting package. `marks` are None where the plan is silent."""

    pd: str
    feed: str
    pagu: Decimal
    epurchasing: bool
    marks: dict[Mark, bool | None]


def planned(government_id: int, year: int, tree: Tree, feeds: Iterable[str]) -> Iterator[Planned]:
    """Announced, active and undeleted packages of these feeds."""
    for row in current_rows(government_id, year, feeds):
        payload = row.payload
        announced = rup.is_announced(payload.get("status_umumkan"))
        if not announced or not rup.is_active(payload.get("aktif"), payload.get("dihapus")):
            continue
        yield Planned(
            tree.pd_of(tree.code_of(row)),
            row.feed,
            Decimal(payload["pagu"]),
            rup.is_epurchasing(rup.method_name(payload.get("metode"))),
            {Mark.PDN: rup.is_pdn(payload.get("pdn")), Mark.UMKK: rup.is_small_firm(payload.get("ukm"))},
        )
