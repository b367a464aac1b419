"""A laid-out report as PDF: the signed paper's shape, by typst."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

import typst

from belanja.foundation import text
from belanja.reporting.chapters import Layout, model
from belanja.reporting.chapters.model import written
from belanja.reporting.chapters.read import grouped

#: Height of a picture in parts of its width, at most.
_TALLEST = 1.38
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_JOINT = re.compile(r"([_./-])(?=\w)")
_LONG = 19
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIT = frozenset({model.Kind.COUNT, model.Kind.PERCENT, model.Kind.POINTS, model.Kind.RUPIAH})


@dataclass(frozen=True)
class Letterhead:
    government: str
    office: str
    address: str = ""


@dataclass(frozen=True)
class Signature:
    """Who is to sign; nothing here says that anybody has."""

    place: str = "……………………, ……………………"
    post: str = "Inspektur Daerah"
    name: str = "……………………………………"
    rank: str = "Pangkat/golongan ……………"
    nip: str = "NIP ……………………………"
    note: str = "Belum ditandatangani."


@dataclass(frozen=True)
class Envelope:
    """What a paper carries besides the frozen figures: number, mark, hash, signature, letterhead."""

    letterhead: Letterhead
    number: str = ""
    mark: str = ""
    sha256: str = ""
    frozen: str = ""
    signature: Signature = Signature()
    verification: str = ""


def compile_report(layout: Layout, envelope: Envelope, *, at: datetime | None) -> bytes:
    """The PDF of a report. `at` is written as its creation date, so that one report gives one file."""
    template = resources.files("belanja.reporting.renderings").joinpath("report.typ").read_bytes()
    compiled = typst.compile(
        template,
        sys_inputs={"data": json.dumps(paper(layout, envelope), ensure_ascii=False)},
        format="pdf",
        # Archival and accessible at once; the compiler refuses what would break either.
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()) if at else None,
    )
    if not isinstance(compiled, bytes):
        raise TypeError("one PDF is expected")
    return compiled


def paper(layout: Layout, envelope: Envelope) -> dict[str, Any]:
    """Everything the template shows, in written words."""
    main = [chapter for chapter in layout.chapters if not chapter.annex]
    annexes = [chapter for chapter in layout.chapters if chapter.annex]
    facts = [("Nomor", envelope.number or "……………………………"), *layout.facts]
    if envelope.frozen:
        facts.append(("Angka dibekukan", envelope.frozen))
    return {
        "title": layout.title,
        "description": f"{layout.title}, {layout.government}, data sampai {layout.cut_off}",
        "government": layout.government,
        "footer": _footer(layout, envelope),
        "mark": envelope.mark,
        "letterhead": vars(envelope.letterhead),
        "facts": [{"label": label, "text": words} for label, words in facts],
        "chapters": [
            _chapter(chapter, chapter.title if not number else f"{_LETTERS[number - 1]}. {chapter.title}")
            for number, chapter in enumerate(main)
        ],
        "closing": {
            "title": f"{_LETTERS[len(main) - 1]}. Penutup",
            "text": "Demikian laporan ini disampaikan sebagai bahan pengambilan keputusan Pimpinan.",
        },
        "signature": vars(envelope.signature),
        "annexes": [
            _chapter(chapter, f"Lampiran {number}. {chapter.title}") for number, chapter in enumerate(annexes, 1)
        ],
        "identity": {
            "title": f"Lampiran {len(annexes) + 1}. Sumber dan identitas laporan",
            "lines": [{"label": label, "text": words} for label, words in _identity(layout, envelope)],
        },
    }


def _footer(layout: Layout, envelope: Envelope) -> str:
    words = f"{layout.government} · {layout.period} · data sampai {layout.cut_off}"
    return f"{words} · SHA-256 {envelope.sha256[:16]}…" if envelope.sha256 else f"{words} · draf"


def _identity(layout: Layout, envelope: Envelope) -> list[tuple[str, str]]:
    lines = list(layout.sources)
    if envelope.sha256:
        lines.append(("SHA-256 angka beku (report.json)", grouped(envelope.sha256)))
    return lines


def _chapter(chapter: model.Chapter, title: str) -> dict[str, Any]:
    """`turned` chapters hold nothing but text and wide tables, and stand on turned pages as a whole."""
    wide = [block for block in chapter.tables if block.wide]
    text_only = all(isinstance(block, model.Paragraph | model.Points | model.Table) for block in chapter.blocks)
    return {
        "title": title,
        "level": chapter.level,
        "turned": bool(wide) and text_only and len(wide) == len(chapter.tables),
        "blocks": [_block(block) for block in chapter.blocks],
    }


def _block(block: model.Block) -> Mapping[str, Any]:
    if isinstance(block, model.Paragraph):
        return {"type": "paragraph", "text": block.text}
    if isinstance(block, model.Points):
        return {"type": "points", "items": list(block.items), "numbered": block.numbered}
    if isinstance(block, model.Boxes):
        return {
            "type": "boxes",
            "items": [
                {
                    "label": box.label,
                    "value": box.value,
                    "detail": box.detail,
                    "standing": box.standing or "unknown",
                    "word": text.capital_first(box.standing_word),
                }
                for box in block.boxes
            ],
        }
    if isinstance(block, model.Picture):
        return {
            "type": "picture",
            "title": block.title,
            "alt": block.alt,
            **_drawn(str(block.draw(standalone=True))),
        }
    return _table(block)


def _drawn(svg: str) -> dict[str, Any]:
    """The drawing, and the part of the width at which it still fits the height of a page."""
    found = _SIZE.search(svg)
    ratio = float(found.group(2)) / float(found.group(1)) if found else 1.0
    return {"svg": svg, "width": min(100.0, 100.0 * _TALLEST / ratio)}


def _soft(words: str) -> str:
    """Long codes may be broken after their joints, so that they stay in their column."""
    return _JOINT.sub("\\1\u200b", words) if any(len(word) > _LONG for word in words.split()) else words


def _table(table: model.Table) -> dict[str, Any]:
    kinds = [column.kind for column in table.columns]
    return {
        "type": "table",
        "title": table.title,
        "wide": table.wide,
        "note": table.note,
        "columns": [
            {
                "label": column.label,
                "help": column.help,
                "numeric": column.kind.numeric,
                "fit": column.kind in _FIT or column.key == "kode",
                "weight": column.weight,
            }
            for column in table.columns
        ],
        "rows": [[_soft(written(value, kind)) for value, kind in zip(row, kinds, strict=True)] for row in table.rows],
        "total": [written(value, kind) for value, kind in zip(table.total, kinds, strict=True)] if table.total else [],
    }
