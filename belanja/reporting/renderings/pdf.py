"""A laid-out report as a paper: chapters, tables and pictures for `documents.pdf`, every value already written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from belanja.documents.pdf import content, setting
from belanja.foundation import text
from belanja.reporting.chapters import Chapter, Layout, model
from belanja.reporting.chapters.model import Kind, written
from belanja.reporting.chapters.read import grouped

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Columns as wide as their longest value: a figure is never broken over two lines.
_FIT = frozenset({Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.NUMBER, Kind.RUPIAH})
#: Height of a picture in parts of its width, at most.
_TALLEST = 1.34
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_JOINT = re.compile(r"([_./-])(?=\w)")
_LONG = 19
#: A column that holds bands in words shares the width by weight, so that the others keep theirs.
_BAND = " sampai "
_SMALL, _SMALLER = 8.2, 7.2


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What a paper carries besides the frozen figures. Nothing in it says that anybody has signed."""

    day: date
    letterhead: content.Letterhead
    status: str = ""
    sha256: str = ""
    number: str = ""
    official: str = "Nomor: ……………………………"
    signatures: tuple[content.Signature, ...] = ()
    verification: content.Verification | None = None
    draft: bool = True


def compile_report(layout: Layout, envelope: Envelope) -> bytes:
    """The PDF of a report, as PDF/A and PDF/UA. One layout and envelope give one sequence of bytes."""
    return setting.pdf(paper(layout, envelope))


def paper(layout: Layout, envelope: Envelope) -> content.Content:
    """The whole paper."""
    main = [chapter for chapter in layout.chapters if not chapter.annex]
    annexes = [chapter for chapter in layout.chapters if chapter.annex]
    body: list[content.Block] = []
    if any(chapter.mark for chapter in main):
        for chapter in main:
            body += _chapter(chapter, chapter.heading)
    else:
        body += _lettered(main)
    after: list[content.Block] = []
    for number, chapter in enumerate(annexes, 1):
        after += _chapter(chapter, f"Lampiran {number}. {chapter.title}")
    after += [
        content.Heading(f"Lampiran {len(annexes) + 1}. Sumber dan identitas laporan"),
        content.Terms(_identity(layout, envelope), width=58),
    ]
    return content.Content(
        title=layout.title,
        subtitle=layout.government,
        day=envelope.day,
        author=layout.government,
        description=f"{layout.title}, {layout.government}, data sampai {layout.cut_off}",
        official=envelope.official,
        number=envelope.number,
        letterhead=envelope.letterhead,
        facts=[*layout.facts, *([("Keadaan", envelope.status)] if envelope.status else [])],
        body=body,
        signatures=envelope.signatures,
        verification=envelope.verification,
        annexes=after,
        foot=_foot(layout, envelope),
        draft=envelope.draft,
    )


def _lettered(main: list[Chapter]) -> Iterator[content.Block]:
    """Chapters of the first layout: one letter after the other, and the end, which it has not as a chapter."""
    for number, chapter in enumerate(main):
        yield from _chapter(chapter, chapter.title if not number else f"{_LETTERS[number - 1]}. {chapter.title}")
    yield content.Heading(f"{_LETTERS[len(main) - 1]}. Penutup")
    yield content.Paragraph("Demikian laporan ini disampaikan sebagai bahan pengambilan keputusan Pimpinan.")


def _foot(layout: Layout, envelope: Envelope) -> str:
    words = f"{layout.government} · {layout.period} · data sampai {layout.cut_off}"
    return f"{words} · SHA-256 {envelope.sha256[:16]}…" if envelope.sha256 else f"{words} · draf"


def _identity(layout: Layout, envelope: Envelope) -> list[tuple[str, str]]:
    lines = list(layout.sources)
    if envelope.sha256:
        lines.append(("SHA-256 angka beku (report.json)", grouped(envelope.sha256)))
    return lines


def _chapter(chapter: Chapter, title: str) -> Iterator[content.Block]:
    """Heading and blocks; a chapter of nothing but text and wide tables is turned as a whole, wide tables that follow
    each other share their turned pages, and a chapter that begins with one has its heading there."""
    heading = content.Heading(title, level=chapter.level)
    blocks = [_block(block) for block in chapter.blocks]
    wide = [block for block in blocks if _is_wide(block)]
    flat = (content.Paragraph, content.Points)
    if wide and all(isinstance(block, flat) or _is_wide(block) for block in blocks):
        yield content.Turned([heading, *blocks])
        return
    run: list[content.Block] = []
    before = next(place for place, block in enumerate([*blocks, None]) if not isinstance(block, flat))
    if before < len(blocks) and _is_wide(blocks[before]):
        run = [heading, *blocks[:before]]
        blocks = blocks[before:]
    else:
        yield heading
    for block in blocks:
        if _is_wide(block):
            run.append(block)
            continue
        if run:
            yield content.Turned(run)
            run = []
        yield block
    if run:
        yield content.Turned(run)


def _is_wide(block: content.Block) -> bool:
    return isinstance(block, content.Table) and block.wide


def _block(block: model.Block) -> content.Block:
    if isinstance(block, model.Paragraph):
        return content.Paragraph(block.text)
    if isinstance(block, model.Points):
        return content.Points(block.items, numbered=block.numbered)
    if isinstance(block, model.Boxes):
        return content.Boxes(
            [
                content.Box(
                    label=box.label, value=box.value, word=text.capital_first(box.standing_word), detail=box.detail
                )
                for box in block.boxes
            ]
        )
    if isinstance(block, model.Picture):
        svg = str(block.draw(standalone=True))
        return content.Picture(title=block.title, alt=block.alt, svg=svg, percent=_percent(svg))
    return _table(block)


def _percent(svg: str) -> int:
    """The part of the width at which a drawing still fits the height of a page."""
    found = _SIZE.search(svg)
    ratio = float(found.group(2)) / float(found.group(1)) if found else 1.0
    return int(min(100, 100 * _TALLEST / ratio))


def _table(table: model.Table) -> content.Table:
    kinds = [column.kind for column in table.columns]
    rows = [[_soft(written(value, kind)) for value, kind in zip(row, kinds, strict=True)] for row in table.rows]
    bands = [any(_BAND in row[place] for row in rows) for place in range(len(kinds))]
    return content.Table(
        title=table.title,
        columns=[
            content.Column(
                label=column.label,
                align="right" if column.kind.numeric else "left",
                weight=column.weight,
                help=column.help,
                fit=column.key == "kode" or (column.kind in _FIT and not has_bands),
            )
            for column, has_bands in zip(table.columns, bands, strict=True)
        ],
        rows=rows,
        total=[written(value, kind) for value, kind in zip(table.total, kinds, strict=True)] if table.total else (),
        note=table.note,
        wide=table.wide,
        size=_SMALLER if table.wide else _SMALL,
    )


def _soft(words: str) -> str:
    """Long codes may be broken after their joints, so that they stay in their column."""
    return _JOINT.sub("\\1\u200b", words) if any(len(word) > _LONG for word in words.split()) else words
