"""Dated rows that begin to hold, and the ladder of domestic products as it is seeded, for tests of rules."""

from datetime import date

from belanja.foundation import clock
from belanja.institutions.models import Government, ParameterRow
from belanja.rules.parameters import BY_KEY
from belanja.rules.pdn import Thresholds

#: Perpres 16/2018 Pasal 66 and Permenperin 35/2025.
LADDER = Thresholds(*(BY_KEY[key].number for key in ("pdn.tkdn.minimum", "pdn.tkdn_bmp.wajib", "pdn.bmp.terbesar")))


def in_force(key: str, value: str, government: Government | None = None, since: date | None = None) -> ParameterRow:
    """An approved row from a day on (default today): a government's own, or the general one."""
    seeded = ParameterRow.objects.filter(key=key, seeded=True).select_related("legal_basis").latest("valid_from")
    return ParameterRow.objects.create(
        key=key, government=government, value=value, valid_from=since or clock.today(),
        legal_basis=seeded.legal_basis, proposed_by_id=901, approved_by_id=902, approved_at=clock.now(),
    )  # fmt: skip
