"""Which firms could meet a need: found, kept with the reasons, and told."""

from collections.abc import Iterable
from datetime import timedelta

from belanja.foundation import clock
from belanja.foundation.whole import whole
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices.services import Message
from belanja.rules.buying.policy.book import Book
from belanja.rules.needs.matching import Fit, Ground, Sought, fit, told_first
from belanja.rules.needs.states import WANTED, NeedState
from belanja.vendors import bars as vendors
from belanja.vendors.services.telling import tell_firms

from .. import market as markets
from ..models import Match, Need, NewFirm
from . import base
from .prospects import match_prospects

#: Needs matched in one turn of the calendar; the next ones come in the next.
_BATCH = 200


def match_open(*, actor: Actor = base.CALENDAR) -> int:
    """Match needs that are looked for and were never matched, or not since the firms changed most; how many pairs are
    new. Each need is a transaction of its own."""
    waiting = Need.objects.filter(state__in=[state.value for state in WANTED], matched_on__isnull=True)
    stale = Need.objects.filter(state__in=[state.value for state in WANTED], matched_on__lt=clock.today())
    ids = [*waiting.order_by("pk").values_list("pk", flat=True)[:_BATCH]]
    ids += stale.order_by("matched_on", "pk").values_list("pk", flat=True)[: _BATCH - len(ids)]
    if not ids:
        return 0
    market = markets.read()
    found = sum(match_need(need_id=need_id, actor=actor, market=market) for need_id in ids)
    return found + match_prospects(need_ids=ids)


def awaits(firm_id: int) -> None:
    """A firm is registered: `match_new_firms` compares it with what is looked for. Twice does no harm."""
    NewFirm.objects.bulk_create([NewFirm(firm_id=firm_id, at=clock.now())], ignore_conflicts=True)


def match_new_firms(*, actor: Actor = base.CALENDAR) -> int:
    """Compare firms that are newly registered with needs for which others were looked for already, so that nobody
    waits for the next morning; how many pairs are new. Places that are taken stay so. Each need is a transaction of
    its own. Twice does no harm."""
    new = dict(NewFirm.objects.order_by("pk").values_list("pk", "firm_id")[:_BATCH])
    if not new:
        return 0
    wanted = Need.objects.filter(state__in=[state.value for state in WANTED], matched_on__isnull=False)
    need_ids = list(wanted.order_by("pk").values_list("pk", flat=True))
    market = markets.read(new.values()) if need_ids else None
    found = sum(match_need(need_id=need_id, actor=actor, market=market, everybody=False) for need_id in need_ids)
    NewFirm.objects.filter(pk__in=new).delete()
    return found


@whole
def match_need(*, need_id: int, actor: Actor, market: markets.Market | None = None, everybody: bool = True) -> int:
    """Find the firms that could meet a need, keep those who are new to it, and tell them; how many are new. What was
    found before stays as it was, yet whoever declined, or said nothing for the dated number of days, keeps nobody else
    from being told. `everybody`: the market holds every firm, so that the need counts as matched today. Twice does no
    harm."""
    need = base.locked(need_id)
    if NeedState(need.state) not in WANTED:
        return 0
    market = market or markets.read()
    day = clock.today()
    book = institutions.book(government_id=need.government_id, on=day)
    points = {ground: _number(book, ground.value) for ground in Ground}
    pairs = list(Match.objects.filter(need=need))
    known, held = {pair.firm_id for pair in pairs}, _held(need, pairs, book)
    chosen = told_first(
        need.code,
        [one for one in _fits(need, market, points) if int(one.key) not in known],
        most=max(0, _number(book, "paling") - len(held)),
        for_newcomers=max(0, _number(book, "baru") - sum(pair.newcomer for pair in held)),
        told={str(firm_id): count for firm_id, count in market.told.items()},
        step=_number(book, "giliran"),
    )
    now = clock.now()
    told = _tell(need, [int(one.key) for one in chosen], actor)
    Match.objects.bulk_create(
        [
            Match(
                need=need, firm_id=int(one.key), points=one.points, grounds=[ground.value for ground in one.grounds],
                newcomer=one.newcomer, scale=market.scale[int(one.key)], place=market.firms[int(one.key)].place,
                matched_at=now, told_at=now if int(one.key) in told else None,
            )
            for one in chosen
        ]
    )  # fmt: skip
    if everybody:
        need.matched_on = day
        need.save(update_fields=["matched_on"])
    if chosen:
        journal.append(
            name="needs.matched",
            actor=actor,
            subject=f"need:{need.pk}",
            government_code=need.government.code,
            payload={"code": need.code, "firms": sorted(int(one.key) for one in chosen)},
        )
        for one in chosen:
            market.told[int(one.key)] = market.told.get(int(one.key), 0) + 1
    return len(chosen)


def _number(book: Book, key: str) -> int:
    return int(book.number(f"kebutuhan.cocok.{key}"))


def _held(need: Need, pairs: Iterable[Match], book: Book) -> list[Match]:
    """Pairs that take a place: as long as nobody can meet the need, only those who may still answer."""
    if NeedState(need.state) is not NeedState.OPEN:
        return list(pairs)
    since = clock.now() - timedelta(days=_number(book, "diam.hari"))
    return [
        pair
        for pair in pairs
        if pair.declined_at is None and (pair.interested_at or pair.told_at or pair.matched_at) > since
    ]


def _fits(need: Need, market: markets.Market, points: dict[Ground, int]) -> list[Fit]:
    sought = Sought(need.code, need.etalase_id, tuple(need.kbki), need.region.code if need.region else "", need.amount)
    selling = markets.sells(need.what) | market.says(need.what)
    weighed = (market.near(sought.etalase_id, sought.kbki) | selling) & market.firms.keys()
    weighed -= vendors.bars(weighed, government_id=need.government_id, on=clock.today()).keys()
    found = (fit(sought, market.firms[firm], points, sells=firm in selling) for firm in weighed)
    return [one for one in found if one is not None]


def _tell(need: Need, firm_ids: Iterable[int], actor: Actor) -> list[int]:
    """A message to each firm, once; which of them have one now."""
    text = f"Dicari: {need.what}{f', {need.quantity}' if need.quantity else ''}. Apakah Anda sanggup?"
    return tell_firms(
        messages={
            firm_id: Message(text, f"/usaha/{firm_id}/kebutuhan/{need.code}/", f"need-{need.pk}-{firm_id}")
            for firm_id in sorted(firm_ids)
        },
        kind="needs.need",
        actor=actor,
        government_code=need.government.code,
    )
