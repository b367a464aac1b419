"""Keeping the keyed marks by which firms can be seen to belong together."""

from django.db import transaction

from belanja.foundation import clock
from belanja.foundation.marks import private_hash
from belanja.rules.related import Tie, plain

from ..models import FirmMark


@transaction.atomic
def mark_firm(*, firm_id: int, stated: dict[Tie, str], source: str) -> None:
    """Keep marks of what a firm states of its owner, address, telephone or account (as written). The values are not
    kept; what was stated before stays. Too little to tell anybody apart leaves no mark."""
    now = clock.now()
    rows = [
        FirmMark(firm_id=firm_id, kind=kind, mark=private_hash(f"{kind}:{told}"), source=source[:40], at=now)
        for kind, written in stated.items()
        if (told := plain(kind, written))
    ]
    FirmMark.objects.bulk_create(rows, ignore_conflicts=True)
