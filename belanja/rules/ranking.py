"""The order of search results: relevance in steps, then points of affirmation that everybody can see and switch off,
then a rotation that anybody can check.

SE 027/1181-BPBJ/2023 favours domestic products and those of UMKK. The points move an offer among others of nearly the
same relevance; they never bring up what was not asked for. Where a firm sits gives no points: that is a filter.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from .firms import UMKK, Scale
from .pdn import PdnClass

#: Relevance runs from 0 to 100 and is told apart in steps, so that equal means equal.
RELEVANCE_STEP = 2
#: Points an offer loses that cannot be bought: not for sale yet, known from an archive alone.
NOT_FOR_SALE, ARCHIVE = 10, 25
#: Points that each further offer of the same product loses, at most so many times: a page shows more than one thing.
SAME_PRODUCT, SAME_PRODUCT_MOST = 2, 3
PDN_KEYS = {
    PdnClass.TKDN_BMP_40: "katalog.urutan.tkdn_bmp_40",
    PdnClass.TKDN_25: "katalog.urutan.tkdn_25",
    PdnClass.TKDN_BELOW_25: "katalog.urutan.tkdn_lt25",
    PdnClass.SIINAS: "katalog.urutan.siinas",
}
UMKK_KEY = "katalog.urutan.umkk"


def boost(pdn: PdnClass, scale: Scale | None, points: Mapping[str, Decimal]) -> int:
    """Points of affirmation: `points` holds the register's value of every `katalog.urutan.*`."""
    found = points[PDN_KEYS[pdn]] if pdn in PDN_KEYS else Decimal(0)
    return int(found + (points[UMKK_KEY] if scale in UMKK else 0))


def turn(offer_id: int, day: date) -> str:
    """The place of an offer among equals on a day: SHA-256 of `YYYY-MM-DD:id`, smallest first. It changes every day and
    favours nobody; whoever doubts an order computes it again."""
    return hashlib.sha256(f"{day.isoformat()}:{offer_id}".encode()).hexdigest()
