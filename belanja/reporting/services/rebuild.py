"""Rebuilding a frozen report: the record is put back to its pulls and moment, and computed once more."""

from collections.abc import Callable, Sequence

from django.db.models import Q

from belanja.institutions.models import Government
from belanja.intake import replay
from belanja.reporting import canonical, selectors
from belanja.reporting.models import Snapshot
from belanja.reporting.record import Record
from belanja.rules.decisions import RuleBroken


def rebuild(*, snapshot: Snapshot) -> bytes:
    """The canonical bytes of a frozen report, computed anew from its named pulls and moment; nothing is kept.

    They equal the frozen bytes whatever was imported, decided or withdrawn since. Raises RuleBroken 409 for a draft.
    """
    if snapshot.frozen_at is None or snapshot.cut_off is None:
        raise RuleBroken("not_frozen", "Draf belum mempunyai angka beku.", status=409)
    former = snapshot.compared_with
    cut_off = snapshot.cut_off

    def compute() -> bytes:
        record = Record(
            government=snapshot.government,
            year=snapshot.year,
            quarter=snapshot.quarter,
            cut_off=cut_off,
            former=selectors.document_of(former) if former else None,
            code=snapshot.code,
            frozen=selectors.document_of(snapshot),
            before_freezing=selectors.before_of(
                snapshot.round, snapshot.without_round, snapshot.corrects, snapshot.change_reason
            ),
        )
        return canonical.canonical_bytes(selectors.draft_of(record))

    return _back(snapshot, _beside(snapshot.government), compute)


def differing(*, snapshot: Snapshot) -> list[str]:
    """Names of the sections of a frozen report that come out differently when it is rebuilt; empty when every byte
    is the same."""
    again = rebuild(snapshot=snapshot)
    if again == snapshot.data:
        return []
    before, now = canonical.read(snapshot.data), canonical.read(again)
    return [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]


def _back(snapshot: Snapshot, others: Sequence[Government], compute: Callable[[], bytes]) -> bytes:
    """Put the report's government back, and around it those whose figures stand beside it."""
    assert snapshot.frozen_at is not None
    if not others:
        pulls = [pull["id"] for pull in snapshot.pulls]
        return replay.at(government=snapshot.government, pulls=pulls, moment=snapshot.frozen_at, compute=compute)
    first, rest = others[0], others[1:]
    return replay.at(
        government=first, pulls=(), moment=snapshot.frozen_at, compute=lambda: _back(snapshot, rest, compute)
    )


def _beside(government: Government) -> list[Government]:
    """The kabupaten and kota of a province that have any data."""
    if government.kind != Government.Kind.PROVINCE or not government.region_code:
        return []
    inside = Q(region_code__startswith=f"{government.region_code}.")
    return list(Government.objects.filter(inside, pulls__isnull=False).exclude(pk=government.pk).distinct())
