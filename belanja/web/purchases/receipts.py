"""What came, what was handed over, what was asked for and paid, and how the firm was rated: as both sides read it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from belanja.foundation import text
from belanja.purchasing.models import Delivery, DeliveryLine, Handover, Invoice, Order, OrderLine, Payment, Rating
from belanja.purchasing.selectors import matching
from belanja.purchasing.selectors.deliveries import deliveries, handovers
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.rating import MARKS, in_words
from belanja.rules.buying.reasons import REASONS
from belanja.rules.buying.states import DeliveryState, PaymentPart, PaymentState
from belanja.rules.duties import Role
from belanja.web.acts import Act
from belanja.web.naming import shown
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Piece,
    Row,
    Standing,
    StatusTag,
    Table,
    Term,
)

from . import words


@dataclass(frozen=True)
class Section:
    """One part of the page: what is on record, and what may be done with it."""

    key: str
    title: str
    items: Sequence[Piece | None] = ()
    acts: Sequence[Act] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return bool(self.acts) or any(item is not None for item in self.items)


def progress(lines: Sequence[OrderLine]) -> Table:
    """Line by line: ordered, sent, accepted, rejected and not replaced, invoiced."""
    return Table(
        key="kemajuan",
        caption="Kemajuan menurut baris",
        show_caption=False,
        level=2,
        tight=True,
        stacked=True,
        columns=[
            Column(key="barang", label="Barang"),
            *(
                Column(key=key, label=label, numeric=True)
                for key, label in (
                    ("dipesan", "Dipesan"), ("dikirim", "Dikirim"), ("diterima", "Diterima"), ("ditolak", "Ditolak"),
                    ("ditagih", "Ditagih"),
                )
            ),
        ],
        rows=[
            Row(
                cells=[
                    line.name,
                    *(
                        words.quantity(amount)
                        for amount in (line.quantity, line.sent, line.accepted, line.rejected, line.invoiced)
                    ),
                ]
            )
            for line in lines
        ],
    )  # fmt: skip


_DELIVERY = {
    DeliveryState.PREPARED: Standing.UNKNOWN,
    DeliveryState.SENT: Standing.ON_WAY,
    DeliveryState.ARRIVED: Standing.ON_WAY,
    DeliveryState.INSPECTED: Standing.REACHED,
}


def consignments(order: Order) -> tuple[list[Delivery], Table]:
    """Every consignment with what was found."""
    found = list(deliveries(order.pk))
    return found, Table(
        key="kiriman",
        caption="Daftar kiriman",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="kiriman", label="Kiriman"),
            Column(key="isi", label="Isi"),
            Column(key="tujuan", label="Tujuan"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="periksa", label="Pemeriksaan"),
        ],
        rows=[_consignment(one) for one in found],
        empty=EmptyState(title="Belum ada kiriman.", text="Penyedia menyiapkan kiriman sesudah pesanan berlaku."),
    )


def _consignment(one: Delivery) -> Row:
    state = DeliveryState(one.state)
    place = shown(one.deliver_to.name) if one.deliver_to else ""
    replaces = f"pengganti kiriman {one.replaces.number}" if one.replaces else ""
    call = f"panggilan {one.call.number}" if one.call else ""
    about = " · ".join(part for part in (replaces, call, one.courier, one.note) if part)
    when = f"tiba {text.long_date(one.arrived_on)}" if one.arrived_on else ""
    return Row(
        cells=[
            Cell(text=f"Kiriman {one.number}", sub=about),
            "; ".join(f"{words.quantity(line.sent, line.line.unit)} {line.line.name}" for line in one.lines.all()),
            " · ".join(part for part in (place, one.address) if part) or Cell(text="seperti pesanan", words=True),
            Cell(piece=StatusTag(standing=_DELIVERY[state], word=state.label), sub=when),
            Cell(text=_inspection(one), sub=one.finding),
        ]
    )


def _inspection(one: Delivery) -> str:
    if one.state != DeliveryState.INSPECTED:
        return "belum diperiksa"
    checks = (("fungsi", one.works), ("jumlah", one.complete), ("waktu", one.in_time))
    told = [f"{name} {'sesuai' if good else 'tidak sesuai'}" for name, good in checks if good is not None]
    return "; ".join([", ".join(told), *(_rejected(line) for line in one.lines.all() if line.rejected)])


def _rejected(line: DeliveryLine) -> str:
    reason = REASONS.get(line.reason_code)
    why = f", {reason.label.lower()}" if reason else ""
    return f"ditolak {words.quantity(line.rejected, line.line.unit)} {line.line.name}{why}"


def bast(order: Order) -> tuple[list[Handover], Table]:
    """Every hand-over paper, refused proposals too."""
    found = list(handovers(order.pk))
    return found, Table(
        key="bast",
        caption="Berita acara serah terima",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="bast", label="BAST"),
            Column(key="hari", label="Tanggal"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[_handover(order, one) for one in found],
        empty=EmptyState(title="Belum ada serah terima."),
    )


def _handover(order: Order, one: Handover) -> Row:
    if one.refused_at is not None:
        tag = StatusTag(standing=Standing.HELD, word="Tidak disetujui")
    elif one.buyer_signed_at and one.firm_signed_at:
        tag = StatusTag(standing=Standing.REACHED, word="Ditandatangani kedua pihak")
    elif one.buyer_signed_at:
        tag = StatusTag(standing=Standing.ON_WAY, word="Menunggu penyedia")
    else:
        tag = StatusTag(standing=Standing.ON_WAY, word=of_ppk("Menunggu PPK", Role(order.ppk_role)))
    silence = "diusulkan karena tidak diperiksa sampai tenggat" if one.by_silence else ""
    return Row(
        cells=[
            Cell(text=f"BAST {one.number}", sub="seluruhnya" if one.whole else "sebagian"),
            text.long_date(one.day),
            Cell(piece=tag, sub=one.refusal or silence),
            text.rupiah(one.amount),
        ]
    )


def bills(order: Order) -> tuple[list[Invoice], Table]:
    """Every invoice with its payment: gross, what is held back and withheld, net, and whether it was paid."""
    found = matching.invoices(order.pk)
    return found, Table(
        key="tagihan",
        caption="Daftar tagihan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tagihan", label="Tagihan"),
            Column(key="nilai", label="Ditagih", numeric=True),
            Column(key="potong", label="Potongan"),
            Column(key="bersih", label="Diterima penyedia", numeric=True),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[_bill(one) for one in found],
        empty=EmptyState(title="Belum ada tagihan.", text="Penyedia menagih sesudah serah terima ditandatangani."),
    )


def _bill(one: Invoice) -> Row:
    payment = next((each for each in one.payments.all() if each.state != PaymentState.REFUSED), None)
    part = PaymentPart(one.part).label
    when = " · ".join(
        part for part in (part, text.long_date(one.day), text.month_year(one.month) if one.month else "") if part
    )
    if one.returned_at is not None:
        tag = Cell(piece=StatusTag(standing=Standing.HELD, word="Dikembalikan"), sub=one.return_note)
    elif payment is None:
        tag = Cell(piece=StatusTag(standing=Standing.UNKNOWN, word="Diterima"))
    else:
        tag = _paid(payment)
    return Row(
        cells=[
            Cell(text=one.number, sub=when),
            text.rupiah(one.amount),
            Cell(text=_deductions(payment) if payment else "belum dihitung", sub="; ".join(map(str, one.differences))),
            text.rupiah(payment.net) if payment else Cell(text=text.UNKNOWN, words=True),
            tag,
        ]
    )


def _paid(payment: Payment) -> Cell:
    state = PaymentState(payment.state)
    standing = Standing.REACHED if state.paid else Standing.ON_WAY
    day = text.long_date(payment.paid_on) if payment.paid_on else ""
    return Cell(piece=StatusTag(standing=standing, word=state.label), sub=day)


def _deductions(payment: Payment) -> str:
    sums = (
        ("pajak", payment.withheld_total),
        ("cadangan PPN", payment.set_aside),
        ("uang muka", payment.advance_recovered),
        ("denda", payment.penalty),
        ("retensi", payment.retention),
    )
    told = [f"{name} {text.rupiah(amount)}" for name, amount in sums if amount]
    if payment.withheld_total and payment.taxes_confirmed_at is None:
        told.append("pajak masih perkiraan")
    return ", ".join(told) or "tidak ada"


def rating_of(order: Order) -> Rating | None:
    return Rating.objects.filter(order=order).first()


def rating_terms(rating: Rating | None) -> DefinitionList | None:
    """How the firm did, with its answer; *tidak dinilai* where nobody rated in time."""
    if rating is None:
        return None
    if rating.unrated or rating.score is None:
        return DefinitionList(terms=[Term(term="Penilaian", text="Tidak dinilai sampai waktunya lewat.")])
    marks = (
        ("Kualitas dan kuantitas", rating.quality),
        ("Biaya", rating.cost),
        ("Waktu", rating.time),
        ("Layanan", rating.service),
    )
    terms = [Term(term=name, text=MARKS[mark]) for name, mark in marks if mark is not None]
    score = text.number(Decimal(rating.score), 2)
    terms.append(Term(term="Nilai", text=f"{score} dari 3, {in_words(rating.score).lower()}"))
    terms += [Term(term="Catatan pembeli", text=rating.note)] if rating.note else []
    terms += [Term(term="Tanggapan penyedia", text=rating.reply)] if rating.reply else []
    return DefinitionList(terms=terms)
