"""`/beli/<gov>/pembayaran/<id>/`: one bill: order, BAST and bill side by side, what is held back, taxes, proof."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.purchasing.models import Payment
from belanja.purchasing.selectors import matching, paying, registers
from belanja.purchasing.services import invoices, payments, sp2d
from belanja.purchasing.taxes import tax_status
from belanja.rules.buying.states import PaymentPart, PaymentState, PaymentWay
from belanja.rules.buying.taxes import TaxLine
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.naming import shown
from belanja.web.officer.lists import Part
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    Link,
    Notice,
    Piece,
    Row,
    Standing,
    StatusTag,
    Table,
    Term,
)
from belanja.web.purchases import guarantees, words
from belanja.web.purchases.forms import NoteForm

from ..access import BuyerDesk, buyer_page, frame
from .desk import bill_name
from .forms import MatchForm, ProofForm, TaxForm

_STANDING = {
    PaymentState.REQUESTED: Standing.ON_WAY,
    PaymentState.REFUSED: Standing.HELD,
    PaymentState.MATCHED: Standing.REACHED,
    PaymentState.DOCUMENTED: Standing.REACHED,
}


@buyer_page(Duty.PAY_PURCHASE, methods=("GET", "HEAD", "POST"))
def bill(request: HttpRequest, desk: BuyerDesk, payment_id: int) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: _payment(desk, payment_id),
        acts=acts_of,
        show=_show,
        gone=lambda found: f"Pembayaran ini sekarang: {PaymentState(found.state).label.lower()}.",
        name="buying.payment",
        to=desk.url("buying:payment", payment_id),
    )


def _payment(desk: BuyerDesk, payment_id: int) -> Payment:
    found = paying.payment_in(desk.government.pk, desk.units(Duty.PAY_PURCHASE), payment_id)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, desk: BuyerDesk, found: Payment, outcome: Outcome) -> HttpResponse:
    context = frame(desk, "buying:payments", title=bill_name(found))
    state = PaymentState(found.state)
    context |= {
        "lead": f"{found.order.firm_name}, pesanan {found.order.code}: {found.order.title}",
        "notice": outcome.notice,
        "state": StatusTag(standing=_STANDING[state], word=state.label),
        "terms": DefinitionList(terms=terms_of(desk, found)),
        "acts": acts_of(request, desk, found),
        "wrong": outcome.wrong,
        "version": found.order.version,
        "open_act": request.POST.get("do", ""),
        "parts": [
            Part(
                key="banding",
                title="Pesanan, BAST, dan tagihan",
                about="Menurut baris; yang berbeda disebut.",
                items=_three_ways(desk, found),
            )
        ],
    }
    return render(request, "buyer/payment.html", context, status=outcome.status)


def terms_of(desk: BuyerDesk, found: Payment) -> list[Term]:
    """From what is asked to what the firm receives, and how it was paid."""
    mark = "" if found.taxes_confirmed_at else " (perkiraan)"
    lines = [TaxLine.from_json(line) for line in found.withheld]
    terms = [
        Term(term="Ditagih", text=text.rupiah(found.gross)),
        *(
            Term(term=label, text=f"{text.MINUS}{text.rupiah(amount)}")
            for label, amount in (
                ("Pengembalian uang muka", found.advance_recovered),
                ("Denda keterlambatan", found.penalty),
                ("Retensi", found.retention),
            )
            if amount
        ),
        *(
            Term(
                term=f"{line.kind.label}{mark}",
                text=f"{text.MINUS}{text.rupiah(line.amount)}, {words.collected(line)}",
            )
            for line in lines
            if not line.own
        ),
        Term(term=f"Diterima penyedia{mark}", text=text.rupiah(found.net)),
        Term(term="Pesanan", text=found.order.code, href=desk.url("buying:order", found.order.code)),
        Term(term="Unit", text=shown(found.order.unit.name)),
        Term(
            term="Status pajak penyedia",
            text=tax_status(found.order),
            href=desk.url("buying:tax_status", found.order.code) if found.order.found_later else "",
        ),
    ]
    if found.paid_on:
        way = PaymentWay(found.way).label
        terms.append(Term(term="Dibayar", text=f"{text.long_date(found.paid_on)}, {way}, {found.sp2d}"))
    if found.row is not None:
        part = f"{found.row.number}, {text.rupiah(found.row_amount or 0)}"
        terms.append(Term(term="Baris register", text=part, href=desk.url("buying:register_row", found.row.pk)))
    return terms


def _three_ways(desk: BuyerDesk, found: Payment) -> list[Piece | None]:
    invoice = found.invoice
    if found.part == PaymentPart.ADVANCE:
        address = desk.url("buying:guarantees", found.order.code)
        link = Link(label="Lihat jaminan", href=address)
        return [*guarantees.lacking(found.order, link), Notice(title="Tagihan uang muka tidak menurut baris.")]
    if invoice is None or not matching.needs_lines(PaymentPart(found.part)):
        return [Notice(title="Tagihan retensi tidak menurut baris.")]
    asked = {one.line_id: one for one in invoice.lines.all()}
    table = Table(
        key="banding",
        caption="Menurut baris",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="dipesan", label="Dipesan", numeric=True),
            Column(key="bast", label="BAST", numeric=True, note="kedua pihak"),
            Column(key="ditagih", label="Ditagih semua", numeric=True),
            Column(key="ini", label="Tagihan ini", numeric=True),
            Column(key="nilai", label="Nilai tagihan ini", numeric=True),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.line.name, sub=f"{text.rupiah(one.line.unit_price)} tanpa pajak"),
                    words.quantity(one.line.quantity, one.line.unit),
                    words.quantity(one.handed.quantity),
                    words.quantity(one.invoiced.quantity),
                    words.quantity(asked[one.line.pk].quantity) if one.line.pk in asked else "0",
                    text.rupiah(asked[one.line.pk].amount) if one.line.pk in asked else text.rupiah(0),
                ]
            )
            for one in matching.matched(found.order, {})
        ],
    )
    told = [Notice(kind="warning", title=one) for one in invoice.differences]
    return [*(told or [Notice(kind="success", title="Tagihan cocok dengan pesanan dan BAST.")]), table]


def acts_of(request: HttpRequest, desk: BuyerDesk, found: Payment) -> list[Act]:
    """What the treasurer may do now; whoever bought or signed this order is refused by the service."""
    if not desk.may(Duty.PAY_PURCHASE, found.order.unit_id) or found.state == PaymentState.REFUSED:
        return []
    waits = found.state == PaymentState.REQUESTED
    acts = [_taxes(request, desk, found)] if found.taxes_confirmed_at is None else []
    if waits and found.taxes_confirmed_at is not None:
        acts.append(_document(request, desk, found))
    if found.row_id is None:
        acts += _matches(request, desk, found)
    if found.state == PaymentState.DOCUMENTED:
        acts.append(_take_back(request, desk, found))
    if waits and found.taxes_confirmed_at is not None:
        acts.append(_taxes(request, desk, found, again=True))
    if waits and found.invoice is not None:
        acts.append(_give_back(request, desk, found))
    return acts


def _taxes(request: HttpRequest, desk: BuyerDesk, found: Payment, *, again: bool = False) -> Act:
    lines = [TaxLine.from_json(line) for line in found.withheld]

    def run(form: TaxForm, _version: int) -> object:
        payments.confirm_taxes(payment_id=found.pk, taxes=form.told, actor=desk.actor)
        return None

    return Act(
        "pajak",
        "Ubah pajak" if again else "Sahkan pajak",
        "Sahkan pajak",
        TaxForm(kept(request, "pajak"), key="pajak", lines=lines),
        run,
        "Pajak disahkan.",
        "Perkiraan menurut tarif hari pesanan ditandatangani. Ubah bila berbeda, lalu sahkan."
        if lines
        else "Tidak ada pajak yang dipotong dari pembayaran ini.",
        quiet=again,
    )


def _document(request: HttpRequest, desk: BuyerDesk, found: Payment) -> Act:
    def run(form: ProofForm, _version: int) -> object:
        payments.document(payment_id=found.pk, way=form.way_chosen, proof=form.proof, actor=desk.actor)
        return None

    about = "Dihitung dibayar dengan bukti ini; register SP2D kelak memastikannya."
    form = ProofForm(kept(request, "bayar"), key="bayar")
    return Act("bayar", "Catat pembayaran", "Catat pembayaran", form, run, "Pembayaran dicatat.", about)


def _matches(request: HttpRequest, desk: BuyerDesk, found: Payment) -> list[Act]:
    """Rows of the register that may be this payment."""
    year = clock.today().year
    rows = registers.rows_alone(desk.government.pk, desk.units(Duty.PAY_PURCHASE), year=year)
    near = registers.rows_near(rows, found)
    pairs = {row.pk: next(iter(registers.candidates(row, [found])), None) for row in near}
    several = sum(pair is not None and pair.likely.certain for pair in pairs.values()) > 1
    acts = []
    for row in near:
        pair = pairs[row.pk]
        certain = pair is not None and pair.likely.certain
        key = f"cocok-{row.pk}"

        def run(form: MatchForm, _version: int, row_id: int = row.pk) -> object:
            sp2d.match(
                row_id=row_id, payment_id=found.pk, reason=form.cleaned_data["reason"], actor=desk.actor,
                day=form.cleaned_data.get("day"),
            )  # fmt: skip
            return None

        told = "; ".join(pair.likely.words) if pair else "hanya nilainya sama"
        paid_to = f"{row.firm_name or 'tanpa nama'}, {text.long_date(row.day) if row.day else 'tanpa tanggal'}"
        form = MatchForm(kept(request, key), key=key, needs_day=row.day is None, needs_reason=not certain)
        acts.append(
            Act(key, f"SP2D {row.number}, {text.rupiah(row.left)}", "Cocokkan", form, run,
                "Pembayaran dicocokkan dengan SP2D.", f"{paid_to}: {told}.", quiet=several or not certain)
        )  # fmt: skip
    return acts


def _take_back(request: HttpRequest, desk: BuyerDesk, found: Payment) -> Act:
    def run(form: NoteForm, _version: int) -> object:
        payments.take_back(payment_id=found.pk, reason=form.note, actor=desk.actor)
        return None

    form = NoteForm(kept(request, "tarik"), key="tarik", label="Alasan", help_text="Penyedia diberi tahu.")
    about = "Tagihannya menunggu lagi; pesanan yang selesai karenanya diproses lagi, dan angkanya ikut ditarik."
    return Act(
        "tarik", "Ternyata belum dibayar", "Tarik pembayaran", form, run, "Pembayaran ditarik.", about, quiet=True
    )


def _give_back(request: HttpRequest, desk: BuyerDesk, found: Payment) -> Act:
    invoice_id = found.invoice_id or 0

    def run(form: NoteForm, _version: int) -> object:
        invoices.give_back(invoice_id=invoice_id, reason=form.note, actor=desk.actor)
        return None

    form = NoteForm(kept(request, "kembali"), key="kembali", label="Alasan", help_text="Dibaca penyedia.")
    return Act("kembali", "Kembalikan tagihan", "Kembalikan tagihan", form, run, "Tagihan dikembalikan.", quiet=True)
