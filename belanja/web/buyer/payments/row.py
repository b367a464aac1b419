"""`/beli/<gov>/sp2d/baris/<id>/`: one row of the register beside the payments that it may be."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Payment, Sp2dRow
from belanja.purchasing.selectors import registers as selectors
from belanja.purchasing.services import sp2d
from belanja.rules.buying.sp2d import RowKind
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, DefinitionList, Notice, Piece, Row, Table, Term
from belanja.web.purchases.forms import NoteForm

from ..access import BuyerDesk, buyer_page, frame
from .desk import bill_name
from .forms import Bill, MatchForm, SharesForm
from .registers import READERS, reach

_MOST = 10
#: Bills over which a row is shared out without looking for others.
_MOST_SHARES = 20


@buyer_page(*READERS, methods=("GET", "HEAD", "POST"))
def row(request: HttpRequest, desk: BuyerDesk, row_id: int) -> HttpResponse:
    """`?q=` looks for payments by order, firm or bill."""
    return answer(
        request,
        desk,
        read=lambda: _row(desk, row_id),
        acts=_acts,
        show=_show,
        gone=lambda _found: "Baris ini sudah berubah. Muat ulang halaman.",
        name="buying.register_row",
        to=desk.url("buying:register_row", row_id),
    )


def _row(desk: BuyerDesk, row_id: int) -> Sp2dRow:
    found = selectors.row_in(desk.government.pk, reach(desk), row_id)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow, outcome: Outcome) -> HttpResponse:
    context = frame(desk, "buying:registers", title="Baris SP2D")
    context |= {
        "lead": f"{text.rupiah(found.amount)} kepada {found.firm_name or 'penerima yang tidak disebut'}",
        "notice": outcome.notice,
        "told": _told(found),
        "terms": DefinitionList(terms=_terms(found)),
        "matched": _matched(desk, found),
        "acts": _acts(request, desk, found),
        "wrong": outcome.wrong,
        "looks": desk.office.may(Duty.PAY_PURCHASE) and found.left > 0 and not found.settled_note,
        "asked": request.GET.get("q", "")[:80],
        "version": 0,
        "open_act": request.POST.get("do", ""),
        "parts": [],
    }
    return render(request, "buyer/register_row.html", context, status=outcome.status)


def _terms(found: Sp2dRow) -> list[Term]:
    return [
        Term(term="Nomor", text=found.number),
        Term(term="Tanggal", text=text.long_date(found.day) if found.day else "tidak disebut"),
        Term(term="Jenis", text=RowKind(found.kind).label),
        Term(term="Nilai", text=text.rupiah(found.amount)),
        *([Term(term="Sisa tanpa pembayaran", text=text.rupiah(found.left))] if found.used else []),
        Term(term="Penerima", text=found.firm_name or "tidak disebut"),
        Term(term="Unit", text=shown(found.unit.name) if found.unit else "tidak disebut"),
        Term(term="Uraian", text=found.words or "kosong"),
        Term(term="Dimuat", text=text.date_time(found.at)),
    ]


def _told(found: Sp2dRow) -> Piece | None:
    if found.left <= 0:
        return Notice(kind="success", title="Sudah dicocokkan dengan pembayaran.")
    if found.settled_note:
        return Notice(title="Disisihkan: bukan pembayaran di sini.", text=found.settled_note)
    if found.used:
        return Notice(kind="warning", title=f"{text.rupiah(found.left)} dari baris ini belum ada pembayarannya.")
    return None


def _matched(desk: BuyerDesk, found: Sp2dRow) -> Table | None:
    """What the row has paid, with its part; the treasurer alone opens the bills."""
    paid = selectors.payments_of(found)
    opens = desk.office.may(Duty.PAY_PURCHASE)
    if not paid:
        return None
    return Table(
        key="dibayar",
        caption="Pembayaran dari baris ini",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tagihan", label="Tagihan"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="ditagih", label="Ditagih", numeric=True),
            Column(key="bagian", label="Bagian baris ini", numeric=True),
        ],
        rows=[
            Row(
                href=desk.url("buying:payment", one.pk) if opens else "",
                cells=[
                    Cell(text=bill_name(one), sub=f"pesanan {one.order.code}, {shown(one.order.unit.name)}"),
                    one.order.firm_name,
                    text.rupiah(one.gross),
                    text.rupiah(one.row_amount or 0),
                ],
            )
            for one in paid
        ],
        total=["Terbagi", "", "", text.rupiah(found.used)] if len(paid) > 1 else [],
    )


def _acts(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> list[Act]:
    pays = desk.office.may(Duty.PAY_PURCHASE)
    apart = [_unmatch(request, desk, found, one) for one in selectors.payments_of(found)] if pays else []
    if found.left <= 0:
        return apart
    if found.settled_note:
        return [*apart, _take_back(request, desk, found)]
    return [*(_joining(request, desk, found) if pays else []), *apart, _set_aside(request, desk, found)]


def _joining(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> list[Act]:
    """The payments that the row may be, or that were looked for; and its sum to be shared out over several."""
    asked = request.GET.get("q", "").strip()[:80]
    waiting = selectors.payments_alone(desk.government.pk, desk.units(Duty.PAY_PURCHASE))
    looked = list(selectors.search(waiting, asked)[:_MOST]) if asked else []
    likely = {pair.payment.pk: pair for pair in selectors.candidates(found, looked or waiting[:500])}
    own = waiting if found.unit_id is None else waiting.filter(order__unit_id=found.unit_id)
    bills = looked or list(own[:_MOST_SHARES])
    of_cash = RowKind(found.kind).of_cash
    matches = _matches(request, desk, found, likely, looked or [pair.payment for pair in likely.values()])
    shares = [_distribute(request, desk, found, bills, quiet=not of_cash)] if bills else []
    return [*shares, *matches] if of_cash else [*matches, *shares]


def _distribute(
    request: HttpRequest, desk: BuyerDesk, found: Sp2dRow, payments: Sequence[Payment], *, quiet: bool
) -> Act:
    def run(form: SharesForm, _version: int) -> object:
        sp2d.distribute(
            row_id=found.pk, shares=form.shares, reason=form.cleaned_data["reason"], actor=desk.actor,
            day=form.cleaned_data.get("day"),
        )  # fmt: skip
        return None

    bills = [Bill(one.pk, f"{one.order.firm_name}, {bill_name(one)} (rupiah)", _usual(one)) for one in payments]
    form = SharesForm(kept(request, "bagi"), key="bagi", bills=bills, needs_day=found.day is None)
    about = (
        f"Baris ini masih bersisa {text.rupiah(found.left)}. Isi bagian setiap tagihan yang dibayar darinya; kosongkan "
        "yang lain. Yang tidak terbagi tetap terlihat sebagai baris tanpa pembayaran."
    )
    return Act("bagi", "Bagi ke beberapa tagihan", "Bagi", form, run, "Baris dibagi ke tagihannya.", about, quiet=quiet)


def _usual(payment: Payment) -> str:
    mark = " (pajak perkiraan)" if payment.taxes_confirmed_at is None else ""
    paid = f"ditagih {text.rupiah(payment.gross)}, bersih {text.rupiah(payment.net)}{mark}"
    return f"Pesanan {payment.order.code}: {paid}."


def _matches(
    request: HttpRequest,
    desk: BuyerDesk,
    found: Sp2dRow,
    likely: Mapping[int, selectors.Pair],
    chosen: Sequence[Payment],
) -> list[Act]:
    several = sum(pair.likely.certain for pair in likely.values()) > 1
    acts = []
    for payment in chosen:
        pair = likely.get(payment.pk)
        certain = pair is not None and pair.likely.certain
        key = f"cocok-{payment.pk}"

        def run(form: MatchForm, _version: int, payment_id: int = payment.pk) -> object:
            sp2d.match(
                row_id=found.pk, payment_id=payment_id, reason=form.cleaned_data["reason"], actor=desk.actor,
                day=form.cleaned_data.get("day"),
            )  # fmt: skip
            return None

        told = text.capital_first("; ".join(pair.likely.words) if pair else "tidak ada yang sama")
        form = MatchForm(kept(request, key), key=key, needs_day=found.day is None, needs_reason=not certain)
        acts.append(
            Act(key, f"{payment.order.firm_name}: {text.rupiah(payment.gross)}", "Cocokkan", form, run,
                "Baris dicocokkan dengan pembayaran.",
                f"{bill_name(payment)}, pesanan {payment.order.code}, bersih {text.rupiah(payment.net)}. {told}.",
                quiet=several or not certain)
        )  # fmt: skip
    return acts


def _unmatch(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow, payment: Payment) -> Act:
    key = f"lepas-{payment.pk}"

    def run(form: NoteForm, _version: int) -> object:
        sp2d.unmatch(row_id=found.pk, payment_id=payment.pk, reason=form.note, actor=desk.actor)
        return None

    form = NoteForm(kept(request, key), key=key, label="Alasan")
    about = (
        f"{payment.order.firm_name}, {text.rupiah(payment.row_amount or 0)}. Pembayarannya kembali seperti sebelum "
        "dicocokkan; pesanan yang selesai karenanya diproses lagi, dan angka yang memakainya ikut ditarik."
    )
    title = f"Bukan pembayaran {bill_name(payment)}"
    return Act(key, title, "Lepaskan", form, run, "Baris dan pembayaran dilepas.", about, quiet=True)


def _set_aside(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> Act:
    def run(form: NoteForm, _version: int) -> object:
        sp2d.set_aside(row_id=found.pk, note=form.note, actor=desk.actor)
        return None

    form = NoteForm(
        kept(request, "sisih"), key="sisih", label="Mengapa bukan pembayaran di sini", help_text="Misalnya gaji, hibah."
    )
    what = "Sisihkan sisanya" if found.used else "Sisihkan baris ini"
    return Act("sisih", what, "Sisihkan", form, run, "Baris disisihkan.", quiet=True)


def _take_back(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> Act:
    def run(_form: object, _version: int) -> object:
        sp2d.set_aside(row_id=found.pk, note="", actor=desk.actor)
        return None

    form = NoteForm(kept(request, "kembali"), key="kembali", label="Catatan", required=False)
    return Act("kembali", "Kembalikan ke daftar", "Kembalikan", form, run, "Baris kembali ke daftar.", quiet=True)
