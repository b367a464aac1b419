"""Firms of a Dinas's list, matched with needs: the Dinas is told, which has the first word with them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.notices import services as notices
from belanja.notices.services import Message
from belanja.rules.buying.policy.book import Book
from belanja.rules.duties import Role
from belanja.rules.needs import trades
from belanja.rules.needs.crowd import Crowd
from belanja.rules.needs.matching import Candidate, Fit, told_first
from belanja.rules.needs.states import WANTED, NeedState

from .. import market as markets
from ..models import Need, Prospect, ProspectMatch
from . import base


@transaction.atomic
def match_prospects(*, need_ids: Collection[int]) -> int:
    """Match needs that are looked for with the firms of lists, and tell the coaches of each; how many pairs are new.
    Some ten queries for each government that has such firms. Twice does no harm."""
    waiting: dict[int, list[Candidate]] = defaultdict(list)
    for one in Prospect.objects.filter(firm=None):
        candidate = Candidate(str(one.pk), tuple(one.kbli), frozenset(), one.place, cooperative=one.cooperative)
        waiting[one.government_id].append(candidate)
    if not waiting:
        return 0
    locked = Need.objects.select_for_update(of=("self",)).select_related("government", "region")
    meant = locked.filter(pk__in=need_ids, government__in=waiting).order_by("pk")
    needs = [need for need in meant if NeedState(need.state) in WANTED]
    return sum(
        _match([need for need in needs if need.government_id == government_id], Crowd(candidates))
        for government_id, candidates in sorted(waiting.items())
    )


def _match(needs: Sequence[Need], crowd: Crowd) -> int:
    """The needs of one government with its firms."""
    known: dict[int, list[int | None]] = defaultdict(list)
    for need_id, prospect_id in ProspectMatch.objects.filter(need__in=needs).values_list("need_id", "prospect_id"):
        known[need_id].append(prospect_id)
    if not needs:
        return 0
    now = clock.now()
    book = institutions.book(government_id=needs[0].government_id, on=clock.today())
    chosen = {need: _chosen(need, crowd, book, known[need.pk]) for need in needs}
    ProspectMatch.objects.bulk_create(
        ProspectMatch(
            need=need, prospect_id=int(one.key), points=one.points, grounds=[each.value for each in one.grounds],
            matched_at=now,
        )
        for need, found in chosen.items()
        for one in found
    )  # fmt: skip
    new = {need: len(found) for need, found in chosen.items() if found}
    if new:
        _tell(new, next(iter(new)).government)
    return sum(new.values())


def _chosen(need: Need, crowd: Crowd, book: Book, known: Collection[int | None]) -> list[Fit]:
    most = max(0, int(book.number("kebutuhan.cocok.paling")) - len(known))
    points = markets.ground_points(book)
    sought = markets.sought_of(need)
    could = crowd.in_trade(trades.named(sought.name))
    known_keys = {str(prospect_id) for prospect_id in known}
    fits = crowd.fits(sought, points, could=could, but=known_keys)
    return told_first(need.code, fits, most=most, for_newcomers=0)


def _tell(new: dict[Need, int], government: Government) -> None:
    people = tuple(institutions.people_with(government.pk, {Role.PEMBINA}))
    notices.tell_all(
        messages=[
            Message(
                f"{count} usaha dari daftar dinas cocok dengan kebutuhan {need.what}: hubungi yang pertama kali.",
                f"/kelola/{government.code}/calon/?kebutuhan={need.pk}",
                user_ids=people,
            )
            for need, count in new.items()
        ],
        kind="needs.prospects",
        actor=base.CALENDAR,
        government_code=government.code,
    )
