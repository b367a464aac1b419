"""What the feeds of orders have in common: the typed columns that `facts` reads."""

from collections.abc import Sequence
from typing import Any

from belanja.rules.channels import Channel

from .base import Reject, doubt

#: Feed of orders -> the channel through which they were made.
CHANNEL = {
    "v5_orders": Channel.V5,
    "v6_orders": Channel.V6,
    "toko_daring": Channel.TOKO_DARING,
    "spse_tender": Channel.TENDER,
    "spse_nontender": Channel.NON_TENDER,
    "spse_pencatatan": Channel.PENCATATAN,
}

#: No order, line or plan of any feed has a longer key; what has is not one.
LONGEST_KEY, LONGEST_LINE, LONGEST_PLAN_CODE = 60, 50, 40

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
    ("product_key", "text"),
    ("vendor_refs", "text"),
    ("method", "text"),
    ("pagu", "numeric(20,2)"),
    ("pdn_amount", "numeric(20,2)"),
    ("umk_amount", "numeric(20,2)"),
)


def check_keys(order: str, *lines: str | None) -> None:
    """Raise Reject where the key of an order or of its line is longer than any such key."""
    if len(order) > LONGEST_KEY or any(line is not None and len(line) > LONGEST_LINE for line in lines):
        raise Reject("key_too_long", "Kode pesanan atau produknya terlalu panjang; periksa apakah kolomnya bergeser.")


def check_amounts(*amounts: str | None) -> None:
    """Doubt an order below zero: purchases are hardly ever negative, returns are cancellations."""
    if any(amount is not None and amount.startswith("-") for amount in amounts):
        doubt("negative", "Nilai pesanan di bawah nol. Periksa nilainya di sumbernya.")


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
    product_key: str | None = None,
    vendor_refs: Sequence[str] = (),
    method: str | None = None,
    pagu: str | None = None,
    pdn_amount: str | None = None,
    umk_amount: str | None = None,
) -> tuple[Any, ...]:
    """The typed part of a staged order line, in the order of `TYPED`. `done_day`: day of hand-over and completion
    where the feed tells it apart from the day of the order."""
    return (
        key,
        number,
        title,
        ";".join(plan_code[:LONGEST_PLAN_CODE] for plan_code in plan_codes),
        vendor_key and vendor_key[:60],
        vendor_name and vendor_name[:200],
        etalase_id and etalase_id[:20],
        status,
        shipment,
        day,
        done_day or day,
        int(stages),
        doc_total,
        doc_kinds,
        line,
        product_key and product_key[:40],
        ";".join(vendor_refs),
        method,
        pagu,
        pdn_amount,
        umk_amount,
    )


def refs(**ids: str | None) -> list[str]:
    """A firm's ids as `vendors` spells them (`scheme:value`), without those that a feed leaves empty or says 0."""
    return [f"{scheme}:{value}" for scheme, value in ids.items() if value and value.strip("0-") and ";" not in value]
