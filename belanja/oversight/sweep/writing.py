"""Writes what a sweep finds while it goes on: new flags with their evidence, flags that are gone, tallies. What was
written is not kept in memory."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Max

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Unit
from belanja.rules.flags.subjects import Subject
from belanja.vendors.models import Firm

from ..models import Flag, Sweep, Tally
from ..selectors.switches import shown_versions
from .judging import Flagged, Judged

_Named = tuple[str, int, str, str]

#: What stands of some subjects, and of others of like kinds that have the same keys.
_STANDING = """
SELECT indicator, version, subject_kind, subject_key, id, said FROM oversight_flag
WHERE government_id = %(government)s AND gone_at IS NULL AND subject_kind = ANY(%(kinds)s)
  AND subject_key = ANY(%(keys)s)
"""
_END = "UPDATE oversight_flag SET gone_at = %(now)s WHERE id = ANY(%(ids)s)"
#: What stood before a whole sweep and was not found again by it, whether its subject is still there or not.
_END_OTHERS = """
UPDATE oversight_flag SET gone_at = %(now)s
WHERE government_id = %(government)s AND gone_at IS NULL AND id <= %(last)s
  AND NOT EXISTS (SELECT FROM unnest(%(ids)s::bigint[]) AS still(id) WHERE still.id = oversight_flag.id)
"""
_COLUMNS = (
    "government_id", "sweep_id", "indicator", "version", "subject_kind", "subject_key", "case_key", "year", "unit_id",
    "firm_id", "officer_id", "plan_code", "amount", "channel", "occurred_on", "strong", "evidence", "said",
    "answered_by", "shown", "follows_id", "found_at",
)  # fmt: skip
_COPY = f"COPY oversight_flag ({', '.join(_COLUMNS)}) FROM STDIN"


class Writing:
    """Compares what is found with what stands and writes the difference, some thousand subjects at a time."""

    def __init__(self, judged: Judged, sweep: Sweep) -> None:
        self._judged, self._sweep, self._now = judged, sweep, clock.now()
        standing = Flag.objects.filter(government_id=sweep.government_id, gone_at__isnull=True)
        self._last: int = standing.aggregate(last=Max("pk"))["last"] or 0
        self._still: list[int] = []
        self._written: set[int] = set()

    def take(self, asked: Sequence[Subject], found: Sequence[Flagged]) -> None:
        """Write what was `found` of all that was `asked` just now."""
        standing = self._standing(asked)
        new: list[tuple[Flagged, int | None]] = []
        gone: list[int] = []
        for one in found:
            if (mark := hash(one.named)) in self._written:
                continue
            self._written.add(mark)
            before = standing.pop(one.named, None)
            if before is None:
                new.append((one, None))
                continue
            pk, said = before
            if said == one.said:
                one.count.unchanged += 1
                self._sweep.unchanged += 1
                self._still.append(pk)
            else:
                new.append((one, pk))
                gone.append(pk)
        gone += [pk for pk, _said in standing.values()]
        self._end(gone)
        self._add(new)

    def close(self) -> Sweep:
        """Returns the sweep with its counts."""
        sweep = self._sweep
        if self._judged.reading.changed is None and self._last:
            values: dict[str, Any] = {
                "now": self._now,
                "government": sweep.government_id,
                "last": self._last,
                "ids": self._still,
            }
            with connection.cursor() as cursor:
                cursor.execute(_END_OTHERS, values)
                sweep.gone += cursor.rowcount
        _count(self._judged, sweep)
        sweep.asked, sweep.ended_at = self._judged.asked, clock.now()
        sweep.save()
        return sweep

    def _standing(self, asked: Sequence[Subject]) -> dict[_Named, tuple[int, str]]:
        """What is so of them as far as we know: id and mark of each."""
        if not self._last:
            return {}
        named = {(type(one).__name__, one.key) for one in asked}
        values: dict[str, Any] = {
            "government": self._sweep.government_id,
            "kinds": sorted({kind for kind, _key in named}),
            "keys": sorted({key for _kind, key in named}),
        }
        with connection.cursor() as cursor:
            cursor.execute(_STANDING, values)
            return {
                (code, version, kind, key): (pk, said)
                for code, version, kind, key, pk, said in cursor.fetchall()
                if (kind, key) in named
            }

    def _end(self, ids: list[int]) -> None:
        if ids:
            with connection.cursor() as cursor:
                cursor.execute(_END, {"now": self._now, "ids": ids})
            self._sweep.gone += len(ids)

    def _add(self, new: Sequence[tuple[Flagged, int | None]]) -> None:
        if not new:
            return
        known = self._known
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for one, follows in new:
                copy.write_row(known.row(one, follows, self._sweep, self._now))
        self._sweep.found += len(new)

    @cached_property
    def _known(self) -> "_Known":
        return _Known(self._sweep.government_id)


class _Known:
    """What a flag points to, where what is written is one of ours; which versions are shown."""

    def __init__(self, government_id: int) -> None:
        self._shown = shown_versions(government_id=government_id)
        self._units = frozenset(Unit.objects.filter(government_id=government_id).values_list("pk", flat=True))
        self._firms = frozenset(Firm.objects.values_list("pk", flat=True))
        self._people = frozenset(User.objects.values_list("pk", flat=True))

    def row(self, one: Flagged, follows: int | None, sweep: Sweep, now: object) -> tuple[Any, ...]:
        """A flag in the order of `_COLUMNS`."""
        subject, result = one.subject, one.result
        documents = result.answered
        return (
            sweep.government_id, sweep.pk, result.indicator, result.version, result.kind, result.key, one.case[:160],
            subject.year or subject.as_of.year, _number(subject.unit, self._units),
            _number(subject.firm, self._firms), _number(subject.officer, self._people), subject.plan_code,
            subject.amount or None, subject.channel.value if subject.channel is not None else "", subject.event,
            result.strong, one.evidence(), one.said,
            f"{documents[0].kind.value}:{documents[0].key}" if documents else "",
            (result.indicator, result.version) in self._shown, follows, now,
        )  # fmt: skip


def _count(judged: Judged, sweep: Sweep) -> None:
    Tally.objects.bulk_create(
        Tally(
            sweep=sweep,
            government_id=sweep.government_id,
            indicator=code,
            version=version,
            channel=channel,
            evaluated=one.evaluated,
            unjudged=one.unjudged,
            flagged=one.flagged,
            answered=one.answered,
            unchanged=one.unchanged,
            missing=dict(one.missing.most_common(20)),
        )
        for (code, version, channel), one in sorted(judged.tallies.items())
        if one.evaluated or one.unjudged
    )


def _number(written: str, known: Iterable[int]) -> int | None:
    """Our own number, where what is written is one of ours."""
    return int(written) if written.isdigit() and int(written) in known else None
