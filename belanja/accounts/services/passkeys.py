"""Passkeys: the lock of one's own device as the way in. Proof and challenge are checked by django-allauth."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from belanja.accounts.models import User
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from .register import locked

#: More than anybody has devices.
MOST = 10
UNPROVED = "Buktikan dahulu nomor telepon Anda dengan kode dari petugas; sesudah itu cara masuk lain dapat ditambahkan."


@transaction.atomic
def add_passkey(*, user_id: int, name: str, credential: dict[str, Any], actor: Actor) -> Authenticator:
    """Keep a passkey whose registration has been verified. Raises RuleBroken 404, 409 for one too many or while nobody
    has proved the number: what is planted in an account must not open it once its owner has."""
    user = locked(user_id)
    if user.waits_for_proof:
        raise RuleBroken("number_unproved", UNPROVED, status=409)
    mine = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    if mine.count() >= MOST:
        raise RuleBroken("passkeys_many", f"Paling banyak {MOST} kunci sandi. Hapus dahulu yang lama.", status=409)
    kept: Authenticator = WebAuthn.add(user, name.strip()[:60] or "Kunci sandi", credential).instance
    _tell("accounts.passkey_added", user, actor)
    return kept


@transaction.atomic
def remove_passkey(*, user_id: int, passkey_id: int, actor: Actor) -> None:
    """Take a passkey away; sessions that were opened with it end like all others. Raises RuleBroken 404."""
    user = locked(user_id)
    gone, _ = Authenticator.objects.filter(user=user, pk=passkey_id, type=Authenticator.Type.WEBAUTHN).delete()
    if not gone:
        raise RuleBroken("passkey_unknown", "Kunci sandi ini tidak ditemukan.", status=404)
    user.sessions += 1
    user.save(update_fields=["sessions"])
    _tell("accounts.passkey_removed", user, actor)


def _tell(event: str, user: User, actor: Actor) -> None:
    journal.append(name=event, actor=actor, subject=f"account:{user.pk}", payload={})
