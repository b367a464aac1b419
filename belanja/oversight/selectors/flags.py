"""Reading flags. Whoever asks has been let in by the page."""

from django.db.models import QuerySet

from belanja.rules.decisions import RuleBroken

from ..models import Flag


def flags(
    *, government_id: int, indicator: str = "", answered: bool | None = None, gone: bool = False
) -> QuerySet[Flag]:
    """Flags of a government, the weightiest amounts first: those that stand, or (`gone`) those that are over.
    `answered`: only those that a document answers in advance, or only those that ask."""
    found = Flag.objects.filter(government_id=government_id, gone_at__isnull=not gone)
    if indicator:
        found = found.filter(indicator=indicator)
    if answered is not None:
        found = found.exclude(answered_by="") if answered else found.filter(answered_by="")
    return found.select_related("unit", "firm").order_by("-amount", "pk").defer("evidence")


def flag(*, government_id: int, flag_id: int) -> Flag:
    """One flag with its evidence. Raises RuleBroken 404 for another government's."""
    found = Flag.objects.filter(government_id=government_id, pk=flag_id).select_related("unit", "firm", "sweep").first()
    if found is None:
        raise RuleBroken("flag_unknown", "Tanda itu tidak ada.", status=404)
    return found
