"""What was done to find what a need asks for: read while it is looked for, and kept when it is said not to be had, so
that an import may refer to it (Perpres 16/2018 Pasal 66)."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q

from belanja.foundation import clock, text
from belanja.rules.needs.reasons import DECLINES

from .. import market
from ..models import Match, Need


@dataclass(frozen=True)
class Searched:
    """Days since it was posted; firms that were matched, told, saw it, could do it and said no, with their reasons by
    code; `sellers`: firms that show something in the catalogue with every word of the title."""

    days: int
    matched: int
    told: int
    seen: int
    interested: int
    declined: int
    reasons: dict[str, int]
    sellers: int

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def searched(need: Need) -> Searched:
    """What was done so far. Three queries."""
    pairs = Match.objects.filter(need=need)
    counted = pairs.aggregate(
        matched=Count("pk"),
        told=Count("told_at"),
        seen=Count("seen_at"),
        interested=Count("interested_at", filter=Q(declined_at=None)),
        declined=Count("declined_at"),
    )
    reasons = pairs.exclude(declined_at=None).values_list("decline_code").annotate(Count("pk")).order_by("decline_code")
    return Searched(
        days=(clock.today() - text.local_day(need.at)).days,
        reasons=dict(reasons),
        sellers=len(market.selling([need.what]).get(need.what, ())),
        **counted,
    )


def lines(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The evidence in words: term and what was found; nothing of a need that has none."""
    if not kept:
        return []
    found = Searched(**kept)
    why = "; ".join(
        f"{text.number(count)} {DECLINES[code].label.lower() if code in DECLINES else code}"
        for code, count in found.reasons.items()
    )
    return [
        ("Dicari selama", f"{text.number(found.days)} hari sejak dipasang"),
        ("Usaha yang cocok", f"{text.number(found.matched)}, {text.number(found.told)} di antaranya diberi tahu"),
        ("Yang membukanya", text.number(found.seen)),
        ("Yang menyatakan sanggup", text.number(found.interested)),
        ("Yang menolak", f"{text.number(found.declined)}{f': {why}' if why else ''}"),
        ("Yang menjual barang dengan kata itu", f"{text.number(found.sellers)} usaha di katalog"),
    ]
