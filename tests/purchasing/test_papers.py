"""Papers of orders: printed apart from the step that called for them, once, from what was signed."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from pypdf import PdfReader

from belanja.documents.models import Paper
from belanja.documents.services import register_number
from belanja.foundation.text import capital_first, rupiah
from belanja.purchasing.models import OrderVersion, PaperDue
from belanja.purchasing.papers import subject_of
from belanja.purchasing.papers.order import draft_of
from belanja.purchasing.services import orders, papers, payments
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.number_words import rupiah_in_words
from belanja.rules.papers import Kind, NumberWay
from tests.support.receiving import Deal, accepted, billed, deal, handed_over, paid

from .world import agreed, office

pytestmark = pytest.mark.django_db
Freeze = Callable[[date], object]


def text_of(paper: Paper) -> str:
    """The words on a paper, spaces made one."""
    pages = PdfReader(io.BytesIO(bytes(paper.files.get().content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def printed(kind: Kind) -> Paper:
    while papers.make_due():
        pass
    return Paper.objects.get(kind=kind)


def test_an_order_is_printed_once_both_have_signed_and_says_what_the_signatures_are() -> None:
    made = office()
    order = made.order(OrderState.CONFIRMATION)
    assert not PaperDue.objects.exists()
    order = orders.accept(order_id=order.pk, version=order.version, actor=made.owner)
    paper = printed(Kind.ORDER)
    told = text_of(paper)
    assert paper.number in told
    assert paper.code in told
    assert paper.unit == made.unit
    for words in ("Surat Pesanan", order.code, rupiah(order.total), capital_first(rupiah_in_words(order.total))):
        assert words in told
    assert "bukan tanda tangan elektronik tersertifikasi" in told
    assert not PaperDue.objects.exists()
    assert papers.make(subject=paper.subject) == paper, "what was printed is not printed again"


def test_a_draft_takes_no_number_and_says_so() -> None:
    order = office().order(OrderState.REVIEW)
    content = draft_of(order)
    assert content.draft
    assert content.verification is None
    assert not Paper.objects.exists()


def test_minutes_tell_every_round() -> None:
    made = office()
    order = agreed(made, made.order(OrderState.NEGOTIATION), price="45000")
    told = text_of(printed(Kind.MINUTES))
    assert "Berita Acara Negosiasi" in told
    assert order.rounds.count() >= 1
    for one in order.rounds.all():
        assert f"Putaran {one.number}" in told
    assert "Rp45.000" in told
    assert rupiah(order.lines.get().listed_price) in told, "the listed price stands beside what was offered"


def _handed(made: Deal) -> None:
    accepted(made, 12)
    handed_over(made)


def test_hand_over_invoice_taxes_and_result_are_printed_as_they_are_settled() -> None:
    made = deal()
    _handed(made)
    assert "12 " in text_of(printed(Kind.HANDOVER))
    invoice = billed(made)
    assert "INV-1" in text_of(printed(Kind.INVOICE))
    paid(made, invoice)
    taxes = text_of(printed(Kind.TAX))
    assert "Rp1.320.000" in taxes
    assert "Rincian pajak" in taxes
    assert Paper.objects.get(kind=Kind.TAX.value).title.startswith("Rincian pajak ")
    result = text_of(printed(Kind.RESULT))
    assert "selesai dilaksanakan" in result
    assert invoice.payments.get().sp2d in taxes or "SP2D" not in taxes


def test_an_estimate_of_taxes_is_called_one() -> None:
    made = deal()
    _handed(made)
    payment = billed(made).payments.get()
    told = papers.draft(subject=subject_of(Kind.TAX, payment.pk))
    words = " ".join(PdfReader(io.BytesIO(told)).pages[0].extract_text().split())
    assert "perkiraan" in words
    payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=made.treasurer)
    assert "perkiraan" not in text_of(printed(Kind.TAX))


def test_a_cancelled_order_is_told_with_its_reason() -> None:
    made = office()
    order = made.order(OrderState.REVIEW)
    orders.cancel(
        order_id=order.pk,
        version=order.version,
        reason_code="kebutuhan_berubah",
        note="Rapat dibatalkan pimpinan.",
        actor=made.pp,
    )
    told = text_of(printed(Kind.RESULT))
    assert "dibatalkan" in told
    assert "Rapat dibatalkan pimpinan." in told


def test_the_official_number_is_written_by_the_units_own_ppk_alone() -> None:
    made = office()
    made.order(OrderState.PROCESS)
    paper = printed(Kind.ORDER)
    number = {"number": "027/12-DU/2026", "dated": date(2026, 11, 2), "way": NumberWay.TYPED}
    for stranger in (made.elsewhere[Role.PPK], made.pptk, made.owner):
        with pytest.raises(RuleBroken):
            register_number(paper_id=paper.pk, actor=stranger, **number)
    paper.refresh_from_db()
    assert paper.official_number == ""
    assert register_number(paper_id=paper.pk, actor=made.ppk, **number).official_number == "027/12-DU/2026"


def test_no_paper_names_a_person() -> None:
    made = office()
    made.order(OrderState.PROCESS)
    version = OrderVersion.objects.get()
    told = text_of(printed(Kind.ORDER))
    for one in version.signatures.all():
        assert Side(one.side).label in told
        assert one.post in told


def test_what_is_not_there_is_not_printed() -> None:
    with pytest.raises(RuleBroken) as refusal:
        papers.make(subject=subject_of(Kind.HANDOVER, 4711))
    assert refusal.value.status == 404
