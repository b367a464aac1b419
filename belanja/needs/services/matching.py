"""Which firms could meet a need: found, kept with the reasons, and told."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction

from belanja.foundation import clock, rows
from belanja.foundation.whole import whole
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices.services import Message
from belanja.rules.buying.policy.book import Book
from belanja.rules.needs.matching import Fit, told_first
from belanja.rules.needs.states import WANTED, NeedState
from belanja.vendors.services.telling import tell_firms

from .. import market as markets
from ..models import Match, Need, NewFirm
from . import base
from .prospect_matching import match_prospects

#: Needs matched in one turn of the calendar, the next ones come in the next; and in one transaction, which keeps those
#: needs from their posters and firms for that long.
_BATCH, _TOGETHER = 1_000, 50


class _Pair(NamedTuple):
    """A firm that a need was told to; `holds`: it takes a place (`market.holding`)."""

    firm_id: int
    newcomer: bool
    holds: bool


def match_open(*, actor: Actor = base.CALENDAR) -> int:
    """Match needs that are looked for and were never matched, or not since the firms changed most; how many pairs are
    new. Firms are read once for all of them."""
    waiting = Need.objects.filter(state__in=[state.value for state in WANTED], matched_on__isnull=True)
    stale = Need.objects.filter(state__in=[state.value for state in WANTED], matched_on__lt=clock.today())
    ids = [*waiting.order_by("pk").values_list("pk", flat=True)[:_BATCH]]
    ids += stale.order_by("matched_on", "pk").values_list("pk", flat=True)[: _BATCH - len(ids)]
    if not ids:
        return 0
    market = markets.read()
    return sum(
        match_needs(need_ids=part, actor=actor, market=market) + match_prospects(need_ids=part) for part in _parts(ids)
    )


def awaits(firm_id: int) -> None:
    """A firm is registered, or has filled in more of itself: `match_new_firms` compares it with what is looked for.
    Twice does no harm; said again while it is compared, it is compared once more."""
    NewFirm.objects.bulk_create(
        [NewFirm(firm_id=firm_id, at=clock.now())], update_conflicts=True, unique_fields=["firm"], update_fields=["at"]
    )


def match_new_firms(*, actor: Actor = base.CALENDAR) -> int:
    """Compare firms that wait for it (`awaits`) with needs for which others were looked for already, so that nobody
    waits for the next morning; how many pairs are new. Places that are taken stay so. Twice does no harm."""
    new = {one.pk: one for one in NewFirm.objects.order_by("pk")[:_BATCH]}
    if not new:
        return 0
    wanted = Need.objects.filter(state__in=[state.value for state in WANTED], matched_on__isnull=False)
    need_ids = list(wanted.order_by("pk").values_list("pk", flat=True))
    market = markets.read([one.firm_id for one in new.values()])
    found = sum(match_needs(need_ids=part, actor=actor, market=market) for part in _parts(need_ids))
    with transaction.atomic():
        now = NewFirm.objects.select_for_update().filter(pk__in=new).order_by("pk").values_list("pk", "at")
        NewFirm.objects.filter(pk__in=[pk for pk, at in now if at == new[pk].at]).delete()
    return found


def match_need(*, need_id: int, actor: Actor, market: markets.Market | None = None) -> int:
    """As `match_needs`, for one need."""
    return match_needs(need_ids=[need_id], actor=actor, market=market or markets.read())


def _parts(need_ids: Sequence[int]) -> Iterator[list[int]]:
    """As many at a time as are kept from others for a moment only."""
    return (sorted(need_ids[start : start + _TOGETHER]) for start in range(0, len(need_ids), _TOGETHER))


@whole
def match_needs(*, need_ids: Collection[int], actor: Actor, market: markets.Market) -> int:
    """Find the firms of a market that could meet each need, keep those who are new to it, and tell them; how many
    pairs are new. What was found before stays as it was, yet whoever declined, or said nothing for the dated number of
    days, keeps nobody else from being told. Where the market holds every firm the needs count as matched today. Twice
    does no harm. Some twenty queries for each government, whatever the number of needs and firms."""
    locked = Need.objects.select_for_update(of=("self",)).select_related("government", "region")
    needs = [need for need in locked.filter(pk__in=need_ids).order_by("pk") if NeedState(need.state) in WANTED]
    selling = market.sells({need.what for need in needs})
    books = {pk: institutions.book(government_id=pk, on=clock.today()) for pk in {need.government_id for need in needs}}
    pairs: dict[int, list[_Pair]] = defaultdict(list)
    for pk, book in books.items():
        mine = Match.objects.filter(need__in=[need for need in needs if need.government_id == pk])
        for need_id, *told in mine.values_list("need_id", "firm_id", "newcomer", markets.holding(book)):
            pairs[need_id].append(_Pair(*told))
    chosen = [
        (need, one)
        for need in needs
        for one in _chosen(need, market, books[need.government_id], pairs[need.pk], selling[need.what])
    ]
    for government in {need.government_id: need.government for need in needs}.values():
        _keep([(need, one) for need, one in chosen if need.government_id == government.pk], government, market, actor)
    if market.only is None:
        Need.objects.filter(pk__in=[need.pk for need in needs]).update(matched_on=clock.today())
    return len(chosen)


def _chosen(
    need: Need, market: markets.Market, book: Book, pairs: Collection[_Pair], selling: Collection[str]
) -> list[Fit]:
    """Whom a need is told to now; they count as told for the needs after it."""
    held = [pair for pair in pairs if pair.holds]
    known = market.barred(need.government_id, book.day).union(str(pair.firm_id) for pair in pairs)
    found = told_first(
        need.code,
        market.crowd.fits(
            markets.sought_of(need),
            markets.ground_points(book),
            sells=selling,
            could=market.could(need.what),
            but=known,
        ),
        most=max(0, markets.number(book, "paling") - len(held)),
        for_newcomers=max(0, markets.number(book, "baru") - sum(pair.newcomer for pair in held)),
        told=market.told,
        step=markets.number(book, "giliran"),
    )
    for one in found:
        market.told[one.key] = market.told.get(one.key, 0) + 1
    return found


def _keep(chosen: Sequence[tuple[Need, Fit]], government: Government, market: markets.Market, actor: Actor) -> None:
    """Write new pairs of needs of one government, tell their firms, each of its need, and the journal."""
    if not chosen:
        return
    now = clock.now()
    told = tell_firms(
        messages=[(int(one.key), _message(need, one.key)) for need, one in chosen],
        kind="needs.need",
        actor=actor,
        government_code=government.code,
    )
    rows.pour(
        [
            Match(
                need=need, firm_id=int(one.key), points=one.points, grounds=[ground.value for ground in one.grounds],
                newcomer=one.newcomer, scale=market.scale[one.key], place=market.crowd.candidates[one.key].place,
                matched_at=now, told_at=now if is_told else None,
            )
            for (need, one), is_told in zip(chosen, told, strict=True)
        ]
    )  # fmt: skip
    firms: dict[Need, list[int]] = defaultdict(list)
    for need, one in chosen:
        firms[need].append(int(one.key))
    for need, firm_ids in firms.items():
        journal.append(
            name="needs.matched",
            actor=actor,
            subject=f"need:{need.pk}",
            government_code=government.code,
            payload={"code": need.code, "firms": sorted(firm_ids)},
        )


def _message(need: Need, firm: str) -> Message:
    text = f"Dicari: {need.what}{f', {need.quantity}' if need.quantity else ''}. Apakah Anda sanggup?"
    return Message(text, f"/usaha/{firm}/kebutuhan/{need.code}/", f"need-{need.pk}-{firm}")
