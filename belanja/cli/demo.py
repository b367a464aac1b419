"""`belanja demo load`: the invented Banten sample, into an installation that is still empty."""

import argparse

from belanja.demo import services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Data contoh Banten: karangan, bukan data resmi."
    parser.add_argument("action", choices=["load"], metavar="load", help="memuat data contoh")


def handle(args: argparse.Namespace) -> int:
    """Load and print the accounts; an installation with data refuses."""
    services.load(print)
    for label, login, password in services.demo_accounts():
        print(f"  {label:<20}  {login:<32}  {password}")
    return 0
