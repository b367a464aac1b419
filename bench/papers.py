"""A paper of 40 pages and a workbook of 100,000 rows, with the memory they take.

Floors: the same words of the paper set by typst alone, without look, tags or standards, in a process of its own; and
a bare loop of XlsxWriter over the same cells. Each runs in a process of its own, so that its peak is its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bench.report import Figure
from bench.surroundings import peak_mb

#: Rows of the paper's table: with its head, a chart and the signature they fill 40 pages.
PAPER_ROWS = 2_250
SHEET_ROWS = 100_000
QUICK_SHEET_ROWS = 10_000


def measure(*, rows: int) -> Iterator[Figure]:
    """The paper and the workbook; `rows` of the workbook."""
    done, floor = _apart("paper"), _apart("paper_floor")
    yield Figure(
        f"paper of {done['pages']} pages with {PAPER_ROWS:,} rows, PDF/A and PDF/UA",
        done["seconds"],
        "s",
        floor["seconds"],
        "typst alone, words in a plain table",
        "< 1.5",
        f"{done['bytes'] / 1e6:.1f} MB; processor {done['cpu']:.2f} s",
    )
    yield Figure("  peak memory of setting it", done["rss_mb"], "MB", floor["rss_mb"], "typst alone")
    done, floor = _apart("sheet", rows), _apart("sheet_floor", rows)
    scale = rows / SHEET_ROWS
    yield Figure(
        f"workbook of {rows:,} rows, 8 columns",
        done["seconds"],
        "s",
        floor["seconds"],
        "bare XlsxWriter loop",
        f"< {15 * scale:g}",
        f"{done['bytes'] / 1e6:.1f} MB; processor {done['cpu']:.2f} s",
    )
    yield Figure("  peak memory of writing it", done["rss_mb"], "MB", floor["rss_mb"], "bare loop", "< 150")


def _apart(what: str, rows: int = 0) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.papers", what, str(rows)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout))


def _cells() -> list[list[str]]:
    return [
        [str(n + 1), f"Dinas Contoh Nomor {n}", "Rp1.234.567.890", "Rp4.770.000.000", "25,88%", "menuju"]
        for n in range(PAPER_ROWS)
    ]


def _paper() -> bytes:
    from belanja.documents.charts import ranked
    from belanja.documents.pdf import content, setting

    bars = [ranked.ShareRow(name=f"Dinas {n}", share=Decimal(n)) for n in range(40)]
    drawing = ranked.RankedShares(key="r", title="Porsi", rows=bars, target=Decimal(30))
    heads = [("No", 4), ("Perangkat Daerah", 30), ("Kontrak", 18), ("Belanja", 18), ("Porsi", 9), ("Kedudukan", 12)]
    table = content.Table(
        title="Capaian",
        columns=[
            content.Column(label=label, weight=weight, align="right" if place in (0, 2, 3, 4) else "left")
            for place, (label, weight) in enumerate(heads)
        ],
        rows=_cells(),
    )
    return setting.pdf(
        content.Content(
            title="Laporan ukur",
            day=date(2026, 3, 31),
            body=[
                content.Heading("Ringkasan"),
                content.Picture(title="Porsi", alt="Batang", svg=ranked.draw(drawing, standalone=True)),
                content.Heading("Tabel"),
                table,
            ],
        )
    )


def _paper_floor() -> bytes:
    """In this process, which does nothing else: the cost of starting one counts for both."""
    import typst

    words = json.dumps([cell for row in _cells() for cell in row])
    source = '#set page(paper: "a4")\n#table(columns: 6, ..json(bytes(sys.inputs.words)))'
    made = typst.compile(source.encode(), format="pdf", sys_inputs={"words": words}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _rows(count: int) -> Iterator[list[Any]]:
    day = date(2026, 3, 31)
    for n in range(count):
        amount = Decimal(n * 1_234_567) + Decimal("0.25")
        yield [f"K{n}", f"Paket belanja nomor {n}", "Dinas Contoh", "v6", day, "kontrak", amount, Decimal("25.88")]


def _sheet(count: int) -> bytes:
    import io

    from belanja.documents import xlsx
    from belanja.documents.sheets import Field, Kind, Sheet

    kinds = [Kind.CODE, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.DAY, Kind.TEXT, Kind.MONEY, Kind.PERCENT]
    out = io.BytesIO()
    fields = [Field(f"k{n}", f"Kolom {n}", kind) for n, kind in enumerate(kinds)]
    sheet = Sheet(name="ukur", title="Ukur", fields=fields, rows=lambda: _rows(count))
    xlsx.write(out, [sheet], title="Ukur", created=datetime(2026, 3, 31, tzinfo=UTC))
    return out.getvalue()


def _sheet_floor(count: int) -> bytes:
    import io

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate(_rows(count)):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value)
            elif isinstance(value, date):
                sheet.write_datetime(line, place, value)
            else:
                sheet.write_number(line, place, value)
    book.close()
    return out.getvalue()


def _main(what: str, rows: int) -> None:
    work: dict[str, Callable[[], bytes]] = {
        "paper": _paper,
        "paper_floor": _paper_floor,
        "sheet": lambda: _sheet(rows),
        "sheet_floor": lambda: _sheet_floor(rows),
    }
    begun = time.perf_counter()
    made = work[what]()
    seconds = time.perf_counter() - begun
    own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "seconds": seconds,
        "cpu": own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime,
        "bytes": len(made),
        "rss_mb": max(peak_mb(), child.ru_maxrss / 1024 if what.startswith("paper") else 0),
        "pages": _pages(made) if made.startswith(b"%PDF-") else 0,
    }
    print(json.dumps(told))


def _pages(document: bytes) -> int:
    import io

    import pypdf

    return len(pypdf.PdfReader(io.BytesIO(document)).pages)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
