"""Telephone numbers in one spelling, so that one person has one account."""

import re

_E164 = re.compile(r"\+[1-9]\d{7,14}")


def normalised(text: str) -> str:
    """E.164 form of a telephone number: `0812-3456-7890`, `62812…` and `+62 812…` are all `+62812…`.

    A number without a country is Indonesian. Raises ValueError for what cannot be a telephone number.
    """
    stripped = text.strip()
    digits = re.sub(r"[\s().-]", "", stripped)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+62" + digits[1:]
    elif digits.startswith("62"):
        digits = "+" + digits
    elif digits.startswith("8"):
        digits = "+62" + digits
    if digits.startswith("+620"):  # the trunk zero, often kept after the country's number
        digits = "+62" + digits[4:]
    if not _E164.fullmatch(digits):
        raise ValueError(f"not a telephone number: {text!r}")
    return digits


def masked(number: str) -> str:
    """A number that its owner recognises and nobody else can dial: `+62812•••7890`."""
    return f"{number[:6]}•••{number[-4:]}" if len(number) > 10 else "•••"
