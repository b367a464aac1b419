"""What firms were rated by units: averages with the number behind them, and how many orders nobody rated."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, Q

from belanja.rules.buying.rating import Aspect

from ..models import Order, Rating

_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Rated:
    """`score` and `aspects` are 0 to 3, None where `count` is 0; `unrated`: orders that nobody rated in their days."""

    count: int
    unrated: int
    score: Decimal | None
    aspects: dict[Aspect, Decimal | None]


def of_firm(firm_id: int) -> Rated:
    """Every rating of a firm's own orders; examples among them where the firm is one. One query."""
    rated = Q(unrated=False)
    found = Rating.objects.filter(order__firm_id=firm_id).aggregate(
        count=Count("pk", filter=rated),
        unrated=Count("pk", filter=~rated),
        score=Avg("score"),
        mutu=Avg("quality"),
        biaya=Avg("cost"),
        waktu=Avg("time"),
        layanan=Avg("service"),
    )
    return Rated(
        found["count"],
        found["unrated"],
        _tidy(found["score"]),
        {aspect: _tidy(found[aspect.value]) for aspect in Aspect},
    )


def awaited(order: Order) -> bool:
    """Whether a rating may be given now."""
    return order.handed_over_at is not None and not Rating.objects.filter(order=order).exists()


def _tidy(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(_PLACES, ROUND_HALF_UP)
