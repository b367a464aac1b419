"""What a step settled is printed: each of these events leaves the wish for its paper in the step's own transaction."""

from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.buying.states import CANCELLED, FINISHED, MoneyStep, VersionState
from belanja.rules.buying.steps import ORDERS, Step
from belanja.rules.papers import Kind

from .models import Handover, Invoice, Order, OrderVersion
from .services.papers import want, withdraw

_ENDS = {rule.step for rule in ORDERS if set(rule.targets) & {*CANCELLED, *FINISHED}}


def _order_of(event: Event) -> int:
    return int(event.subject.partition(":")[2])


@projector(f"purchasing.order_{Step.ACCEPT.value}")
def print_order(event: Event) -> None:
    """Both have signed the order itself."""
    for version in OrderVersion.objects.filter(order=_order_of(event), number=0, state=VersionState.IN_FORCE):
        want(Kind.ORDER, version.pk)


@projector(f"purchasing.order_{Step.SIGN_ADDENDUM.value}")
def print_addendum(event: Event) -> None:
    """Both have signed an addendum."""
    for version in OrderVersion.objects.filter(order=_order_of(event), number__gt=0, state=VersionState.IN_FORCE):
        want(Kind.ADDENDUM, version.pk)


@projector(f"purchasing.order_{Step.AGREE.value}")
def print_minutes(event: Event) -> None:
    """Both agree on a price."""
    want(Kind.MINUTES, _order_of(event))


@projector(f"purchasing.order_{Step.HAND_OVER.value}")
def print_handover(event: Event) -> None:
    """A hand-over that both have signed; a proposal is not printed."""
    number = event.payload.get("handover")
    for handover in Handover.objects.filter(
        order=_order_of(event), number=number, buyer_signed_at__isnull=False, firm_signed_at__isnull=False
    ):
        want(Kind.HANDOVER, handover.pk)


@projector("purchasing.order_tagih")
def print_invoice(event: Event) -> None:
    """A firm's invoice, as it was received."""
    found = Invoice.objects.filter(order=_order_of(event), number=event.payload["invoice"], returned_at__isnull=True)
    if (invoice := found.last()) is not None:
        want(Kind.INVOICE, invoice.pk)


@projector("purchasing.order_sahkan_pajak")
def print_taxes(event: Event) -> None:
    """Taxes that the treasurer has confirmed; until then the page alone shows the estimate. Confirmed anew, the paper
    of before holds no more."""
    withdraw(Kind.TAX, event.payload["payment"], reason="Bendahara mengesahkan pajaknya kembali.")
    want(Kind.TAX, event.payload["payment"])


@projector(f"purchasing.order_{MoneyStep.CORRECT_TAX_STATUS.value}")
def print_taxes_anew(event: Event) -> None:
    """Whether the firm is PKP was put right: each paper of taxes is issued anew, the one of before stays to be read."""
    for payment_id in event.payload["payments"]:
        withdraw(Kind.TAX, payment_id, reason="Status pajak penyedia dibetulkan; rinciannya diterbitkan kembali.")
        want(Kind.TAX, payment_id)


@projector(f"purchasing.order_{Step.REOPEN.value}")
def take_back_result(event: Event) -> None:
    """The letter that told of an end which was none."""
    withdraw(Kind.RESULT, _order_of(event), reason="Pembayaran pesanan ini ditarik; pesanan diproses lagi.")


def print_result(event: Event) -> None:
    """An order that has ended: the letter that tells the firm; the minutes too where they had negotiated in vain."""
    order = Order.objects.get(pk=_order_of(event))
    if order.state in CANCELLED | FINISHED:
        want(Kind.RESULT, order.pk)
        if order.rounds.exists():
            want(Kind.MINUTES, order.pk)


for _step in sorted(_ENDS):
    projector(f"purchasing.order_{_step}")(print_result)
