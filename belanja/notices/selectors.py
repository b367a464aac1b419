"""Reading messages: somebody's own, those an officer may carry, and those an adapter has not taken."""

from django.db.models import F, QuerySet

from .models import Notice


def box(user_id: int) -> QuerySet[Notice]:
    """Messages of one account: the unread first, then the newest."""
    return Notice.objects.filter(to_user_id=user_id).order_by(F("read_at").desc(nulls_first=True), "-id")


def unread(user_id: int) -> int:
    """How many messages this account has not read."""
    return Notice.objects.filter(to_user_id=user_id, read_at__isnull=True).count()


def to_carry(government_code: str) -> QuerySet[Notice]:
    """What nobody has read and nobody has carried, oldest first; for the officers of one government."""
    return (
        Notice.objects.filter(government_code=government_code, read_at__isnull=True, handed_at__isnull=True)
        .exclude(government_code="")
        .select_related("to_user")
        .order_by("id")
    )


def outbox(limit: int) -> list[Notice]:
    """Messages to accounts that no adapter has taken yet, oldest first. Inside a transaction they are locked, and
    what another adapter holds is passed over."""
    return list(
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(taken_at__isnull=True, to_user__is_active=True)
        .select_related("to_user")
        .order_by("id")[:limit]
    )
