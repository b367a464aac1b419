"""Finding the account that an address belongs to."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import F, Q, QuerySet

from belanja.foundation import clock
from belanja.journal.readings import Part, kept

from . import phones
from .models import DoorCode, User

#: How many accounts may claim one number without having proved it and still sign in: those of longest standing, and
#: the newest, so that neither who comes later nor who came before shuts the owner out by two forms.
STANDING = 2
CLAIMS = STANDING + 1


def by_login(login: str) -> User | None:
    """The account in use whose e-mail address or proved telephone number (any usual spelling) this is, or None.

    A number that its owner has not proved names nobody here: a role must not go to whoever claimed it.
    """
    text = login.strip()
    if "@" in text:
        return User.objects.filter(email=text.lower(), is_active=True).first()
    try:
        number = phones.normalised(text)
    except ValueError:
        return None
    return User.objects.filter(phone=number, phone_verified=True, is_active=True).first()


@kept(Part.OFFICES)
def in_use(user_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Those of some accounts that are in use, sorted; kept until one is closed or opened again."""
    return tuple(User.objects.filter(pk__in=user_ids, is_active=True).order_by("pk").values_list("pk", flat=True))


def claimants(number: str) -> list[User]:
    """Accounts that may sign in with a number (E.164): the one that proved it, then those that claim it: whoever came
    back on a later day than the one of registering goes first, then the oldest; and the newest."""
    known = User.objects.filter(phone=number, is_active=True)
    claims = known.filter(phone_verified=False).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    came_back = Q(last_login__date__gt=F("date_joined__date"))
    standing = [*claims.filter(came_back).order_by("id")[:STANDING]]
    others = claims.exclude(pk__in=[one.pk for one in standing])
    standing += others.order_by("id")[: STANDING - len(standing)]
    newest = others.exclude(pk__in=[one.pk for one in standing]).order_by("-id")[:1]
    return [*known.filter(phone_verified=True), *standing, *newest]


def is_proved(user_id: int) -> bool:
    """Whether the account is somebody's: its number was proved with a code, or an administrator opened it."""
    return User.objects.filter(pk=user_id, is_active=True).exclude(phone_verified=False, email__isnull=True).exists()


def has_code(user_ids: Iterable[int]) -> bool:
    """Whether an officer has made the code that proves the number of one of these accounts, and it still holds."""
    codes = DoorCode.objects.filter(user__in=list(user_ids), purpose=DoorCode.Purpose.NUMBER)
    return codes.filter(used_at=None, cancelled_at=None, expires_at__gt=clock.now()).exists()


def waiting(government_code: str) -> QuerySet[User]:
    """Accounts that registered with this government and whose number is not proved yet, oldest first."""
    return (
        User.objects.filter(registered_with=government_code, phone_verified=False, is_active=True)
        .exclude(registered_with="")
        .order_by("id")
    )
