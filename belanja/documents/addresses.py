"""Where a paper can be checked: the address that its QR holds, known before any page is asked for."""

from django.conf import settings


def verification(code: str) -> str:
    """The full address of the verification page of a code."""
    return f"{settings.PUBLIC_ADDRESS}/verifikasi/{code}/"
