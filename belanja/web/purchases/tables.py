"""The lines of an order as a table, and what an order is as a list of terms."""

from collections.abc import Sequence

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderLine, Package
from belanja.purchasing.taxes import tax_status
from belanja.rules.buying.reasons import REASONS
from belanja.rules.buying.states import Method, OrderKind
from belanja.rules.pdn import PdnClass
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, DefinitionList, Row, Table, Term
from belanja.web.public.catalogue.cards import pdn_badge, product_address, scale_word

from . import words


def lines_table(order: Order, lines: Sequence[OrderLine], *, caption: str = "Baris pesanan") -> Table:
    """Every line with unit price, freight and tax; they add up to the total of the order."""
    return Table(
        key="isi",
        caption=caption,
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="barang", label="Barang atau jasa"),
            Column(key="kelas", label="Kelas PDN"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="harga", label="Harga satuan", numeric=True, note="tanpa pajak"),
            Column(key="kirim", label="Ongkos kirim", numeric=True),
            Column(key="pajak", label="Pajak", numeric=True),
            Column(key="nilai", label="Nilai", numeric=True, note="dengan ongkos kirim dan pajak"),
        ],
        rows=[_line(line) for line in lines],
        total=[
            "Jumlah",
            "",
            "",
            Cell(text=text.rupiah(order.goods), sub="barang", label="Harga"),
            text.rupiah(order.freight),
            text.rupiah(order.tax),
            text.rupiah(order.total),
        ],
    )


def _line(line: OrderLine) -> Row:
    place = shown(line.deliver_to.name) if line.deliver_to else ""
    due = f"paling lambat {text.long_date(line.due_on)}" if line.due_on else ""
    listed = f"dari {text.rupiah(line.listed_price)}" if line.unit_price < line.listed_price else ""
    return Row(
        href=product_address(line.product_id, line.name),
        cells=[
            Cell(text=line.name, sub=" · ".join(part for part in (line.etalase, place, due) if part)),
            Cell(piece=pdn_badge(PdnClass(line.pdn), line.tkdn, line.pdn_reason)),
            words.line_quantity(line),
            Cell(text=text.rupiah(line.unit_price), sub=listed),
            text.rupiah(line.freight),
            Cell(text=text.rupiah(line.tax), sub=words.tax_word(line.tax_kind, line.tax_percent)),
            text.rupiah(line.total),
        ],
    )


def order_terms(order: Order) -> list[Term]:
    """What every reader may know of an order, whoever he is: officials only by post."""
    kind = OrderKind(order.kind)
    terms = [
        Term(term="Nilai pesanan", text=text.rupiah(order.total)),
        Term(term="Satuan kerja", text=shown(order.unit.name)),
        Term(term="Penyedia", text=f"{order.firm_name} · {scale_word(order.scale)}"),
        Term(term="Status pajak penyedia", text=tax_status(order)),
        Term(term="Metode", text=Method(order.method).label),
        Term(term="Kode RUP", text=order.plan_code),
        Term(term="Tahun anggaran", text=str(order.year)),
    ]
    if kind is OrderKind.CALL_OFF and order.cap is not None and order.term_to is not None:
        begun = f"{text.long_date(order.term_from)} sampai " if order.term_from else "sampai "
        terms.append(
            Term(
                term=kind.label,
                text=f"paling banyak {text.rupiah(order.cap)}, {begun}{text.long_date(order.term_to)}",
            )
        )
    elif order.term_to is not None:
        terms.append(Term(term="Diserahkan paling lambat", text=text.long_date(order.term_to)))
    if order.advance:
        terms.append(Term(term="Uang muka", text=text.rupiah(order.advance)))
    if order.retention_percent:
        terms.append(Term(term="Retensi", text=f"{text.percent_short(order.retention_percent)} dari setiap termin"))
    if order.national_number:
        terms.append(Term(term="Nomor pesanan nasional", text=order.national_number))
    return terms


def reasons(package: Package, *, public: bool = False) -> DefinitionList | None:
    """Why this was chosen: the need, the coded reasons, and what was looked for before an import was. The need is the
    unit's own note and stays with its officers."""
    terms = []
    if package.need and not public:
        terms.append(Term(term="Kebutuhan", text=package.need))
    coded = [REASONS[code] for code in package.reason_codes if code in REASONS]
    terms += [Term(term="Alasan pilihan", text=f"{one.label} ({one.citation})") for one in coded]
    if package.reason:
        terms.append(Term(term="Penjelasannya", text=package.reason))
    if package.import_proof:
        terms.append(Term(term="Bukti pencarian produk dalam negeri", text=package.import_proof))
    return DefinitionList(terms=terms) if terms else None
