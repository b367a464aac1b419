"""What the marks of a RUP package mean. Shapes differ by year; the meaning does not.

A package counts when it is announced (*Terumumkan*), active and not deleted. Where a shape has no such column
at all the feed holds announced packages only (its name says so), so an absent mark is taken as fulfilled.
"""

from functools import lru_cache

ANNOUNCED = "terumumkan"
EPURCHASING = "E-Purchasing"


def is_announced(status: str | None) -> bool:
    return status is None or status.strip().lower() == ANNOUNCED


def is_active(active: bool | None, deleted: bool | None) -> bool:
    return active is not False and deleted is not True


@lru_cache(maxsize=1024)
def method_name(method: str | None) -> str:
    """The method with one spelling for e-Purchasing (`e-Purchasing`, `E-purchasing` …); others as written."""
    if method is None or method == "0":
        return ""
    return EPURCHASING if _squeezed(method) == "epurchasing" else " ".join(method.split())


def is_epurchasing(method: str) -> bool:
    return method == EPURCHASING


def is_within_swakelola(package_type: str | None) -> bool:
    return package_type is not None and _squeezed(package_type) in {"pds", "penyediadalamswakelola"}


def is_pdn(mark: str | None) -> bool | None:
    """The plan's PDN mark: True, False, or None where the plan is silent."""
    return None if mark is None else {"pdn": True, "nonpdn": False}.get(_squeezed(mark))


def is_small_firm(mark: str | None) -> bool | None:
    """The plan's small-firm mark (`UKM`, `UsahaKecil`): True, False, or None where the plan is silent."""
    if mark is None:
        return None
    return {"ukm": True, "usahakecil": True, "nonukm": False, "bukanusahakecil": False}.get(_squeezed(mark))


@lru_cache(maxsize=1024)
def _squeezed(written: str) -> str:
    return "".join(character for character in written.lower() if character.isalnum())
