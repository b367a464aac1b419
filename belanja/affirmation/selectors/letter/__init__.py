"""What the circular letter asks of each Perangkat Daerah in a quarter, and what became of it. Every surface reads it
here; the definitions are rows of `rules.letter`."""

from .model import Answer, ImportLine, Letter, Missing, Seen, ShelfMonth, Shelves, UnitLetter
from .read import letter_as_seen, letter_of, quarters_begun

__all__ = [
    "Answer",
    "ImportLine",
    "Letter",
    "Missing",
    "Seen",
    "ShelfMonth",
    "Shelves",
    "UnitLetter",
    "letter_as_seen",
    "letter_of",
    "quarters_begun",
]
