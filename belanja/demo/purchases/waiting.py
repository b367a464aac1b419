"""Work on every desk of buying as of today: one order, or package, in each state in which somebody is waited for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from belanja.demo.catalogue.registrations import SELLS
from belanja.foundation import clock
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.purchasing.policy_case import book_for
from belanja.rules.buying.states import Method, OrderKind, Side
from belanja.rules.working_days import is_working_day
from belanja.vendors.models import Member

from . import stories, year
from .course import Course, Wish
from .ground import DETERMINED_ABOVE
from .people import FIRM, Team


@dataclass(frozen=True)
class _Desk:
    """Something that waits: what happens, so many working days ago, on which shelf; `own`: with the firm that a
    newcomer tries."""

    story: Callable[[Course, Wish], Course]
    ago: int
    shelf: tuple[str, str]
    own: bool = False
    budget: int = 18_000_000


def fill(team: Team, other: Team, now: datetime) -> int:
    """Put work on the desks of two units and of the newcomer's firm; returns how many there are."""
    chance = Random("belanja-contoh/menunggu")  # noqa: S311 - figures, not secrets
    book = book_for(team.government.pk, clock.wib(now).date())
    member = Member.objects.get(user__phone=f"+62{SELLS.phone[1:]}")
    owner = Actor(member.user_id, "Pemilik akun")
    made = 0
    for number, desk in enumerate(_DESKS):
        at = _before(team, now, desk.ago)
        buyers = other if number in _OTHER and not desk.own else team
        shelf = ("", "") if desk.own else desk.shelf
        firm_id, firm = (member.firm_id, owner) if desk.own else (None, FIRM)
        done = year.told(
            buyers, desk.story, at, shelf, chance, book, budget=desk.budget, firm_id=firm_id, firm=firm
        )  # fmt: skip
        made += done is not None
    return made


def _before(team: Team, now: datetime, days: int) -> datetime:
    """In the morning, so many working days earlier."""
    day = clock.wib(now).date()
    free = working_days.holidays(team.government.pk)
    while days or not is_working_day(day, free):
        days -= is_working_day(day, free) and days > 0
        day -= timedelta(days=1)
    return datetime.combine(day, datetime.min.time().replace(hour=8, minute=5), tzinfo=clock.WIB)


def _draft(course: Course, wish: Wish) -> Course:
    return course.ask(wish)


def _requested(course: Course, wish: Wish) -> Course:
    return course.ask(wish, by=course.team.pptk).request()


def _offered(course: Course, wish: Wish) -> Course:
    return course.ask(wish, method=Method.NEGOTIATION).send().offer(85)


def _countered(course: Course, wish: Wish) -> Course:
    return _offered(course, wish).wait(1).offer(94, side=Side.FIRM)


def _agreed(course: Course, wish: Wish) -> Course:
    return _offered(course, wish).wait(1).agree()


def _reviewed(course: Course, wish: Wish) -> Course:
    return course.ask(wish).send()


def _determined(course: Course, wish: Wish) -> Course:
    """A large order that the PPK buys himself: PA/KPA says whether."""
    return course.ask(wish, by=course.team.ppk).send(by=course.team.ppk)


def _approved(course: Course, wish: Wish) -> Course:
    return _reviewed(course, wish).wait(1).approve()


def _confirmed(course: Course, wish: Wish) -> Course:
    return _approved(course, wish).sign()


def _on_the_way(course: Course, wish: Wish) -> Course:
    sent = stories.signed(course, wish).wait(2).ship()
    assert sent.pk
    return course


def _in_part(course: Course, wish: Wish) -> Course:
    sent = stories.signed(course, wish).wait(2).ship(part=50)
    return course.wait(1).arrive(sent).inspect(sent)


def _arrived(course: Course, wish: Wish) -> Course:
    sent = stories.signed(course, wish).wait(2).ship()
    return course.wait(1).arrive(sent)


def _inspected(course: Course, wish: Wish) -> Course:
    sent = stories.signed(course, wish).wait(2).ship()
    return course.wait(1).arrive(sent).inspect(sent)


def _proposed(course: Course, wish: Wish) -> Course:
    return _inspected(course, wish).hand_over(signed=False)


def _billed(course: Course, wish: Wish) -> Course:
    _inspected(course, wish).hand_over().wait(1).bill()
    return course


def _amending(side: Side) -> Callable[[Course, Wish], Course]:
    return lambda course, wish: stories.signed(course, wish).wait(1).amend(90, side=side)


def _cancelling(course: Course, wish: Wish) -> Course:
    return stories.signed(course, wish).wait(1).ask_cancel(side=Side.FIRM)


def _called(course: Course, wish: Wish) -> Course:
    course.ask(wish, method=Method.NEGOTIATION, kind=OrderKind.CALL_OFF, days=25).send().offer(92)
    course.wait(1).agree().submit().wait(1).approve().sign().wait(1).accept().wait(1).call(12, ahead=3)
    return course


_PAPER, _PENS, _PRINT = (
    ("Kertas dan Cover", "kertas"),
    ("Alat Tulis Kantor", "alat tulis"),
    ("Percetakan dan Penggandaan", "cetak"),
)
_UNIFORM, _FOOD, _DESK_GOODS = (
    ("Seragam Dinas", "pakaian"),
    ("Bahan Pokok", "bahan pokok"),
    ("Elektronik Kantor", "elektronik"),
)
#: Places in the list below that stand on the desks of the second unit.
_OTHER = frozenset({0, 6, 11, 13})
_LARGE = int(DETERMINED_ABOVE) * 13 // 10
_DESKS = (
    _Desk(_draft, 0, _PENS), _Desk(_requested, 1, _PRINT), _Desk(_offered, 1, _PAPER, own=True),
    _Desk(_countered, 1, _PAPER, own=True), _Desk(_agreed, 1, _FOOD), _Desk(_reviewed, 1, _UNIFORM),
    _Desk(_determined, 1, ("", ""), budget=_LARGE), _Desk(_approved, 1, _PRINT),
    _Desk(_confirmed, 1, _PAPER, own=True), _Desk(stories.signed, 2, _PAPER, own=True),
    _Desk(_on_the_way, 6, _DESK_GOODS), _Desk(_in_part, 7, _FOOD), _Desk(_arrived, 6, _PENS),
    _Desk(_inspected, 6, _UNIFORM), _Desk(_proposed, 6, _PRINT), _Desk(_billed, 8, _PAPER, own=True),
    _Desk(_amending(Side.BUYER), 3, _PAPER, own=True), _Desk(_amending(Side.FIRM), 3, _FOOD),
    _Desk(_cancelling, 4, _PENS), _Desk(_called, 6, _PAPER, own=True), _Desk(_billed, 8, _DESK_GOODS),
)  # fmt: skip
