"""Who may open the pages of the report desk, and what a POST to them needs; part of the permission matrix."""

from belanja.rules.duties import Duty

OPENS: dict[str, set[Duty]] = {
    "reports:desk": {Duty.SEE_REPORTS},
    "reports:snapshot": {Duty.SEE_REPORTS},
    "reports:one_page": {Duty.SEE_REPORTS},
    "reports:file": {Duty.SEE_REPORTS},
    "reports:freeze": {Duty.FREEZE_REPORT},
    "reports:issue": {Duty.ISSUE_REPORT},
    "reports:discard": {Duty.DRAFT_REPORT},
    "reports:withdraw": {Duty.FREEZE_REPORT},
    "reports:rounds": {Duty.SEE_SOURCE_ROWS},
    "reports:round": {Duty.SEE_REPORTS},
    "reports:hearing": {Duty.SEE_REPORTS, Duty.ANSWER_FIGURES},
    "reports:evidence": {Duty.SEE_REPORTS, Duty.ANSWER_FIGURES},
    "reports:schedule": {Duty.SEE_REPORTS},
    "reports:delivery": {Duty.SEE_REPORTS},
    "reports:sheets": {Duty.SEE_REPORTS},
    "reports:restricted": {Duty.DRAFT_REPORT, Duty.DISPOSE_REPORT},
    "reports:sheet": {Duty.SEE_REPORTS},
    "reports:sheet_file": {Duty.SEE_REPORTS},
    "reports:review": {Duty.SEE_REPORTS},
}
#: What a POST needs, where it is more than opening the page needs.
WRITES: dict[str, set[Duty]] = {
    "reports:desk": {Duty.DRAFT_REPORT},
    "reports:rounds": {Duty.DRAFT_REPORT},
    "reports:round": {Duty.DRAFT_REPORT},
    "reports:hearing": {Duty.ANSWER_FIGURES, Duty.DECIDE_DISPUTE},
    "reports:schedule": {Duty.FREEZE_REPORT},
    "reports:delivery": {Duty.DISTRIBUTE_REPORT, Duty.DISPOSE_REPORT},
    "reports:sheets": {Duty.MANAGE_REPORT_FORMS},
    "reports:sheet": {Duty.MANAGE_REPORT_FORMS},
    "reports:review": {Duty.DRAFT_REPORT, Duty.REVIEW_REPORT},
}
