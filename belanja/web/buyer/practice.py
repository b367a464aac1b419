"""`/beli/<gov>/latihan/`: an officer practises buying on play data; Belanja plays everybody else, one press a step."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.demo import practice as practising
from belanja.demo.practice import Practice
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Duty
from belanja.rules.measures import word_of
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table
from belanja.web.purchases import words
from belanja.web.purchases.forms import PlainForm

from .access import BuyerDesk, buyer_page, frame

_LEAD = (
    "Cobalah membeli dari rencana sampai penilaian dengan data mainan. Anda menjadi Pejabat Pengadaan; PPK, PPTK, "
    "Bendahara, dan penyedia dimainkan Belanja. Angka, stok, dan pagu yang sebenarnya tidak tersentuh."
)
_SHOWN = 10
#: A practice that was begun, or none, and its latest orders.
Practised = tuple[Practice | None, list[Order]]


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def practice(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """From the pages of the real government and from those of the practice itself it is the same page."""
    real = _real(desk.government)
    return answer(
        request,
        desk,
        read=lambda: _practised(desk, real),
        acts=lambda request, desk, found: _acts(request, desk, real, found),
        show=lambda request, desk, found, outcome: _show(request, desk, real, found, outcome),
        gone=lambda _found: "Langkah ini sudah dijalankan, atau sekarang giliran Anda.",
        name="practice.act",
        to=request.path,
    )


def _practised(desk: BuyerDesk, real: Government) -> Practised:
    mine = practising.practice_of(desk.actor.user_id, real)
    orders = list(Order.objects.filter(unit=mine.unit).order_by("-pk")[:_SHOWN]) if mine else []
    return mine, orders


def _acts(request: HttpRequest, desk: BuyerDesk, real: Government, found: Practised) -> list[Act]:
    mine, orders = found
    return [*_steps(request, desk, orders), _begin(request, desk, real, again=mine is not None)]


def _show(request: HttpRequest, desk: BuyerDesk, real: Government, found: Practised, outcome: Outcome) -> HttpResponse:
    mine, orders = found
    context = frame(desk, "buying:practice", title="Latihan membeli")
    begin = _begin(request, desk, real, again=mine is not None)
    context |= {
        "lead": _LEAD,
        "steps": _steps(request, desk, orders),
        "acts": [begin],
        "version": 0,
        "outcome": outcome,
        "parts": _parts(mine, orders) if mine else [],
        "back": None if real == desk.government else _back(real),
    }
    return render(request, "buyer/practice.html", context, status=outcome.status)


def _real(government: Government) -> Government:
    """The government that a practice stands beside; itself where it is the real one."""
    return institutions.government(government.code.removeprefix(institutions.PRACTICE))


def _back(real: Government) -> Link:
    return Link(label=f"Kembali ke meja pembelian {real.name}", href=reverse("buying:desk", args=[real.code]))


def _begin(request: HttpRequest, desk: BuyerDesk, real: Government, *, again: bool) -> Act:
    def run(_form: PlainForm, _version: int) -> str:
        made = practising.begin(government=real, actor=desk.actor)
        return reverse("buying:practice", args=[made.government.code])

    title = "Ulangi dari awal" if again else "Mulai latihan"
    about = (
        "Unit latihan yang baru disiapkan dengan pagu penuh; latihan yang lama ditutup dan tetap terpisah."
        if again
        else "Unit latihan, baris RUP, penyedia, dan barang mainan disiapkan untuk Anda sendiri."
    )
    return Act("mulai", title, title, PlainForm(kept(request, "mulai")), run, "Latihan siap.", about, quiet=again)


def _steps(request: HttpRequest, desk: BuyerDesk, orders: Sequence[Order]) -> list[Act]:
    found = []
    for order in orders:
        told = practising.whose_turn(order)
        if told:
            key = f"main-{order.pk}"
            found.append(
                Act(key, f"{order.code}: giliran pihak lain", told, PlainForm(kept(request, key)), _play(desk, order),
                    f"{told}.", f"{order.title}. Langkah ini dimainkan Belanja.")
            )  # fmt: skip
    return found


def _play(desk: BuyerDesk, order: Order) -> Callable[[PlainForm, int], object]:
    def run(_form: PlainForm, _version: int) -> None:
        practising.play(order_id=order.pk, actor=desk.actor)

    return run


def _parts(mine: Practice, orders: Sequence[Order]) -> list[Part]:
    gov = mine.government.code
    start = Notice(
        title=f"Anda berlatih di {mine.unit.name}",
        text=f"Baris RUP {mine.plan_code}. Mulai paket, pilih baris itu, lalu masukkan nomor barang di bawah ini.",
        action=Link(label="Mulai paket latihan", href=f"{reverse('buying:begin', args=[gov])}?rup={mine.plan_code}"),
    )
    return [
        Part(key="mulai", title="Mulai", items=[start, _goods(mine)]),
        Part(key="pesanan", title="Pesanan latihan Anda", items=[_orders(gov, orders)]),
    ]


def _goods(mine: Practice) -> Table:
    return Table(
        key="barang",
        caption="Barang latihan",
        tight=True,
        columns=[Column(key="barang", label="Barang"), Column(key="nomor", label="Nomor")],
        rows=[
            Row(cells=[Cell(text=offer.product.name, sub=f"per {word_of(offer.product.unit)}"), offer.number])
            for offer in mine.offers
        ],
    )


def _turn(order: Order) -> str:
    if told := practising.whose_turn(order):
        return told
    return "sudah berakhir" if order.ended_at or order.state == OrderState.COMPLETED else "Anda"


def _orders(gov: str, orders: Sequence[Order]) -> Table:
    return Table(
        key="latihan",
        caption="Pesanan latihan",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="giliran", label="Giliran"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[
            Row(
                href=reverse("buying:order", args=[gov, order.code]),
                cells=[
                    Cell(text=order.title, sub=order.code),
                    Cell(piece=words.order_tag(order), sub=words.shipment_word(order) if order.signed_at else ""),
                    _turn(order),
                    text.rupiah(order.total),
                ],
            )
            for order in orders
        ],
        empty=EmptyState(title="Belum ada pesanan latihan.", text="Paket yang dikirim muncul di sini."),
    )
