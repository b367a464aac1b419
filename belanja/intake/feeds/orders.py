"""What the three order feeds have in common: the typed columns that `facts` reads."""

from typing import Any

TYPED = (
    ("doc_key", "text"),
    ("doc_number", "text"),
    ("title", "text"),
    ("plan_codes", "text"),
    ("vendor_key", "text"),
    ("vendor_name", "text"),
    ("etalase_id", "text"),
    ("status", "text"),
    ("shipment", "text"),
    ("day", "date"),
    ("done_day", "date"),
    ("stages", "smallint"),
    ("doc_total", "numeric(20,2)"),
    ("doc_kinds", "integer"),
    ("line", "text"),
)


def typed(
    *,
    key: str,
    number: str | None,
    title: str | None,
    plan_codes: list[str],
    vendor_key: str | None,
    status: str | None,
    stages: int,
    day: str | None,
    done_day: str | None = None,
    vendor_name: str | None = None,
    etalase_id: str | None = None,
    shipment: str | None = None,
    doc_total: str | None = None,
    doc_kinds: int | None = None,
    line: str = "",
) -> tuple[Any, ...]:
    """The typed part of a staged order line, in the order of `TYPED`. `done_day`: day of hand-over and completion
    where the feed tells it apart from the day of the order."""
    return (
        key,
        number,
        title,
        ";".join(plan_codes),
        vendor_key,
        vendor_name,
        etalase_id,
        status,
        shipment,
        day,
        done_day or day,
        int(stages),
        doc_total,
        doc_kinds,
        line,
    )
