"""`belanja shares`: the share of every Perangkat Daerah of one government in one fiscal year."""

import argparse
import json
import sys
from datetime import date
from decimal import Decimal

from belanja.affirmation import rendering, selectors
from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.recount import differences, recount
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import EPURCHASING, INDICATORS, Denominator, EvidenceKind, Numerator
from belanja.rules.shares import Status

HELP = "porsi e-Purchasing, UMKK, atau PDN setiap Perangkat Daerah"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--government", required=True, metavar="KODE", help="kode KLPD, misalnya D43")
    parser.add_argument("--year", required=True, type=year_of, metavar="TAHUN", help="tahun anggaran")
    parser.add_argument(
        "--indicator", choices=list(INDICATORS), default=EPURCHASING.code, help="indikator (baku: %(default)s)"
    )
    parser.add_argument(
        "--evidence",
        choices=[str(kind) for kind in EvidenceKind],
        help="UMKK dan PDN menurut tanda RUP atau menurut bukti (baku: rup)",
    )
    parser.add_argument(
        "--numerator", choices=[str(code) for code in Numerator], help="pembilang (baku: menurut indikatornya)"
    )
    parser.add_argument(
        "--denominator", choices=[str(code) for code in Denominator], help="penyebut (baku: menurut indikatornya)"
    )
    parser.add_argument("--as-of", type=_day, metavar="TANGGAL", help="hanya peristiwa sampai tanggal ini (YYYY-MM-DD)")
    parser.add_argument("--json", action="store_true", help="keluaran untuk program")
    parser.add_argument("--check", action="store_true", help="hitung ulang dari baris sumber dan bandingkan sampai sen")


def handle(args: argparse.Namespace) -> int:
    """Print the table. 0: done; 1: refused (unknown government, no data), or `--check` found a difference."""
    try:
        table = _table(args)
    except RuleBroken as refused:
        print(refused.message, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(rendering.share_table_data(table), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(table)))
    return _check(table) if args.check else 0


def _table(args: argparse.Namespace) -> ShareTable:
    table = selectors.share_table(
        government=institutions.government(args.government),
        year=args.year,
        indicator=args.indicator,
        evidence=args.evidence,
        numerator=args.numerator,
        denominator=args.denominator,
        as_of=args.as_of,
    )
    if not table.has_data:
        message = f"Belum ada data {table.government.name} untuk tahun anggaran {args.year}."
        raise RuleBroken("no_data", message, status=404)
    return table


def _check(table: ShareTable) -> int:
    found = differences(table, recount(table))
    for difference in found:
        print(f"Beda hitungan: {difference}", file=sys.stderr)
    if not found:
        print(f"Hitung ulang dari baris sumber: {len(table.units)} unit sama sampai sen.", file=sys.stderr)
    return 1 if found else 0


def _lines(table: ShareTable) -> list[str]:
    definition, total = table.definition, table.total
    lines = [
        f"{text.capital_first(definition.label)} {table.government.name}, tahun anggaran {table.year}",
        f"Pembilang : {definition.numerator.label} - {definition.numerator.meaning}",
        f"Penyebut  : {definition.denominator.label} - {definition.denominator.meaning}",
        f"Definisi  : {definition.id} versi {definition.version}",
        f"Target    : {text.percent_short(definition.target_percent)} ({definition.legal_basis_label})",
        f"Data sampai {text.long_date(table.cut_off)}",
        "",
        *_aligned([_head(table), *(_cells(table, unit) for unit in table.units), _total_cells(table)]),
        "",
        f"Diketahui {total.units_known} unit, belum diketahui {total.units_unknown} unit "
        f"(pesanannya {text.rupiah(total.numerator_outside)}, tidak masuk jumlah di atas).",
    ]
    if total.units_band:
        lines.append(
            f"Porsi {total.units_band} unit berupa rentang: {text.rupiah(total.unclassified)} belum terklasifikasi, "
            "boleh jadi masuk pembilang seluruhnya, sebagian, atau tidak sama sekali."
        )
    if table.channels_not_loaded:
        names = ", ".join(channel.label for channel in table.channels_not_loaded)
        lines.append(f"Kanal yang datanya belum dimuat dan tidak ada dalam angka ini: {names}.")
    if table.undated:
        lines.append(f"Pesanan tanpa tanggal {text.rupiah(table.undated)} tidak masuk hitungan ini.")
    return lines + _unknown_lines(table)


_NOT_KNOWN = text.UNKNOWN
_NOTES = {Status.HELD: "ditahan", Status.UNKNOWN: _NOT_KNOWN}


def _head(table: ShareTable) -> tuple[str, ...]:
    perhaps = ("Belum terklasifikasi",) if table.definition.indicator.mark else ()
    return ("Perangkat Daerah", "Pembilang", *perhaps, "Penyebut", "Porsi", "Selisih ke target", "Keterangan")


def _cells(table: ShareTable, unit: UnitShare) -> tuple[str, ...]:
    share = unit.share
    perhaps = (_amount(share.unclassified),) if table.definition.indicator.mark else ()
    return (
        unit.name,
        _amount(unit.numerator),
        *perhaps,
        _amount(unit.denominator),
        text.percent_between(share.share_low_percent, share.share_high_percent),
        text.rupiah_between(share.gap_low, share.gap_high),
        _NOTES.get(unit.status, "tercapai" if unit.reached else ""),
    )


def _total_cells(table: ShareTable) -> tuple[str, ...]:
    total = table.total
    perhaps = (_amount(total.unclassified),) if table.definition.indicator.mark else ()
    return (
        "Jumlah (yang diketahui)",
        text.rupiah(total.numerator),
        *perhaps,
        text.rupiah(total.denominator),
        text.percent_between(total.share_low_percent, total.share_high_percent),
        text.rupiah_between(total.gap_low, total.gap_high),
        f"{total.units_reached} unit tercapai",
    )


def _amount(value: Decimal | None) -> str:
    return _NOT_KNOWN if value is None else text.rupiah(value)


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """First and last column to the left, amounts to the right; a rule below the head and above the total."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    last = len(widths) - 1
    lines = [
        "  ".join(
            cell.ljust(width) if column in (0, last) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    rule = "-" * (sum(widths) + 2 * last)
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _unknown_lines(table: ShareTable) -> list[str]:
    unknown = selectors.unknown_list(table)
    if not unknown:
        return []
    lines = ["", "Belum diketahui:"]
    for item in unknown:
        lines.append(f"- {item.unit.name}: {item.explanation.sentence}.")
        lines.append(f"  Yang harus melengkapi: {item.explanation.owner} ({item.explanation.document}).")
        lines.extend(f"  {detail}" for detail in item.details)
    return lines


def year_of(written: str) -> int:
    if not (written.isdigit() and 2000 <= int(written) <= 2100):
        raise argparse.ArgumentTypeError(f"{written} bukan tahun anggaran")
    return int(written)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written} bukan tanggal; tulis YYYY-MM-DD") from None
