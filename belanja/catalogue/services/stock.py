"""Goods held for orders: held when an order is made, taken when both have signed, given back when it ends.

Nothing is promised twice: listings are locked in the order of their ids, and the database refuses that more is held
than there is. Each call is one movement of one order (`key`) and may come again: the same movement twice counts once.
A listing that states no stock but a monthly capacity is held by the month; one that states neither has no limit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import EllipsisType

from django.db import connection, transaction
from django.db.models import Sum

from belanja.catalogue.models import Offer, StockMove
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.foundation.whole import whole
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.rules.listings import EtalaseState, ListingState, on_shelf
from belanja.rules.measures import word_of
from belanja.rules.money import ZERO, to_sen
from belanja.rules.written import number

from .listing_record import locked_many

_KIND = StockMove.Kind
_OF_ORDER = Question(lambda: StockMove.objects.filter(key=Given("key")).order_by("pk"))
#: Listings that a refusal names; the others are counted.
_NAMED = 3


@dataclass(frozen=True)
class _Part:
    """What an order has of one listing."""

    month: date
    held: Decimal = ZERO
    sold: Decimal = ZERO
    kinds: frozenset[str] = frozenset()

    @property
    def quantity(self) -> Decimal:
        return self.held + self.sold


@whole
def hold(*, wanted: Mapping[int, Decimal], key: str, actor: Actor) -> None:
    """Hold units of listings (by id) for an order that is not signed yet: all of them or none.

    Raises RuleBroken 409: `not_for_sale`, `stock_short` with what is left in words, `hold_differs` where the order
    holds other quantities, `hold_ended` where it gave them back; 404 for a listing that is not there.
    """
    _whole(wanted)
    # An order that has anything already has what it wants, or is refused: nothing else needs a lock.
    offers, parts = _lock(list(wanted), key, wanted)
    if parts:
        _same_again(key, parts, wanted)
        return
    _check_sale(offers.values())
    _check_left(offers, wanted)
    month = clock.today().replace(day=1)
    _write(offers, {pk: (_Part(month), quantity, ZERO) for pk, quantity in wanted.items()}, _KIND.HOLD, key, actor)


@transaction.atomic
def take(*, key: str, actor: Actor) -> None:
    """Both have signed: what the order holds is sold, and leaves the stock. RuleBroken 409 `hold_missing` where it
    holds nothing, `hold_ended` where it gave it back."""
    offers, parts = _locked(key)
    if all(_KIND.TAKE in part.kinds for part in parts.values()) and parts:
        return
    _still(key, parts)
    _write(offers, {pk: (part, ZERO, part.quantity) for pk, part in parts.items()}, _KIND.TAKE, key, actor)


@transaction.atomic
def change(*, wanted: Mapping[int, Decimal], key: str, actor: Actor) -> None:
    """The order now wants these quantities in all (not: the differences), held or sold as it stood: negotiation, an
    addendum. A listing that is left out is given back. Raises as `hold` and `take` do."""
    offers, parts = _locked(key, wanted)
    _still(key, parts)
    sold = any(_KIND.TAKE in part.kinds for part in parts.values())
    more = {pk: q - parts[pk].quantity if pk in parts else q for pk, q in wanted.items()}
    _check_sale(offer for pk, offer in offers.items() if pk not in parts)
    _check_left(offers, {pk: difference for pk, difference in more.items() if difference > 0})
    month = next(iter(parts.values())).month
    moved = {}
    for pk in offers:
        part, quantity = parts.get(pk, _Part(month)), wanted.get(pk, ZERO)
        if part.quantity != quantity:
            moved[pk] = (part, ZERO if sold else quantity, quantity if sold else ZERO)
    _write(offers, moved, _KIND.CHANGE, key, actor)


@transaction.atomic
def give_back(*, key: str, actor: Actor) -> None:
    """The order ends without these goods: what it held is free, what it took is in stock again. An order that has
    nothing changes nothing."""
    offers, parts = _locked(key)
    moved = {pk: (part, ZERO, ZERO) for pk, part in parts.items() if part.quantity}
    _write(offers, moved, _KIND.GIVE_BACK, key, actor)


def restated(offer: Offer, stated: Content, content: Content, *, seen: Decimal | EllipsisType | None) -> Content:
    """What a firm now states of its locked listing, with the stock that follows: a number that it left as it was
    (`seen`, on a sheet what it `stated` last) is the one of today, without what orders took meanwhile.

    Raises RuleBroken 409 `stock_moved` where it typed another number over one that orders have changed since, 422
    `stock_below_held` for less than what orders hold.
    """
    if content.stock == (stated.stock if seen is ... else seen):
        return replace(content, stock=offer.stock)
    if seen is not ... and seen != offer.stock:
        raise RuleBroken(
            "stock_moved",
            f"Stok berubah karena pesanan sejak halaman ini dibuka: sekarang {_told(offer, offer.stock)}. "
            "Periksa stoknya, lalu simpan lagi; isian Anda masih ada.",
            status=409,
        )
    if content.stock is not None and content.stock < offer.reserved:
        raise RuleBroken(
            "stock_below_held",
            f"Stok tidak dapat kurang dari {_told(offer, offer.reserved)} yang sedang dipegang pesanan. "
            "Tunggu pesanan itu selesai, atau batalkan pesanannya dahulu.",
        )
    return content


def _whole(wanted: Mapping[int, Decimal]) -> None:
    for quantity in wanted.values():
        if quantity <= 0 or to_sen(quantity) != quantity:
            raise ValueError(f"{quantity} is no quantity above zero with two decimals")


def _locked(key: str, wanted: Mapping[int, Decimal] | None = None) -> tuple[dict[int, Offer], dict[int, _Part]]:
    """The listings that an order has or wants, locked in the order of their ids, and what it has of each."""
    _whole(wanted or {})
    had = StockMove.objects.filter(key=key).values_list("offer_id", flat=True)
    return _lock([*(wanted or ()), *had], key, wanted)


def _lock(
    ids: Sequence[int], key: str, wanted: Mapping[int, Decimal] | None
) -> tuple[dict[int, Offer], dict[int, _Part]]:
    offers = {one.pk: one for one in locked_many(ids)}
    if missing := (wanted or {}).keys() - offers.keys():
        raise RuleBroken("not_found", f"{len(missing)} penawaran tidak ditemukan.", status=404)
    parts: dict[int, _Part] = {}
    # Read under the lock: a copy of this movement may have been made while this one waited.
    for move in _OF_ORDER.rows(key=key):
        part = parts.get(move.offer_id, _Part(move.month))
        parts[move.offer_id] = replace(
            part, held=part.held + move.held, sold=part.sold + move.sold, kinds=part.kinds | {move.kind}
        )
    return offers, parts


def _same_again(key: str, parts: Mapping[int, _Part], wanted: Mapping[int, Decimal]) -> None:
    """RuleBroken 409 unless the order has just what is wanted."""
    _still(key, parts)
    if {pk: part.quantity for pk, part in parts.items() if part.quantity} != dict(wanted):
        raise RuleBroken(
            "hold_differs", f"Pesanan {key} sudah memegang jumlah yang lain. Muat ulang halaman.", status=409
        )


def _still(key: str, parts: Mapping[int, _Part]) -> None:
    """RuleBroken 409 unless the order has something."""
    if not parts:
        raise RuleBroken("hold_missing", f"Pesanan {key} tidak memegang barang; muat ulang halaman.", status=409)
    if not any(part.quantity for part in parts.values()):
        raise RuleBroken("hold_ended", f"Barang pesanan {key} sudah dilepas.", status=409)


def _check_sale(offers: Iterable[Offer]) -> None:
    """RuleBroken 409 for listings that are not sold today: by their own state, their shelf's, their firm's bar."""
    today = clock.today()
    stopped = [
        offer.product.name
        for offer in offers
        if on_shelf(ListingState(offer.state), EtalaseState(offer.product.etalase.state)) is not ListingState.LISTED
        or offer.seller.bar
        or (offer.valid_to is not None and offer.valid_to < today)
    ]
    if stopped:
        raise RuleBroken(
            "not_for_sale", f"Saat ini tidak dapat dibeli: {_several(stopped)}. Pilih penawaran lain.", status=409
        )


def _check_left(offers: Mapping[int, Offer], more: Mapping[int, Decimal]) -> None:
    """RuleBroken 409 with what is left where a listing does not have `more` units."""
    by_month = _held_this_month([offer for pk, offer in offers.items() if pk in more and offer.stock is None])
    short = []
    for pk, quantity in more.items():
        offer = offers[pk]
        left = _left(offer, by_month)
        if left is not None and quantity > left:
            when = "" if offer.stock is not None else " untuk bulan ini"
            short.append(f"{offer.product.name} tersisa {_told(offer, left)}{when}, diminta {_told(offer, quantity)}")
    if short:
        raise RuleBroken("stock_short", f"Persediaan tidak cukup: {_several(short, '; ')}.", status=409)


def _left(offer: Offer, by_month: Mapping[int, Decimal]) -> Decimal | None:
    if offer.stock is not None:
        return max(offer.stock - offer.reserved, ZERO)
    if offer.monthly_capacity is not None:
        return max(offer.monthly_capacity - by_month.get(offer.pk, ZERO), ZERO)
    return None


def _held_this_month(offers: Iterable[Offer]) -> dict[int, Decimal]:
    """Units of this month's capacity that orders have, held or sold."""
    ids = [offer.pk for offer in offers if offer.monthly_capacity is not None]
    if not ids:
        return {}
    rows = StockMove.objects.filter(offer_id__in=ids, month=clock.today().replace(day=1))
    sums = rows.values("offer_id").annotate(all_held=Sum("held"), all_sold=Sum("sold"))
    return {row["offer_id"]: row["all_held"] + row["all_sold"] for row in sums}


def _told(offer: Offer, quantity: Decimal | None) -> str:
    if quantity is None:
        return "tidak disebut"
    unit = word_of(offer.product.unit) if offer.product.unit else offer.product.unit_written.lower() or "satuan"
    return f"{number(quantity, 0 if quantity == quantity.to_integral_value() else 2)} {unit}"


def _several(told: list[str], between: str = ", ") -> str:
    more = f"{between}dan {len(told) - _NAMED} barang lain" if len(told) > _NAMED else ""
    return between.join(told[:_NAMED]) + more


_MOVE = """
WITH m AS (
  INSERT INTO catalogue_stockmove (offer_id, key, kind, quantity, held, sold, month, at, by_id, by_label)
  SELECT u.id, %s::text, %s::text, u.quantity, u.held, u.sold, u.month, %s::timestamptz, %s::bigint, %s::text
  FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[], %s::date[]) u(id, quantity, held, sold, month)
  ORDER BY u.id
  RETURNING offer_id, held, sold
)
UPDATE catalogue_offer o SET reserved = o.reserved + m.held, stock = o.stock - m.sold FROM m WHERE o.id = m.offer_id
"""


def _write(
    offers: Mapping[int, Offer],
    moved: Mapping[int, tuple[_Part, Decimal, Decimal]],
    kind: StockMove.Kind,
    key: str,
    actor: Actor,
) -> None:
    """Write down what the order has of each listing from now on (held, sold), and bring the listings in line: one
    statement, neither without the other."""
    if not moved:
        return
    rows = [
        (pk, held + sold, held - part.held, sold - part.sold, part.month) for pk, (part, held, sold) in moved.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            [key, kind.value, clock.now(), actor.user_id, actor.label, *(list(one) for one in zip(*rows, strict=True))],
        )
