"""`belanja report`: the report of a quarter as report.json, report.pdf and report.xlsx."""

import argparse
import sys
from pathlib import Path

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE
from belanja.reporting import canonical, renderings, selectors, services
from belanja.reporting.models import Snapshot
from belanja.rules.decisions import RuleBroken

HELP = "laporan triwulan: report.json, report.pdf, report.xlsx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--government", required=True, metavar="KODE", help="kode KLPD, misalnya D43")
    parser.add_argument("--year", required=True, type=_year, metavar="TAHUN", help="tahun anggaran")
    parser.add_argument("--quarter", required=True, type=int, choices=(1, 2, 3, 4), help="triwulan")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="folder untuk ketiga berkas")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--draft", action="store_true", help="tampilkan angka sekarang tanpa membekukan")
    what.add_argument("--new", action="store_true", help="bekukan versi baru walau sudah ada yang dibekukan")
    what.add_argument(
        "--rebuild", action="store_true", help="hitung lagi laporan beku dari tarikannya dan bandingkan byte demi byte"
    )
    parser.add_argument(
        "--reason", default="", metavar="KATA", help="mengapa tanpa putaran konfirmasi unit, atau mengapa versi baru"
    )
    parser.set_defaults(parser=parser)


def handle(args: argparse.Namespace) -> int:
    """Write the three files, or rebuild the frozen report. 0: done, or the same bytes; 1: refused (unknown
    government, no data, figures that differ); 2: `--out` is missing."""
    if args.out is None and not args.rebuild:
        args.parser.error("--out FOLDER diperlukan")
    government = institutions.government(args.government)
    if args.rebuild:
        return _rebuild(government, args)
    if args.draft:
        _write(args.out, renderings.files_of(_draft(government, args), None))
    else:
        snapshot = _frozen(government, args)
        _write(args.out, renderings.files_of(snapshot.data, snapshot))
    return 0


def _draft(government: Government, args: argparse.Namespace) -> bytes:
    document = selectors.draft(government=government, year=args.year, quarter=args.quarter, checked=True)
    for figure in document["data_notes"]["recount"]["figures"]:
        for line in figure["differences"]:
            print(f"Beda hitungan, baris ditahan: {line}", file=sys.stderr)
    return canonical.canonical_bytes(document)


def _frozen(government: Government, args: argparse.Namespace) -> Snapshot:
    """The frozen report of the quarter; frozen now where there is none yet, or where a new version is asked for."""
    selectors.quarter_days(args.year, args.quarter)
    known = selectors.in_force(government, args.year, args.quarter)
    if known is not None and not args.new:
        print(
            f"Laporan ini sudah {known.status.label} sebagai versi {known.number}; ditulis ulang apa adanya. "
            "Pakai --new untuk membekukan versi baru dari data sekarang.",
            file=sys.stderr,
        )
        return known
    draft = services.open_draft(government=government, year=args.year, quarter=args.quarter, actor=CONSOLE)
    reason = args.reason or "dibekukan dari konsol, tanpa putaran konfirmasi"
    return services.freeze(
        snapshot_id=draft.pk, government=government, actor=CONSOLE, without_round=reason, change_reason=reason
    )


def _rebuild(government: Government, args: argparse.Namespace) -> int:
    known = selectors.in_force(government, args.year, args.quarter)
    if known is None:
        raise RuleBroken("not_found", "Belum ada laporan beku untuk triwulan itu.", status=404)
    found = services.differing(snapshot=known)
    if found:
        print(f"Hasil hitung ulang berbeda pada bagian: {', '.join(found)}.", file=sys.stderr)
        return 1
    print(f"{known.sha256}  sama byte demi byte, dihitung ulang dari {len(known.pulls)} tarikan yang disebut.")
    return 0


def _write(folder: Path, files: list[renderings.File]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            (folder / file.name).write_bytes(file.data)
            print(f"{canonical.digest(file.data)}  {folder / file.name}")
    except OSError as problem:
        raise RuleBroken("cannot_write", f"Berkas tidak dapat ditulis ke {folder}: {problem.strerror}.") from problem


def _year(written: str) -> int:
    if not (written.isdigit() and 2000 <= int(written) <= 2100):
        raise argparse.ArgumentTypeError(f"{written} bukan tahun anggaran")
    return int(written)
