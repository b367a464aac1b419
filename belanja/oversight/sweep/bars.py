"""Sanctions with their days, by firm and by the ids that feeds know firms by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from belanja.rules.buying.policy.model import Bar
from belanja.rules.sanctions import STANDING
from belanja.vendors.models import FirmId, Sanction, SanctionCase, SanctionMatch

_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Bars:
    """All that ever stood; the indicator looks at the day of the order."""

    firms: Mapping[int, tuple[Bar, ...]]
    refs: Mapping[str, tuple[Bar, ...]]

    def of_firm(self, firm_id: int) -> tuple[Bar, ...]:
        return self.firms.get(firm_id, ())

    def of_refs(self, refs: Iterable[str]) -> tuple[Bar, ...] | None:
        """None where the firm is told by no id: then nobody could look."""
        told = list(refs)
        return tuple(bar for ref in told for bar in self.refs.get(ref, ())) if told else None


def bars(*, government_id: int) -> Bars:
    """Of every firm: steps of the own ladder, and the Daftar Hitam by id or by a person's finding. Four queries."""
    firms = defaultdict[int, list[Bar]](list)
    refs = defaultdict[str, list[Bar]](list)
    judged = {(one.name, one.decree, one.valid_from): one.firm_id for one in SanctionMatch.objects.filter(same=True)}
    for entry in Sanction.objects.filter(valid_from__isnull=False):
        assert entry.valid_from is not None  # as asked for
        bar = Bar("daftar_hitam", "Daftar Hitam", entry.valid_from, entry.valid_to)
        for ref in entry.refs:
            refs[ref].append(bar)
        same = judged.get((entry.name, entry.decree, entry.valid_from))
        if same is not None:
            firms[same].append(bar)
    standing = [state.value for state in STANDING]
    for case in SanctionCase.objects.filter(government_id=government_id, state__in=standing):
        term = case.term
        if term is not None:
            firms[case.firm_id].append(Bar(term.measure.value, term.measure.label, term.start, term.end))
    ids = [(known.firm_id, str(known)) for known in FirmId.objects.all()]
    for firm_id, ref in ids:
        firms[firm_id].extend(refs.get(ref, ()))
    for firm_id, ref in ids:
        refs[ref] = firms[firm_id]
    return Bars(_each_once(firms), _each_once(refs))


def _each_once(found: Mapping[_Key, list[Bar]]) -> dict[_Key, tuple[Bar, ...]]:
    return {key: tuple(sorted(set(bars), key=lambda bar: (bar.since, bar.kind))) for key, bars in found.items() if bars}
