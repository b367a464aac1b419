"""The command `belanja`; each subcommand is a module with `add_arguments(parser)` and `handle(args)`."""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

from belanja.foundation import environment, postgres
from belanja.rules.decisions import RuleBroken

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

#: Name of the subcommand, its module in this folder, and one line for `belanja --help`.
COMMANDS = {
    "run": ("run", "menjalankan Belanja di komputer ini"),
    "work": ("work", "mengerjakan lembar kerja dan foto yang menunggu, di samping peladen web"),
    "import": ("import_", "memuat berkas dari sistem nasional"),
    "shares": ("shares", "porsi e-Purchasing setiap Perangkat Daerah"),
    "days": ("days", "hari kerja pembelian menurut unit, nilai, skala usaha, dan kanal"),
    "report": ("report", "laporan triwulan: JSON, PDF, dan XLSX"),
    "messages": ("messages", "pesan yang belum diambil, sebagai baris JSON untuk sebuah adaptor"),
    "admin": ("admin", "membuat akun dan memberi peran pertama"),
    "demo": ("demo", "memuat data contoh Banten ke Belanja yang masih kosong"),
    "migrate": ("migrate", "menyesuaikan tabel basis data dengan versi program"),
}


class Command(Protocol):
    """What a module of a subcommand offers. `handle` returns the exit code; it may raise RuleBroken."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    handle: Callable[[argparse.Namespace], int]


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand with the database at hand; 0 done, 1 refused with a message, 2 wrong usage."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except RuleBroken as refusal:
        citation = f" ({refusal.citation})" if refusal.citation else ""
        return _refuse(f"{refusal.message}{citation}")
    except (environment.EnvironmentProblem, postgres.DatabaseUnavailable) as problem:
        return _refuse(str(problem))
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe left; without this Python complains a second time while it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except SystemExit as leaving:  # argparse: 0 after --help, 2 after wrong usage
        return leaving.code if isinstance(leaving.code, int) else REFUSED


def _run(argv: list[str]) -> int:
    chosen = _parser().parse_args(argv)
    environment.prepare_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belanja.config.settings")
    import django  # reads the settings, so the data folder is checked first

    django.setup()
    command = cast("Command", import_module(f"belanja.cli.{COMMANDS[chosen.command][0]}"))
    parser = argparse.ArgumentParser(prog=f"belanja {chosen.command}")
    command.add_arguments(parser)
    args = parser.parse_args(chosen.rest)
    with postgres.running():
        from belanja.foundation import schema  # needs django.setup()

        if chosen.command != "migrate":
            schema.require(may_migrate=chosen.command == "run")
        return command.handle(args)


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<10} {line}" for name, (_, line) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="belanja",
        description=f"e-Purchasing pemerintah daerah.\n\nperintah:\n{lines}",
        epilog="`belanja PERINTAH --help` menjelaskan satu perintah.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=list(COMMANDS), metavar="PERINTAH", help="salah satu perintah di atas")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="pilihan perintah itu")
    return parser


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return REFUSED
