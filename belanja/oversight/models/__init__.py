"""APIP's desk: questions that the figures ask, how often they were asked, which of them are shown; and the files of
cases and findings."""

from .cases import Answer, Case, CaseFlag, CaseStep, Disposition, HandOver, Question, Sight
from .findings import CaseFile, Deposit, Finding, FindingStep, Recommendation, Report
from .flags import Flag, Sweep, Switch, Tally

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
    "Question",
    "Recommendation",
    "Report",
    "Sight",
    "Sweep",
    "Switch",
    "Tally",
]
