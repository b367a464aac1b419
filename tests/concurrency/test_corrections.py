"""Two clerks at one row of the quarantine, two colleagues at one proposal: one of each wins, the other is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from belanja.institutions.models import Government
from belanja.intake import services
from belanja.intake.models import Correction, QuarantineRow, SourceRow
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.together import at_once

from ..intake.files import GOV, PD_A, as_json, budget, v6

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "01K32QD12XPKKTQMJ6E33ADS4A"


def test_one_row_is_proposed_and_approved_once(tmp_path: Path) -> None:
    bad = {**v6(KEY, PD_A, 1), "total_harga": "dua puluh"}
    paths = [as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", [bad])]
    services.import_paths(paths=paths, actor=CONSOLE)
    government = Government.objects.get(code=GOV)
    clerks = [hired(government, Role.BIRO_PBJ) for _ in range(2)]
    row = QuarantineRow.objects.get()

    def propose(amount: str, place: int) -> Callable[[], object]:
        return lambda: services.propose_correction(
            government=government,
            action="correct",
            rows={row.pk: {"total_harga": amount}},
            reason="surat pesanan",
            actor=clerks[place],
        )

    assert at_once(propose("20", 0), propose("21", 1)) == ["", "409 already_decided"]
    wish = Correction.objects.get()
    colleagues = [hired(government, Role.BIRO_PBJ) for _ in range(2)]
    approvals = [
        lambda actor=actor: services.approve_correction(correction_id=wish.pk, actor=actor) for actor in colleagues
    ]
    assert at_once(*approvals) == ["", "409 already_decided"]
    assert SourceRow.objects.filter(key=KEY, pull_to=None).count() == 1
