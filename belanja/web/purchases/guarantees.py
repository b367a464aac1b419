"""The guarantees of an order as both sides read them, and the scan to take along."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse

from belanja.foundation import clock, text
from belanja.purchasing.models import Guarantee, Order
from belanja.purchasing.selectors import guarantees as selectors
from belanja.rules.buying.guarantees import CITATION, GuaranteeState
from belanja.rules.buying.posts import of_ppk
from belanja.rules.duties import Role
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Piece, Row, Standing, StatusTag, Table

_STANDING = {
    GuaranteeState.HELD: Standing.REACHED,
    GuaranteeState.EXPIRED: Standing.BEHIND,
    GuaranteeState.CLAIMED: Standing.HELD,
    GuaranteeState.RELEASED: Standing.UNKNOWN,
}


def pieces(order: Order, found: Sequence[Guarantee], scan: Callable[[Guarantee], str]) -> list[Piece]:
    """What of the advance is not guaranteed, then every guarantee; `scan`: where its file lies."""
    return [*lacking(order), _table(found, scan, Role(order.ppk_role))]


def lacking(order: Order, link: Link | None = None) -> list[Piece]:
    """A warning where an advance is not guaranteed; nothing else."""
    today = clock.today()
    open_sum = selectors.lacking_for(order, on=today)
    if not open_sum:
        return []
    stops = (
        "Uang muka tidak dibayar sebelum dijamin." if selectors.may_stop(order, on=today) else "Ini peringatan saja."
    )
    return [
        Notice(
            kind="warning",
            title=f"{text.rupiah(open_sum)} uang muka belum dijamin.",
            text=f"{stops} Jaminannya senilai uang muka yang belum kembali ({CITATION}, dikenal dari sumber kedua).",
            action=link,
        )
    ]


def _table(found: Sequence[Guarantee], scan: Callable[[Guarantee], str], role: Role) -> Table:
    today = clock.today()
    return Table(
        key="jaminan",
        caption="Jaminan pesanan ini",
        show_caption=False,
        level=2,
        stacked=True,
        columns=[
            Column(key="jaminan", label="Jaminan"),
            Column(key="penerbit", label="Penerbit"),
            Column(key="masa", label="Masa"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="pindaian", label="Pindaian"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[_row(one, one.state_on(today), scan, role) for one in found],
        empty=EmptyState(
            title="Belum ada jaminan yang dicatat.",
            text="Pesanan lewat e-Purchasing tidak memerlukan jaminan pelaksanaan; uang muka memerlukan jaminannya.",
        ),
    )


def _row(one: Guarantee, state: GuaranteeState, scan: Callable[[Guarantee], str], role: Role) -> Row:
    ended = one.returned_on or one.claimed_on
    told = f"{text.long_date(ended)}{f': {one.end_note}' if one.end_note else ''}" if ended else ""
    file = Cell(text=one.file_name, href=scan(one)) if one.file_name else Cell(text="belum diunggah", words=True)
    return Row(
        cells=[
            Cell(text=one.get_kind_display(), sub=one.number),
            one.issuer,
            Cell(text=f"sampai {text.long_date(one.valid_to)}", sub=f"sejak {text.long_date(one.valid_from)}"),
            Cell(piece=StatusTag(standing=_STANDING[state], word=of_ppk(state.label, role)), sub=told),
            file,
            text.rupiah(one.amount),
        ]
    )


def scan_of(order: Order, guarantee_id: int) -> HttpResponse:
    """The scan of a guarantee of this order, to be saved, never shown in the browser. Raises Http404 for any other."""
    found = Guarantee.objects.filter(order=order, pk=guarantee_id, content__isnull=False).first()
    if found is None or found.content is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="jaminan-{order.code}-{found.pk}.{_ENDS[found.media_type]}"'
    return answer


_ENDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
