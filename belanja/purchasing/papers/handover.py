"""Berita Acara Serah Terima (BAST): what was inspected and taken over."""

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules.buying.states import DeliveryState, Side
from belanja.rules.papers import Kind

from ..models import Delivery, Handover
from . import parts


def handover_paper(handover: Handover, paper: Paper | None) -> content.Content:
    """The accepted quantities of one hand-over with the inspections behind it."""
    order = handover.order
    what = "seluruh barang dan jasa" if handover.whole else "sebagian barang dan jasa"
    return parts.paper_content(
        order,
        paper,
        Kind.HANDOVER,
        body=[
            content.Heading("Para pihak"),
            parts.parties(order),
            content.Heading("Serah terima"),
            content.Paragraph(
                f"Pada {text.long_date(handover.day)} penyedia menyerahkan dan pemesan menerima {what} berikut."
            ),
            _accepted(handover),
            parts.in_words(handover.amount),
            *_inspections(handover),
        ],
        facts=[("Serah terima ke", str(handover.number))],
        signatures=[parts.room(order, Side.BUYER), parts.room(order, Side.FIRM)],
    )


def _accepted(handover: Handover) -> content.Table:
    lines = {line.pk: line for line in handover.order.lines.all()}
    told = [(lines[said["line"]], said["quantity"], said["amount"]) for said in handover.content]
    return parts.worth_table("Yang diterima", told, handover.amount)


def _inspections(handover: Handover) -> list[content.Block]:
    if handover.by_silence:
        return [content.Paragraph("Penerimaan diusulkan karena tidak ada pemeriksaan sampai tenggat, lalu disahkan.")]
    found = handover.order.deliveries.filter(state=DeliveryState.INSPECTED).order_by("number")
    rows = [[str(one.number), _day(one), *_aspects(one), one.finding or "tanpa catatan"] for one in found]
    if not rows:
        return []
    return [
        content.Table(
            title="Pemeriksaan",
            columns=[
                content.Column(label="Kiriman", align="right", fit=True),
                content.Column(label="Tanggal", weight=16),
                content.Column(label="Fungsi", weight=10),
                content.Column(label="Jumlah", weight=10),
                content.Column(label="Waktu", weight=10),
                content.Column(label="Catatan", weight=30),
            ],
            rows=rows,
        )
    ]


def _day(one: Delivery) -> str:
    return text.long_date(one.inspected_at) if one.inspected_at else ""


def _aspects(one: Delivery) -> list[str]:
    words = {True: "sesuai", False: "tidak sesuai", None: "belum"}
    return [words[seen] for seen in (one.works, one.complete, one.in_time)]
