"""Writes what a sweep found: new flags with their evidence, flags that are gone, tallies."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Unit
from belanja.vendors.models import Firm

from ..models import Flag, Sweep, Tally
from ..selectors.switches import shown_versions
from .judging import Flagged, Judged

_AT_ONCE = 500
_Named = tuple[str, int, str, str]


def write(judged: Judged, sweep: Sweep) -> Sweep:
    """Compare with what stands, write the difference. Returns the sweep with its counts."""
    standing = _standing(sweep.government_id)
    found = {one.named: one for one in judged.flagged}
    new: list[Flagged] = []
    gone: list[int] = []
    for named, one in found.items():
        known = standing.get(named)
        if known is not None and known[1] == one.said:
            judged.count_of(one).unchanged += 1
            sweep.unchanged += 1
            continue
        new.append(one)
        if known is not None:
            gone.append(known[0])
    asked_all = judged.reading.changed is None
    for named, (pk, _said) in standing.items():
        if named not in found and (asked_all or (named[2], named[3]) in judged.subjects):
            gone.append(pk)
    now = clock.now()
    _end(gone, now)
    _add(new, sweep, now, {named: pk for named, (pk, _said) in standing.items()})
    _count(judged, sweep)
    sweep.asked, sweep.found, sweep.gone, sweep.ended_at = judged.asked, len(new), len(gone), now
    sweep.save()
    return sweep


def _standing(government_id: int) -> dict[_Named, tuple[int, str]]:
    """What is so as far as we know: id and mark of each."""
    rows = Flag.objects.filter(government_id=government_id, gone_at__isnull=True).values_list(
        "indicator", "version", "subject_kind", "subject_key", "pk", "said"
    )
    return {(code, version, kind, key): (pk, said) for code, version, kind, key, pk, said in rows.iterator()}


def _end(ids: Sequence[int], now: datetime) -> None:
    for first in range(0, len(ids), 5_000):
        Flag.objects.filter(pk__in=ids[first : first + 5_000]).update(gone_at=now)


def _add(new: Sequence[Flagged], sweep: Sweep, now: datetime, before: dict[_Named, int]) -> None:
    shown = shown_versions(government_id=sweep.government_id)
    units = _known(Unit.objects.filter(government_id=sweep.government_id).values_list("pk", flat=True))
    firms = _known(Firm.objects.values_list("pk", flat=True)) if new else frozenset()
    people = _known(User.objects.values_list("pk", flat=True)) if new else frozenset()
    for first in range(0, len(new), _AT_ONCE):
        made = []
        for one in new[first : first + _AT_ONCE]:
            subject, result = one.subject, one.result
            documents = result.answered
            made.append(
                Flag(
                    government_id=sweep.government_id,
                    sweep=sweep,
                    indicator=result.indicator,
                    version=result.version,
                    subject_kind=result.kind,
                    subject_key=result.key,
                    case_key=one.case[:160],
                    year=subject.year or subject.as_of.year,
                    unit_id=_number(subject.unit, units),
                    firm_id=_number(subject.firm, firms),
                    officer_id=_number(subject.officer, people),
                    plan_code=subject.plan_code,
                    amount=subject.amount or None,
                    channel=subject.channel.value if subject.channel is not None else "",
                    occurred_on=subject.event,
                    strong=result.strong,
                    evidence=one.evidence(),
                    said=one.said,
                    answered_by=f"{documents[0].kind.value}:{documents[0].key}" if documents else "",
                    shown=(result.indicator, result.version) in shown,
                    follows_id=before.get(one.named),
                    found_at=now,
                )
            )
        Flag.objects.bulk_create(made)


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


def _known(ids: Iterable[int]) -> frozenset[int]:
    return frozenset(ids)


def _number(written: str, known: frozenset[int]) -> int | None:
    """Our own number, where what is written is one of ours."""
    return int(written) if written.isdigit() and int(written) in known else None
