"""Traces of accounts: left once a day for each network and device, and taken away when their days are over."""

from datetime import date

from belanja.accounts.models import Trace
from belanja.foundation import clock

_BATCH = 10_000


def leave_trace(*, user_id: int, network: str, device: str) -> None:
    """Note that an account was there today, by marks. Twice is once."""
    trace = Trace(user_id=user_id, day=clock.today(), network=network, device=device)
    Trace.objects.bulk_create([trace], ignore_conflicts=True)


def forget_traces(*, before: date) -> int:
    """Delete the traces of days before this one; how many. A second run finds nothing to do."""
    gone = 0
    while ids := list(Trace.objects.filter(day__lt=before).order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        gone += Trace.objects.filter(pk__in=ids).delete()[0]
    return gone
