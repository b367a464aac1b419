"""The record of a government as named pulls left it and as people had decided at a moment; nothing of it stays.

Rows are put back by their own ids, decisions made later are undone, and what follows from both is derived anew by the
services that also take imports in. It costs as much time as staging the orders of the years that have changed since.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction

from belanja.facts import services as facts
from belanja.foundation import clock, moments
from belanja.institutions.models import Government
from belanja.journal.readings import many_readings
from belanja.plans.models import ProcurementBudget
from belanja.rules.decisions import RuleBroken

from .. import apply, budget_decisions, feeds
from ..feeds.orders import CHANNEL
from ..models import Correction, CorrectionRow, HeldItem, Pull, QuarantineRow, StatusMeaning
from ..run import lock
from .derive import derive

Answer = TypeVar("Answer")
Kind = HeldItem.Kind
_BUDGET_KINDS = (Kind.BUDGET_CONFLICT, Kind.BUDGET_IMPLAUSIBLE)


class _NothingStays(Exception):
    pass


def at(*, government: Government, pulls: Iterable[int], moment: datetime, compute: Callable[[], Answer]) -> Answer:
    """What `compute` says of the record at `moment`, when `pulls` (ids) were the latest of their feeds and years.

    Runs in a transaction that is always rolled back and keeps imports waiting meanwhile; `clock` stands still at the
    moment. Feeds of which no pull is named are taken as the moment found them. Raises RuleBroken (409) for a pull
    that was not there then.
    """
    answers: list[Answer] = []
    try:
        with transaction.atomic():
            lock()
            with clock.frozen(moment), many_readings():
                _go_back(government, set(pulls), moment)
                answers.append(compute())
            raise _NothingStays
    except _NothingStays:
        return answers[0]


@dataclass
class _Change:
    """What differs from today: versions to open and to close by (feed, government), orders decided otherwise."""

    opened: dict[tuple[str, int | None], set[int]] = field(default_factory=dict)
    closed: dict[tuple[str, int | None], set[int]] = field(default_factory=dict)
    anew: dict[str, set[int]] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)


def _go_back(government: Government, named: set[int], moment: datetime) -> None:
    moments.restore(government_id=government.pk, moment=moment)
    then, away, back = _pulls_then(government, named, moment)
    change = _Change(years={pull.year for pull in then if pull.year and pull.government_id})
    later_closed = _undo_decisions(government, moment, change)
    _put_pulls_back(away, back)
    later_loaded = _undo_corrections(government, moment)
    _turn_rows(
        then={pull.pk for pull in then},
        moved=[pull.pk for pull in (*away, *back)],
        back=[pull.pk for pull in back],
        later_closed=later_closed,
        later_loaded=later_loaded,
        change=change,
    )
    _derive(government, change)
    native = facts.know_native_as_of(government_id=government.pk, moment=moment)
    touched = {(government.pk, year) for year in change.years | native}
    if native:
        for _government, year in touched:
            facts.rebuild(government_id=government.pk, year=year)
    domains = {feeds.BY_NAME[feed].domain for feed, _government in {*change.opened, *change.closed}}
    apply.finish(touched=touched, domains=domains)


def _pulls_then(government: Government, named: set[int], moment: datetime) -> tuple[list[Pull], list[Pull], list[Pull]]:
    """Pulls that stood then; those that came later; those that stood then and were withdrawn since."""
    everything = list(Pull.objects.filter(government=government)) + list(Pull.objects.filter(government=None))
    limits = {(pull.feed, pull.year, pull.government_id): pull.pk for pull in everything if pull.pk in named}

    def stood(pull: Pull) -> bool:
        known = pull.at <= moment and (pull.withdrawn_at is None or pull.withdrawn_at > moment)
        limit = limits.get((pull.feed, pull.year, pull.government_id))
        return known and (limit is None or pull.pk <= limit)

    then = [pull for pull in everything if stood(pull)]
    if not named <= {pull.pk for pull in then}:
        raise RuleBroken("pull_unknown_then", "Salah satu tarikan yang disebut belum ada pada saat itu.", status=409)
    inside = {pull.pk for pull in then}
    away = [
        pull
        for pull in everything
        if pull.pk not in inside and (pull.withdrawn_at is None or pull.withdrawn_at > moment)
    ]
    back = [pull for pull in then if pull.state == Pull.State.WITHDRAWN]
    return then, away, back


def _put_pulls_back(away: Collection[Pull], back: Collection[Pull]) -> None:
    # Pulls of later are neither on record nor withdrawn.
    Pull.objects.filter(pk__in=[pull.pk for pull in away]).update(state="later", withdrawn_at=None)
    Pull.objects.filter(pk__in=[pull.pk for pull in back]).update(state=Pull.State.APPLIED, withdrawn_at=None)
    # A pull that looked cut off was held until a person said otherwise; here nobody has yet.
    cut = HeldItem.objects.filter(kind=Kind.FEED_TRUNCATED, key="tarikan")
    decided = cut.filter(resolution__in=("complete", "partial")).values("pull_id")
    Pull.objects.filter(pk__in=cut.values("pull_id"), state=Pull.State.APPLIED).exclude(pk__in=decided).update(
        state=Pull.State.HELD
    )


def _undo_decisions(government: Government, moment: datetime, change: _Change) -> dict[int, int]:
    """Held items and meanings as they were. Returns the rows that a decision of later closed, with the pull."""
    items = HeldItem.objects.filter(government=government)
    closed: dict[int, int] = {}
    for item in items.filter(kind=Kind.FEED_TRUNCATED, resolution="complete", resolved_at__gt=moment):
        closed |= dict.fromkeys(item.source_rows, item.pull_id)
    for found in (items.filter(opened_at__gt=moment), items.filter(resolved_at__gt=moment)):
        for feed, year in found.filter(kind=Kind.AMOUNT_IMPLAUSIBLE).values_list("feed", "year").distinct():
            change.anew.setdefault(feed, set()).add(year)
    items.filter(opened_at__gt=moment).delete()
    items.filter(resolved_at__gt=moment).update(resolution="", resolved_at=None)
    meanings = StatusMeaning.objects.filter(government=government, decided_at__gt=moment)
    for channel in set(meanings.values_list("channel", flat=True)):
        feed = next(name for name, its in CHANNEL.items() if its == channel)
        change.anew.setdefault(feed, set()).update(change.years)
    meanings.delete()
    return closed


def _undo_corrections(government: Government, moment: datetime) -> list[int]:
    """Quarantine as it was. Returns the source rows that corrections of later loaded."""
    later = CorrectionRow.objects.filter(correction__government=government, correction__decided_at__gt=moment)
    loaded = list(later.filter(source_row_id__isnull=False).values_list("source_row_id", flat=True))
    mine = Correction.objects.filter(government=government)
    newer = CorrectionRow.objects.filter(correction__government=government, correction__proposed_at__gt=moment)
    for some in (later, newer):
        QuarantineRow.objects.filter(pk__in=some.values("quarantine")).update(state=QuarantineRow.State.OPEN)
    mine.filter(proposed_at__gt=moment).update(state=Correction.State.DECLINED)
    mine.filter(proposed_at__lte=moment, decided_at__gt=moment).update(state=Correction.State.PROPOSED, decided_at=None)
    waiting = CorrectionRow.objects.filter(correction__in=mine.filter(state=Correction.State.PROPOSED))
    QuarantineRow.objects.filter(pk__in=waiting.values("quarantine")).update(state=QuarantineRow.State.PROPOSED)
    return [row for row in loaded if row is not None]


def _turn_rows(
    *,
    then: set[int],
    moved: list[int],
    back: list[int],
    later_closed: dict[int, int],
    later_loaded: list[int],
    change: _Change,
) -> None:
    """Give every row version the end that it had then."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS intake_then")
        cursor.execute(
            """
            CREATE TEMP TABLE intake_then ON COMMIT DROP AS
            WITH concerned AS (
              SELECT id FROM intake_sourcerow WHERE pull_from_id = ANY(%(moved)s)
              UNION SELECT id FROM intake_sourcerow WHERE pull_to_id = ANY(%(moved)s)
              UNION SELECT source_row_id FROM intake_reopened WHERE pull_id = ANY(%(back)s)
              UNION SELECT unnest(%(closed)s::bigint[]) UNION SELECT unnest(%(loaded)s::bigint[])
            )
            SELECT v.id, v.feed, v.government_id, v.year, v.pull_to_id AS now_to, CASE
              WHEN v.pull_from_id <> ALL(%(then)s) OR v.id = ANY(%(loaded)s) THEN v.pull_from_id
              WHEN v.pull_to_id = ANY(%(then)s) AND v.pull_to_id <> v.pull_from_id
                AND NOT EXISTS (SELECT 1 FROM unnest(%(closed)s::bigint[], %(by)s::bigint[]) c(id, pull)
                                WHERE c.id = v.id AND c.pull = v.pull_to_id) THEN v.pull_to_id
              ELSE (SELECT max(r.pull_id) FROM intake_reopened r
                    WHERE r.source_row_id = v.id AND r.pull_id = ANY(%(then)s)) END AS then_to
            FROM concerned c JOIN intake_sourcerow v USING (id)
            """,
            {
                "moved": moved,
                "back": back,
                "then": sorted(then),
                "closed": list(later_closed),
                "by": list(later_closed.values()),
                "loaded": later_loaded,
            },
        )
        # What ends first makes room for what comes back under the same key.
        for ends in ("IS NOT NULL", "IS NULL"):
            cursor.execute(
                f"""
                UPDATE intake_sourcerow v SET pull_to_id = t.then_to FROM intake_then t
                WHERE t.id = v.id AND t.then_to {ends} AND v.pull_to_id IS DISTINCT FROM t.then_to
                """
            )
        cursor.execute(
            """
            SELECT feed, government_id, year, id, then_to IS NULL FROM intake_then
            WHERE (now_to IS NULL) <> (then_to IS NULL)
            """
        )
        for feed, government_id, year, row, opens in cursor.fetchall():
            (change.opened if opens else change.closed).setdefault((feed, government_id), set()).add(row)
            if year:
                change.years.add(year)


def _derive(government: Government, change: _Change) -> None:
    keys = {*change.opened, *change.closed, *((feed, government.pk) for feed in change.anew)}
    for feed, government_id in sorted(keys, key=lambda key: (feeds.BY_NAME[key[0]].rank, key[1] or 0)):
        derive(
            feeds.BY_NAME[feed],
            government_id=government_id,
            opened=change.opened.get((feed, government_id), ()),
            closed=change.closed.get((feed, government_id), ()),
            anew=change.anew.get(feed, ()),
        )
    budgets = ProcurementBudget.objects.filter(government=government, state=ProcurementBudget.State.REJECTED)
    budgets.update(state=ProcurementBudget.State.ACTIVE)
    budget_decisions.repeat(government_id=government.pk)
