"""`python -m bench [--facts N …] [--rows N] [--quick]`: one readable table, and one line of JSON at the end."""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial

from bench.report import Figure, Report
from bench.surroundings import own_database

QUICK_ROWS, ROWS = 8_000, 60_000
SIZES = (100_000, 1_000_000)


def main() -> int:
    args = _arguments()
    report = Report()
    begun = time.perf_counter()
    with own_database():
        for name, part in _parts(args):
            if args.only and args.only not in name:
                continue
            print(f"… {name}", file=sys.stderr, flush=True)
            try:
                for figure in part():
                    report.add(figure)
            except Exception:
                # One part that cannot be measured must not take the others' figures with it.
                traceback.print_exc()
                report.failed.append(name)
    print(report.table())
    seconds = round(time.perf_counter() - begun, 1)
    print(json.dumps({"bench": "belanja", "quick": args.quick, "seconds": seconds, **report.data()}))
    return 0 if report.sound else 1


def _parts(args: argparse.Namespace) -> Iterator[tuple[str, Callable[[], Iterator[Figure]]]]:
    # Imported late: Django must be told where the database is before its models are read.
    from bench import (
        buying,
        catalogue,
        imports,
        needs,
        oversight,
        pages,
        papers,
        proposals,
        reports,
        shares,
        start,
        sweeps,
    )

    yield "imports", lambda: imports.measure(rows=args.rows, large=not args.quick)
    for size in args.facts:
        yield f"shares over {size:,} facts", partial(shares.measure, size, runs=10 if args.quick else 30)
    for size in args.facts:
        yield f"sweeps over {size:,} facts", partial(sweeps.measure, size)
    yield "oversight", lambda: oversight.measure(max(args.facts), seconds=0.6 if args.quick else 2.5)
    yield "reports", lambda: reports.measure(max(args.facts))
    yield "pages", lambda: pages.measure(max(args.facts), seconds=1.0 if args.quick else 4.0)
    yield "papers", lambda: papers.measure(rows=papers.QUICK_SHEET_ROWS if args.quick else papers.SHEET_ROWS)
    yield (
        f"catalogue of {args.offers:,} offers",
        partial(catalogue.measure, args.offers, seconds=0.6 if args.quick else 2.5),
    )
    yield "national listing", partial(catalogue.measure_listing, 1_000 if args.quick else 20_000)
    yield (
        f"buying at {args.orders:,} orders",
        partial(buying.measure, orders=args.orders, seconds=1.5 if args.quick else 6.0),
    )
    size = {"needs": 200, "firms": 1_000} if args.quick else {"needs": 1_000, "firms": 5_000}
    yield f"needs over {args.offers:,} offers", partial(needs.measure, offers=args.offers, **size)
    yield "proposals", lambda: proposals.measure(rows=args.rows)
    yield "cold start", lambda: start.measure(with_sample=not args.quick)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--facts", type=int, nargs="+", metavar="N", help="sizes of the fact table (default 100000 1000000)"
    )
    parser.add_argument("--rows", type=int, metavar="N", help="rows of each imported file (default 60000)")
    parser.add_argument("--offers", type=int, metavar="N", help="offers of the catalogue (default 100000)")
    parser.add_argument("--orders", type=int, metavar="N", help="orders behind the desks of buying (default 100000)")
    parser.add_argument("--only", metavar="PART", default="", help="only parts whose name holds this")
    parser.add_argument("--quick", action="store_true", help="small sizes, below a minute and a half")
    args = parser.parse_args()
    args.facts = args.facts or ([SIZES[0]] if args.quick else list(SIZES))
    args.offers = args.offers or (20_000 if args.quick else 100_000)
    args.orders = args.orders or (10_000 if args.quick else 100_000)
    args.rows = args.rows or (QUICK_ROWS if args.quick else ROWS)
    return args


if __name__ == "__main__":
    sys.exit(main())
