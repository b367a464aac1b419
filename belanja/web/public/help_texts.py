"""The help pages: one Markdown file each in docs/help, the same text in the repository and on the screen."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from belanja.foundation import environment

from . import markdown

_NAME = re.compile(r"^(\d+)-([a-z0-9-]+)\.md$")


@dataclass(frozen=True)
class HelpText:
    """A page of help; files are named `<order>-<slug>.md`."""

    slug: str
    title: str
    lead: str
    source: str


@cache
def every() -> tuple[HelpText, ...]:
    """All pages in their order, read once."""
    folder = environment.source_root() / "docs" / "help"
    files = sorted(path for path in folder.glob("*.md") if _NAME.match(path.name))
    return tuple(_read(path) for path in files)


def page(slug: str) -> HelpText | None:
    return next((text for text in every() if text.slug == slug), None)


def _read(path: Path) -> HelpText:
    source = path.read_text(encoding="utf-8")
    slug = _NAME.sub(r"\2", path.name)
    return HelpText(slug, markdown.title_of(source), markdown.lead_of(source), source)
