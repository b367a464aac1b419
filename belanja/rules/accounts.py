"""Account codes of regional budgets (kode rekening), and which of the groups is procurement.

A budget document by accounts is summed by these groups. Goods and services (5.1.02) and capital (5.2) are procured;
personnel, interest, subsidies, grants, social aid and transfers are not. Contingency (5.3) is procured when it is
spent, and stands in the Struktur Anggaran PD as its own part.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from . import money

CITATION = "Permendagri 90 Tahun 2019: klasifikasi, kodefikasi, dan nomenklatur belanja daerah (5.1 sampai 5.4)"


class Part(StrEnum):
    """Parts of a unit's budget, as the Struktur Anggaran PD has them."""

    OPERASI = "operasi"
    MODAL = "modal"
    BTT = "btt"
    NON_PENGADAAN = "non_pengadaan"


#: By the beginning of the code, the longest that fits; 5.1 alone says nothing of which group it is.
GROUPS: dict[str, Part] = {
    "5.1.01": Part.NON_PENGADAAN,
    "5.1.02": Part.OPERASI,
    "5.1.03": Part.NON_PENGADAAN,
    "5.1.04": Part.NON_PENGADAAN,
    "5.1.05": Part.NON_PENGADAAN,
    "5.1.06": Part.NON_PENGADAAN,
    "5.2": Part.MODAL,
    "5.3": Part.BTT,
    "5.4": Part.NON_PENGADAAN,
}
#: The account at the end of a longer code (programme and activity before it differ in length from year to year).
_ACCOUNT = re.compile(r"(?:^|\.)(5(?:\.[1-4](?:\.\d{2}(?:\.\d{2,4})*)?)?)$")


def account_of(written: str) -> str | None:
    """The account code of a budget line, alone or at the end of a programme code; None for anything else."""
    found = _ACCOUNT.search(written.strip().rstrip("."))
    return found[1] if found else None


def part_of(account: str) -> Part | None:
    """Which part of the budget an account belongs to; None for codes above the groups (5, 5.1)."""
    return next((part for start, part in GROUPS.items() if account == start or account.startswith(f"{start}.")), None)


def summed(lines: Iterable[tuple[str, Decimal]]) -> tuple[dict[Part, Decimal], list[str]]:
    """Sums by part of (account, amount) lines of one unit, and what is wrong with them.

    Lines that sum up others (5.2 above 5.2.02 …) are held against those and not added again.
    """
    given: dict[str, Decimal] = {}
    for account, amount in lines:
        given[account] = given.get(account, money.ZERO) + amount
    parts = dict.fromkeys(Part, money.ZERO)
    wrong: list[str] = []
    for account, amount in sorted(given.items()):
        below = [other for other in given if other.startswith(f"{account}.")]
        if below:
            leaves = [other for other in below if not any(one.startswith(f"{other}.") for one in below)]
            if sum((given[leaf] for leaf in leaves), money.ZERO) != amount:
                wrong.append(f"jumlah rekening {account} tidak sama dengan rinciannya")
            continue
        part = part_of(account)
        if part is None:
            wrong.append(f"rekening {account} terlalu ringkas untuk dikelompokkan")
        else:
            parts[part] += amount
    return parts, wrong
