"""`/beli/<gov>/sp2d/baris/<id>/`: one row of the register beside the payments that it may be."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Payment, Sp2dRow
from belanja.purchasing.selectors import registers as selectors
from belanja.purchasing.services import sp2d
from belanja.rules.buying.states import PaymentPart
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.naming import shown
from belanja.web.pieces import DefinitionList, Notice, Piece, Term
from belanja.web.purchases.forms import NoteForm

from ..access import BuyerDesk, buyer_page, frame
from .forms import MatchForm
from .registers import READERS, reach

_MOST = 10


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
        "told": _told(desk, found),
        "terms": DefinitionList(terms=_terms(found)),
        "acts": _acts(request, desk, found),
        "wrong": outcome.wrong,
        "looks": desk.office.may(Duty.PAY_PURCHASE) and _matched(found) is None and not found.settled_note,
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
        Term(term="Nilai", text=text.rupiah(found.amount)),
        Term(term="Penerima", text=found.firm_name or "tidak disebut"),
        Term(term="Unit", text=shown(found.unit.name) if found.unit else "tidak disebut"),
        Term(term="Uraian", text=found.words or "kosong"),
        Term(term="Dimuat", text=text.date_time(found.at)),
    ]


def _told(desk: BuyerDesk, found: Sp2dRow) -> Piece | None:
    payment = _matched(found)
    if payment is not None:
        words = f"Pesanan {payment.order.code}, {payment.order.firm_name}, {text.rupiah(payment.gross)}."
        return Notice(kind="success", title="Sudah dicocokkan dengan pembayaran.", text=words)
    if found.settled_note:
        return Notice(title="Disisihkan: bukan pembayaran di sini.", text=found.settled_note)
    return None


def _matched(found: Sp2dRow) -> Payment | None:
    return Payment.objects.filter(row=found).select_related("order").first()


def _acts(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> list[Act]:
    pays = desk.office.may(Duty.PAY_PURCHASE)
    if _matched(found) is not None:
        return [_unmatch(request, desk, found)] if pays else []
    if found.settled_note:
        return [_take_back(request, desk, found)]
    return [*(_matches(request, desk, found) if pays else []), _set_aside(request, desk, found)]


def _matches(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> list[Act]:
    """The payments that the row may be, or that were looked for."""
    asked = request.GET.get("q", "").strip()[:80]
    waiting = selectors.payments_alone(desk.government.pk, desk.units(Duty.PAY_PURCHASE))
    looked = list(selectors.search(waiting, asked)[:_MOST]) if asked else []
    likely = {pair.payment.pk: pair for pair in selectors.candidates(found, looked or waiting[:500])}
    chosen = looked or [pair.payment for pair in likely.values()]
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

        bill = f"{PaymentPart(payment.part).label} {payment.invoice.number if payment.invoice else ''}".strip()
        told = "; ".join(pair.likely.words) if pair else "tidak ada yang sama"
        form = MatchForm(kept(request, key), key=key, needs_day=found.day is None, needs_reason=not certain)
        acts.append(
            Act(key, f"{payment.order.firm_name}: {text.rupiah(payment.gross)}", "Cocokkan", form, run,
                "Baris dicocokkan dengan pembayaran.",
                f"{bill}, pesanan {payment.order.code}, bersih {text.rupiah(payment.net)}. {told.capitalize()}.",
                quiet=several or not certain)
        )  # fmt: skip
    return acts


def _unmatch(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> Act:
    def run(form: NoteForm, _version: int) -> object:
        sp2d.unmatch(row_id=found.pk, reason=form.note, actor=desk.actor)
        return None

    form = NoteForm(kept(request, "lepas"), key="lepas", label="Alasan")
    about = "Pembayarannya menunggu lagi, dan angka yang memakainya ikut ditarik."
    return Act(
        "lepas", "Bukan pembayaran ini", "Lepaskan", form, run, "Baris dan pembayaran dilepas.", about, quiet=True
    )


def _set_aside(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> Act:
    def run(form: NoteForm, _version: int) -> object:
        sp2d.set_aside(row_id=found.pk, note=form.note, actor=desk.actor)
        return None

    form = NoteForm(
        kept(request, "sisih"), key="sisih", label="Mengapa bukan pembayaran di sini", help_text="Misalnya gaji, hibah."
    )
    return Act("sisih", "Sisihkan baris ini", "Sisihkan", form, run, "Baris disisihkan.", quiet=True)


def _take_back(request: HttpRequest, desk: BuyerDesk, found: Sp2dRow) -> Act:
    def run(_form: object, _version: int) -> object:
        sp2d.set_aside(row_id=found.pk, note="", actor=desk.actor)
        return None

    form = NoteForm(kept(request, "kembali"), key="kembali", label="Catatan", required=False)
    return Act("kembali", "Kembalikan ke daftar", "Kembalikan", form, run, "Baris kembali ke daftar.", quiet=True)
