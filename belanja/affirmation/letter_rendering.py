"""What the letter asks in its one published shape, for the API and files for machines."""

from typing import Any

from belanja.affirmation.rendering import decimal_text, definition_data
from belanja.affirmation.selectors.letter import Answer, ImportLine, Letter, UnitLetter
from belanja.foundation import clock
from belanja.rules.letter import ASKED


def letter_data(letter: Letter) -> dict[str, Any]:
    """One government and quarter; null where a value does not apply or is not known."""
    return {
        "government": letter.table.government.code,
        "year": letter.table.year,
        "quarter": letter.quarter,
        "cut_off": letter.cut_off.isoformat(),
        "letter": letter.circular.label if letter.circular else None,
        "share_definition": definition_data(letter.table),
        "definitions": [
            {
                "item": one.item.value,
                "version": one.version,
                "valid_from": one.valid_from.isoformat(),
                "label": one.label,
                "kind": one.kind.value,
                "words": one.words,
                "meaning": one.meaning,
                "not_applicable": one.spared,
                "citation": one.citation,
            }
            for one in ASKED
        ],
        "units": [_unit(one) for one in letter.units],
        "total": {item.value: count for item, count in letter.total.items()},
        "imports": [_import(line) for line in letter.imports],
        "shelves": {
            "by_state": dict(letter.shelves.by_state),
            "months": [
                {"month": f"{one.month:%Y-%m}", "opened": one.opened, "frozen": one.frozen, "ended": one.ended}
                for one in letter.shelves.months
            ],
            "without_sale": list(letter.shelves.without_sale),
            "without_sale_since": letter.shelves.since.isoformat(),
            "young": letter.shelves.young,
            "not_known": letter.shelves.not_known,
        },
    }


def _unit(unit: UnitLetter) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "missing": {
            "open_needs": unit.missing.needs,
            "plan_lines": unit.missing.lines,
            "amount": decimal_text(unit.missing.amount),
        },
        "answers": [_answer(unit.answers[one.item]) for one in ASKED],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "item": answer.item.value,
        "standing": answer.standing.value,
        "count": answer.count,
        "of": answer.of,
        "day": answer.day.isoformat() if answer.day else None,
        "percent": decimal_text(answer.percent),
        "because": answer.why,
    }


def _import(line: ImportLine) -> dict[str, Any]:
    """Without the words of its proof: they are the officers'."""
    return {
        "order": line.order_code,
        "signed_on": clock.wib(line.signed_at).date().isoformat(),
        "name": line.name,
        "firm": line.firm_name,
        "amount": decimal_text(line.amount),
        "reasons": list(line.reasons),
        "proof_on_record": bool(line.proof),
    }
