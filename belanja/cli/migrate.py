"""`belanja migrate`: bring the tables up to date after an update, before the servers start."""

import argparse

from belanja.foundation import schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""
    parser.description = "Menyesuaikan tabel basis data dengan versi program."


def handle(args: argparse.Namespace) -> int:
    """Returns 0; the database is up to date afterwards."""
    print("Tabel basis data sudah disesuaikan." if schema.migrate() else "Tabel basis data sudah sesuai.")
    return 0
