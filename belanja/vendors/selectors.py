"""Reading firms: how large each was on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from belanja.rules.firms import Scale

from .models import FirmId, ScaleEvidence


def scales_on(*, refs: Iterable[str], on: date) -> Mapping[str, Scale]:
    """The scale of each firm (by any of its ids, `scheme:value`) on a day, by the latest statement until then.

    Firms without a statement, and those whose latest statements contradict each other, are left out.
    """
    by_value: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_value[ref.partition(":")[2]].append(ref)
    firms = {
        ref: known.firm_id
        for known in FirmId.objects.filter(value__in=list(by_value))
        for ref in by_value[known.value]
        if ref == str(known)
    }
    stated: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for firm_id, since, scale in ScaleEvidence.objects.filter(firm_id__in=set(firms.values())).values_list(
        "firm_id", "valid_from", "scale"
    ):
        if scale and firm_id is not None and (since is None or since <= on):
            stated[firm_id].append((since or date.min, scale))
    told = {firm_id: _latest(statements) for firm_id, statements in stated.items()}
    return {ref: found for ref, firm_id in firms.items() if (found := told.get(firm_id)) is not None}


def _latest(statements: list[tuple[date, str]]) -> Scale | None:
    last = max(since for since, _scale in statements)
    scales = {scale for since, scale in statements if since == last}
    return Scale(scales.pop()) if len(scales) == 1 else None
