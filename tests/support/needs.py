"""A need that somebody posted, for tests of who may answer it; pairs counted a second time."""

from collections import Counter
from collections.abc import Callable, Iterable

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.needs.models import MOMENTS, Demand, Match, Need
from belanja.needs.selectors.funnel import By, Counts
from belanja.rules import codes
from belanja.rules.needs.states import NeedState, Stage

_KEYS: dict[By, Callable[[Match], str]] = {
    By.UNIT: lambda pair: pair.need.unit.code if pair.need.unit else "",
    By.PLACE: lambda pair: pair.place,
    By.SCALE: lambda pair: pair.scale,
    By.SHELF: lambda pair: pair.need.etalase.slug if pair.need.etalase else "",
    By.FRESH: lambda pair: "belum" if pair.newcomer else "pernah",
    By.MONTH: lambda pair: f"{clock.wib(pair.matched_at):%Y-%m}",
}


def posted_need(government: Government) -> Need:
    """One open need of a government; the same one each time."""
    found = Need.objects.filter(government=government, request="contoh-kebutuhan", by_id=0).first()
    return found or Need.objects.create(
        government=government, code=codes.new(), what="Kursi roda", on_behalf="Dinas", state=NeedState.OPEN.value,
        at=clock.now(), request="contoh-kebutuhan", by_id=0,
        demand=Demand.objects.create(government=government, title="Kursi roda", at=clock.now()),
    )  # fmt: skip


def counted_as_one_by_one(counts: Counts, pairs: Iterable[Match]) -> None:
    """The figures are those that looking at one pair after the other gives, and each part adds up to the totals."""
    pairs = list(pairs)
    assert counts.totals == _reached(pairs)
    for by, key in _KEYS.items():
        assert {row.key: row.counts for row in counts.parts[by]} == {
            one: _reached([pair for pair in pairs if key(pair) == one]) for one in map(key, pairs)
        }, by
        assert {stage: sum(row.counts[stage] for row in counts.parts[by]) for stage in Stage} == counts.totals, by
    declined = Counter(pair.decline_code for pair in pairs if pair.declined_at is not None)
    assert {one.code: one.count for one in counts.declines} == declined


def _reached(pairs: Iterable[Match]) -> dict[Stage, int]:
    return {stage: sum(getattr(pair, field) is not None for pair in pairs) for stage, field in MOMENTS.items()}
