"""What every Perangkat Daerah said of its figures before they were frozen. Counts and states stand in report.json;
rows, words and evidence in the restricted annex, of which report.json holds the hash."""

from collections import Counter
from decimal import Decimal
from typing import Any

from belanja.reporting import canonical
from belanja.reporting.models import Hearing
from belanja.reporting.record import Record
from belanja.rules.reporting.hearings import Ground, HearingState, HearingStep, Side, Verdict


def build(record: Record) -> dict[str, Any]:
    """The round, its counts, and the answer of each unit beside what it was shown and what is told now. Without a
    round: the reason."""
    before = record.before_freezing
    of = before.round
    if of is None:
        return {"round": None, "reason": before.without_round or None, "units": [], "restricted_sha256": None}
    told = _hearings(record)
    disputes = Counter(dispute.verdict for one in told for dispute in one.disputes.all())
    return {
        "round": {
            "number": of.number,
            "opened_at": of.opened_at,
            "due_on": of.due_on,
            "days": of.days,
            "basis": of.basis,
            "closed_at": of.closed_at,
            "states": {state.value: sum(one.state == state.value for one in told) for state in HearingState},
            "disputes": {verdict.value: disputes[verdict.value] for verdict in Verdict},
        },
        "reason": None,
        "units": [_unit(record, one) for one in told],
        "restricted_sha256": canonical.digest(restricted(record) or b""),
    }


def restricted(record: Record) -> bytes | None:
    """The restricted annex in canonical bytes: every dispute and every explanation; None without a round."""
    if record.before_freezing.round is None:
        return None
    told = _hearings(record)
    reasons = [
        {"unit": _name(one), "code": _code(one), "channel": said.channel, "reason": said.code, "words": said.note,
         "at": said.at, "by": said.by_label}
        for one in told
        for said in one.outside_reasons.all()
    ]  # fmt: skip
    return canonical.canonical_bytes(
        canonical.plain(
            {
                "schema": "belanja.report.restricted/1",
                "disputes": [_dispute(one, row) for one in told for row in one.disputes.all()],
                "explanations": [
                    {"unit": _name(one), "code": _code(one), "words": act.note, "at": act.at, "by": act.by_label}
                    for one in told
                    for act in one.acts.all()
                    if act.step == HearingStep.EXPLAIN.value and act.side == Side.UNIT.value
                ],
                # Only where any was said: what was frozen before they were asked for stays as it is.
                **({"outside": reasons} if reasons else {}),
            }
        )
    )


def _hearings(record: Record) -> list[Hearing]:
    found = Hearing.objects.filter(round=record.before_freezing.round).prefetch_related(
        "disputes", "acts", "outside_reasons"
    )
    return sorted(found, key=_code)


def _unit(record: Record, one: Hearing) -> dict[str, Any]:
    shown = one.figures["entry"]["share"]
    now = record.main.unit(_code(one))
    bought, share = (None, None) if now is None else (now.numerator, now.share_percent)
    return {
        "code": _code(one),
        "name": _name(one),
        "state": one.state,
        "label": HearingState(one.state).label,
        "answered_at": one.answered_at,
        "disputes": len(one.disputes.all()),
        "accepted": sum(row.verdict == Verdict.ACCEPTED.value for row in one.disputes.all()),
        "numerator_shown": shown["numerator"],
        "numerator_now": bought,
        "share_shown": shown["share_percent"],
        "share_now": share,
        "changed": (_exact(shown["numerator"]), _exact(shown["share_percent"])) != (bought, share),
    }


def _dispute(one: Hearing, row: Any) -> dict[str, Any]:
    return {
        "unit": _name(one),
        "code": _code(one),
        "ground": Ground(row.ground).label,
        "row": {key: row.row.get(key) for key in ("title", "number", "channel", "amount", "ordered_on")},
        "words": row.note,
        "evidence": {"name": row.file_name, "sha256": row.sha256},
        "at": row.at,
        "by": row.by_label,
        "verdict": Verdict(row.verdict).label,
        "reason": row.reason,
        "decided_at": row.decided_at,
        "decided_by": row.decided_by_label,
    }


def _name(one: Hearing) -> str:
    """As it was shown: names of feeds change."""
    return str(one.figures["entry"]["name"])


def _code(one: Hearing) -> str:
    return str(one.figures["entry"]["code"])


def _exact(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
