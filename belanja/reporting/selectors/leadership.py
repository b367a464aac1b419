"""What the leadership sees on one screen: the same shares as the monitor, what moved, who needs help, what was answered
and the one decision that waits. Figures come from `affirmation.selectors` alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from belanja.affirmation import selectors as affirmation
from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.institutions.models import Government
from belanja.reporting import canonical
from belanja.reporting.canonical import Plain
from belanja.reporting.record import HEADLINES
from belanja.reporting.sections import provincial
from belanja.rules import money, periods
from belanja.rules.reporting import decision as rules

from ..models import Disposition, Round
from . import rounds

_MOST = 5


@dataclass(frozen=True)
class Moved:
    """What a unit bought more (or less) since the end of the period before; rupiah."""

    unit: UnitShare
    amount: Decimal


@dataclass(frozen=True)
class Answered:
    """What was answered: the latest round, and what the leadership had asked for."""

    round: rounds.Standing | None
    asked: int
    answered: int
    late: int


@dataclass(frozen=True)
class Leadership:
    """`tables`: every headline share, e-Purchasing first; `before`: e-Purchasing at the end of the quarter before, None
    in the first; `short`: units below the target, largest gap first."""

    tables: dict[str, ShareTable]
    before: ShareTable | None
    moved: tuple[Moved, ...]
    short: tuple[UnitShare, ...]
    answered: Answered
    decision: rules.Decision

    @property
    def main(self) -> ShareTable:
        """The share of e-Purchasing."""
        return next(iter(self.tables.values()))

    @property
    def document(self) -> Plain:
        """The headline figures as report.json has them, so that they are written by the same words."""
        figures = [provincial.figure_of(key, table) for key, table in self.tables.items()]
        return canonical.plain({"provincial": figures})  # type: ignore[no-any-return]

    @property
    def change_points(self) -> Decimal | None:
        """Percentage points since the end of the quarter before, by what is known now."""
        if self.before is None:
            return None
        now, then = self.main.total.share_percent, self.before.total.share_percent
        return None if now is None or then is None else now - then


def leadership(*, government: Government, year: int, as_of: date | None, today: date) -> Leadership:
    """The page of a year, up to a day where one is asked for."""
    tables = dict(zip(HEADLINES, affirmation.every_share(government=government, year=year, as_of=as_of), strict=True))
    main = next(iter(tables.values()))
    before = _before(government, main)
    gaps = [unit for unit in main.units if unit.gap]
    gaps.sort(key=lambda unit: (-(unit.gap or money.ZERO), unit.code))
    return Leadership(
        tables=tables,
        before=before,
        moved=_moved(main, before),
        short=tuple(gaps[:_MOST]),
        answered=_answered(government, today),
        decision=rules.decision(
            len(main.units),
            main.total.units_unknown,
            [(unit.name, unit.gap) for unit in gaps if unit.gap is not None],
        ),
    )


def _before(government: Government, main: ShareTable) -> ShareTable | None:
    quarter = (main.cut_off.month + 2) // 3 if main.cut_off.year == main.year else 4
    if quarter == 1:
        return None
    last = periods.quarter(main.year, quarter - 1).last
    return affirmation.share_table(government=government, year=main.year, as_of=last)


def _moved(main: ShareTable, before: ShareTable | None) -> tuple[Moved, ...]:
    if before is None:
        return ()
    then = {unit.code: unit.numerator for unit in before.units}
    found = [
        Moved(unit, unit.numerator - (then.get(unit.code) or money.ZERO))
        for unit in main.units
        if unit.numerator is not None
    ]
    found.sort(key=lambda one: (-abs(one.amount), one.unit.code))
    return tuple(one for one in found[:_MOST] if one.amount)


def _answered(government: Government, today: date) -> Answered:
    latest: Round | None = rounds.rounds(government).first()
    told = list(Disposition.objects.filter(snapshot__government=government).values_list("answered_at", "due_on"))
    waiting = [due for answered_at, due in told if answered_at is None]
    return Answered(
        round=rounds.standing(latest) if latest is not None else None,
        asked=len(told),
        answered=len(told) - len(waiting),
        late=sum(due is not None and due < today for due in waiting),
    )
