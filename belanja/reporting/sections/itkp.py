"""ITKP components, weighted TKDN and completeness of the RUP, as last known when the report was frozen."""

from typing import Any

from belanja.affirmation.selectors.governance import governance
from belanja.reporting.record import Record
from belanja.rules.measured import Measure


def build(record: Record) -> dict[str, Any]:
    """Measures of the whole year so far: their feeds tell no day by which they could be cut. Points and percent."""
    found = governance(government=record.government, year=record.year)
    return {
        "components": [_measure(component) for component in found.components],
        "points": found.points,
        "known_points": found.known_points,
        "computed_weight": found.computed_weight,
        "not_computed": [
            {"code": item.code, "label": item.label, "weight": item.weight, "because": item.because}
            for item in found.not_computed
        ],
        "tkdn": _measure(found.tkdn),
        "completeness": _measure(found.completeness),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "label": measure.label,
        "value": measure.value,
        "unit": measure.unit,
        "most": measure.most,
        "reason": measure.reason,
        "because": measure.because,
        "owner": measure.owner,
        "parts": [{"label": part.label, "value": part.value, "unit": part.unit} for part in measure.parts],
        "definition": measure.definition,
        "citation": measure.citation,
    }
