"""Reading messages: somebody's own, those an officer may carry, those an adapter has not taken, mail that is stuck."""

from hashlib import sha256

from django.db.models import Count, F, QuerySet

from belanja.accounts.models import User
from belanja.foundation.questions import Given, Question

from .models import Mail, MailChoice, MailState, Notice


def box(user_id: int) -> QuerySet[Notice]:
    """Messages of one account: the unread first, then the newest."""
    return Notice.objects.filter(to_user_id=user_id).order_by(F("read_at").desc(nulls_first=True), "-id")


_UNREAD = Question(
    lambda: (
        Notice.objects.filter(to_user_id=Given("user_id"), read_at__isnull=True)
        .order_by()
        .values("to_user_id")
        .annotate(count=Count("pk"))
        .values_list("count", flat=True)
    )
)


def unread(user_id: int) -> int:
    """How many messages this account has not read."""
    return _UNREAD.first(user_id=user_id) or 0


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


def mail_choice(user_id: int) -> MailChoice | None:
    """What somebody chose; None while he has chosen nothing."""
    return MailChoice.objects.filter(user_id=user_id).first()


def unsent(government_code: str) -> QuerySet[Mail]:
    """Mail of one government's people that is waiting, stuck or given up, the oldest first."""
    states = [MailState.WAITING, MailState.SENDING, MailState.UNSURE, MailState.GIVEN_UP]
    found = Mail.objects.filter(government_code=government_code, state__in=states)
    return found.exclude(government_code="").select_related("user").order_by("pk")


def calendar_mark(word: str) -> str:
    """What is kept of the secret word of a calendar's address: it is long and random, so a plain hash will do."""
    return sha256(word.encode()).hexdigest()


def calendar_owner(word: str) -> User | None:
    """Whose calendar an address opens; None for one that is not known, or any more."""
    choice = MailChoice.objects.filter(calendar_hash=calendar_mark(word), user__is_active=True)
    found = choice.select_related("user").first()
    return found.user if found else None
