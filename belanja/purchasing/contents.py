"""What both sides sign: an order as plain data, the same bytes for the same content."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

from .models import Order, OrderLine

#: Grows when the shape of the content changes.
SHAPE = 1


def content_of(order: Order, lines: Iterable[OrderLine], *, signatory: str = "") -> dict[str, Any]:
    """Everything that is signed of an order with these lines: amounts as text, days ISO, people by post alone."""
    lines = list(lines)
    return {
        "shape": SHAPE,
        "order": order.code,
        "title": order.title,
        "government": order.government.code,
        "unit": order.unit.name,
        "plan": order.plan_code,
        "mode": order.mode,
        "kind": order.kind,
        "method": order.method,
        "firm": order.firm_name,
        "goods": str(order.goods),
        "freight": str(order.freight),
        "tax": str(order.tax),
        "total": str(order.total),
        "cap": None if order.cap is None else str(order.cap),
        "term_to": None if order.term_to is None else order.term_to.isoformat(),
        "terms": order.terms,
        "signatory": signatory,
        "advance": str(order.advance),
        "retention_percent": str(order.retention_percent),
        "lines": [_line(one) for one in sorted(lines, key=lambda line: line.position)],
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "position": line.position,
        "name": line.name,
        "unit": line.unit,
        "quantity": str(line.quantity),
        "unit_price": str(line.unit_price),
        "goods": str(line.goods),
        "freight": str(line.freight),
        "tax_kind": line.tax_kind,
        "tax_percent": str(line.tax_percent),
        "tax": str(line.tax),
        "total": str(line.total),
        "region": line.deliver_to.name if line.deliver_to else "",
        "address": line.address,
        "due_on": None if line.due_on is None else line.due_on.isoformat(),
        "pdn": line.pdn,
        "tkdn": None if line.tkdn is None else str(line.tkdn),
        "bmp": None if line.bmp is None else str(line.bmp),
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form (RFC 8785), by which a printed copy is compared with what was signed."""
    return hashlib.sha256(rfc8785.dumps(dict(content))).hexdigest()
