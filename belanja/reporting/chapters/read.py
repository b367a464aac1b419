"""Reading values back from the canonical document, and the words that several chapters share."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from belanja.foundation import text
from belanja.institutions.unit_names import shown
from belanja.reporting.canonical import Plain

#: Said in place of a figure on which the two computations differ.
HELD = "ditahan"


def named(document: Plain) -> Plain:
    """The document with its units named as readers expect them; the frozen bytes keep the names of the feeds."""
    found: Plain = _named(document)
    return found


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: shown(part) if key in ("name", "unit") and isinstance(part, str) else _named(part)
            for key, part in value.items()
        }
    return [_named(part) for part in value] if isinstance(value, list) else value


def exact(written: str | None) -> Decimal | None:
    """Text with two decimals as Decimal; null stays unknown."""
    return None if written is None else Decimal(written)


def day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def date_words(written: str | None) -> str:
    return text.UNKNOWN if written is None else text.long_date(date.fromisoformat(written))


def moment_words(written: str | None) -> str:
    return text.UNKNOWN if written is None else text.date_time(datetime.fromisoformat(written))


def rupiah(written: str | None) -> str:
    return text.UNKNOWN if written is None else text.rupiah(Decimal(written))


def percent(written: str | None) -> str:
    return text.percent(exact(written))


def percent_short(written: str) -> str:
    return text.percent_short(Decimal(written))


def share_words(figure: Plain) -> str:
    """A share, a band from lowest to highest possible, or the words for unknown."""
    if figure.get("share_percent") is not None:
        return percent(figure["share_percent"])
    if figure.get("held") or figure.get("status") == "held":
        return HELD
    low, high = figure.get("share_low_percent"), figure.get("share_high_percent")
    if low is not None and high is not None:
        return f"{percent(low)} sampai {percent(high)}"
    return text.UNKNOWN


def government_words(document: Plain) -> str:
    """`Pemerintah Provinsi Banten`."""
    name: str = document["report"]["government"]["name"]
    return name if name.startswith("Pemerintah") else f"Pemerintah {name}"


def figure_of(document: Plain, key: str) -> Plain | None:
    """The headline figure of an indicator, None where the report has none."""
    return next((figure for figure in document["provincial"] if figure["key"] == key), None)


def grouped(sha256: str) -> str:
    """A hash in groups of eight, so that it can be read aloud and does not run out of its line."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
