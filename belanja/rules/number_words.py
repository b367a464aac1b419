"""Amounts in Indonesian words (terbilang), as papers about money carry them beside the figure."""

from decimal import Decimal

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_STEPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
_LARGEST = 10**15


def in_words(number: int) -> str:
    """A whole number from 0 below a quadrillion: 1500 -> `seribu lima ratus`. ValueError beyond."""
    if not 0 <= number < _LARGEST:
        raise ValueError(f"no words for {number}")
    return _words(number) or "nol"


def rupiah_in_words(amount: Decimal | int) -> str:
    """Rupiah with the sen that are there: `dua puluh lima ribu rupiah lima puluh sen`. Exact: ValueError for a
    fraction of a sen or a negative amount."""
    exact = Decimal(amount)
    sen = exact * 100
    if sen != sen.to_integral_value():
        raise ValueError(f"{amount} is no amount of sen")
    whole, rest = divmod(int(sen), 100)
    told = f"{in_words(whole)} rupiah"
    return f"{told} {in_words(rest)} sen" if rest else told


def _words(number: int) -> str:
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return _joined(_ONES[number // 10] + " puluh", number % 10)
    if number < 200:
        return _joined("seratus", number - 100)
    if number < 1000:
        return _joined(_ONES[number // 100] + " ratus", number % 100)
    if number < 2000:
        return _joined("seribu", number - 1000)
    step, name = next(pair for pair in _STEPS if number >= pair[0])
    return _joined(f"{_words(number // step)} {name}", number % step)


def _joined(head: str, rest: int) -> str:
    return f"{head} {_words(rest)}" if rest else head
