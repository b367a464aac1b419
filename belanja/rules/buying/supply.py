"""What kind of thing a code of goods (KBKI, digits of the CPC) names, as taxes ask."""

from .policy.model import Supply

#: CPC 633 and 634: food and beverages served. The first digit from 5 on: construction and services.
_CATERING = ("633", "634")
_FIRST_SERVICE = "5"


def supply_of(kbki: str) -> Supply:
    """Goods where the code is empty."""
    if kbki.startswith(_CATERING):
        return Supply.CATERING
    return Supply.SERVICE if kbki and kbki[0] >= _FIRST_SERVICE else Supply.GOODS
