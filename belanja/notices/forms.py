"""A message in the forms in which it leaves Belanja. No gateway is needed: a person carries it, or an adapter."""

from typing import Any
from urllib.parse import quote

from django.conf import settings

from belanja.accounts.models import User
from belanja.foundation import clock

from .models import Notice


def whatsapp_url(phone: str, text: str) -> str:
    """Address that opens WhatsApp on the carrier's own telephone with `text` ready to send to `phone` (E.164)."""
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text, safe='')}"


def address_of(user: User) -> str:
    """Where mail to somebody goes: the address he signs in with, which an administrator has checked, else the one he
    gave for messages."""
    return user.email or user.contact_email


def absolute(link: str) -> str:
    """The full address of a link inside Belanja, as people outside reach it; empty stays empty."""
    return f"{settings.PUBLIC_ADDRESS}{link}" if link else ""


def plain(text: str, link: str = "") -> str:
    """Message and address as plain text, for WhatsApp, a text message or an e-mail."""
    return f"{text}\n{absolute(link)}" if link else text


def for_adapter(notice: Notice) -> dict[str, Any]:
    """One line of `belanja messages`: who, how to reach them, and the words. Addresses that are missing are null;
    a telephone number is told only where its owner has proved it."""
    user = notice.to_user
    return {
        "id": notice.pk,
        "at": clock.wib(notice.at).isoformat(timespec="seconds"),
        "kind": notice.kind,
        "name": user.name if user else None,
        "phone": user.phone if user and user.phone_verified else None,
        "email": (address_of(user) or None) if user else None,
        "text": notice.text,
        "link": absolute(notice.link) or None,
        "message": plain(notice.text, notice.link),
    }
