"""What was done to find what a need asks for: read while it is looked for, and kept when it is said not to be had, so
that an import may refer to it (Perpres 16/2018 Pasal 66)."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from belanja.foundation import clock, text
from belanja.rules.needs.reasons import DECLINES

from .. import market
from ..models import Match, Need, ProspectMatch


@dataclass(frozen=True)
class Searched:
    """Days since it was posted; firms that were matched, told, saw it, could do it and said no, with their reasons by
    code; `sellers`: firms that show something in the catalogue with every word of the title; `listed`, `contacted`:
    firms of lists of a Dinas that were matched, and had its first word (None: kept before that was counted)."""

    days: int
    matched: int
    told: int
    seen: int
    interested: int
    declined: int
    reasons: dict[str, int]
    sellers: int
    listed: int | None = None
    contacted: int | None = None

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def searched(need: Need) -> Searched:
    """What was done so far. Four queries."""
    pairs = Match.objects.filter(need=need)
    counted = pairs.aggregate(
        matched=Count("pk"),
        told=Count("told_at"),
        seen=Count("seen_at"),
        interested=Count("interested_at", filter=Q(declined_at=None)),
        declined=Count("declined_at"),
    )
    reasons = pairs.exclude(declined_at=None).values_list("decline_code").annotate(Count("pk")).order_by("decline_code")
    waiting = ProspectMatch.objects.filter(need=need, joined=False)
    counted |= waiting.aggregate(listed=Count("pk"), contacted=Count("contacted_at"))
    return Searched(
        days=(clock.today() - text.local_day(need.at)).days,
        reasons=dict(reasons),
        sellers=len(market.selling([need.what]).get(need.what, ())),
        **counted,
    )


def waited_for(need: Need, days: int) -> tuple[int, int]:
    """Of the firms that were told of it, or contacted by a Dinas, and did not decline: how many have had at least so
    many days to answer, and how many still have some. Two queries."""
    since = clock.now() - timedelta(days=days)
    told = _timed(Match.objects.filter(need=need, declined_at=None), "told_at", since)
    contacted = _timed(ProspectMatch.objects.filter(need=need, joined=False), "contacted_at", since)
    return told[0] + contacted[0], told[1] + contacted[1]


def _timed(pairs: QuerySet[Any], moment: str, since: datetime) -> tuple[int, int]:
    """How many of some pairs have their moment until then, and how many after."""
    found = pairs.aggregate(
        over=Count("pk", filter=Q(**{f"{moment}__lte": since})),
        later=Count("pk", filter=Q(**{f"{moment}__gt": since})),
    )
    return found["over"], found["later"]


def lines(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The evidence in words: term and what was found; nothing of a need that has none."""
    if not kept:
        return []
    found = Searched(**kept)
    why = "; ".join(
        f"{text.number(count)} {DECLINES[code].label.lower() if code in DECLINES else code}"
        for code, count in found.reasons.items()
    )
    listed = []
    if found.listed is not None:
        told = f"{text.number(found.listed)}, {text.number(found.contacted or 0)} di antaranya dihubungi dinas"
        listed.append(("Usaha binaan dari daftar dinas", told if found.listed else "tidak ada yang cocok"))
    return [
        ("Dicari selama", f"{text.number(found.days)} hari sejak dipasang"),
        (
            "Usaha terdaftar yang cocok",
            f"{text.number(found.matched)}, {text.number(found.told)} di antaranya diberi tahu"
            if found.matched
            else "tidak ada",
        ),
        *listed,
        ("Yang membukanya", text.number(found.seen)),
        ("Yang menyatakan sanggup", text.number(found.interested)),
        ("Yang menolak", f"{text.number(found.declined)}{f': {why}' if why else ''}"),
        ("Yang menjual barang dengan kata itu", f"{text.number(found.sellers)} usaha di katalog"),
    ]
