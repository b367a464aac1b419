"""A laid-out report as pieces of a page. Nothing is computed here: every value is written as on paper."""

from dataclasses import dataclass

from belanja.foundation import text
from belanja.reporting.chapters import Layout, model
from belanja.reporting.chapters.model import written
from belanja.web.pieces import (
    Cell,
    ChartFigure,
    Column,
    DefinitionList,
    Figure,
    Figures,
    Piece,
    Prose,
    Row,
    Standing,
    Table,
    Term,
)

_LONG = 25


@dataclass(frozen=True, kw_only=True)
class Section:
    """One chapter: heading with its place in the table of contents, and its pieces."""

    key: str
    title: str
    layout: str
    items: list[Piece]


def sections(layout: Layout) -> list[Section]:
    """The chapters of a report, in the order of the paper."""
    return [
        Section(
            key=chapter.key,
            title=f"Lampiran: {chapter.title}" if chapter.annex else chapter.heading,
            layout="stack",
            items=[piece for block in chapter.blocks for piece in pieces(block)],
        )
        for chapter in layout.chapters
    ]


def facts(layout: Layout, *more: Term) -> DefinitionList:
    """The lines of the cover."""
    return DefinitionList(terms=[*(Term(term=label, text=words) for label, words in layout.facts), *more])


def pieces(block: model.Block) -> list[Piece]:
    """What stands in a page for one block."""
    if isinstance(block, model.Paragraph):
        return [Prose(paragraphs=(block.text,))]
    if isinstance(block, model.Points):
        return [Prose(items=block.items, numbered=block.numbered)]
    if isinstance(block, model.Boxes):
        return [Figures(figures=[figure(box) for box in block.boxes])]
    if isinstance(block, model.Picture):
        return [_chart(block)]
    note = [Prose(paragraphs=(block.note,))] if block.note else []
    return [table(block), *note]


def figure(box: model.Box) -> Figure:
    """A headline figure as a page shows it."""
    known = {standing.value: standing for standing in Standing}
    standing = known.get(box.standing)
    return Figure(
        label=box.label,
        value=box.value,
        reason=f"{text.capital_first(box.detail)}.",
        standing=standing,
        standing_word=box.standing_word if standing else "",
    )


def _chart(picture: model.Picture) -> ChartFigure:
    return ChartFigure(
        finding=picture.title,
        definition=picture.alt,
        wide=picture.draw(),
        narrow=picture.draw(narrow=True),
        table=None,
        level=3,
    )


def table(shown: model.Table) -> Table:
    """A table of the report with every row."""
    kinds = [column.kind for column in shown.columns]
    return Table(
        key=f"t-{shown.key}",
        caption=shown.title,
        columns=[
            Column(key=column.key, label=column.label, numeric=column.kind.numeric, note=column.help)
            for column in shown.columns
        ],
        rows=[Row(cells=[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)]) for row in shown.rows],
        total=[written(value, kind) for value, kind in zip(shown.total, kinds, strict=False)],
        tight=len(shown.rows) > _LONG,
    )


def _cell(value: model.Value, kind: model.Kind) -> Cell:
    words = written(value, kind)
    return Cell(text=words, words=kind.numeric and (value is None or (isinstance(value, str) and value != "")))
