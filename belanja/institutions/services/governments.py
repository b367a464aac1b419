"""Governments as the feeds bring them."""

from django.db import transaction

from belanja.institutions.models import Government
from belanja.institutions.naming import government_kind, government_name
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

_LONGEST_CODE = 12


@transaction.atomic
def ensure_government(*, code: str, name: str, kind_text: str = "", actor: Actor) -> Government:
    """The government of KLPD code `code`, put on record when a feed shows it for the first time.

    `kind_text` is the feed's `jenis_klpd`. An existing one is never renamed; only what no feed had told yet (a name,
    a kind) is filled in, and journaled. Raises RuleBroken 403 when somebody other than the console brings in data
    of a government that is not on record, 422 for a code that cannot be one.
    """
    key = code.strip().upper()
    if not key or len(key) > _LONGEST_CODE:
        raise RuleBroken("government_code", f"Kode KLPD {code!r} tidak sah.")
    spelt = government_name(name)[:160]
    kind = government_kind(kind_text, name)
    found = Government.objects.filter(code=key).first()
    if found is None:
        if actor.user_id is not None:
            raise RuleBroken(
                "government_unknown",
                f"Pemerintah daerah {key} belum terdaftar. Minta administrator instalasi mendaftarkannya.",
                status=403,
            )
        found, created = Government.objects.get_or_create(code=key, defaults={"name": spelt or key, "kind": kind})
        if created:
            _tell("institutions.government_registered", found, actor)
            return found
    return _fill_in(found, spelt, kind, actor)


def _fill_in(found: Government, name: str, kind: str, actor: Actor) -> Government:
    fields = []
    if name and found.name == found.code:
        found.name = name
        fields.append("name")
    if kind and not found.kind:
        found.kind = kind
        fields.append("kind")
    if fields:
        found.save(update_fields=fields)
        _tell("institutions.government_completed", found, actor)
    return found


def _tell(event: str, government: Government, actor: Actor) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"government:{government.code}",
        government_code=government.code,
        payload={"name": government.name, "kind": government.kind},
    )
