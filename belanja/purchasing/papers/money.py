"""Papers about money: the firm's invoice and the estimate of taxes that its payment withholds."""

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules.buying.states import PaymentPart, PaymentWay, Side
from belanja.rules.buying.taxes import TaxLine
from belanja.rules.papers import Kind

from ..models import Invoice, Payment
from ..taxes import tax_status
from . import parts


def invoice_paper(invoice: Invoice, paper: Paper | None) -> content.Content:
    """What the firm asks for, by line."""
    order = invoice.order
    lines = invoice.lines.select_related("line").order_by("line__position")
    told = [(said.line, said.quantity, said.amount) for said in lines]
    return parts.paper_content(
        order,
        paper,
        Kind.INVOICE,
        body=[
            content.Heading("Para pihak"),
            parts.parties(order),
            content.Heading("Tagihan"),
            parts.worth_table("Yang ditagih", told, invoice.amount)
            if told
            else content.Terms([("Nilai", text.rupiah(invoice.amount))]),
            parts.in_words(invoice.amount),
        ],
        facts=parts.dated(
            [
                ("Nomor tagihan", invoice.number),
                ("Tanggal", text.long_date(invoice.day)),
                ("Untuk", PaymentPart(invoice.part).label.lower()),
                ("Bulan", text.month_year(invoice.month) if invoice.month else ""),
                ("Faktur pajak", invoice.tax_invoice),
            ]
        ),
        signatures=[parts.room(order, Side.FIRM)],
    )


def tax_paper(payment: Payment, paper: Paper | None) -> content.Content:
    """What a payment withholds, by whom, and what the firm receives; an estimate until the treasurer confirms it."""
    order = payment.order
    confirmed = payment.taxes_confirmed_at
    standing = f"dipastikan bendahara {text.long_date(confirmed)}" if confirmed else "perkiraan"
    rows = [
        [
            tax.kind.label,
            text.rupiah(tax.base),
            text.percent(tax.percent),
            text.rupiah(tax.amount),
            tax.collector.label,
        ]
        for tax in map(TaxLine.from_json, payment.withheld)
    ]
    taxes = content.Table(
        title=f"Pajak ({standing})",
        columns=[
            content.Column(label="Pajak", weight=24),
            content.Column(label="Dasar", align="right", weight=16),
            content.Column(label="Tarif", align="right", weight=8),
            content.Column(label="Nilai", align="right", weight=16),
            content.Column(label="Dipungut oleh", weight=20),
        ],
        rows=rows,
        total=["Dipotong dari pembayaran", "", "", text.rupiah(payment.withheld_total), ""],
    )
    sums = [
        ("Nilai tagihan", text.rupiah(payment.gross)),
        ("Pengembalian uang muka", text.rupiah(payment.advance_recovered) if payment.advance_recovered else ""),
        ("Retensi", text.rupiah(payment.retention) if payment.retention else ""),
        ("Denda", text.rupiah(payment.penalty) if payment.penalty else ""),
        ("Pajak dipungut", text.rupiah(payment.withheld_total)),
        ("Cadangan PPN, tidak dibayarkan", text.rupiah(payment.set_aside) if payment.set_aside else ""),
        ("Diterima penyedia", text.rupiah(payment.net)),
    ]
    return parts.paper_content(
        order,
        paper,
        Kind.TAX,
        body=[
            content.Heading("Pembayaran"),
            content.Terms(parts.dated(sums)),
            parts.in_words(payment.net),
            *([taxes] if rows else [content.Paragraph("Tidak ada pajak yang dipungut dari pembayaran ini.")]),
        ],
        facts=parts.dated(
            [
                ("Pembayaran", PaymentPart(payment.part).label),
                ("Cara", PaymentWay(payment.way).label),
                ("Nomor SP2D", payment.sp2d),
                ("Status pajak penyedia", tax_status(order)),
            ]
        ),
        title="Perkiraan pajak" if not confirmed else "Rincian pajak",
    )
