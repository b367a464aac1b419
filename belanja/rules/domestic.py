"""What proves that a purchase is domestic (PDN), and which part of a package a source's own figure marks."""

from decimal import Decimal

#: A part may exceed its package by the rounding of its feed, no more (rupiah).
ROUNDING = Decimal(1)


def product_is_domestic(origin: str | None, tkdn: Decimal | None) -> bool | None:
    """Whether evidence of the catalogue's listing proves a product domestic (a TKDN certificate above zero), foreign
    (listed as import), or neither: a mere claim is no evidence, and an import with a certificate contradicts itself."""
    imported = (origin or "").strip().lower() in {"import", "impor"}
    certified = tkdn is not None and tkdn > 0
    if imported:
        return None if certified else False
    return True if certified else None


def usable_part(amount: Decimal, part: Decimal | None) -> Decimal | None:
    """The part of a package's value that its source marks (PDN or small firms); None where it is silent, below zero
    or above the value by more than rounding: such a figure proves nothing."""
    if part is None or part < 0 or part > amount + ROUNDING:
        return None
    return part


def carried_part(amount: Decimal, told_amount: Decimal | None, told_part: Decimal | None) -> Decimal | None:
    """The domestic part of a package by what another source says of it. All or nothing carries over whatever that
    source's value is; a true part only where both tell the same value."""
    if told_amount is None or told_part is None or told_amount <= 0 or told_part < 0:
        return None
    if told_part >= told_amount:
        return amount if told_part <= told_amount + ROUNDING else None
    if told_part == 0:
        return Decimal("0.00")
    return told_part if amount == told_amount else None
