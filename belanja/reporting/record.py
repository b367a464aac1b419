"""What a report is made from: one government and quarter, with the tables of figures that its sections share."""

import hashlib
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

from django.db.models import Max

import belanja
import belanja.rules
from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable, UnknownUnit
from belanja.affirmation.recount import differences, recount
from belanja.affirmation.selectors.sensitivity import Sensitivity, sensitivity
from belanja.institutions.models import Government
from belanja.intake.models import HeldItem, Pull
from belanja.rules import periods
from belanja.rules.indicators import EPURCHASING, INDICATORS

from .canonical import Plain


class Record:
    """The question (government, year, quarter, cut-off) and its answers, each computed once when it is needed.

    `former` is the report to compare with, `code` the version that is said to have computed; both are given, so
    that a report is rebuilt with what it had.
    """

    def __init__(
        self,
        *,
        government: Government,
        year: int,
        quarter: int,
        cut_off: date,
        former: Plain | None = None,
        code: str = "",
        checked: bool = True,
    ) -> None:
        self.government, self.year, self.quarter, self.cut_off = government, year, quarter, cut_off
        self.former = former
        self.code = code or code_version()
        self.checked = checked
        """Whether every share is counted a second time from the source rows."""

    @cached_property
    def tables(self) -> dict[str, ShareTable]:
        """The headline shares: indicator (and evidence) -> table. e-Purchasing stands first."""
        return {
            code: selectors.share_table(government=self.government, year=self.year, indicator=code, as_of=self.cut_off)
            for code in INDICATORS
        }

    @property
    def main(self) -> ShareTable:
        """The table of e-Purchasing under its own definition."""
        return self.tables[EPURCHASING.code]

    @cached_property
    def before(self) -> ShareTable | None:
        """The e-Purchasing table at the end of the quarter before, by what is known now; None for the first."""
        if self.quarter == 1:
            return None
        last = periods.quarter(self.year, self.quarter - 1).last
        return selectors.share_table(government=self.government, year=self.year, as_of=last)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        return sensitivity(government=self.government, year=self.year, as_of=self.cut_off)

    @cached_property
    def unknown(self) -> tuple[UnknownUnit, ...]:
        return selectors.unknown_list(self.main)

    @cached_property
    def pulls(self) -> tuple[Pull, ...]:
        """The latest pull of each feed of this government and year."""
        found = (
            Pull.objects.filter(government=self.government, year__in=(self.year, 0))
            .order_by("feed", "year", "-id")
            .distinct("feed", "year")
        )
        return tuple(found)

    @cached_property
    def known_at(self) -> datetime | None:
        """When the record last changed: its youngest pull or decision. None where nothing is on record."""
        decided = HeldItem.objects.filter(government=self.government, year__in=(self.year, 0)).aggregate(
            last=Max("resolved_at")
        )["last"]
        moments = [pull.at for pull in self.pulls] + ([decided] if decided else [])
        return max(moments, default=None)

    @cached_property
    def disagreements(self) -> dict[str, list[str]]:
        """Indicator -> lines on which the two computations differ. Empty when all agree (or none was checked)."""
        if not self.checked:
            return {}
        found = {code: differences(table, recount(table)) for code, table in self.tables.items()}
        return {code: lines for code, lines in found.items() if lines}

    def disputed(self, indicator: str, unit_code: str) -> list[str]:
        """Lines about one unit on which the two computations of an indicator differ."""
        return [
            line
            for line in self.disagreements.get(indicator, ())
            if line.startswith((f"{unit_code} ", f"{unit_code}:"))
        ]


@cache
def code_version() -> str:
    """Version of the program with a digest of its rules, e.g. `0.1.0+rules.1f2e3d4c5b6a`."""
    sources = sorted(Path(path) for folder in belanja.rules.__path__ for path in Path(folder).glob("*.py"))
    whole = hashlib.sha256()
    for source in sources:
        whole.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return f"{belanja.__version__}+rules.{whole.hexdigest()[:12]}"
