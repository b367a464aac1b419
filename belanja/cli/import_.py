"""`belanja import PATH… [--government CODE] [--dry-run] [--json]`: take in files of the national systems."""

import argparse
import json
import sys
import time
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="berkas atau folder")
    parser.add_argument("--government", metavar="KODE", help="kode KLPD; baris pemerintah lain dikarantina")
    parser.add_argument("--dry-run", action="store_true", help="coba saja, tidak ada yang disimpan")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def handle(args: argparse.Namespace) -> int:
    from belanja.intake import services
    from belanja.journal.services import CONSOLE

    bar = ProgressBar(quiet=args.json or not sys.stderr.isatty())
    outcome = services.import_paths(
        paths=[Path(path) for path in args.paths],
        actor=CONSOLE,
        government=args.government,
        dry_run=args.dry_run,
        report=bar.tell,
    )
    bar.end()
    told = services.told(outcome)
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(services.told_in_words(outcome))
    return 0


class ProgressBar:
    """Rows, rate and time left on standard error, at most ten times a second."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self._file = ""
        self._begun = self._shown = 0.0

    def tell(self, file: str, rows: int, done: int, size: int) -> None:
        if self.quiet:
            return
        now = time.monotonic()
        if file != self._file:
            self.end()
            self._file, self._begun = file, now
        if now - self._shown < 0.1 and done < size:
            return
        self._shown = now
        elapsed = max(now - self._begun, 0.001)
        part = done / size if size else 1.0
        left = elapsed / part * (1 - part) if part > 0 else 0.0
        filled = int(part * 24)
        bar = "█" * filled + "·" * (24 - filled)
        pace = f"{rows:>9,} baris {rows / elapsed:>8,.0f}/dtk".replace(",", ".")
        print(f"\r{file[:32]:<32} {bar} {part:4.0%} {pace} sisa {left:4.0f} dtk", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._file and not self.quiet:
            print(file=sys.stderr)
        self._file = ""
