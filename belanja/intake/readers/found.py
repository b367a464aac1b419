"""What a reader learns about a file while it reads."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

Row = dict[str, object]


@dataclass(slots=True)
class Found:
    """Filled in by a reader as it goes; the facts of an envelope may come after its rows."""

    kind: str = ""
    bytes_read: int = 0
    place: int = 0
    """Of a sheet or CSV: the line, as its program numbers it, of the row that was read last."""
    columns: list[str] = field(default_factory=list)
    not_a_table: bool = False
    has_more: bool | None = None
    cursor: str | None = None


Reader = Callable[[Found], Generator[Row, None, None]]
