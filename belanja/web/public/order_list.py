"""The orders of a Perangkat Daerah: newest first, by channel and stage, a page at a time. Firms, never officials."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from belanja.affirmation import selectors
from belanja.affirmation.selectors import UnitPage
from belanja.affirmation.selectors.units import LARGEST_PAGE
from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.facts.models import PurchaseDocument
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import NUMERATORS, STAGES
from belanja.web import naming
from belanja.web.pieces import Cell, Choice, Column, EmptyState, Filter, FilterRow, Pagination, Row, Table

from . import words

PER_PAGE = 25
_STAGES = {str(code): NUMERATORS[code] for code in STAGES}


@dataclass(frozen=True)
class OrderList:
    table: Table
    filters: FilterRow


def asked(request: HttpRequest, government: Government, page: UnitPage) -> OrderList:
    """The orders that `?kanal=`, `?tahap=` and `?page=` ask for; words that do not exist filter nothing. Two
    queries."""
    channel = next((channel for channel in Channel if channel.value == request.GET.get("kanal")), None)
    stage = _STAGES.get(request.GET.get("tahap", ""))
    number = request.GET.get("page", "1")
    found = selectors.orders_page(
        government=government,
        year=page.table.year,
        unit_ids=list(page.unit_ids),
        channel=channel,
        stage=stage.stage if stage else None,
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1,
        size=PER_PAGE,
    )
    kept = {"tahun": str(page.table.year)}
    if channel:
        kept["kanal"] = channel.value
    if stage:
        kept["tahap"] = str(stage.code)
    table = Table(
        key="pesanan",
        caption=f"{text.number(found.count)} pesanan {page.table.year}",
        columns=_COLUMNS,
        rows=[_row(government, order, page.unit.name) for order in found.orders],
        tight=True,
        whole=lambda: _sheet(government, page, channel, stage.stage if stage else None),
        pagination=Pagination(page=found.page, per_page=found.size, total=found.count, base=f"?{urlencode(kept)}&")
        if found.pages > 1
        else None,
        empty=EmptyState(
            title="Tidak ada pesanan yang cocok." if channel or stage else "Belum ada pesanan pada tahun ini."
        ),
    )
    return OrderList(table, _filters(page, channel, str(stage.code) if stage else ""))


def _sheet(government: Government, page: UnitPage, channel: Channel | None, stage: Stage | None) -> Sheet:
    """All orders under the same filters, read a part at a time."""
    ids, year = list(page.unit_ids), page.table.year

    def rows() -> Iterator[list[Value]]:
        number, pages = 1, 1
        while number <= pages:
            found = selectors.orders_page(
                government=government,
                year=year,
                unit_ids=ids,
                channel=channel,
                stage=stage,
                page=number,
                size=LARGEST_PAGE,
            )
            for order in found.orders:
                yield [
                    words.channel(order.channel),
                    order.number or order.key,
                    order.title,
                    order.unit.code,
                    order.unit.name,
                    order.ordered_on,
                    words.furthest(order.stages),
                    order.vendor_name or order.vendor_key,
                    order.amount,
                ]
            number, pages = number + 1, found.pages

    return Sheet(
        name="pesanan",
        title=f"Pesanan {naming.shown(page.unit.name)} {year}",
        fields=[
            Field("kanal", "Kanal", width=16),
            Field("nomor", "Nomor", Kind.CODE, 32),
            Field("paket", "Paket", width=60),
            Field("kode_unit", "Kode unit", Kind.CODE),
            Field("unit", "Unit", width=40),
            Field("tanggal", "Tanggal", Kind.DAY),
            Field("tahap", "Tahap terjauh"),
            Field("penyedia", "Penyedia", width=40),
            Field("nilai", "Nilai", Kind.MONEY),
        ],
        rows=rows,
        source=[("Isi", "Setiap pesanan sekali, dengan nilai dan tahap menurut data terakhir yang dimuat")],
    )


_COLUMNS = [
    Column(key="paket", label="Paket"),
    Column(key="tanggal", label="Tanggal"),
    Column(key="kanal", label="Kanal"),
    Column(key="tahap", label="Tahap terjauh"),
    Column(key="penyedia", label="Penyedia"),
    Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
]


def _row(government: Government, order: PurchaseDocument, pd_name: str) -> Row:
    below = naming.shown(order.unit.name) if order.unit.name != pd_name else ""
    number = order.number or order.key
    return Row(
        href=reverse("public:order", args=[government.code, order.channel, order.key]),
        cells=[
            Cell(text=order.title or f"Pesanan {number}", sub=" · ".join(filter(None, [number, below]))),
            text.long_date(order.ordered_on) if order.ordered_on else Cell(text=text.UNKNOWN, words=True),
            words.channel(order.channel),
            words.furthest(order.stages),
            firm(order),
            text.rupiah(order.amount),
        ],
    )


def firm(order: PurchaseDocument) -> Cell:
    """The firm as the feed names it; most feeds give its code only."""
    if order.vendor_name:
        return Cell(text=naming.shown(order.vendor_name))
    if order.vendor_key:
        return Cell(text=f"kode {order.vendor_key}", sub="namanya tidak ada dalam data sumber")
    return Cell(text=text.UNKNOWN, words=True)


def _filters(page: UnitPage, channel: Channel | None, stage: str) -> FilterRow:
    channels = [Choice(value="", label="Semua kanal", chosen=channel is None)]
    channels += [Choice(value=c.value, label=c.label, chosen=c is channel) for c in Channel]
    stages = [Choice(value="", label="Semua tahap", chosen=not stage)]
    stages += [
        Choice(value=code, label=f"sudah {rule.label.lower()}", chosen=code == stage) for code, rule in _STAGES.items()
    ]
    return FilterRow(
        key="saring",
        filters=[
            Filter(name="kanal", label="Kanal", choices=channels),
            Filter(name="tahap", label="Tahap", choices=stages),
        ],
        action="#daftar-pesanan",
        reset_href=f"?tahun={page.table.year}#daftar-pesanan" if channel or stage else "",
        kept=[Choice(value="tahun", label=str(page.table.year))],
    )
