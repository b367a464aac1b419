"""How a PIN is kept: hashed with a key that is not in the database, so that a stolen copy of it cannot be tried out.

Beside the passwords of officers in the same column, told apart by their first word. A database that is restored
without its `identity_key` has no valid PIN any more; access is then restored by two officers.
"""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

_WORD = "pin_pbkdf2_sha256"
#: The key is what protects a million values; the rounds only slow down whoever has both.
ROUNDS = 200_000


def hashed(pin: str) -> str:
    """What is kept of a PIN: `pin_pbkdf2_sha256$rounds$salt$hash`."""
    salt = secrets.token_urlsafe(16)
    return f"{_WORD}${ROUNDS}${salt}${_hash(pin, salt, ROUNDS)}"


def is_pin(kept: str) -> bool:
    """Whether what is kept stands for a PIN, not for a password."""
    return kept.startswith(f"{_WORD}$")


def matches(pin: str, kept: str) -> bool:
    """Whether `pin` is the one that is kept; compared in constant time."""
    _word, rounds, salt, wanted = kept.split("$", 3)
    return hmac.compare_digest(_hash(pin, salt, int(rounds)), wanted)


def waste() -> None:
    """Take as long as one comparison, where there was none to make."""
    _hash("000000", "nobody", ROUNDS)


def keyed(purpose: str, words: str) -> str:
    """A hash of `words` that nobody can compute without this installation's key, as 64 hex signs."""
    return hmac.new(settings.IDENTITY_KEY.encode(), f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()


def _hash(pin: str, salt: str, rounds: int) -> str:
    drawn = hashlib.pbkdf2_hmac("sha256", keyed("pin", pin).encode(), salt.encode(), rounds)
    return base64.b64encode(drawn).decode()
