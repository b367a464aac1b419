"""`belanja days`: the working days of purchases of one government in one fiscal year."""

import argparse
import csv
import json
import sys

from belanja.affirmation import rendering
from belanja.affirmation.recount import wait_differences
from belanja.affirmation.selectors.waits import Waits, waits
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken
from belanja.rules.waits import BY_CODE, PAYING, Gap

from .shares import year_of

HELP = "hari kerja pembelian"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--government", required=True, metavar="KODE", help="kode KLPD, misalnya D43")
    parser.add_argument("--year", required=True, type=year_of, metavar="TAHUN", help="tahun anggaran")
    parser.add_argument("--stretch", choices=list(BY_CODE), default=PAYING.code, help="tahap (baku: %(default)s)")
    parser.add_argument("--json", action="store_true", help="semua tahap, untuk program")
    parser.add_argument("--csv", action="store_true", help="semua tahap, satu baris setiap kelompok dan tahap")
    parser.add_argument("--check", action="store_true", help="hitung ulang dari catatan pesanan dan bandingkan")


def handle(args: argparse.Namespace) -> int:
    """Print the days. 0: done; 1: refused (unknown government, no orders), or `--check` found a difference."""
    try:
        found = _found(args)
    except RuleBroken as refused:
        print(refused.message, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(rendering.waits_data(found), ensure_ascii=False, indent=2))
    elif args.csv:
        _print_rows(found)
    else:
        print("\n".join(_lines(found, args.stretch)))
    return _check(found) if args.check else 0


def _found(args: argparse.Namespace) -> Waits:
    found = waits(government=institutions.government(args.government), year=args.year)
    if not found.has_data:
        message = f"Belum ada pesanan {found.government.name} untuk tahun anggaran {args.year}."
        raise RuleBroken("no_data", message, status=404)
    return found


def _check(found: Waits) -> int:
    differing = wait_differences(found)
    for difference in differing:
        print(f"Beda hitungan: {difference}", file=sys.stderr)
    if not differing:
        print("Hitung ulang dari catatan pesanan: semua sama.", file=sys.stderr)
    return 1 if differing else 0


def _lines(found: Waits, code: str) -> list[str]:
    stretch = BY_CODE[code]
    lines = [
        f"Hari kerja {found.government.name}, tahun anggaran {found.year}: {stretch.label}",
        f"Definisi  : {stretch.code} versi {stretch.version} - {stretch.meaning}",
        f"Data sampai {text.long_date(found.cut_off)}; angka disebut mulai dari {found.least} pesanan.",
    ]
    for kind, groups in found.kinds:
        lines += ["", kind.replace("_", " ").capitalize()]
        for group in groups:
            wait = group.waits[code]
            middle, most = (text.UNKNOWN if days is None else f"{days}" for days in (wait.median, wait.ninetieth))
            lines.append(
                f"  {group.label}: median {middle}, persentil 90 {most}, dari {wait.spread.count} pesanan; "
                f"{wait.gaps.get(Gap.NOT_YET, 0)} belum sampai, {wait.unknown} tidak diketahui"
            )
    return lines


def _print_rows(found: Waits) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    head = ["kelompok", "kode", "nama", "tahap", "pesanan", "median", "persentil_90", "belum_sampai"]
    writer.writerow([*head, *(gap.name.lower() for gap in Gap if gap > Gap.NOT_YET)])
    for group in rendering.waits_data(found)["groups"]:
        for wait in group["waits"]:
            told = [wait[key] for key in ("stretch", "orders", "median_days", "ninetieth_days", "not_yet")]
            writer.writerow([group["kind"], group["key"], group["label"], *told, *wait["unknown"].values()])
