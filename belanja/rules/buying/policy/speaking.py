"""How a rule writes its answer."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum

from ...written import number
from ..reasons import Use, answers
from .book import Book, Threshold
from .model import Answer, Occasion, Outcome

#: Steps at which goods and firm are still being chosen or agreed.
CHOOSING = frozenset({Occasion.CART, Occasion.REQUEST, Occasion.NEGOTIATION, Occasion.APPROVAL, Occasion.SIGNATURE})


def said(rule: str, outcome: Outcome, message: str, row: Threshold, **inputs: object) -> Answer:
    """An answer by the value `row`, whose own figure is kept among the inputs. Inputs that are None are left out."""
    kept = {"nilai_aturan": row.value, "kunci_aturan": row.key}
    kept |= {name: text_of(value) for name, value in inputs.items() if value is not None}
    return Answer(rule, outcome, message, row.citation, row.article, row.valid_from, row.valid_to, kept)


def text_of(value: object) -> str:
    """An input as text, exact: amounts as digits, days as ISO, lists with commas."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(text_of(one) for one in value)
    return str(value)


def unjudged(rule: str, row: Threshold, lacks: str, question: str) -> Answer:
    """An answer where a rule cannot be judged: the `question` stays open for want of what `lacks` says. It stops
    nothing and is told apart from one that was looked at (`Answer.judged`)."""
    told = f"{question}, belum dapat dinilai: {lacks}."
    return said(rule, Outcome.ALLOW, told, row, kurang=lacks)


def stopping(book: Book, rule: str, otherwise: Outcome) -> Outcome:
    """BLOCK while the region's legal office has confirmed the rule, else what it does meanwhile."""
    return Outcome.BLOCK if book.says(f"beli.dipastikan.{rule}") else otherwise


def reasoned(codes: Iterable[str], use: Use, otherwise: Outcome, lifted: Outcome = Outcome.ALLOW) -> Outcome:
    """`lifted` where a coded reason for `use` was given."""
    return lifted if answers(codes, use) else otherwise


def why(codes: Iterable[str], use: Use) -> str:
    """The reasons given, as a sentence of their own; nothing where there is none."""
    found = answers(codes, use)
    return f" Alasan: {'; '.join(_inside(one.label) for one in found)}." if found else ""


def _inside(label: str) -> str:
    """A label inside a sentence: small first letter, but RUP and TKDN stay as they are."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def counted(value: Decimal) -> str:
    """A quantity without decimals that say nothing: `12`, `2,5`."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number(value, places)
