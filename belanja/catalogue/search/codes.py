"""The small numbers that stand for words in the narrow rows of the search."""

from belanja.rules.firms import Scale
from belanja.rules.listings import ListingState
from belanja.rules.pdn import PdnClass

PDN: tuple[PdnClass, ...] = tuple(PdnClass)
SCALES: tuple[Scale | None, ...] = (*Scale, None)
#: For sale, visible only, archive.
STATES = ("dijual", "belum_dijual", "arsip")
#: Upper ends (rupiah) of the price steps that the facet counts; above the last there is one more.
PRICE_STEPS = (25_000, 100_000, 500_000, 2_500_000, 10_000_000, 50_000_000)


def pdn(written: str) -> int:
    return PDN.index(PdnClass(written))


def scale(written: str) -> int:
    return SCALES.index(Scale(written) if written else None)


def state(written: str) -> int:
    listing = ListingState(written)
    return 0 if listing is ListingState.LISTED else 2 if listing is ListingState.ARCHIVE else 1
