"""What has moved since the report before."""

from decimal import Decimal
from typing import Any

from belanja.reporting.record import Record

from . import provincial

_NONE = "belum ada laporan triwulan sebelumnya pada tahun anggaran ini yang dibekukan"


def build(record: Record) -> dict[str, Any]:
    """The headline figures beside those of the former report, and the units whose contracts moved. Without a former
    report: the reason."""
    former = record.former
    if former is None:
        return {"report": None, "reason": _NONE, "figures": [], "units": []}
    return {
        "report": {"title": former["report"]["title"], "cut_off": former["report"]["cut_off"]},
        "reason": None,
        "figures": figures(record, former),
        "units": units(record, former),
    }


def figures(record: Record, former: dict[str, Any]) -> list[dict[str, Any]]:
    """Every headline share beside what another report said of it."""
    before = {figure["key"]: figure for figure in former["provincial"]}
    found = []
    for key, table in record.tables.items():
        now = provincial.figure(record, key, table)
        then = before.get(key, {})
        found.append(
            {
                "key": key,
                "label": now["label"],
                "same_definition": then.get("definition") == now["definition"],
                "share_before": _exact(then.get("share_percent")),
                "share_now": now["share_percent"],
                "share_change": _change(then.get("share_percent"), now["share_percent"]),
                "numerator_before": _exact(then.get("numerator")),
                "numerator_now": now["numerator"],
                "numerator_change": _change(then.get("numerator"), now["numerator"]),
            }
        )
    return found


def units(record: Record, former: dict[str, Any]) -> list[dict[str, Any]]:
    """Units of which another report told otherwise, or nothing."""
    before = {unit["code"]: unit for unit in former["units"]}
    found = []
    for unit in record.main.units:
        then = before.get(unit.code)
        bought = None if then is None else then["share"]["numerator"]
        share = None if then is None else then["share"]["share_percent"]
        if then is not None and (_exact(bought), _exact(share)) == (unit.numerator, unit.share_percent):
            continue
        found.append(
            {
                "code": unit.code,
                "name": unit.name,
                "new": then is None,
                "numerator_before": _exact(bought),
                "numerator_now": unit.numerator,
                "numerator_change": _change(bought, unit.numerator),
                "share_before": _exact(share),
                "share_now": unit.share_percent,
                "share_change": _change(share, unit.share_percent),
            }
        )
    return found


def _exact(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _change(before: str | None, now: Decimal | None) -> Decimal | None:
    return None if before is None or now is None else now - Decimal(before)
