"""Needs that would reach a firm if it filled in a field or two: what a coach shows first."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Min, Q

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.foundation.words import tokens
from belanja.institutions import selectors as institutions
from belanja.rules.buying.policy.book import Book
from belanja.rules.needs.matching import Candidate
from belanja.rules.needs.reach import Lack, within_reach
from belanja.rules.needs.states import WANTED
from belanja.vendors.models import Profile

from .. import market
from ..models import Match, Need

#: Needs looked at, the latest first, and goods of the firm whose words are read.
_LOOKED_AT, _GOODS = 500, 200


@dataclass(frozen=True)
class Reach:
    """A need that does not reach the firm yet, and what it would fill in for that; nothing: it comes with the next
    matching. `near`: it is looked for where the firm is; `alike`: words that the firm and the need share."""

    need: Need
    lacks: tuple[Lack, ...]
    near: bool
    alike: int


def in_reach(profile: Profile) -> list[Reach]:
    """Needs of the firm's government that no matching has brought to it and that it could have for two fields at most,
    the likeliest first. Eight queries, whatever there is."""
    read = market.read([profile.firm_id])
    mine = read.crowd.candidates.get(str(profile.firm_id))
    if mine is None:
        return []
    needs = _open(profile)
    book = institutions.book(government_id=profile.government_id, on=clock.today())
    full, points = _full(needs, book), market.ground_points(book)
    said, goods = _words(profile)
    words = said.union(*goods)
    found = []
    for need in needs:
        asked = stems(need.what)
        sells = any(asked <= one for one in (said, *goods)) if asked else False
        could = mine.key in read.could(need.what)
        above = full.get(need.pk, -1)
        lacks = within_reach(market.sought_of(need), mine, points, above=above, sells=sells, could=could)
        one = None if lacks is None else Reach(need, lacks, _near(need, mine), len(asked & words))
        if one is not None and _worth(one):
            found.append(one)
    return sorted(found, key=lambda one: (-one.alike, len(one.lacks), not one.near, -one.need.pk))


@lru_cache(4_096)
def stems(written: str) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(token.lexeme for token in tokens(written))


def _open(profile: Profile) -> list[Need]:
    wanted = Need.objects.filter(government_id=profile.government_id, state__in=[state.value for state in WANTED])
    wanted = wanted.filter(Q(needed_by=None) | Q(needed_by__gte=clock.today()))
    wanted = wanted.exclude(matches__firm_id=profile.firm_id)
    return list(wanted.select_related("region", "etalase", "unit").order_by("-at", "-pk")[:_LOOKED_AT])


def _full(needs: Collection[Need], book: Book) -> dict[int, int]:
    """Of needs whose places are all taken, as matching counts them: the fewest points among those who hold one."""
    pairs = Match.objects.filter(market.holding(book), need__in=[need.pk for need in needs])
    full = pairs.order_by().values_list("need_id").annotate(fewest=Min("points"), taken=Count("pk"))
    most = market.number(book, "paling")
    return {pk: fewest for pk, fewest, _taken in full.filter(taken__gte=most)}


def _words(profile: Profile) -> tuple[frozenset[str], list[frozenset[str]]]:
    """Words of what the firm says of itself, and those of each of its goods."""
    names = (
        Offer.objects.filter(seller__firm_id=profile.firm_id).order_by("-pk").values_list("product__name", flat=True)
    )
    goods = [stems(name) for name in names[:_GOODS]]
    return stems(f"{profile.name} {profile.about}"), goods


def _near(need: Need, mine: Candidate) -> bool:
    return bool(need.region and need.region.code == mine.place)


def _worth(one: Reach) -> bool:
    """Whether it is worth telling: any firm could tick any shelf, so that something has to speak for this one."""
    return Lack.SHELF not in one.lacks or one.alike > 0 or one.near
