"""Surat Pesanan: what is ordered, at which price, where and until when, under which terms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.rules.buying.states import OrderKind
from belanja.rules.papers import Kind
from belanja.rules.pdn import PdnClass

from ..contents import content_of
from ..models import Order, OrderVersion
from . import parts


def order_paper(version: OrderVersion, paper: Paper | None) -> content.Content:
    """The order as it was signed first: addenda have papers of their own."""
    order, agreed = version.order, version.content
    told, rooms = parts.consent(order, version)
    return parts.paper_content(
        order,
        paper,
        Kind.ORDER,
        body=[
            content.Heading("Para pihak"),
            parts.parties(order),
            content.Heading("Barang dan jasa"),
            parts.lines_table(agreed),
            parts.in_words(version.total),
            *_delivery(agreed),
            *_origin(agreed),
            *_terms(agreed),
            *told,
        ],
        signatures=rooms,
    )


def draft_of(order: Order) -> content.Content:
    """The order as it stands now, before anybody has signed it: a draft."""
    agreed = content_of(order, order.lines.select_related("deliver_to"))
    return order_paper(OrderVersion(order=order, number=0, content=agreed, total=order.total), None)


def _delivery(agreed: Mapping[str, Any]) -> list[content.Block]:
    rows = []
    for line in agreed["lines"]:
        place = ", ".join(part for part in (line["address"], line["region"]) if part)
        due = f"paling lambat {parts.day(line['due_on'])}" if line["due_on"] else "menurut panggilan"
        rows.append([str(line["position"]), place or "menurut panggilan", due])
    return [
        content.Heading("Penyerahan"),
        content.Table(
            title="Tempat dan waktu",
            columns=[
                content.Column(label="No.", align="right", fit=True),
                content.Column(label="Tempat", weight=40),
                content.Column(label="Waktu", weight=20),
            ],
            rows=rows,
        ),
    ]


def _origin(agreed: Mapping[str, Any]) -> list[content.Block]:
    rows = [[str(line["position"]), PdnClass(line["pdn"]).label, _evidence(line)] for line in agreed["lines"]]
    return [
        content.Table(
            title="Kelas produk dalam negeri saat dibeli",
            columns=[
                content.Column(label="No.", align="right", fit=True),
                content.Column(label="Kelas", weight=24),
                content.Column(label="TKDN dan BMP yang terbukti", weight=30),
            ],
            rows=rows,
            note="Perpres 16/2018 sebagaimana diubah terakhir, Pasal 66. Kelas tidak dinilai ulang sesudah dibeli.",
        )
    ]


def _evidence(line: Mapping[str, Any]) -> str:
    proved = [f"{name} {parts.share(line[key])}" for name, key in (("TKDN", "tkdn"), ("BMP", "bmp")) if line[key]]
    return ", ".join(proved) or "tidak ada"


def _terms(agreed: Mapping[str, Any]) -> list[content.Block]:
    points = [
        "Barang diperiksa fungsi, jumlah dan waktunya; yang tidak sesuai ditolak dan diganti penyedia.",
        "Keterlambatan dikenai denda menurut Perpres 16/2018 Pasal 56 dan ketentuan pesanan ini.",
        "Perubahan hanya melalui adendum yang disetujui kedua pihak.",
        "Pembayaran sesudah serah terima, dikurangi pajak yang dipungut menurut ketentuan, uang muka dan denda.",
    ]
    rows = []
    if agreed["kind"] == OrderKind.CALL_OFF and agreed["cap"] and agreed["term_to"]:
        rows.append(("Batas nilai", f"{parts.money(agreed['cap'])}, termasuk pajak dan ongkos kirim"))
        rows.append(("Masa", f"sampai {parts.day(agreed['term_to'])}; barang dipanggil dan dibayar per bulan"))
    if Decimal(agreed["advance"]):
        rows.append(("Uang muka", parts.money(agreed["advance"])))
    if Decimal(agreed["retention_percent"]):
        rows.append(("Retensi", parts.share(agreed["retention_percent"])))
    if agreed["terms"]:
        rows.append(("Ketentuan tambahan", agreed["terms"]))
    return [
        content.Heading("Ketentuan"),
        *([content.Terms(rows)] if rows else []),
        content.Points(points, numbered=True),
    ]
