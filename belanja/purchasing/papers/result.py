"""The letter that tells a firm how its order ended: finished with its rating, or cancelled with the reason."""

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.papers import Kind

from ..models import Order, Rating
from . import parts


def result_paper(order: Order, paper: Paper | None) -> content.Content:
    """For an order that has ended."""
    state = OrderState(order.state)
    told = _cancelled(order) if state.cancelled else _finished(order)
    return parts.paper_content(
        order,
        paper,
        Kind.RESULT,
        body=[content.Heading("Para pihak"), parts.parties(order), content.Heading(state.label), *told],
        signatures=[parts.room(order, Side.BUYER)],
    )


def _cancelled(order: Order) -> list[content.Block]:
    return [
        content.Paragraph("Pesanan ini dibatalkan dan tidak dilaksanakan lagi."),
        content.Terms(
            parts.dated(
                [
                    ("Sejak", text.long_date(order.ended_at) if order.ended_at else ""),
                    ("Alasan", order.cancel_note or order.cancel_code),
                    ("Nilai yang batal", text.rupiah(order.total)),
                ]
            )
        ),
    ]


def _finished(order: Order) -> list[content.Block]:
    rows = [
        ("Disepakati kedua pihak", text.long_date(order.signed_at) if order.signed_at else ""),
        ("Serah terima selesai", text.long_date(order.handed_over_at) if order.handed_over_at else ""),
        ("Dibayar", text.long_date(order.paid_at) if order.paid_at else ""),
        ("Nilai", text.rupiah(order.total)),
        ("Denda keterlambatan", text.rupiah(order.penalty) if order.penalty else ""),
        *_rating(order),
    ]
    return [content.Paragraph("Pesanan ini selesai dilaksanakan."), content.Terms(parts.dated(rows))]


def _rating(order: Order) -> list[tuple[str, str]]:
    found = Rating.objects.filter(order=order).first()
    if found is None:
        return []
    if found.unrated or found.score is None:
        return [("Penilaian", "tidak dinilai sampai tenggat")]
    return [("Penilaian", f"{text.number(found.score, 2)} dari 3"), ("Catatan", found.note)]
