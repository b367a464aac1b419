"""Reads of proposals of an etalase, for pages, papers, files and the API alike."""

from ..aging import Term, terms
from ..letters import papers_of as letters
from ..national_file import rows as national_rows
from ..national_file import written as national_file
from .firms import Applicant, applicants, registering
from .proposals import (
    Moment,
    Signed,
    evidence_of,
    exports,
    of_officer,
    proposal,
    public,
    seconds,
    signed,
    steps_for,
    timeline,
)
from .waiting import Waiting, waiting

__all__ = [
    "Applicant",
    "Moment",
    "Signed",
    "Term",
    "Waiting",
    "applicants",
    "evidence_of",
    "exports",
    "letters",
    "national_file",
    "national_rows",
    "of_officer",
    "proposal",
    "public",
    "registering",
    "seconds",
    "signed",
    "steps_for",
    "terms",
    "timeline",
    "waiting",
]
