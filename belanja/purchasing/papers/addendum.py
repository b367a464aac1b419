"""Adendum: what changes in an order, before and after, as both sides consent to it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules.buying.states import Side
from belanja.rules.papers import Kind

from ..models import OrderVersion
from . import parts


def addendum(version: OrderVersion, paper: Paper | None) -> content.Content:
    """The version beside the one before it: only what differs."""
    order = version.order
    before = order.versions.filter(number__lt=version.number, in_force_at__isnull=False).last()
    told, rooms = parts.consent(order, version)
    was: Mapping[str, Any] = before.content if before else {"lines": []}
    return parts.paper_content(
        order,
        paper,
        Kind.ADDENDUM,
        body=[
            content.Heading("Para pihak"),
            parts.parties(order),
            content.Heading("Perubahan"),
            content.Terms(
                parts.dated(
                    [
                        ("Diusulkan oleh", Side(version.proposed_side).label),
                        ("Alasan", version.reason),
                        ("Nilai semula", text.rupiah(before.total) if before else ""),
                        ("Nilai menjadi", text.rupiah(version.total)),
                    ]
                )
            ),
            _changes(was, version.content),
            parts.in_words(version.total),
            *told,
        ],
        facts=[("Adendum ke", str(version.number))],
        signatures=rooms,
    )


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> content.Table:
    rows = [
        [label, before, after] for label, before, after in (*_whole(was, now), *_by_line(was, now)) if before != after
    ]
    return content.Table(
        title="Yang berubah",
        columns=[
            content.Column(label="Hal", weight=30),
            content.Column(label="Semula", weight=22),
            content.Column(label="Menjadi", weight=22),
        ],
        rows=rows,
        note="Yang tidak disebut tetap seperti pesanan semula.",
    )


_WHOLE: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("Jumlah harga", "goods", parts.money),
    ("Ongkos kirim", "freight", parts.money),
    ("Pajak", "tax", parts.money),
    ("Total", "total", parts.money),
    ("Batas nilai", "cap", parts.money),
    ("Berakhir", "term_to", parts.day),
    ("Ketentuan tambahan", "terms", str),
    ("Penandatangan", "signatory", str),
    ("Uang muka", "advance", parts.money),
)
_LINE: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("jumlah", "quantity", parts.amount),
    ("harga satuan", "unit_price", parts.money),
    ("ongkos kirim", "freight", parts.money),
    ("tarif pajak", "tax_percent", parts.share),
    ("tempat", "address", str),
    ("tiba", "due_on", parts.day),
)


def _whole(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for label, key, written in _WHOLE:
        yield label, parts.said(was.get(key), written), parts.said(now.get(key), written)


def _by_line(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    former = {line["position"]: line for line in was.get("lines", ())}
    for line in now["lines"]:
        old = former.get(line["position"], {})
        for label, key, written in _LINE:
            before, after = parts.said(old.get(key), written), parts.said(line.get(key), written)
            yield f"{line['position']}. {line['name']}: {label}", before, after
