"""A year of native orders: one after the other as the months go by, drawn by fixed seeds."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from belanja.catalogue.models import Offer
from belanja.demo.sample.places import LAST_YEAR
from belanja.foundation import clock
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.purchasing.policy_case import book_for
from belanja.rules.buying.policy import Book
from belanja.rules.decisions import RuleBroken

from . import stories
from .course import Course, Wish
from .ground import offers_of, plan_with_room, quantity_for
from .people import FIRM, Team
from .stories import Story

#: Shelves that the offices buy from, and a word by which their plan names it.
SHELVES = (
    ("Kertas dan Cover", "kertas"), ("Alat Tulis Kantor", "alat tulis"), ("Mebel Kantor", "mebel"),
    ("Bahan Komputer dan Tinta", "tinta"), ("Percetakan dan Penggandaan", "cetak"), ("Bahan Pokok", "bahan pokok"),
    ("Seragam Dinas", "pakaian"), ("Elektronik Kantor", "elektronik"), ("Printer dan Proyektor", "printer"),
    ("Alat dan Bahan Kebersihan", "kebersihan"), ("Batik dan Kain Tradisional", "batik"),
    ("Buku dan Alat Peraga", "buku"), ("Perangkat Komputer", "komputer"), ("Mebel Sekolah", "mebel"),
)  # fmt: skip
#: What one order may cost, in rupiah: most are small.
_SIZES = (4_000_000, 9_000_000, 14_000_000, 22_000_000, 35_000_000, 60_000_000, 85_000_000)
#: Orders of the year that pass through the services, spread over the months until the last pull.
ORDERS = 20
_FIRST, _LAST = date(LAST_YEAR, 1, 12), date(LAST_YEAR, 9, 7)
_TRIES, _LOOKED_AT = 4, 20


def fill(teams: list[Team]) -> int:
    """Make the year's orders; returns how many there are."""
    chance = Random("belanja-contoh/pembelian")  # noqa: S311 - figures, not secrets
    book = book_for(teams[0].government.pk, _FIRST)
    days = (_LAST - _FIRST).days
    made = 0
    for number in range(ORDERS):
        at = moment(teams[0], _FIRST + timedelta(days=days * number // ORDERS), number)
        story = stories.COMMON[number % len(stories.COMMON)]
        made += bool(told(teams[number % len(teams)], story, at, SHELVES[number * 5 % len(SHELVES)], chance, book))
    for team in teams[:1]:
        meals, first = ("Makanan dan Minuman", "lauk pauk"), moment(team, date(LAST_YEAR, 2, 16))
        made += bool(told(team, stories.Monthly(4), first, meals, chance, book, budget=90_000_000))
    return made


def moment(team: Team, day: date, number: int = 0) -> datetime:
    """Some time of that day's morning, or of the next working day's."""
    day = working_days.after(day - timedelta(days=1), 1, government_id=team.government.pk)
    return datetime.combine(day, time(8, number * 7 % 60), tzinfo=clock.WIB)


def told(team: Team, story: Story, at: datetime, shelf: tuple[str, str], chance: Random, book: Book, *,
         budget: int | None = None, firm_id: int | None = None, firm: Actor = FIRM) -> Course | None:  # fmt: skip
    """Let a story happen with the first offer with which it can; None where none of a few will do."""
    budget = budget or chance.choice(_SIZES)
    with clock.frozen(at):
        imported = story is stories.imported
        found = list(offers_of(team, "" if imported else shelf[0], chance, firm_id=firm_id, imported=imported))
        wishes = list(_wishes(team, found, shelf[1], budget, at, book))[:_TRIES]
    for wish in wishes:
        try:
            with transaction.atomic():
                return story(Course(team, at, firm=firm), wish)
        except RuleBroken:
            continue  # this offer will not do; the next one may
    return None


def _wishes(
    team: Team, offers: list[Offer], word: str, budget: int, at: datetime, book: Book
) -> Iterator[Wish]:  # fmt: skip
    """What may be bought for about the budget; what comes nearest to it where nothing does."""
    code = plan_with_room(team, word, Decimal(budget))
    if code is None:
        return
    drawn = [(offer, quantity_for(offer, team, budget, at=at, book=book)) for offer in offers[:_LOOKED_AT]]
    fitting = [(offer, found) for offer, found in drawn if found is not None]
    for offer, (quantity, _cost) in sorted(fitting, key=lambda one: -min(one[1][1], Decimal(budget) * 4 / 5)):
        yield Wish(f"{offer.product.etalase.name}: {offer.product.name}"[:200], code, offer, quantity)
