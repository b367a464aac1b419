"""Pulls taken back: their rows end, the rows they had ended come back, everything made of either is derived anew."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken

from .. import apply, budget_checks, checks, feeds
from ..models import HeldItem, Pull
from ..run import lock
from .derive import derive, return_archive

Answer = TypeVar("Answer")

Kind = HeldItem.Kind
#: Questions that a pull's own shape raises. All others follow from what is on record and are asked again by it.
_OF_THE_PULL = (Kind.FEED_TRUNCATED, Kind.COLUMN_VANISHED)


def take_back(pulls: Sequence[Pull], *, reason: str, actor: Actor) -> None:
    """Undo these pulls (no other pull that stands rests on them: `blockers`). The caller holds the lock of imports,
    has checked duty, state and reason, and journals."""
    ids = [pull.pk for pull in pulls]
    opened, closed = _turn_rows(ids)
    now = clock.now()
    Pull.objects.filter(pk__in=ids).update(
        state=Pull.State.WITHDRAWN,
        withdrawn_at=now,
        withdrawn_by_id=actor.user_id,
        withdrawn_by_label=actor.label,
        withdrawn_reason=reason,
    )
    _turn_items(ids)
    touched = {(pull.government_id, pull.year) for pull in pulls}
    for feed, government_id in sorted({*opened, *closed}, key=lambda of: (feeds.BY_NAME[of[0]].rank, of[1] or 0)):
        rows = [*opened[feed, government_id], *closed[feed, government_id]]
        touched |= {(government_id, year) for _row, year in rows}
        derive(
            feeds.BY_NAME[feed],
            government_id=government_id,
            opened=[row for row, _year in opened[feed, government_id]],
            closed=[row for row, _year in closed[feed, government_id]],
            anew=(),
        )
        if feeds.BY_NAME[feed].domain == "products":
            return_archive(feeds.BY_NAME[feed], opened=[row for row, _year in opened[feed, government_id]])
    settle(touched=touched, domains={feeds.BY_NAME[pull.feed].domain for pull in pulls})


def settle(*, touched: set[tuple[int | None, int]], domains: set[str]) -> None:
    """After rows were opened and closed outside an import: what is doubtful is asked again, aggregates are folded."""
    scopes = {(government_id, year) for government_id, year in touched if government_id is not None}
    checks.ask_about_orders(scopes)
    budget_checks.after_run(touched=scopes)
    apply.finish(touched=scopes, domains=domains)
    apply.read_lines(touched=scopes, domains=domains)


class _NothingStays(Exception):
    pass


def without(pulls: Sequence[Pull], *, compute: Callable[[], Answer]) -> Answer:
    """What `compute` says of the record if these pulls were withdrawn; nothing of it stays, imports wait meanwhile.
    Raises RuleBroken (409) where a later pull rests on them."""
    answers: list[Answer] = []
    try:
        with transaction.atomic():
            lock()
            if blockers(pulls):
                raise RuleBroken("later_pull_stands", "Tarikan yang lebih baru masih berlaku.", status=409)
            take_back(pulls, reason="percobaan", actor=CONSOLE)
            answers.append(compute())
            raise _NothingStays
    except _NothingStays:
        return answers[0]


def blockers(pulls: Sequence[Pull]) -> list[Pull]:
    """Pulls that stand and came later for the same governments, feeds and years: they compared themselves with these
    and must be withdrawn first."""
    ids = [pull.pk for pull in pulls]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH mine AS (SELECT * FROM intake_pull WHERE id = ANY(%(ids)s)), years AS (
              SELECT id, year FROM mine
              UNION SELECT m.id, r.year FROM intake_sourcerow r JOIN mine m ON m.id = r.pull_to_id
            )
            SELECT DISTINCT other.id FROM intake_pull other
            JOIN mine m ON m.feed = other.feed AND m.government_id IS NOT DISTINCT FROM other.government_id
            WHERE other.id > m.id AND other.id <> ALL(%(ids)s) AND other.state IN ('applied', 'held') AND (
              EXISTS (SELECT 1 FROM years y WHERE y.id = m.id AND y.year = other.year)
              OR EXISTS (SELECT 1 FROM intake_sourcerow r WHERE r.pull_to_id = other.id AND r.pull_from_id = m.id))
            """,
            {"ids": ids},
        )
        found = [row[0] for row in cursor.fetchall()]
    return list(Pull.objects.filter(pk__in=found).order_by("-id"))


Rows = dict[tuple[str, int | None], list[tuple[int, int]]]
"""(feed, government) -> (row version, fiscal year)."""


def _turn_rows(ids: list[int]) -> tuple[Rows, Rows]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE intake_sourcerow SET pull_to_id = pull_from_id
            WHERE pull_from_id = ANY(%s) AND pull_to_id IS NULL RETURNING feed, government_id, id, year
            """,
            [ids],
        )
        closed = _grouped(cursor.fetchall())
        cursor.execute(
            """
            INSERT INTO intake_reopened (pull_id, source_row_id)
            SELECT pull_to_id, id FROM intake_sourcerow WHERE pull_to_id = ANY(%(ids)s) AND pull_from_id <> ALL(%(ids)s)
            """,
            {"ids": ids},
        )
        cursor.execute(
            """
            UPDATE intake_sourcerow SET pull_to_id = NULL
            WHERE pull_to_id = ANY(%(ids)s) AND pull_from_id <> ALL(%(ids)s) RETURNING feed, government_id, id, year
            """,
            {"ids": ids},
        )
        return _grouped(cursor.fetchall()), closed


def _grouped(rows: list[tuple[str, int | None, int, int]]) -> Rows:
    found: Rows = defaultdict(list)
    for feed, government_id, row, year in rows:
        found[feed, government_id].append((row, year))
    return found


def _turn_items(ids: list[int]) -> None:
    """Questions that these pulls raised end with them; those that they had settled are put again."""
    HeldItem.objects.filter(pull_id__in=ids, resolution="").update(
        resolution="withdrawn", resolved_at=clock.now(), resolved_by_label="penarikan impor"
    )
    settled = HeldItem.objects.filter(settled_by_id__in=ids, resolution="superseded", kind__in=_OF_THE_PULL)
    for item in settled.exclude(pull_id__in=ids).order_by("id"):
        HeldItem.objects.get_or_create(
            government_id=item.government_id,
            kind=item.kind,
            feed=item.feed,
            year=item.year,
            key=item.key,
            resolution="",
            defaults={
                "pull_id": item.pull_id,
                "unit_id": item.unit_id,
                "detail": item.detail,
                "source_rows": item.source_rows,
                "opened_at": clock.now(),
            },
        )
