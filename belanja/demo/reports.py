"""The report of a past quarter, frozen and issued as an office would have done it, so that a newcomer sees one."""

from datetime import datetime

from belanja.foundation import clock
from belanja.foundation.clock import WIB
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.reporting import services as reporting

from .sample.places import LAST_YEAR, PROVINCE

QUARTER = 2
#: Two weeks after the first pull, and before the second.
_FROZEN, _ISSUED = datetime(2026, 7, 20, 10, 0, tzinfo=WIB), datetime(2026, 7, 22, 9, 0, tzinfo=WIB)
_WHY = "laporan contoh dari masa sebelum ada putaran konfirmasi"
_APIP = Actor(user_id=None, label="APIP / Inspektorat (contoh)")


def issue() -> None:
    """Freeze and issue the second quarter of the sample's last year from what the first pull brought."""
    government = Government.objects.get(code=PROVINCE)
    with clock.frozen(_FROZEN):
        draft = reporting.open_draft(government=government, year=LAST_YEAR, quarter=QUARTER, actor=_APIP)
        reporting.freeze(snapshot_id=draft.pk, government=government, actor=_APIP, without_round=_WHY)
    with clock.frozen(_ISSUED):
        reporting.issue(snapshot_id=draft.pk, government=government, actor=_APIP)
