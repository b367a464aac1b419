"""`belanja work`: the process beside the web server for work that nobody waits for. `belanja run` starts it."""

import argparse
import signal
import threading

from belanja.foundation import work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Mengerjakan yang tidak ditunggu siapa pun: lembar kerja dan foto penyedia. Berjalan di samping peladen web "
        "sampai dihentikan; boleh lebih dari satu."
    )
    parser.add_argument("--once", action="store_true", help="kerjakan semua yang menunggu, lalu selesai")


def handle(args: argparse.Namespace) -> int:
    """Until SIGTERM or SIGINT (0); with `--once` until nothing waits."""
    if args.once:
        while work.once():
            pass
        return 0
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    work.until(stopped)
    return 0
