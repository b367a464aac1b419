"""What a report counts (L7, L8) is what stands on APIP's lists."""

from collections import Counter

import pytest

from belanja.oversight.models import Recommendation
from belanja.oversight.selectors import cases, flags
from belanja.oversight.selectors.counted import counted
from belanja.reporting.chapters.oversight import chapters
from belanja.reporting.sections.oversight import entry
from belanja.rules.oversight.states import CaseState, FindingState, Resolution
from tests.oversight.world import desk

pytestmark = pytest.mark.django_db
YEAR = 2026


def test_what_the_report_counts_stands_on_the_lists() -> None:
    of = desk()
    of.case(CaseState.FOLLOW_UP)
    of.led(of.other_case(), CaseState.FINDING)
    of.flag("waktu.terlalu_cepat", strong=True)
    of.flag("waktu.terlalu_cepat", answered_by="need:7")
    of.flag("waktu.terlalu_cepat", shown=False)
    told = counted(government_id=of.government.pk, year=YEAR)

    for one in told.asked:
        listed = [
            row
            for row in flags.flags(government_id=of.government.pk, indicator=one.indicator)
            if row.shown and row.year == YEAR
        ]
        assert (one.count, one.strong) == (len(listed), sum(row.strong for row in listed))
        assert one.answered == sum(bool(row.answered_by) for row in listed)
    assert sum(one.count for one in told.asked) == 4
    found = list(cases.findings(of.government, of.third))
    assert told.cases == Counter(row.state for row in cases.cases(of.government, of.third))
    assert told.findings == Counter(row.state for row in found)
    work = Recommendation.objects.filter(finding__in=found)
    assert told.recommendations == Counter(work.values_list("resolution", flat=True))

    # The annexes say the same numbers, each state once.
    frozen = {
        "asked": [entry(one) | {"oldest": None} for one in told.asked],
        "cases": [{"label": one.label, "count": told.cases.get(one.value, 0)} for one in CaseState],
        "findings": [{"label": one.label, "count": told.findings.get(one.value, 0)} for one in FindingState],
        "recommendations": [
            {"label": one.label, "count": told.recommendations.get(one.value, 0)} for one in Resolution
        ],
    }
    sums = {
        block.key: sum(int(row[-4 if block.key == "perlu-klarifikasi" else 1]) for row in block.rows)
        for chapter in chapters({"oversight": frozen})
        for block in chapter.blocks
        if hasattr(block, "rows") and block.key != "daftar-lampiran"
    }
    assert sums == {
        "perlu-klarifikasi": 4, "kasus": 2, "temuan": len(found), "rekomendasi": work.count(),
    }  # fmt: skip
