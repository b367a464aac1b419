"""How large a photo may be. Limits of the program; the least size is the one of the national catalogue's form."""

from typing import Final

MIB: Final = 1024 * 1024
#: Bytes of one photo as it comes from a telephone.
LARGEST: Final = 12 * MIB
#: Points of one photo; more is a bomb, or a scan that nobody needs here.
PIXELS: Final = 64_000_000
#: Points of the shorter side (the national catalogue asks for JPG or PNG of at least 300).
LEAST: Final = 300
#: Longest side of what is kept.
WIDTHS: Final = {"small": 320, "large": 1280}
#: Photos of one listing.
MOST: Final = 8
MEMORY: Final = 1536 * MIB
SECONDS: Final = 20
