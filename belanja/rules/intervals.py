"""How sure a share of counted things is."""

from decimal import Decimal

#: Of a two-sided 95 percent.
_Z = Decimal("1.959964")


def wilson(hits: int, of: int) -> tuple[Decimal, Decimal]:
    """The 95 percent interval of a share (0 to 1) by Wilson; (0, 1) of nothing."""
    if not of:
        return Decimal(0), Decimal(1)
    share, count, z2 = Decimal(hits) / of, Decimal(of), _Z * _Z
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z * (share * (1 - share) / count + z2 / (4 * count * count)).sqrt() / (1 + z2 / count)
    return max(Decimal(0), middle - half), min(Decimal(1), middle + half)
