"""The policy engine: dated, cited rules that speak about one purchase. `ask(case, book=book_of(day, overrides))`."""

from ...separation import Part
from .book import Book, Threshold, book_of
from .engine import ask
from .model import (
    Alternative,
    Answer,
    Bar,
    Case,
    FirmCase,
    LineCase,
    Occasion,
    OtherOrder,
    Outcome,
    PlanCase,
    Supply,
    worst,
)
from .stored import asked_and_kept, replayed

__all__ = [
    "Alternative",
    "Answer",
    "Bar",
    "Book",
    "Case",
    "FirmCase",
    "LineCase",
    "Occasion",
    "OtherOrder",
    "Outcome",
    "Part",
    "PlanCase",
    "Supply",
    "Threshold",
    "ask",
    "asked_and_kept",
    "book_of",
    "replayed",
    "worst",
]
