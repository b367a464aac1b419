"""Keyed marks of where an account was: comparable, and telling neither the address nor the device."""

import ipaddress

from belanja.foundation.marks import private_hash

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
