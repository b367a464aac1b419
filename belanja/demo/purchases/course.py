"""One order on its way through the services, the clock moved with it: what an office and a firm do, one after the
other. Every record is therefore the one that a real purchase leaves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.purchasing.models import CallOff, Delivery, Invoice, Order, Package, Payment
from belanja.purchasing.selectors.carts import cart_of
from belanja.purchasing.selectors.matching import needs_lines, whole_claim
from belanja.purchasing.services import (
    addenda,
    call_offs,
    deliveries,
    handovers,
    invoices,
    negotiation,
    orders,
    package_lines,
    packages,
    payment_terms,
    payments,
    ratings,
    sending,
)
from belanja.purchasing.services.deliveries import Found
from belanja.purchasing.services.negotiation import Said
from belanja.purchasing.services.packages import Description
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.policy import Occasion, Outcome
from belanja.rules.buying.rating import Aspect
from belanja.rules.buying.states import Method, OrderKind, PaymentPart, PaymentWay, Side

from ..catalogue.taxes import known_at_last
from .people import FIRM, Team

#: What an officer answers when a rule asks for a reason, by the first part of the rule.
_REASONS = {
    "harga.lebih_mahal": "waktu_kirim", "pdn.urutan": "volume_kurang", "pdn.impor": "belum_diproduksi",
    "umkk.": "usaha_kecil_tidak_ada", "paket.pecah": "kebutuhan_berkala", "metode.minikom": "pembanding_tidak_sepadan",
    "penyedia.verifikasi": "verifikasi_berjalan",
}  # fmt: skip
_SEN = Decimal("0.01")


@dataclass(frozen=True)
class Wish:
    """What is bought: an offer for a quantity, under a line of the plan."""

    title: str
    plan_code: str
    offer: Offer
    quantity: Decimal


class Course:
    """An order (or the package before it) and the moment at which it stands."""

    def __init__(self, team: Team, at: datetime, *, firm: Actor = FIRM) -> None:
        self.team, self.at, self.firm = team, at, firm
        self.package: Package | None = None
        self.order = Order()

    def wait(self, days: int, *, hours: int = 0) -> "Course":
        """So many working days later, a little later in the day."""
        day = working_days.after(clock.wib(self.at).date(), days, government_id=self.team.government.pk)
        self.at = datetime.combine(day, clock.wib(self.at).time(), tzinfo=clock.WIB)
        self.at += timedelta(hours=hours, minutes=7)
        return self

    @property
    def today(self) -> date:
        return clock.wib(self.at).date()

    def ask(self, wish: Wish, *, method: Method = Method.DIRECT, kind: OrderKind = OrderKind.ONCE,
            days: int = 21, by: Actor | None = None) -> "Course":  # fmt: skip
        """A package with its plan line, place, need and goods; nothing is sent yet."""
        actor = by or self.team.pp
        with clock.frozen(self.at):
            made = packages.begin(
                government=self.team.government, unit_id=self.team.unit.pk, title=wish.title, actor=actor,
                method=method, kind=kind, is_example=True,
            )  # fmt: skip
            told = Description(
                deliver_to_id=self.team.place.pk, address=f"Kantor {self.team.unit.name} (contoh)",
                need=f"{wish.title}: kebutuhan contoh, dikarang.", ppk_id=self.team.ppk.user_id,
                needed_on=self.today + timedelta(days=days),
                term_to=self.today + timedelta(days=days) if kind is OrderKind.CALL_OFF else None,
            )  # fmt: skip
            made = packages.describe(package_id=made.pk, version=made.version, told=told, actor=actor)
            made = packages.choose_plan(package_id=made.pk, version=made.version, plan_code=wish.plan_code, actor=actor)
            self.package = package_lines.add_line(
                package_id=made.pk, version=made.version, offer_id=wish.offer.pk, quantity=wish.quantity, actor=actor
            )
        return self

    def request(self) -> "Course":
        """The PPTK hands his package to the buyer."""
        assert self.package is not None
        with clock.frozen(self.at):
            self.package = packages.request(
                package_id=self.package.pk, version=self.package.version, actor=self.team.pptk
            )
        return self

    def send(self, *, by: Actor | None = None, proof: str = "") -> "Course":
        """The package becomes an order, with the reasons that the rules ask for and the proof of search."""
        actor = by or self.team.pp
        assert self.package is not None
        with clock.frozen(self.at):
            made = self.package
            codes = self._asked_for(made, actor)
            if codes or proof:
                told = Description(reason_codes=codes, reason="Alasan contoh, dikarang." if codes else None,
                                   import_proof=proof or None)  # fmt: skip
                made = packages.describe(package_id=made.pk, version=made.version, told=told, actor=actor)
            self.order = sending.send(package_id=made.pk, version=made.version, actor=actor)[0]
        return self

    @staticmethod
    def _asked_for(package: Package, actor: Actor) -> tuple[str, ...]:
        occasion = Occasion.NEGOTIATION if package.method == Method.NEGOTIATION else Occasion.APPROVAL
        cart = cart_of(package, occasion=occasion, buyer_id=actor.user_id)
        held = [answer.rule for answer in cart.answers if answer.outcome in (Outcome.NEEDS_REASON, Outcome.BLOCK)]
        return tuple(sorted({code for rule in held for start, code in _REASONS.items() if rule.startswith(start)}))

    def offer(self, percent: int, *, side: Side = Side.BUYER) -> "Course":
        """A round over all lines at so many percent of the listed price."""
        lines = [
            Said(
                line_id=line.pk, unit_price=(line.listed_price * percent / 100).quantize(_SEN),
                quantity=line.quantity, freight=line.freight, due_on=line.due_on,
            )
            for line in self.order.lines.all()
        ]  # fmt: skip
        message = "Mohon harga terbaik untuk jumlah ini." if side is Side.BUYER else "Ini harga terbaik kami."
        with clock.frozen(self.at):
            negotiation.offer(order_id=self.order.pk, version=self._seen(), side=side, lines=lines, message=message,
                              actor=self._of(side))  # fmt: skip
        return self

    def agree(self, *, side: Side = Side.FIRM) -> "Course":
        with clock.frozen(self.at):
            negotiation.accept(order_id=self.order.pk, version=self._seen(), side=side, actor=self._of(side))
        return self

    def submit(self) -> "Course":
        with clock.frozen(self.at):
            orders.submit(order_id=self.order.pk, version=self._seen(), actor=self.team.pp)
        return self

    def approve(self) -> "Course":
        with clock.frozen(self.at):
            orders.approve(order_id=self.order.pk, version=self._seen(), actor=self.team.ppk)
        return self

    def determine(self) -> "Course":
        with clock.frozen(self.at):
            orders.determine(order_id=self.order.pk, version=self._seen(), actor=self.team.pa)
        return self

    def pay_in_advance(self, percent: int, *, retention: int = 0) -> "Course":
        """Advance and retention that the PPK agrees on before he signs."""
        self.order.refresh_from_db()
        advance = (self.order.total * percent / 100).quantize(_SEN)
        with clock.frozen(self.at):
            payment_terms.set_payment_terms(
                order_id=self.order.pk, version=self._seen(), advance=advance, retention_percent=Decimal(retention),
                actor=self.team.ppk, reason_code="modal_kerja", note="Modal bahan untuk pesanan ini (contoh).",
            )  # fmt: skip
        return self

    def sign(self) -> "Course":
        with clock.frozen(self.at):
            orders.sign(order_id=self.order.pk, version=self._seen(), actor=self.team.ppk)
        return self

    def accept(self) -> "Course":
        with clock.frozen(self.at):
            orders.accept(order_id=self.order.pk, version=self._seen(), actor=self.firm)
        return self

    def cancel(self, reason: str, *, by: Actor | None = None, note: str = "Dikarang untuk contoh.") -> "Course":
        with clock.frozen(self.at):
            orders.cancel(order_id=self.order.pk, version=self._seen(), reason_code=reason, note=note,
                          actor=by or self.team.pp)  # fmt: skip
        return self

    def decline(self, reason: str) -> "Course":
        with clock.frozen(self.at):
            orders.decline(order_id=self.order.pk, version=self._seen(), reason_code=reason, note="", actor=self.firm)
        return self

    def withdraw(self, reason: str) -> "Course":
        with clock.frozen(self.at):
            negotiation.withdraw(order_id=self.order.pk, version=self._seen(), reason_code=reason, note="",
                                 actor=self.firm)  # fmt: skip
        return self

    def ask_cancel(self, *, side: Side) -> "Course":
        with clock.frozen(self.at):
            orders.ask_cancel(
                order_id=self.order.pk, version=self._seen(), side=side, reason_code="kesepakatan_para_pihak",
                note="Kegiatannya digeser ke tahun depan (contoh).", actor=self._of(side, buyer=self.team.ppk),
            )  # fmt: skip
        return self

    def agree_cancel(self, *, side: Side) -> "Course":
        with clock.frozen(self.at):
            orders.agree_cancel(order_id=self.order.pk, version=self._seen(), side=side,
                                actor=self._of(side, buyer=self.team.ppk))  # fmt: skip
        return self

    def amend(self, percent: int, *, side: Side = Side.BUYER, reason: str = "") -> "Course":
        """Propose so many percent of each quantity, in whole units and at least one more or less, and ten more days."""
        wanted = {line.pk: max(Decimal(1), (line.quantity * percent / 100).quantize(Decimal(1)))
                  for line in self.order.lines.all()}  # fmt: skip
        reason = reason or f"Kebutuhan {'bertambah' if percent > 100 else 'berkurang'} (contoh)."
        changes = addenda.Changes(quantities=wanted, due_on=(self.order.term_to or self.today) + timedelta(days=10))
        with clock.frozen(self.at):
            addenda.propose(order_id=self.order.pk, version=self._seen(), side=side, changes=changes, reason=reason,
                            actor=self._of(side, buyer=self.team.ppk))  # fmt: skip
        return self

    def sign_amendment(self, *, side: Side = Side.FIRM) -> "Course":
        with clock.frozen(self.at):
            addenda.sign(order_id=self.order.pk, version=self._seen(), side=side,
                         actor=self._of(side, buyer=self.team.ppk))  # fmt: skip
        return self

    def call(self, part: int, *, ahead: int = 1) -> CallOff:
        """Call one part in so many of every line for a working day ahead."""
        lines = self.order.lines.all()
        wanted = {line.pk: min(line.quantity, max(Decimal(1), line.quantity // part)) for line in lines}
        day = working_days.after(self.today, ahead, government_id=self.team.government.pk)
        with clock.frozen(self.at):
            return call_offs.call(
                order_id=self.order.pk, version=None, quantities=wanted, wanted_on=day, actor=self.team.ppk,
                note="Rapat bulanan (contoh)",
            )  # fmt: skip

    def answer(self, call: CallOff) -> None:
        with clock.frozen(self.at):
            call_offs.answer(order_id=self.order.pk, version=None, number=call.number, actor=self.firm)

    def ship(self, *, part: int = 100, call: CallOff | None = None, replaces: Delivery | None = None) -> Delivery:
        """The firm sends so many percent of what was ordered or called, or what was rejected."""
        if replaces is not None:
            lines = {one.line_id: one.rejected for one in replaces.lines.all() if one.rejected}
        elif call is not None:
            lines = {one.line_id: one.quantity for one in call.lines.all()}
        else:
            lines = {line.pk: self._part(line.quantity, part) - (line.sent if part == 100 else 0)
                     for line in self.order.lines.all()}  # fmt: skip
        with clock.frozen(self.at):
            sent = deliveries.prepare(
                order_id=self.order.pk, version=None, lines=lines, actor=self.firm, call_id=call.pk if call else None,
                replaces_id=replaces.pk if replaces else None, courier="Diantar sendiri (contoh)",
            )  # fmt: skip
            return deliveries.send(delivery_id=sent.pk, version=None, actor=self.firm)

    @staticmethod
    def _part(quantity: Decimal, percent: int) -> Decimal:
        return (
            max(Decimal(1), (quantity * percent / 100).quantize(Decimal(1), "ROUND_DOWN"))
            if percent < 100
            else quantity
        )

    def arrive(self, sent: Delivery) -> "Course":
        with clock.frozen(self.at):
            deliveries.arrive(delivery_id=sent.pk, version=None, day=self.today, actor=self.team.pptk)
        return self

    def inspect(self, came: Delivery, *, reject: int = 0) -> "Course":
        """Everything is good, but for so many units of each line."""
        found = {
            one.line_id: Found(one.sent - reject, Decimal(reject), "rusak" if reject else "", "Kemasan penyok (contoh)")
            for one in came.lines.all()
        }
        with clock.frozen(self.at):
            deliveries.inspect(
                delivery_id=came.pk, version=None, found=found, works=not reject, complete=not reject, in_time=True,
                actor=self.team.pptk,
            )  # fmt: skip
        return self

    def hand_over(self, *, signed: bool = True, closing: bool = False) -> "Course":
        """The firm draws up the BAST; the PPK signs it."""
        with clock.frozen(self.at):
            drawn = handovers.propose(order_id=self.order.pk, version=None, day=self.today, actor=self.firm,
                                      side=Side.FIRM, closing=closing)  # fmt: skip
            if signed:
                handovers.agree(handover_id=drawn.pk, version=None, actor=self.team.ppk, side=Side.BUYER)
        return self

    def bill(self, part: PaymentPart = PaymentPart.FINAL, *, amount: Decimal | None = None) -> Payment:
        """The firm's bill, and the payment that it opens."""
        order = Order.objects.get(pk=self.order.pk)
        number = f"INV/{order.code}/{order.invoices.count() + 1}"
        with clock.frozen(self.at):
            made: Invoice = invoices.receive(
                order_id=order.pk, number=number, day=self.today, part=part, actor=self.firm, amount=amount,
                lines=whole_claim(order) if needs_lines(part) else None,
                tax_invoice="010.000-26.00000000" if order.facts.registered else "",
                month=self.today if order.kind == OrderKind.CALL_OFF else None,
            )  # fmt: skip
        return made.payments.get()

    def taxes(self, payment: Payment) -> "Course":
        with clock.frozen(self.at):
            known_at_last(payment.order.firm_id)
            payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=self.team.treasurer)
        return self

    def pay(self, payment: Payment) -> "Course":
        """The treasurer confirms the taxes and documents the payment with its papers."""
        proof = Proof(self.today, f"{payment.pk:05d}/SP2D-LS/{self.today.year}", spp=f"{payment.pk:05d}/SPP-LS",
                      spm=f"{payment.pk:05d}/SPM-LS", evidence="Nomor karangan")  # fmt: skip
        return self._paid(payment, PaymentWay.LS, proof)

    def pay_in_cash(self, payment: Payment) -> "Course":
        """The treasurer pays out of his cash (UP), for which he has a receipt and no SP2D yet."""
        proof = Proof(self.today, f"{payment.pk:05d}/BKU/{self.today.year}", evidence="Kuitansi karangan")
        return self._paid(payment, PaymentWay.UP, proof)

    def _paid(self, payment: Payment, way: PaymentWay, proof: Proof) -> "Course":
        self.taxes(payment)
        with clock.frozen(self.at):
            payments.document(payment_id=payment.pk, way=way, proof=proof, actor=self.team.treasurer)
        return self

    def rate(self, marks: tuple[int, int, int, int] = (3, 2, 3, 2)) -> "Course":
        with clock.frozen(self.at):
            ratings.rate(order_id=self.order.pk, marks=dict(zip(Aspect, marks, strict=True)), actor=self.team.ppk,
                         note="Penilaian contoh.")  # fmt: skip
        return self

    def not_rated(self) -> "Course":
        with clock.frozen(self.at):
            ratings.lapse(order_id=self.order.pk)
        return self

    def _of(self, side: Side, *, buyer: Actor | None = None) -> Actor:
        return self.firm if side is Side.FIRM else buyer or self.team.pp

    def _seen(self) -> int:
        """Nobody else writes while the sample is loaded: the version that stands is the one that was seen."""
        return Order.objects.values_list("version", flat=True).get(pk=self.order.pk)
