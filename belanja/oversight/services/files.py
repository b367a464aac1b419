"""Scans that come with a case: kept as they are, handed out as downloads alone."""

from belanja.foundation import clock
from belanja.rules import scans
from belanja.rules.scans import Scan

from ..models import Answer, Case, CaseFile, Deposit, HandOver, Report


def keep(
    case: Case,
    scan: Scan,
    *,
    answer: Answer | None = None,
    report: Report | None = None,
    deposit: Deposit | None = None,
    hand_over: HandOver | None = None,
) -> CaseFile:
    """Keep a scan with what it came with. Raises RuleBroken 422 for what is no scan or too large."""
    kept = scans.checked(scan, unnamed="berkas")
    return CaseFile.objects.create(
        case=case, answer=answer, report=report, deposit=deposit, hand_over=hand_over, file_name=kept.file_name,
        media_type=kept.media_type, sha256=kept.sha256, content=kept.content, at=clock.now(),
    )  # fmt: skip
