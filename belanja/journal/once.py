"""A request that arrives several times is carried out once, and answered alike each time.

Bad lines, double clicks and impatient proxies send the same write again. Whoever sends it gives it a key; the key's row
is written in the transaction of what the request does, so that both are kept or lost together. Pages carry the key in a
hidden field, programs in the header `Idempotency-Key` (`web.once`).
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection

from belanja.foundation import clock
from belanja.foundation.whole import whole
from belanja.rules.decisions import RuleBroken

from .models import Once
from .services import Actor

#: How long a key is remembered: a technical term, longer than any page stays open or any program tries again.
KEPT = timedelta(days=14)
_KEY = re.compile(r"[A-Za-z0-9._~:-]{8,100}\Z")

_TAKE = """
INSERT INTO journal_once (actor, name, key, digest, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (actor, name, key) DO NOTHING RETURNING id
"""


@whole
def once(
    *, key: str, name: str, actor: Actor, digest: str, do: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """The answer to a request, and whether this very call carried it out (False: it is the answer given before).

    Keys belong to one actor and one `name`. The first caller runs `do` and keeps its answer (plain JSON: text, whole
    numbers, lists; ids, never a person's data); copies that arrive meanwhile wait for it and get the same. What `do`
    raises is raised, and leaves nothing: the next copy runs it. Call it before anything is locked, for a copy waits.
    Raises RuleBroken 422 for a key without form, and for a key that came before with another request (`digest`).
    """
    if not _KEY.match(key):
        raise RuleBroken(
            "once_key_missing", "Kiriman ini tidak membawa kunci sekali kirim. Muat ulang halaman, lalu kirim lagi."
        )
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [scope_of(actor), name, key, digest, clock.now()])
        taken = cursor.fetchone()
    if taken is None:
        return _given(key=key, name=name, actor=actor, digest=digest), False
    # What is kept is what a later copy reads: the first caller gets it by the same way.
    answer: dict[str, Any] = json.loads(json.dumps(do()))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_once SET answer = %s::jsonb WHERE id = %s", [json.dumps(answer), taken[0]])
    return answer, True


def scope_of(actor: Actor) -> str:
    """Whose keys these are: a person's own, or those of a channel that has no person."""
    return str(actor.user_id) if actor.user_id is not None else f"-{actor.label}"


def fresh_key() -> str:
    """A key that nobody has used."""
    return secrets.token_urlsafe(24)


def digest_of(parts: object) -> str:
    """Fingerprint of what was sent: JSON values (bytes by `hashlib` first), the order of names without meaning."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _given(*, key: str, name: str, actor: Actor, digest: str) -> dict[str, Any]:
    before = Once.objects.get(actor=scope_of(actor), name=name, key=key)
    if before.digest != digest:
        raise RuleBroken(
            "once_key_reused",
            f"Formulir ini sudah terkirim pukul {clock.wib(before.at):%H.%M} dengan isi yang lain. "
            "Periksa hasilnya, lalu kirim isian yang baru ini lagi bila masih perlu.",
        )
    if before.answer is None:
        # Only where `do` asks for its own key: that request would wait for itself.
        raise RuntimeError(f"{name} asks for its own key")
    answer: dict[str, Any] = before.answer
    return answer


def forget() -> int:
    """Delete what is older than its term; returns how many."""
    return Once.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
