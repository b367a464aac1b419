"""Which account a telephone number and a secret belong to, without telling by time how many there are."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from belanja.foundation.questions import Given, Question

from . import pins, selectors
from .models import User

_IN_USE = Question(lambda: User.objects.filter(pk=Given("pk"), is_active=True))


class Backend(AuthenticationBackend):
    """E-mail as django-allauth does it; a number may be claimed by several accounts until one has proved it."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, as long as it is in use."""
        return _IN_USE.first(pk=user_id)

    def _authenticate_by_phone(self, phone: str, password: str) -> AbstractBaseUser | None:
        """The first of the accounts whose secret fits. Always takes the time of one password and of as many PINs as
        a number can have accounts."""
        self._did_check_password = True
        passwords, tried, found = 0, 0, None
        for user in selectors.claimants(phone):
            tried += user.uses_pin
            passwords += not user.uses_pin
            if user.check_password(password) and found is None:
                found = user
        if not passwords:
            self._mitigate_timing_attack(password)
        for _ in range(selectors.CLAIMS + 1 - tried):
            pins.waste()
        return found

    def _mitigate_timing_attack(self, password: str) -> None:
        User().set_password(password)
