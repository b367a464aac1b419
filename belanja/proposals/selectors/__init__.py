"""Reads of proposals of an etalase, for pages, papers, files and the API alike."""

from .aging import Term, terms
from .proposals import (
    Moment,
    Signed,
    evidence_of,
    of_officer,
    proposal,
    public,
    seconds,
    signed,
    steps_for,
    timeline,
)

__all__ = [
    "Moment",
    "Signed",
    "Term",
    "evidence_of",
    "of_officer",
    "proposal",
    "public",
    "seconds",
    "signed",
    "steps_for",
    "terms",
    "timeline",
]
