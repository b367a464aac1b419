"""The etalase where firms want to sell, when one of them ends."""

from ..models import Profile


def follow_shelf(*, etalase_id: int, into_id: int | None) -> int:
    """Whoever wanted to sell on a shelf that ended wants its successor, or nothing in its place; how many firms. What
    the public sees is read by number, so nothing else changes."""
    found = list(Profile.objects.select_for_update().filter(shelves__contains=[etalase_id]).order_by("pk"))
    for profile in found:
        kept = [one for one in profile.shelves if one != etalase_id]
        profile.shelves = sorted({*kept, into_id}) if into_id is not None else kept
        profile.version += 1
    Profile.objects.bulk_update(found, ["shelves", "version"])
    return len(found)
