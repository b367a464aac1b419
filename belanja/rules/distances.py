"""How far kabupaten and kota lie from each other: the straight line between their middles, for people who choose a firm
near by. It is shown and gives no points.

The middles are the area centroids of public outlines of the administrative areas (islands included), in degrees to
three places.
"""

from math import asin, cos, radians, sin, sqrt
from typing import Final

#: Kemendagri code -> latitude, longitude.
MIDDLES: Final = {
    "36.01": (-6.590, 105.743),
    "36.02": (-6.642, 106.212),
    "36.03": (-6.174, 106.519),
    "36.04": (-6.142, 106.147),
    "36.71": (-6.185, 106.652),
    "36.72": (-5.998, 106.020),
    "36.73": (-6.122, 106.167),
    "36.74": (-6.303, 106.707),
}
_EARTH: Final = 6371.0


def kilometres(one: str, other: str) -> int | None:
    """The distance between two kabupaten/kota (Kemendagri codes) in whole kilometres, rounded to five from ten on;
    0 within one; None where a middle is not on record."""
    if one == other and one:
        return 0
    if one not in MIDDLES or other not in MIDDLES:
        return None
    (a_lat, a_lon), (b_lat, b_lon) = ((radians(x), radians(y)) for x, y in (MIDDLES[one], MIDDLES[other]))
    part = sin((b_lat - a_lat) / 2) ** 2 + cos(a_lat) * cos(b_lat) * sin((b_lon - a_lon) / 2) ** 2
    found = 2 * _EARTH * asin(sqrt(part))
    return max(1, round(found)) if found < 10 else round(found / 5) * 5
