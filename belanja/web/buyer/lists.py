"""`/beli/<gov>/paket/` and `/beli/<gov>/pesanan/`: everything of the units in reach, filtered by address."""

from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Order, Package
from belanja.rules.buying.posts import of_ppks
from belanja.rules.buying.states import OrderState, PackageState
from belanja.rules.duties import Duty, Role
from belanja.web.naming import shown
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Pagination, Row, Table
from belanja.web.purchases import words

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES)
def packages(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`?keadaan=` narrows to a state."""
    state = _chosen(PackageState, request.GET.get("keadaan", ""))
    found = desk.packages.order_by("-pk")
    found = found.filter(state=state) if state else found
    shown_rows, pages = page_of(found, found.count(), request)
    context = frame(desk, "buying:packages", title="Paket")
    context["search"] = None
    context["filters"] = _filter(PackageState, state, "Semua keadaan")
    context["parts"] = [Part(key="paket", title="Daftar paket", items=[packages_table(desk, shown_rows, pages)])]
    return render(request, "buyer/list.html", context)


@buyer_page(Duty.SEE_PURCHASES)
def orders(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`?keadaan=` narrows to a state, `?q=` to a code, title or firm."""
    state = _chosen(OrderState, request.GET.get("keadaan", ""))
    asked = request.GET.get("q", "").strip()[:80]
    found = desk.orders.order_by("-pk")
    found = found.filter(state=state) if state else found
    if asked:
        found = found.filter(Q(code__iexact=asked) | Q(title__icontains=asked) | Q(firm_name__icontains=asked))
    shown_rows, pages = page_of(found, found.count(), request)
    context = frame(desk, "buying:orders", title="Pesanan")
    context["search"] = None
    context["filters"] = _filter(OrderState, state, "Semua keadaan", roles=_acting(desk))
    context["parts"] = [Part(key="pesanan", title="Daftar pesanan", items=[orders_table(desk, shown_rows, pages)])]
    return render(request, "buyer/list.html", context)


def _chosen(states: type[OrderState] | type[PackageState], asked: str) -> str:
    return asked if asked in set(states) else ""


def _acting(desk: BuyerDesk) -> list[Role]:
    """In which roles the PPKs of these orders act. One query."""
    return [Role(role) for role in desk.orders.order_by().values_list("ppk_role", flat=True).distinct()]


def _filter(
    states: type[OrderState] | type[PackageState], chosen: str, every: str, *, roles: Sequence[Role] = ()
) -> FilterRow:
    """States to choose from; where they say PPK, with whoever acts as one."""
    choices = [(one.value, of_ppks(one.label, roles)) for one in states]
    return FilterRow(
        key="saring",
        filters=[select("keadaan", "Keadaan", every, choices, chosen)],
        reset_href="?" if chosen else "",
    )


def packages_table(desk: BuyerDesk, rows: Sequence[Package], pages: Pagination | None = None) -> Table:
    return Table(
        key="paket",
        caption="Paket",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="rup", label="Kode RUP"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="dibutuhkan", label="Dibutuhkan"),
        ],
        rows=[
            Row(
                href=desk.url("buying:package", package.pk),
                cells=[
                    package.title,
                    shown(package.unit.name),
                    package.plan_code or Cell(text="belum dipilih", words=True),
                    Cell(piece=words.package_tag(package)),
                    _needed(package),
                ],
            )
            for package in rows
        ],
        pagination=pages,
        empty=EmptyState(title="Belum ada paket.", text="Paket dimulai dari rencana, atau dari halaman barang."),
    )


def _needed(package: Package) -> Cell | str:
    """By when; how many days are left only while something still happens."""
    if package.needed_on is None:
        return Cell(text="belum diisi", words=True)
    over = package.state in {PackageState.DONE, PackageState.CANCELLED}
    return text.long_date(package.needed_on) if over else words.until(package.needed_on)


_NO_ORDERS = EmptyState(title="Belum ada pesanan.", text="Paket yang dikirim menjadi satu pesanan untuk tiap penyedia.")


def orders_table(
    desk: BuyerDesk, rows: Sequence[Order], pages: Pagination | None = None, *, empty: EmptyState = _NO_ORDERS
) -> Table:
    return Table(
        key="pesanan",
        caption="Pesanan",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="nilai", label="Nilai", numeric=True, note="dengan ongkos kirim dan pajak"),
        ],
        rows=[
            Row(
                href=desk.url("buying:order", order.code),
                cells=[
                    Cell(text=order.title, sub=order.code),
                    order.firm_name,
                    shown(order.unit.name),
                    Cell(piece=words.order_tag(order), sub=words.shipment_word(order) if order.signed_at else ""),
                    words.until(order.due_at) or Cell(text="tidak ada", words=True),
                    text.rupiah(order.total),
                ],
            )
            for order in rows
        ],
        pagination=pages,
        empty=empty,
    )
