"""`/beli/<gov>/pesanan/<code>/status-pajak/`: what is known of the firm of an order, and how a wrong answer is put
right: proposed by the treasurer, confirmed by another officer where it was paid."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Order, TaxCorrection
from belanja.purchasing.services import tax_corrections
from belanja.purchasing.services.tax_corrections import Followed
from belanja.purchasing.taxes import tax_status
from belanja.rules.buying.states import CorrectionState, PaymentState
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Row, Table, Term
from belanja.web.purchases.forms import NoteForm, PlainForm, words_field

from ..access import BuyerDesk, buyer_page, frame


class CorrectionForm(forms.Form):
    """Why it was wrong; where money was paid by it, what shows that the money followed."""

    note = words_field("Apa yang keliru")
    proof = forms.CharField(
        label="Nomor bukti",
        max_length=160,
        help_text="SP2D kekurangan, NTPN setoran, atau bukti pengembalian (STS).",
        error_messages={"required": "Isi nomor bukti bahwa uangnya sudah mengikuti."},
    )
    day = day_field("Tanggal bukti")

    def __init__(self, data: Any = None, *, key: str, paid: bool) -> None:
        super().__init__(data, prefix=key)
        if not paid:
            del self.fields["proof"], self.fields["day"]

    @property
    def followed(self) -> Followed:
        return Followed(self.cleaned_data.get("proof", ""), self.cleaned_data.get("day"))


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def page(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.order(code),
        acts=_acts,
        show=_show,
        gone=lambda _found: "Usul pembetulan ini sudah dijawab. Muat ulang halaman.",
        name="buying.tax_status",
        to=desk.url("buying:tax_status", code),
        open_to=lambda desk, found: any(desk.may(duty, found.unit_id) for duty in _PARTS),
    )


_PARTS = (Duty.PAY_PURCHASE, Duty.CONFIRM_TAX_STATUS)


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Status pajak penyedia")
    context |= {
        "lead": f"{found.title} · {found.firm_name}",
        "outcome": outcome,
        "terms": DefinitionList(terms=_terms(found)),
        "parts": [Part(key="pembetulan", title="Pembetulan", items=[_history(list(found.tax_corrections.all()))])],
        "acts": _acts(request, desk, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
    }
    return render(request, "buyer/tax_status.html", context, status=outcome.status)


def _terms(found: Order) -> list[Term]:
    at_first = text.capital_first(found.facts.status)
    terms = [Term(term="Waktu dipesan", text=at_first), Term(term="Sekarang", text=tax_status(found))]
    if found.found_on is not None:
        terms.insert(1, Term(term="Ditanyakan bendahara", text=text.long_date(found.found_on)))
    return terms


def _history(rows: list[TaxCorrection]) -> Table:
    return Table(
        key="pembetulan",
        caption="Daftar pembetulan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="menjadi", label="Menjadi"),
            Column(key="sebab", label="Sebab"),
            Column(key="bukti", label="Bukti uangnya"),
            Column(key="diusulkan", label="Diusulkan"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                cells=[
                    _status(one),
                    one.reason,
                    Cell(text=one.proof, sub=text.long_date(one.proof_on))
                    if one.proof_on
                    else Cell(text="belum ada yang dibayar", words=True),
                    Cell(text=one.proposed_by_label, sub=text.date_time(one.proposed_at)),
                    Cell(text=CorrectionState(one.state).label, sub=_decided(one)),
                ]
            )
            for one in rows
        ],
        empty=EmptyState(title="Belum pernah dibetulkan."),
    )


def _status(one: TaxCorrection) -> str:
    return "PKP" if one.registered else "Bukan PKP"


def _decided(one: TaxCorrection) -> str:
    when = f"{one.decided_by_label}, {text.date_time(one.decided_at)}" if one.decided_at else ""
    return ". ".join(part for part in (when, one.decision_note) if part)


def _acts(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    """What this officer may do; the services ask again."""
    waiting = found.tax_corrections.filter(state=CorrectionState.PROPOSED).first()
    if waiting is None:
        pays = desk.may(Duty.PAY_PURCHASE, found.unit_id) and found.found_later is not None
        return [_propose(request, desk, found)] if pays else []
    if not desk.may(Duty.CONFIRM_TAX_STATUS, found.unit_id) or desk.actor.user_id == waiting.proposed_by_id:
        return []
    return [_confirm(request, desk, waiting), _refuse(request, desk, waiting)]


def _propose(request: HttpRequest, desk: BuyerDesk, found: Order) -> Act:
    paid = any(PaymentState(one.state).paid for one in tax_corrections.concerned(found))

    def run(form: CorrectionForm, version: int) -> object:
        tax_corrections.propose(
            order_id=found.pk, version=version, reason=form.cleaned_data["note"], followed=form.followed,
            actor=desk.actor,
        )  # fmt: skip
        return None

    becomes = "bukan PKP" if found.found_later is not None and found.found_later.registered else "PKP"
    told = (
        f"Bila pada hari itu penyedia ternyata {becomes}: ia membetulkan dahulu pernyataannya dan verifikator "
        "mengonfirmasinya. Pajak tagihannya lalu dihitung kembali, dan saldo pagu menyesuaikan."
    )
    more = " Sudah ada yang dibayar, jadi pejabat lain mengesahkannya." if paid else ""
    said = "Pembetulan diusulkan; pejabat lain diberi tahu." if paid else "Status pajak dibetulkan."
    form = CorrectionForm(kept(request, "betulkan"), key="betulkan", paid=paid)
    button = "Usulkan pembetulan" if paid else "Betulkan"
    return Act("betulkan", "Betulkan status pajak", button, form, run, said, told + more)


def _confirm(request: HttpRequest, desk: BuyerDesk, waiting: TaxCorrection) -> Act:
    def run(_form: PlainForm, _version: int) -> object:
        tax_corrections.confirm(correction_id=waiting.pk, actor=desk.actor)
        return None

    status = "PKP" if waiting.registered else "bukan PKP"
    about = (
        f"{waiting.reason} Penyedia menjadi {status}. Bukti uangnya: {waiting.proof}. Pajak setiap pembayaran dihitung "
        "kembali, rinciannya diterbitkan ulang, dan yang lama tetap tersimpan."
    )
    return Act(
        "sahkan", "Sahkan pembetulan", "Sahkan", PlainForm(kept(request, "sahkan")), run, "Status pajak dibetulkan.",
        about,
    )  # fmt: skip


def _refuse(request: HttpRequest, desk: BuyerDesk, waiting: TaxCorrection) -> Act:
    def run(form: NoteForm, _version: int) -> object:
        tax_corrections.refuse(correction_id=waiting.pk, note=form.note, actor=desk.actor)
        return None

    form = NoteForm(kept(request, "tolak"), key="tolak", label="Sebab", help_text="Dibaca bendahara.")
    return Act("tolak", "Tidak setuju", "Kembalikan", form, run, "Usul pembetulan dikembalikan.", quiet=True)
