"""The one catalogue of indicators, in the order in which they are told. All are computed; few are shown at first."""

from collections.abc import Mapping

from .bargaining import BARGAINING
from .competition import COMPETITION
from .delivery import DELIVERY
from .domestic import DOMESTIC
from .firms import FIRMS
from .listings import LISTINGS
from .model import Indicator
from .officers import OFFICERS
from .planning import PLANNING
from .price import PRICE
from .splitting import SPLITTING
from .subjects import Subject
from .targets import TARGETS
from .timing import TIMING

INDICATORS: tuple[Indicator, ...] = (
    *PRICE,
    *BARGAINING,
    *TIMING,
    *SPLITTING,
    *PLANNING,
    *FIRMS,
    *OFFICERS,
    *LISTINGS,
    *DOMESTIC,
    *DELIVERY,
    *TARGETS,
    *COMPETITION,
)
BY_CODE: Mapping[str, Indicator] = {one.code: one for one in INDICATORS}
SHOWN: tuple[Indicator, ...] = tuple(one for one in INDICATORS if one.shown)
_BY_KIND: Mapping[type[Subject], tuple[Indicator, ...]] = {
    kind: tuple(one for one in INDICATORS if one.asked_of is kind) for kind in {one.asked_of for one in INDICATORS}
}


def asked_of(kind: type[Subject]) -> tuple[Indicator, ...]:
    """The indicators that are asked of a kind of subject: a sweep goes through the kinds, one query each."""
    return _BY_KIND.get(kind, ())
