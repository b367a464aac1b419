"""What every service over an upload does: lock it, ask whether the actor stands for its firm, look at its state."""

import hashlib
from collections.abc import Collection

from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.vendors import selectors as vendors

from ..models import WORKING, Upload

#: Uploads of one firm that may wait or be at work together.
_AT_ONCE = 5


def kept(
    *, firm_id: int, government_id: int, etalase: Etalase | None, kind: str, name: str, content: bytes, actor: Actor
) -> Upload:
    """Keep what a firm sent, for the work to begin. RuleBroken 404 for a stranger or an unknown government, 409 while
    too many wait already. Call inside a transaction."""
    vendors.require_member(actor, firm_id)
    government = Government.objects.filter(pk=government_id).first()
    if government is None:
        raise RuleBroken("not_found", "Pemerintah daerah ini tidak ditemukan.", status=404)
    if Upload.objects.filter(firm=firm_id, state__in=list(WORKING)).count() >= _AT_ONCE:
        raise RuleBroken(
            "uploads_waiting", "Masih ada beberapa berkas yang sedang dikerjakan. Tunggu sampai selesai.", status=409
        )
    upload = Upload.objects.create(
        firm_id=firm_id,
        government=government,
        etalase=etalase,
        kind=kind,
        name=name[-200:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    tell("exchange.upload_received", upload, actor, {"kind": kind, "sha256": upload.sha256, "bytes": upload.size})
    return upload


def taken(upload_id: int, actor: Actor, states: Collection[str], *, otherwise: str = "") -> Upload:
    """The upload, locked. RuleBroken 404 for a stranger, 409 where it is in none of the states (any more)."""
    upload = (
        Upload.objects.select_for_update(of=("self",))
        .select_related("government", "etalase", "firm")
        .defer("content")
        .filter(pk=upload_id)
        .first()
    )
    if upload is None:
        raise RuleBroken("not_found", "Berkas ini tidak ditemukan.", status=404)
    vendors.require_member(actor, upload.firm_id)
    if upload.state not in states:
        raise RuleBroken(
            "upload_moved_on",
            otherwise
            or f"Berkas ini {upload.get_state_display()}; mungkin orang lain dari usaha Anda mendahului. "
            "Muat ulang halamannya.",
            status=409,
        )
    return upload


def tell(event: str, upload: Upload, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"upload:{upload.pk}",
        government_code=upload.government.code,
        payload={"firm": upload.firm_id, **payload},
    )
