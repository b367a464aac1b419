"""What a report is made from: one government and quarter, with the tables of figures that its sections share."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from django.db.models import Count, F, Max, Sum

import belanja
import belanja.rules
from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable, UnknownUnit
from belanja.affirmation.recount import differences, recount
from belanja.affirmation.recount.classes import class_differences, class_sums
from belanja.affirmation.selectors.sensitivity import Sensitivity, every_sensitivity
from belanja.facts.selectors import ChannelRow, channel_table, spend_classes
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.intake.models import Correction, HeldItem, Pull
from belanja.plans.budgets import versions_in_force
from belanja.plans.models import BudgetVersion
from belanja.rules import pdn, periods
from belanja.rules.indicators import EPURCHASING, INDICATORS, EvidenceKind
from belanja.rules.spend_classes import SpendClasses

from .canonical import Plain
from .models import Round

#: Key -> indicator and evidence, in the order of the report.
HEADLINES: dict[str, tuple[str, EvidenceKind | None]] = {
    key: (rule.code, evidence)
    for rule in INDICATORS.values()
    for key, evidence in (
        [(rule.code, None)] if rule.mark is None else [(f"{rule.code}.{kind}", kind) for kind in EvidenceKind]
    )
}


@dataclass(frozen=True)
class Before:
    """What came before a report was frozen: the round in which units answered (or why there was none), and the version
    whose place it takes, with the reason."""

    round: Round | None = None
    without_round: str = ""
    corrects: Plain | None = None
    change_reason: str = ""


class Record:
    """The question (government, year, quarter, cut-off) and its answers, each computed once when it is needed.

    `former` is the report to compare with, `code` the version that is said to have computed, `frozen` the document that
    is rebuilt (None: a new one); all are given, so that a report is rebuilt with what it had.
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
        frozen: Plain | None = None,
        checked: bool = True,
        before_freezing: "Before | None" = None,
    ) -> None:
        self.government, self.year, self.quarter, self.cut_off = government, year, quarter, cut_off
        self.former, self.frozen = former, frozen
        self.code = code or code_version()
        self.before_freezing = before_freezing or Before()
        self.checked = checked
        """Whether every share is counted a second time from the source rows."""

    @cached_property
    def tables(self) -> dict[str, ShareTable]:
        """The headline shares by key (`epurchasing`, `pdn.rup`, `pdn.bukti`, …). e-Purchasing stands first."""
        found = selectors.every_share(government=self.government, year=self.year, as_of=self.cut_off)
        return dict(zip(HEADLINES, found, strict=True))

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
    def sensitivities(self) -> dict[str, Sensitivity]:
        """Every headline share under every numerator and denominator that goes with it."""
        found = every_sensitivity(government=self.government, year=self.year, as_of=self.cut_off)
        return dict(zip(HEADLINES, found, strict=True))

    @property
    def sensitivity(self) -> Sensitivity:
        """That of e-Purchasing."""
        return self.sensitivities[EPURCHASING.code]

    @cached_property
    def channels(self) -> tuple[ChannelRow, ...]:
        """Every channel with packages or evidence, up to the cut-off."""
        return tuple(channel_table(government_id=self.government.pk, year=self.year, as_of=self.cut_off))

    @cached_property
    def classes(self) -> SpendClasses:
        """Contracted value by class of PDN and by scale of the firm, up to the cut-off."""
        return spend_classes(government_id=self.government.pk, year=self.year, limit=self._limit, as_of=self.cut_off)

    @cached_property
    def _limit(self) -> pdn.Thresholds:
        rows = institutions.parameters(government_id=self.government.pk, on=self.cut_off)
        minimum, with_benefit, most_benefit = (
            Decimal(rows[key].value) for key in ("pdn.tkdn.minimum", "pdn.tkdn_bmp.wajib", "pdn.bmp.terbesar")
        )
        return pdn.Thresholds(minimum, with_benefit, most_benefit)

    @cached_property
    def unknown(self) -> tuple[UnknownUnit, ...]:
        return selectors.unknown_list(self.main)

    @cached_property
    def pulls(self) -> tuple[Pull, ...]:
        """The latest standing pull of each feed of this government and year."""
        found = (
            Pull.objects.standing()
            .filter(government=self.government, year__in=(self.year, 0))
            .order_by("feed", "year", "-id")
            .distinct("feed", "year")
        )
        return tuple(found)

    @cached_property
    def withdrawn(self) -> tuple[Pull, ...]:
        """Pulls of this government and year that were taken back, in order."""
        found = Pull.objects.filter(
            government=self.government,
            year__in=(self.year, 0),
            state=Pull.State.WITHDRAWN,
            withdrawn_at__gte=F("at"),  # looking back, later pulls are set aside as if withdrawn before they came
        ).order_by("withdrawn_at", "id")
        return tuple(found)

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """Corrections of rows in quarantine that a second person approved, in order, with `row_count` and `sum`."""
        found = (
            Correction.objects.filter(
                government=self.government,
                state=Correction.State.APPROVED,
                rows__quarantine__pull__year__in=(self.year, 0),
            )
            .annotate(row_count=Count("rows"), sum=Sum("rows__amount"))
            .order_by("decided_at", "id")
        )
        return tuple(found)

    @cached_property
    def entered(self) -> tuple[BudgetVersion, ...]:
        """Budgets entered from a document that are in force on the cut-off, by the order of their units."""
        found = versions_in_force(government_ids=[self.government.pk], year=self.year, on=self.cut_off)
        return tuple(sorted(found.select_related("unit"), key=lambda row: (row.unit.sort_key, row.unit.code)))

    @cached_property
    def known_at(self) -> datetime | None:
        """When the record last changed: its youngest pull, withdrawal or decision. None where nothing is on record."""
        held = HeldItem.objects.filter(government=self.government, year__in=(self.year, 0))
        budgets = BudgetVersion.objects.filter(government=self.government, year=self.year)
        said = budgets.aggregate(decided=Max("decided_at"), withdrawn=Max("withdrawn_at"))
        moments = [
            *(pull.at for pull in self.pulls),
            *(pull.withdrawn_at for pull in self.withdrawn),
            *(row.decided_at for row in self.corrections),
            held.aggregate(last=Max("resolved_at"))["last"],
            *said.values(),
        ]
        return max((moment for moment in moments if moment is not None), default=None)

    @cached_property
    def disagreements(self) -> dict[str, list[str]]:
        """Key of a share, or `classes` -> lines on which the two computations differ. Empty when all agree (or none
        was checked)."""
        if not self.checked:
            return {}
        found = {code: differences(table, recount(table)) for code, table in self.tables.items()}
        again = class_sums(self.government.pk, self.year, self._limit, self.cut_off)
        found["classes"] = class_differences(self.classes, again)
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
