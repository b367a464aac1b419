"""The sealed link by which whoever signs in with an address chooses a new password. It is made when its mail goes out,
is kept nowhere, and holds for half an hour and until password, address or sessions change: so it counts once.

Only an address that signs in carries one, because an administrator has checked it; one that was given for messages was
checked by nobody. A PIN is never reset so: two officers give that access back.
"""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from belanja.foundation import clock

from .models import User


class _Links(PasswordResetTokenGenerator):
    key_salt = "belanja.accounts.resets"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        assert isinstance(user, User)
        return f"{user.pk}:{user.password}:{user.sessions}:{user.email}:{user.last_login}:{timestamp}"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


_LINKS = _Links()


def by_address(email: str) -> User | None:
    """The open account that signs in with this address and a password; None where there is none."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    return found if found is not None and not found.uses_pin else None


def path_of(user: User) -> str:
    """Where this account chooses a new password; holds from now on."""
    return f"/akun/lupa-sandi/{user.pk}/{_LINKS.make_token(user)}/"


def holder(user_id: int, token: str) -> User | None:
    """Whose link this is; None for one that was used, is over, or was never made."""
    found = User.objects.filter(pk=user_id, is_active=True, email__isnull=False).first()
    return found if found is not None and not found.uses_pin and _LINKS.check_token(found, token) else None
