"""One module per national feed. Adding one: write the module, list its `FEED` here, add its row to docs/feeds.md."""

import re
from pathlib import Path

from . import (
    budget,
    catalogue_places,
    etalase,
    firms,
    inaproc_packages,
    master_satker,
    products,
    rup_funding,
    rup_history,
    rup_penyedia,
    rup_swakelola,
    sanctions,
    spse_nontender,
    spse_pencatatan,
    spse_receipts,
    spse_tender,
    tender_list,
    toko_daring,
    v5_orders,
    v6_orders,
)
from .base import Column, Feed, Reject, Staged
from .plan import Plan

ALL: tuple[Feed, ...] = (
    master_satker.FEED,
    etalase.FEED,
    catalogue_places.FEED,
    budget.FEED,
    rup_penyedia.FEED,
    rup_swakelola.FEED,
    rup_history.FEED,
    v5_orders.FEED,
    v6_orders.FEED,
    toko_daring.FEED,
    spse_tender.FEED,
    spse_nontender.FEED,
    spse_pencatatan.FEED,
    spse_receipts.FEED,
    tender_list.FEED,
    rup_funding.FEED,
    inaproc_packages.FEED,
    products.FEED,
    firms.DETAIL,
    firms.SHEET,
    sanctions.FEED,
)
#: So many bytes of a file tell its columns.
_HEAD = 65_536
BY_NAME: dict[str, Feed] = {feed.name: feed for feed in ALL}

#: A table with the signs of a feed must also fit it at least this well (share of its columns known, and of the
#: feed's columns present); low, because feeds lose columns and gain others.
LEAST_FIT = 0.3

__all__ = ["ALL", "BY_NAME", "Column", "Feed", "Plan", "Reject", "Staged", "may_be_one", "recognise", "scopes_of"]


def recognise(columns: frozenset[str]) -> Feed | None:
    """The feed whose columns these are, by the columns alone; None when no feed fits well enough."""
    present = frozenset(name.strip().lower() for name in columns)
    fit, best = max(((feed.match(present), feed) for feed in ALL), key=lambda pair: pair[0])
    return best if fit >= LEAST_FIT else None


def may_be_one(path: Path) -> bool:
    """Whether a file that cannot be read might still be one of a known feed: it is no plain text, or its beginning
    names the signs of a feed."""
    with path.open("rb") as file:
        start = file.read(_HEAD)
    if start.startswith((b"PK", b"PAR1", b"\xd0\xcf")):
        return True
    text = (
        start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").lower().lstrip()
    )
    if text.startswith("<") or '"success"' in text:
        return True  # an answer of a source that is no data: whoever asked for data should know
    words = frozenset(re.findall(r"[a-z0-9_]+", text))
    return any(len(feed.signs & words) >= feed.least_signs for feed in ALL)


def scopes_of(feed: Feed, rows: list[dict[str, object]]) -> frozenset[tuple[str, str]]:
    """Governments and years that some rows of a feed speak of, as written (empty text where they do not say)."""
    wanted = [next((column for column in feed.columns if column.name == name), None) for name in ("kd_klpd", "tahun")]
    found = set()
    for row in rows:
        lower = {name.strip().lower(): cell for name, cell in row.items()}
        cells = [
            next((lower[s] for s in column.all_spellings if lower.get(s) is not None), "") if column else ""
            for column in wanted
        ]
        found.add((str(cells[0]).strip(), str(cells[1]).strip().removesuffix(".0")))
    return frozenset(scope for scope in found if scope[1] or not feed.yearly)
