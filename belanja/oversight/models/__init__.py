"""APIP's desk: questions that the figures ask, how often they were asked, which of them are shown; and the files of
cases, findings and reviews."""

from .cases import Answer, Case, CaseFlag, CaseStep, Disposition, HandOver, Question
from .findings import CaseFile, Deposit, Finding, FindingStep, Recommendation, Report
from .flags import Flag, Sweep, Switch, Tally
from .reviews import Member, Review, ReviewStep
from .samples import Sample, SampleFrame, SampleItem
from .sights import Sight
from .working_papers import Response, ResultNote, ReviewFile, ReviewNote, WorkingPaper

__all__ = [
    "Answer",
    "Case",
    "CaseFile",
    "CaseFlag",
    "CaseStep",
    "Deposit",
    "Disposition",
    "Finding",
    "FindingStep",
    "Flag",
    "HandOver",
    "Member",
    "Question",
    "Recommendation",
    "Report",
    "Response",
    "ResultNote",
    "Review",
    "ReviewFile",
    "ReviewNote",
    "ReviewStep",
    "Sample",
    "SampleFrame",
    "SampleItem",
    "Sight",
    "Sweep",
    "Switch",
    "Tally",
    "WorkingPaper",
]
