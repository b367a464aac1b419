"""Traces of accounts: left once a day for each network and device, and taken away when their days are over."""

import ipaddress
from datetime import date

from belanja.accounts.models import Trace
from belanja.foundation import clock
from belanja.foundation.marks import private_hash

_BATCH = 10_000
#: A household or an office has one such block of IPv6; a device changes its address within it every day.
_BLOCK = 64


def network_mark(address: str) -> str:
    """The keyed mark of a network by the address from which somebody came; empty for what is none."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if isinstance(found, ipaddress.IPv6Address):
        return private_hash(f"jejak jaringan {ipaddress.ip_network((found, _BLOCK), strict=False)}")
    return private_hash(f"jejak jaringan {found}")


def device_mark(value: str) -> str:
    """The keyed mark of a device by the value that its browser keeps; empty for none."""
    return private_hash(f"jejak perangkat {value}") if value else ""


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
