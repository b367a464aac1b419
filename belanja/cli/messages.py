"""`belanja messages`: the outbox for an adapter (a gateway, a mailer, a script), one message per line as JSON."""

import argparse
import json
import sys

from django.db import transaction

from belanja.notices import forms, selectors, services

HELP = "mencetak pesan yang belum diambil sebagai baris JSON"

_BATCH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Mencetak pesan yang belum diambil, satu baris JSON setiap pesan, lalu menandainya terambil. "
        "Pesan ditandai sesudah tercetak: bila pembacanya berhenti, yang belum sampai tercetak lagi lain kali."
    )
    parser.add_argument("--peek", action="store_true", help="hanya melihat, tanpa menandai")
    parser.add_argument("--limit", type=int, default=1000, metavar="JUMLAH", help="paling banyak (baku: 1000)")


def handle(args: argparse.Namespace) -> int:
    """Print and mark batch by batch; 0 done. Two adapters at once never get the same message."""
    left = max(args.limit, 0)
    while left:
        with transaction.atomic():
            batch = selectors.outbox(left if args.peek else min(left, _BATCH))
            for notice in batch:
                sys.stdout.write(json.dumps(forms.for_adapter(notice), ensure_ascii=False) + "\n")
            sys.stdout.flush()
            if not args.peek:
                services.taken(notice_ids=[notice.pk for notice in batch])
        left -= len(batch)
        if args.peek or len(batch) < _BATCH:
            break
    return 0
