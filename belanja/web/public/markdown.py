"""The little Markdown that help pages are written in, as safe HTML.

Headings (`#` to `###`), paragraphs, lists (`-`, `1.`), code blocks fenced by three backticks, and within a line
`**strong**`, `` `code` `` and `[words](address)`. Everything else is plain text; HTML is escaped.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\[([^\]]+)\]\(((?:/|#|https://)[^)\s\"]*)\)"), r'<a href="\2">\1</a>'),
)
_ITEM = re.compile(r"^(?:-|\d+\.) +")


def title_of(source: str) -> str:
    """The first heading."""
    return source.partition("\n")[0].removeprefix("# ").strip()


def lead_of(source: str) -> str:
    """The first paragraph, as plain words: what the page is about."""
    blocks = [block for block in source.split("\n\n")[1:] if block.strip()]
    return " ".join(blocks[0].split()) if blocks else ""


def html(source: str) -> SafeString:
    """The whole text without its first heading and first paragraph (the page shows these itself)."""
    blocks = source.strip().split("\n\n")[2:]
    return format_html_join("\n", "{}", ((part,) for part in _blocks(_joined(blocks))))


def _joined(blocks: list[str]) -> list[str]:
    """Blocks again whole where an empty line stood inside a fence."""
    out: list[str] = []
    for block in blocks:
        if out and out[-1].count("```") % 2:
            out[-1] += f"\n\n{block}"
        else:
            out.append(block)
    return out


def _blocks(blocks: list[str]) -> Iterator[SafeString]:
    for block in blocks:
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("```"):
            yield format_html('<pre tabindex="0"><code>{}</code></pre>', "\n".join(lines[1:-1]))
        elif lines[0].startswith("#"):
            marks, _, words = lines[0].partition(" ")
            tag = mark_safe(f"h{min(len(marks), 3)}")  # noqa: S308  (h1 to h3)
            yield format_html("<{}>{}</{}>", tag, _inline(words), tag)
        elif _ITEM.match(lines[0]):
            yield _list(lines)
        elif block.strip():
            yield format_html("<p>{}</p>", _inline(" ".join(lines)))


def _list(lines: list[str]) -> SafeString:
    """Items; a line that is not an item continues the one before."""
    numbers = [number for number, line in enumerate(lines) if _ITEM.match(line)]
    starts = set(numbers)
    position = -1

    def group(pair: tuple[int, str]) -> int:
        nonlocal position
        position += pair[0] in starts
        return position

    items = [
        " ".join(_ITEM.sub("", line).strip() for _number, line in pairs)
        for _key, pairs in groupby(enumerate(lines), key=group)
    ]
    inner = format_html_join("", "<li>{}</li>", ((_inline(item),) for item in items))
    if lines[0].startswith("-"):
        return format_html('<ul class="bullets">{}</ul>', inner)
    return format_html("<ol>{}</ol>", inner)


def _inline(words: str) -> SafeString:
    out = str(escape(words))
    for pattern, replacement in _INLINE:
        out = pattern.sub(replacement, out)
    return mark_safe(out)  # noqa: S308  (escaped above; only the marks of this module are added)
