"""Riwayat dan Berita Acara Negosiasi: every round as both sides saw it, and what came of it."""

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules import measures
from belanja.rules.buying.states import OrderState, RoundState, Side
from belanja.rules.papers import Kind

from ..contents import content_of
from ..models import Order, Round
from . import parts


def minutes(order: Order, paper: Paper | None) -> content.Content:
    """The rounds in order; the lines as they are now stand at the end."""
    rounds = list(order.rounds.prefetch_related("lines__line"))
    body: list[content.Block] = [content.Heading("Para pihak"), parts.parties(order), content.Heading("Riwayat")]
    for one in rounds:
        body += _round(one)
    body += [content.Heading("Hasil"), *_result(order)]
    return parts.paper_content(
        order,
        paper,
        Kind.MINUTES,
        body=body,
        facts=[("Jumlah putaran", str(len(rounds)))],
        signatures=[parts.room(order, Side.BUYER), parts.room(order, Side.FIRM)],
    )


def _round(one: Round) -> list[content.Block]:
    rows = [
        [
            str(said.line.position),
            said.line.name,
            f"{parts.amount(said.quantity)} {measures.word_of(said.line.unit)}",
            text.rupiah(said.line.listed_price),
            text.rupiah(said.unit_price),
            text.rupiah(said.freight),
            text.long_date(said.due_on) if said.due_on else "",
        ]
        for said in one.lines.all()
    ]
    return [
        content.Heading(f"Putaran {one.number}: {Side(one.side).label}", level=2),
        content.Terms(
            parts.dated(
                [
                    ("Waktu", text.date_time(one.at)),
                    ("Keadaan", RoundState(one.state).label),
                    ("Pesan", one.message),
                    ("Nilai", f"{text.rupiah(one.total)}, termasuk ongkos kirim dan pajak"),
                ]
            )
        ),
        content.Table(
            title=f"Usul putaran {one.number}",
            columns=[
                content.Column(label="No.", align="right", fit=True),
                content.Column(label="Barang atau jasa", weight=26),
                content.Column(label="Jumlah", align="right", weight=12),
                content.Column(label="Harga tayang", align="right", weight=14, help="tanpa pajak"),
                content.Column(label="Harga usul", align="right", weight=14, help="tanpa pajak"),
                content.Column(label="Ongkos kirim", align="right", weight=12),
                content.Column(label="Tiba", weight=14),
            ],
            rows=rows,
            size=8,
        ),
    ]


def _result(order: Order) -> list[content.Block]:
    state = OrderState(order.state)
    if state is OrderState.CANCELLED_NEGOTIATION:
        return [content.Paragraph("Negosiasi berakhir tanpa kesepakatan dan pesanan dibatalkan.")]
    return [parts.lines_table(content_of(order, order.lines.all()), "Hasil negosiasi"), parts.in_words(order.total)]
