"""Counting wrong PINs by the number that was tried, whether it has an account or not."""

from datetime import datetime

from django.db import transaction

from belanja.accounts import pins
from belanja.accounts.models import Attempts
from belanja.foundation import clock
from belanja.rules.pins import FORGOTTEN_AFTER, rest_after


@transaction.atomic
def charge(*, number: str) -> datetime | None:
    """Count one attempt for a number (E.164) before it is made, so that many at once do not slip through.

    Returns None where it may be made; else the moment until which the number rests, and nothing is counted.
    Source of the rests: `rules.pins.rest_after`.
    """
    now = clock.now()
    key = pins.keyed("masuk", number)
    Attempts.objects.bulk_create([Attempts(key=key, last_at=now)], ignore_conflicts=True)
    kept = Attempts.objects.select_for_update().get(key=key)
    if kept.rests_until is not None and kept.rests_until > now:
        return kept.rests_until
    kept.failures = 1 if now - kept.last_at > FORGOTTEN_AFTER else kept.failures + 1
    rest = rest_after(kept.failures)
    kept.last_at, kept.rests_until = now, now + rest if rest else None
    kept.save(update_fields=["failures", "last_at", "rests_until"])
    return None


@transaction.atomic
def forgive(*, number: str, wholly: bool) -> None:
    """The attempt just charged was right. `wholly` forgets every failure before it; else only this one is taken
    back: somebody who registered a number that is not his must not wipe out his own guesses at its owner's PIN."""
    kept = Attempts.objects.select_for_update().filter(key=pins.keyed("masuk", number)).first()
    if kept is None:
        return
    if wholly:
        kept.delete()
        return
    kept.failures, kept.rests_until = max(kept.failures - 1, 0), None
    kept.save(update_fields=["failures", "rests_until"])
