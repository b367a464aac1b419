"""What the circular letter asks of each Perangkat Daerah, as `affirmation.selectors.letter` tells it everywhere."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from belanja.affirmation.selectors.letter import Answer, ImportLine, Letter, Missing, Seen, UnitLetter, letter_as_seen
from belanja.foundation import clock
from belanja.reporting.canonical import Plain
from belanja.reporting.record import Record
from belanja.rules.letter import ASKED, Item


def build(record: Record) -> dict[str, Any]:
    """Definitions, units with their answers, sums, the import register and the shelves. What goes on when the quarter
    is over (needs, orders and the catalogue itself) is told as it stood when the report was frozen: a report that is
    rebuilt takes it from there."""
    frozen = record.frozen["letter"] if record.frozen else None
    letter = letter_as_seen(
        government=record.government, year=record.year, quarter=record.quarter, seen=_seen(frozen) if frozen else None
    )
    return {
        "letter": letter.circular.label if letter.circular else None,
        "definitions": [
            {
                "item": one.item,
                "version": one.version,
                "label": one.label,
                "short": one.short,
                "kind": one.kind,
                "meaning": one.meaning,
                "not_applicable": one.spared,
                "citation": one.citation,
            }
            for one in ASKED
        ],
        "units": [_unit(one) for one in letter.units],
        "total": {item.value: count for item, count in letter.total.items()},
        "imports": frozen["imports"] if frozen else [_import(line, letter) for line in letter.imports],
        "shelves": frozen["shelves"] if frozen else _shelves(letter),
    }


def _unit(unit: UnitLetter) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "missing": {
            "open_needs": unit.missing.needs,
            "plan_lines": unit.missing.lines,
            "amount": unit.missing.amount,
        },
        "answers": {one.item.value: _answer(unit.answers[one.item]) for one in ASKED},
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "standing": answer.standing,
        "count": answer.count,
        "of": answer.of,
        "day": answer.day,
        "percent": answer.percent,
        "because": answer.why,
    }


def _import(line: ImportLine, letter: Letter) -> dict[str, Any]:
    """Without the words of its proof, which are the officers' alone, as a report is for everybody."""
    unit_id = letter.pd_of.get(line.unit_id, line.unit_id)
    return {
        "unit": next((one.name for one in letter.units if one.id == unit_id), ""),
        "order": line.order_code,
        "signed_on": clock.wib(line.signed_at).date(),
        "goods": line.name,
        "amount": line.amount,
        "reasons": list(line.reasons),
        "proof_on_record": bool(line.proof),
    }


def _shelves(letter: Letter) -> dict[str, Any]:
    found = letter.shelves
    return {
        "by_state": dict(found.by_state),
        "months": [
            {"month": one.month, "opened": one.opened, "frozen": one.frozen, "ended": one.ended} for one in found.months
        ],
        "without_sale": list(found.without_sale),
        "without_sale_since": found.since,
        "young": found.young,
        "not_known": found.not_known,
    }


def _seen(frozen: Plain) -> Seen:
    """What the frozen section says of what goes on."""
    units: Mapping[str, Plain] = {one["code"]: one for one in frozen["units"]}

    def answer(unit: Plain, item: Item, key: str) -> int:
        return int(unit["answers"][item.value][key] or 0)

    return Seen(
        missing={code: _missing(one["missing"]) for code, one in units.items()},
        posted={code: answer(one, Item.POSTED, "count") for code, one in units.items()},
        imports={
            code: (answer(one, Item.IMPORTS, "of"), answer(one, Item.IMPORTS, "count")) for code, one in units.items()
        },
    )


def _missing(told: Plain) -> Missing:
    return Missing(told["open_needs"], told["plan_lines"], Decimal(told["amount"]))
