"""Finding the account that an address belongs to."""

from . import phones
from .models import User


def by_login(login: str) -> User | None:
    """The account in use whose e-mail address or telephone number (any usual spelling) this is, or None."""
    text = login.strip()
    if "@" in text:
        return User.objects.filter(email=text.lower(), is_active=True).first()
    try:
        number = phones.normalised(text)
    except ValueError:
        return None
    return User.objects.filter(phone=number, is_active=True).first()
