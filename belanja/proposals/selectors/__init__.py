"""Reads of proposals of an etalase, for pages, papers, files and the API alike."""

from ..aging import Term, terms
from ..letters import papers_of as letters
from ..national_file import rows as national_rows
from ..national_file import sheet as national_sheet
from ..national_file import written as national_file
from .firms import (
    Checked,
    EntrantMoment,
    calling,
    checked,
    counted,
    entrant,
    entrant_of,
    entrant_steps,
    entrant_story,
    entrants,
    entrants_of_firm,
    firm_steps,
    registering,
    willing,
)
from .proposals import (
    Moment,
    Signed,
    evidence_of,
    exports,
    founding,
    of_officer,
    proposal,
    public,
    seconds,
    signed,
    signed_by,
    steps_for,
    timeline,
)
from .waiting import Waiting, waiting

__all__ = [
    "Checked",
    "EntrantMoment",
    "Moment",
    "Signed",
    "Term",
    "Waiting",
    "calling",
    "checked",
    "counted",
    "entrant",
    "entrant_of",
    "entrant_steps",
    "entrant_story",
    "entrants",
    "entrants_of_firm",
    "evidence_of",
    "exports",
    "firm_steps",
    "founding",
    "letters",
    "national_file",
    "national_rows",
    "national_sheet",
    "of_officer",
    "proposal",
    "public",
    "registering",
    "seconds",
    "signed",
    "signed_by",
    "steps_for",
    "terms",
    "timeline",
    "waiting",
    "willing",
]
