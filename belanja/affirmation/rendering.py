"""A table of shares as plain data: the one shape that command line, API and files hand out.

Amounts and percentages are strings with two decimals, unknown ones null; keys are a published contract. Where value
is not classified the share is a band: `share_percent` is then null, lowest and highest stand beside it, and the gaps
are the least and the most that can be missing; elsewhere lowest and highest equal the share.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from belanja.facts.side_by_side import ChannelRow
from belanja.plans.budgets import Entered
from belanja.rules import money
from belanja.rules.measured import Measure
from belanja.rules.waits import STRETCHES, Gap

from .figures import ShareTable, Trend, TrendPoint, UnitShare
from .selectors.governance import Governance
from .selectors.waits import Group, Waits


def decimal_text(value: Decimal | None) -> str | None:
    """`Decimal` as text with two decimals (`"7.68"`), None as null."""
    return None if value is None else f"{money.to_sen(value):f}"


def share_table_data(table: ShareTable) -> dict[str, Any]:
    """The published form of a table of shares."""
    total = table.total
    return {
        "government": table.government.code,
        "year": table.year,
        "cut_off": table.cut_off.isoformat(),
        "definition": definition_data(table),
        "total": {
            "numerator": decimal_text(total.numerator_all),
            "denominator": decimal_text(total.denominator),
            "share_percent": decimal_text(total.share_percent),
            "units_known": total.units_known,
            "units_unknown": total.units_unknown,
            "numerator_of_unknown": decimal_text(total.numerator_of_unknown),
            "unclassified": decimal_text(total.unclassified_all),
            "share_low_percent": decimal_text(total.share_low_percent),
            "share_high_percent": decimal_text(total.share_high_percent),
            "units_band": total.units_band,
        },
        "units": [unit_data(unit) for unit in table.units],
        "target": {
            "percent": decimal_text(total.target_percent),
            "gap": decimal_text(total.gap),
            "gap_low": decimal_text(total.gap_low),
            "gap_high": decimal_text(total.gap_high),
            "units_reached": total.units_reached,
            "legal_basis": table.definition.legal_basis,
            "article": table.definition.article,
        },
        "undated": decimal_text(table.undated),
        "quarantined": {"rows": table.quarantined_rows, "amount": decimal_text(table.quarantined_amount)},
        "channels_not_loaded": [str(channel) for channel in table.channels_not_loaded],
        "pulls": {
            feed: {"id": pull.id, "at": pull.at.isoformat(), "state": pull.state}
            for feed, pull in sorted(table.pulls.items())
        },
    }


def definition_data(table: ShareTable) -> dict[str, Any]:
    definition = table.definition
    return {
        "id": definition.id,
        "version": definition.version,
        "numerator": str(definition.numerator.code),
        "denominator": str(definition.denominator.code),
        "evidence": definition.evidence and str(definition.evidence),
        "citation": definition.citation,
    }


def unit_data(unit: UnitShare) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "numerator": decimal_text(unit.numerator),
        "denominator": decimal_text(unit.denominator),
        "share_percent": decimal_text(unit.share_percent),
        "status": str(unit.status),
        "reason": None if unit.reason is None else str(unit.reason),
        "target_percent": decimal_text(unit.target_percent),
        "gap": decimal_text(unit.gap),
        "unclassified": decimal_text(unit.unclassified),
        "share_low_percent": decimal_text(unit.share_low_percent),
        "share_high_percent": decimal_text(unit.share_high_percent),
        "gap_low": decimal_text(unit.share.gap_low),
        "gap_high": decimal_text(unit.share.gap_high),
        "base_source": unit.base_source,
        "base_documents": [entered_data(entered) for entered in unit.entered],
    }


def entered_data(entered: Entered) -> dict[str, Any]:
    """The document of a budget that a person entered."""
    return {
        "kind": str(entered.kind),
        "number": entered.number,
        "dated": entered.dated.isoformat(),
        "in_force_from": entered.valid_from.isoformat(),
    }


def trend_data(course: Trend) -> dict[str, Any]:
    """The published form of a course: cumulative months and quarters."""
    return {
        "government": course.government.code,
        "unit": None if course.unit is None else course.unit.code,
        "year": course.year,
        "cut_off": course.cut_off.isoformat(),
        "definition_id": course.definition.id,
        "denominator": decimal_text(course.denominator),
        "target_percent": decimal_text(course.target_percent),
        "undated": decimal_text(course.undated),
        "months": [_point_data(point) for point in course.months],
        "quarters": [_point_data(point) for point in course.quarters],
    }


def _point_data(point: TrendPoint) -> dict[str, Any]:
    return {
        "label": point.label,
        "until": point.last.isoformat(),
        "numerator": decimal_text(point.numerator),
        "share_percent": decimal_text(point.share_percent),
        "path_percent": decimal_text(point.path_percent),
        "on_path": point.on_path,
        "unclassified": decimal_text(point.unclassified),
        "share_low_percent": decimal_text(point.share_low_percent),
        "share_high_percent": decimal_text(point.share_high_percent),
    }


def governance_data(found: Governance) -> dict[str, Any]:
    """The published form of the measures beside the shares."""
    return {
        "government": found.government.code,
        "year": found.year,
        "itkp": {
            "components": [measure_data(component) for component in found.components],
            "points": decimal_text(found.points),
            "known_points": decimal_text(found.known_points),
            "computed_weight": decimal_text(found.computed_weight),
            "not_computed": [
                {"code": one.code, "label": one.label, "weight": decimal_text(one.weight), "because": one.because}
                for one in found.not_computed
            ],
        },
        "tkdn": measure_data(found.tkdn),
        "rup_completeness": measure_data(found.completeness),
        "units": [
            {
                "code": unit.code,
                "name": unit.name,
                "announced": decimal_text(unit.announced),
                "budget": decimal_text(unit.budget),
                "percent": decimal_text(unit.percent),
                "reason": unit.reason and str(unit.reason),
            }
            for unit in found.units
        ],
    }


def measure_data(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "label": measure.label,
        "value": decimal_text(measure.value),
        "unit": measure.unit,
        "most": decimal_text(measure.most),
        "reason": measure.reason and str(measure.reason),
        "because": measure.because,
        "parts": [
            {"label": part.label, "value": decimal_text(part.value), "unit": part.unit, "aside": part.aside}
            for part in measure.parts
        ],
        "definition": measure.definition,
        "citation": measure.citation,
    }


def channels_data(government: str, year: int, rows: Iterable[ChannelRow]) -> dict[str, Any]:
    """The channels side by side: what was planned, bought, proved, and what leads to no plan."""
    return {
        "government": government,
        "year": year,
        "channels": [
            {
                "channel": str(row.channel),
                "label": row.channel.label,
                "packages": row.packages,
                "cancelled": row.cancelled,
                "pagu": decimal_text(row.pagu),
                "packages_with_pagu": row.packages_with_pagu,
                "ordered": decimal_text(row.ordered),
                "contracted": decimal_text(row.contracted),
                "received": decimal_text(row.received),
                "completed": decimal_text(row.completed),
                "pdn": {
                    "yes": decimal_text(row.pdn),
                    "no": decimal_text(row.not_pdn),
                    "unclassified": decimal_text(row.pdn_open),
                },
                "umkk": {
                    "yes": decimal_text(row.umkk),
                    "no": decimal_text(row.not_umkk),
                    "unclassified": decimal_text(row.umkk_open),
                },
                "matched": {"packages": row.matched, "amount": decimal_text(row.matched_amount)},
                "unmatched": {"packages": row.unmatched, "amount": decimal_text(row.unmatched_amount)},
                "evidence_only": {"packages": row.evidence_only, "amount": decimal_text(row.evidence_only_amount)},
            }
            for row in rows
        ],
    }


def waits_data(found: Waits) -> dict[str, Any]:
    """The published form of working days: every group with every stretch. Days are whole numbers; null where too few
    orders are counted to say."""
    return {
        "government": found.government.code,
        "year": found.year,
        "cut_off": found.cut_off.isoformat(),
        "least_orders": found.least,
        "definitions": [
            {
                "stretch": one.code,
                "version": one.version,
                "valid_from": one.valid_from.isoformat(),
                "label": one.label,
                "from": one.start.label,
                "to": one.end.label,
                "whose": str(one.whose),
                "meaning": one.meaning,
            }
            for one in STRETCHES
        ],
        "groups": [_group_data(kind, group) for kind, groups in found.kinds for group in groups],
    }


def _group_data(kind: str, group: Group) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": group.key,
        "label": group.label,
        "waits": [
            {
                "stretch": code,
                "orders": wait.spread.count,
                "median_days": wait.median,
                "ninetieth_days": wait.ninetieth,
                "not_yet": wait.gaps.get(Gap.NOT_YET, 0),
                "unknown": {gap.name.lower(): wait.gaps.get(gap, 0) for gap in Gap if gap > Gap.NOT_YET},
            }
            for code, wait in group.waits.items()
        ],
    }
