"""*Pendamping*: the order pack for the national catalogue, on the page where its number comes back."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from belanja.documents import xlsx
from belanja.exchange import order_pack
from belanja.purchasing.models import Order
from belanja.rules.channels import Mode
from belanja.rules.duties import Duty
from belanja.web.pieces import Link

from .access import BuyerDesk, buyer_page

_MADE = {
    "xlsx": (order_pack.workbook, xlsx.MEDIA_TYPE),
    "pdf": (order_pack.paper, "application/pdf"),
}


@dataclass(frozen=True)
class Ready:
    """What the page shows of the pack: the files, what to do with them, and what is not known here."""

    files: list[Link]
    steps: list[str]
    missing: int
    lines: int


def is_ready(order: Order) -> bool:
    """Whether what was agreed is to be placed nationally now."""
    return order.mode == Mode.COMPANION and order.state in order_pack.READY


def ready(desk: BuyerDesk, order: Order) -> Ready | None:
    """The pack of an order that is to be placed nationally; None of any other."""
    if not is_ready(order):
        return None
    pack = order_pack.pack_of(order)
    return Ready(
        files=[
            Link(label="Unduh bahan pesanan (XLSX)", href=desk.url("buying:order_pack", order.code, "xlsx")),
            Link(label="Bahan yang sama sebagai PDF", href=desk.url("buying:order_pack", order.code, "pdf")),
        ],
        steps=order_pack.steps(pack),
        missing=pack.missing,
        lines=len(pack.lines),
    )


@buyer_page(Duty.SEE_PURCHASES)
def file(request: HttpRequest, desk: BuyerDesk, code: str, form: str) -> HttpResponse:
    """`bahan-nasional.xlsx` and `.pdf`. 404 for an order that is not placed nationally."""
    found = desk.order(code)
    if form not in _MADE or not is_ready(found):
        raise Http404
    make, media_type = _MADE[form]
    made = make(order_pack.pack_of(found))
    answer = HttpResponse(made.content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
