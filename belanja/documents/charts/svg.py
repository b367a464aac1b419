"""Building blocks of charts: escaped elements, coordinates, wrapped text, the style of a lone chart.

A chart in a page takes its colours from `belanja.css` by class, so dark mode and print work. With
`standalone=True` the same drawing carries its own style with the colours of print filled in (a PDF knows neither
the page's style sheet nor custom properties).
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from html import escape
from importlib import resources
from typing import Final

from belanja.foundation.text import round_half_up

#: Widths of the two drawings of every chart, in CSS pixels: beside text on a desk, and on a phone.
WIDE: Final = 760
NARROW: Final = 358
#: Mean width of a letter of the system sans, in parts of its size; labels are wrapped by it.
LETTER: Final = Decimal("0.53")
#: The same of a capital: feeds spell many names in nothing else.
CAPITAL: Final = Decimal("0.68")
#: The face of papers (`documents.pdf` ships it); narrower than the system sans, so no label outgrows its room.
PAPER_FONT: Final = "Libertinus Serif"


class Drawn(str):
    """Markup of ours: escaped already, so that a template puts it in as it is (`__html__`) and `el` does too."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def px(value: Decimal | int) -> str:
    """A coordinate with at most one decimal."""
    shown = str(round_half_up(value, 1))
    return shown.removesuffix(".0")


def _safe(part: str) -> str:
    return part if hasattr(part, "__html__") else escape(part)


def join(parts: Iterable[str]) -> Drawn:
    return Drawn("".join(map(_safe, parts)))


def el(name: str, *content: str, **attributes: Decimal | int | str | None) -> Drawn:
    """`<name …>content</name>`; `class_` becomes class, `_` becomes `-`, numbers become coordinates.

    Content that is not already safe is escaped; attributes of `None` are left out. `name` and the names of the
    attributes are constants of this package.
    """
    written = []
    for key, value in attributes.items():
        if value is None:
            continue
        called = key if key == "viewBox" else key.rstrip("_").replace("_", "-")
        written.append(f' {called}="{escape(value if isinstance(value, str) else px(value))}"')
    return Drawn(f"<{name}{''.join(written)}>{join(content)}</{name}>")


def label(x: Decimal | int, y: Decimal | int, words: str, class_: str = "") -> Drawn:
    return el("text", words, x=x, y=y, class_=class_ or None)


def line(class_: str, x1: Decimal | int, y1: Decimal | int, x2: Decimal | int, y2: Decimal | int) -> Drawn:
    return el("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def rect(class_: str, x: Decimal | int, y: Decimal | int, width: Decimal | int, height: Decimal | int) -> Drawn:
    return el("rect", class_=class_, x=x, y=y, width=width, height=height)


def hatched(key: str) -> Drawn:
    """The fill of everything unknown; use it as `fill="url(#key)"`."""
    ground = el("rect", class_="hatch-ground", width="7", height="7")
    stroke = el("path", class_="hatch", d="M-1 1l2-2M0 7l7-7M6 8l2-2")
    pattern = el("pattern", ground, stroke, id=key, patternUnits="userSpaceOnUse", width="7", height="7")
    return el("defs", pattern)


def text_width(words: str, size: int = 14) -> Decimal:
    """About how many pixels a text takes."""
    capitals = sum(map(str.isupper, words))
    return size * (CAPITAL * capitals + LETTER * (len(words) - capitals))


def wrap(words: str, width: Decimal | int, size: int = 14, lines: int = 2) -> list[str]:
    """The text in at most `lines` lines of `width` pixels; what does not fit ends in an ellipsis."""
    out = [""]
    for word in words.split():
        longer = f"{out[-1]} {word}".strip()
        if out[-1] and text_width(longer, size) > width:
            out.append(word)
        else:
            out[-1] = longer
    if len(out) > lines:
        out = [*out[: lines - 1], f"{out[lines - 1]} …"]
    return out


@cache
def _style_sheet() -> str:
    """Read as a file: the pages' style sheet is the one place of colours, and nothing here imports the pages."""
    return resources.files("belanja").joinpath("web/static/belanja/belanja.css").read_text(encoding="utf-8")


_COLOUR: Final = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,8})")


@cache
def tokens(theme: str = "light") -> dict[str, str]:
    """The colour tokens, read from the style sheet so that there is one source; `theme`: light, dark, print."""
    sheet = _style_sheet()
    block = sheet[sheet.index("@layer tokens {") : sheet.index("@layer base {")]
    light, _, dark = block.partition("@media (prefers-color-scheme: dark)")
    found = dict(_COLOUR.findall(light))
    if theme == "dark":
        found |= dict(_COLOUR.findall(dark))
    if theme == "print":
        found |= dict(_COLOUR.findall(sheet[sheet.index("@layer print {") :]))
    return found


@cache
def standalone_style() -> str:
    """The chart rules of the style sheet with the colours of print filled in."""
    sheet = _style_sheet()
    rules = sheet[sheet.index("plot:start") : sheet.index("/* plot:end")]
    rules = rules[rules.index("*/") + 2 :]
    colours = tokens("print")
    rules = re.sub(r"var\(--([\w-]+)\)", lambda match: colours[match.group(1)], rules)
    return f'.plot {{ font-family: "{PAPER_FONT}"; }}{rules}'


def drawing(
    *content: str,
    key: str,
    width: int,
    height: Decimal | int,
    title: str,
    description: str,
    interactive: bool,
    standalone: bool,
) -> Drawn:
    """The whole `<svg>`: named by title and description; a group when it holds links, else one image."""
    style = el("style", Drawn(standalone_style())) if standalone else ""
    return el(
        "svg",
        style,
        el("title", title, id=f"{key}-judul"),
        el("desc", description, id=f"{key}-uraian"),
        *content,
        class_="plot",
        viewBox=f"0 0 {width} {px(height)}",
        width=width if standalone else None,
        height=height if standalone else None,
        xmlns="http://www.w3.org/2000/svg" if standalone else None,
        role="group" if interactive else "img",
        aria_labelledby=f"{key}-judul {key}-uraian",
    )


def linked(href: str, spoken: str, *content: str) -> Drawn:
    """Content as a link when there is somewhere to go; `spoken` names it for ears and as a tooltip."""
    if not href:
        return el("g", el("title", spoken), *content)
    return el("a", el("title", spoken), *content, href=href, aria_label=spoken)
