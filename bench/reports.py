"""The report of a quarter over facts of a size: figures to canonical JSON, PDF, XLSX, and the memory they take.

The second count of each share, which freezing also does, reads source rows; the facts measured here have none, so it
is timed by the imports and by `belanja shares --check`. Floor of the figures: writing the same document as canonical
JSON, without computing anything.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.report import Figure
from bench.surroundings import peak_mb

_YEAR, _QUARTER = 2025, 4


def measure(size: int) -> Iterator[Figure]:
    """Figures, PDF and XLSX of one report over the government that `bench.shares` has made, in a process of its own."""
    from bench.shares import code_of  # reads models, which the process of its own must not do before its set-up

    process = subprocess.run(
        [sys.executable, "-m", "bench.reports", code_of(size)], capture_output=True, text=True, check=False
    )
    if process.returncode:
        raise RuntimeError(process.stderr)
    done: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    label = f"{size / 1e6:.1f} M facts"
    yield Figure(
        f"report figures to canonical JSON, {label}", done["figures_ms"], "ms", done["floor_ms"],
        "writing the same document", "< 10000", f"{done['bytes'] / 1024:.0f} kB, without the second count",
    )  # fmt: skip
    yield Figure(f"  report as PDF, {label}", done["pdf_ms"], "ms", goal="< 10000", note=f"{done['pages']} pages")
    yield Figure(f"  report as XLSX, {label}", done["xlsx_ms"], "ms", goal="< 5000")
    yield Figure("  peak memory, figures and XLSX", done["rss_mb"], "MB", goal="< 300")
    yield Figure("  peak memory, setting the PDF", done["child_mb"], "MB", goal="< 512")


def _main(code: str) -> None:
    import os
    import resource
    import time
    from io import BytesIO

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belanja.config.settings")
    import django

    django.setup()
    from pypdf import PdfReader

    from belanja.institutions.models import Government
    from belanja.reporting import canonical, renderings, selectors

    def milliseconds(work: Any) -> tuple[float, Any]:
        begun = time.perf_counter()
        answer = work()
        return (time.perf_counter() - begun) * 1000, answer

    government = Government.objects.get(code=code)
    figures, document = milliseconds(lambda: selectors.draft(government=government, year=_YEAR, quarter=_QUARTER))
    floor, data = milliseconds(lambda: canonical.canonical_bytes(document))
    xlsx, _ = milliseconds(lambda: renderings.of_draft(data, renderings.XLSX))
    used = peak_mb()
    pdf, made = milliseconds(lambda: renderings.of_draft(data, renderings.PDF))
    print(
        json.dumps(
            {
                "figures_ms": figures + floor,
                "floor_ms": floor,
                "bytes": len(data),
                "xlsx_ms": xlsx,
                "pdf_ms": pdf,
                "pages": len(PdfReader(BytesIO(made)).pages),
                "rss_mb": used,
                "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    _main(sys.argv[1])
