"""What becomes of an order: each story begins with a package that could be sent and goes on as such orders do."""

from collections.abc import Callable
from dataclasses import dataclass

from belanja.rules.buying.states import Method, OrderKind, PaymentPart, Side

from .course import Course, Wish

Story = Callable[[Course, Wish], Course]


def signed(course: Course, wish: Wish, *, days: int = 21) -> Course:
    """Bought directly, checked and signed within a few days."""
    course.ask(wish, days=days).send().wait(1).approve().wait(0, hours=2).sign()
    return course.wait(1).accept()


def bargained(course: Course, wish: Wish) -> Course:
    """Two rounds, then both sign."""
    course.ask(wish, method=Method.NEGOTIATION).send().offer(88).wait(1).offer(95, side=Side.FIRM)
    course.wait(0, hours=3).agree(side=Side.BUYER).submit().wait(1).approve().sign()
    return course.wait(1).accept()


def _come(course: Course, *, after: int = 4) -> Course:
    sent = course.wait(after).ship()
    return course.wait(1).arrive(sent).inspect(sent)


def _settle(course: Course, *, after: int = 6) -> Course:
    course.wait(1).hand_over()
    payment = course.wait(2).bill()
    return course.wait(after).pay(payment)


def paid(course: Course, wish: Wish) -> Course:
    """The straight way, to payment and rating."""
    _settle(_come(signed(course, wish)))
    return course


def billed(course: Course, wish: Wish) -> Course:
    """The taxes are confirmed, and nobody records the payment: the register will tell of it."""
    _come(signed(course, wish)).wait(1).hand_over().rate()
    payment = course.wait(2).bill()
    return course.wait(1).taxes(payment)


def paid_and_rated(course: Course, wish: Wish) -> Course:
    _come(bargained(course, wish)).wait(1).hand_over().rate()
    payment = course.wait(1).bill()
    return course.wait(5).pay(payment)


def unrated(course: Course, wish: Wish) -> Course:
    """Paid late, and nobody rated the firm within its days."""
    _settle(_come(signed(course, wish)), after=19)
    return course.wait(1).not_rated()


def late(course: Course, wish: Wish) -> Course:
    """The goods come after the day that was agreed: a thousandth a day is kept back."""
    signed(course, wish, days=10)
    sent = course.wait(14).ship()
    course.wait(1).arrive(sent).inspect(sent)
    course.wait(1).hand_over().rate((2, 2, 1, 2))
    payment = course.wait(2).bill()
    return course.wait(8).pay(payment)


def in_parts(course: Course, wish: Wish) -> Course:
    """Half comes first, the rest two weeks later; each is handed over and paid by itself."""
    signed(course, wish)
    first = course.wait(3).ship(part=50)
    course.wait(1).arrive(first).inspect(first).hand_over()
    payment = course.wait(1).bill(PaymentPart.INSTALMENT)
    course.wait(5).pay(payment)
    course.order.refresh_from_db()
    rest = course.wait(4).ship()
    course.wait(1).arrive(rest).inspect(rest).hand_over()
    payment = course.wait(1).bill()
    return course.wait(4).pay(payment).rate((2, 3, 2, 2))


def replaced(course: Course, wish: Wish) -> Course:
    """One of each is rejected and replaced."""
    signed(course, wish)
    sent = course.wait(3).ship()
    course.wait(1).arrive(sent).inspect(sent, reject=1)
    again = course.wait(3).ship(replaces=sent)
    course.wait(1).arrive(again).inspect(again)
    return _settle(course)


def amended(course: Course, wish: Wish) -> Course:
    """A tenth less is needed, and ten days more are given: both sign the addendum."""
    signed(course, wish).wait(2).amend(90, reason="Kebutuhan berkurang (contoh).").wait(1).sign_amendment()
    return _settle(_come(course))


def advanced(course: Course, wish: Wish) -> Course:
    """A small firm is paid a fifth in advance."""
    course.ask(wish).send().pay_in_advance(20).wait(1).approve().sign().wait(1).accept()
    course.order.refresh_from_db()
    payment = course.wait(2).bill(PaymentPart.ADVANCE, amount=course.order.advance)
    course.wait(3).pay(payment)
    return _settle(_come(course))


def given_up(course: Course, wish: Wish) -> Course:
    """No agreement on the price."""
    course.ask(wish, method=Method.NEGOTIATION).send().offer(70).wait(1).offer(99, side=Side.FIRM)
    return course.wait(1).cancel("harga_tidak_sepakat")


def withdrawn(course: Course, wish: Wish) -> Course:
    """The firm leaves the negotiation."""
    return course.ask(wish, method=Method.NEGOTIATION).send().offer(75).wait(1).withdraw("tidak_sanggup_waktu")


def refused_on_review(course: Course, wish: Wish) -> Course:
    """The PPK stops it."""
    return course.ask(wish).send().wait(1).cancel("kebutuhan_berubah", by=course.team.ppk)


def declined(course: Course, wish: Wish) -> Course:
    """The firm does not take the signed order."""
    return course.ask(wish).send().wait(1).approve().sign().wait(1).decline("stok_tidak_tersedia")


def ended_by_both(course: Course, wish: Wish) -> Course:
    """Both agree to end a signed order."""
    signed(course, wish).wait(2).ask_cancel(side=Side.BUYER)
    return course.wait(1).agree_cancel(side=Side.FIRM)


def imported(course: Course, wish: Wish) -> Course:
    """An import, with what was looked for before it was chosen."""
    course.ask(wish, days=30).send(proof="Dicari 12 merek di katalog ini dan di P3DN: belum ada yang setara (contoh).")
    course.wait(1).approve().sign().wait(1).accept()
    return _settle(_come(course))


@dataclass(frozen=True)
class Monthly:
    """Goods under one price list, called month by month and paid out of the treasurer's cash."""

    months: int

    def __call__(self, course: Course, wish: Wish) -> Course:
        course.ask(wish, method=Method.NEGOTIATION, kind=OrderKind.CALL_OFF, days=300).send().offer(92)
        course.wait(1).agree().submit().wait(1).approve().sign().wait(1).accept()
        for _month in range(self.months):
            call = course.wait(12).call(12)
            course.wait(0, hours=1).answer(call)
            sent = course.wait(1).ship(call=call)
            course.arrive(sent).inspect(sent).wait(1).hand_over()
            payment = course.wait(1).bill(PaymentPart.INSTALMENT)
            course.wait(5).pay_in_cash(payment)
        return course


def requested(course: Course, wish: Wish) -> Course:
    """A PPTK's package that came to orders."""
    course.ask(wish, by=course.team.pptk).request().wait(1).send().wait(1).approve().sign().wait(1).accept()
    return _settle(_come(course))


#: What becomes of the orders of the year, one after the other: most are paid, some end early.
COMMON: tuple[Story, ...] = (
    paid, paid_and_rated, requested, late, paid, given_up, in_parts, paid_and_rated, replaced, declined, paid, amended,
    unrated, withdrawn, paid_and_rated, advanced, refused_on_review, billed, imported, ended_by_both,
)  # fmt: skip

__all__ = ["COMMON", "Monthly", "Story", "bargained", "signed"]
