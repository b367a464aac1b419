"""A mini-competition and its bids. No channel tells them yet; the shapes wait for the day one does."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .base import Subject


@dataclass(frozen=True)
class Bid:
    firm: str
    total: Decimal
    won: bool = False
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Competition(Subject):
    """`bids` None: not told."""

    opened_at: datetime | None = None
    closed_at: datetime | None = None
    bids: tuple[Bid, ...] | None = None
