"""What every service over an upload does: lock it, ask whether the actor stands for its firm, look at its state."""

import hashlib
from collections.abc import Collection

from django.db.models import Sum

from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Firm

from ..models import OPEN, WORKING, Upload

#: Bytes of files kept for one firm, a technical ceiling: eight of the largest archives. What is over goes, the oldest
#: finished file first.
_KEPT = 512 * 1024 * 1024


def kept(
    *, firm_id: int, government_id: int, etalase: Etalase | None, kind: str, name: str, content: bytes, actor: Actor
) -> Upload:
    """Keep what a firm sent, for the work to begin. RuleBroken 404 for a stranger or an unknown government, 409 while
    too many wait already or the firm's registration shows nothing yet. Call inside a transaction."""
    vendors.require_member(actor, firm_id)
    if why_not := vendors.registered_to_list(firm_id):
        raise RuleBroken("firm_may_not_list", why_not, status=409)
    government = Government.objects.filter(pk=government_id).first()
    if government is None:
        raise RuleBroken("not_found", "Pemerintah daerah ini tidak ditemukan.", status=404)
    _make_room(firm_id, len(content), government.pk)
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


def _make_room(firm_id: int, size: int, government_id: int) -> None:
    """Hold the firm to what may be open (dated rows) and kept at once; two who send at once wait for each other. The
    files of finished uploads make room, what they did stays and can be undone. RuleBroken 409."""
    Firm.objects.select_for_update(no_key=True).get(pk=firm_id)
    mine = Upload.objects.filter(firm=firm_id)
    today = clock.today()
    at_once = institutions.parameter("katalog.unggahan.dikerjakan", government_id=government_id, on=today)
    most_open = institutions.parameter("katalog.unggahan.terbuka", government_id=government_id, on=today)
    if mine.filter(state__in=list(WORKING)).count() >= at_once:
        raise RuleBroken(
            "uploads_waiting", "Masih ada beberapa berkas yang sedang dikerjakan. Tunggu sampai selesai.", status=409
        )
    kept = mine.exclude(content=b"")
    held = kept.filter(state__in=list(OPEN)).aggregate(all=Sum("size"))["all"] or 0
    if mine.filter(state__in=list(OPEN)).count() >= most_open or held + size > _KEPT:
        raise RuleBroken(
            "uploads_open",
            "Masih banyak unggahan yang menunggu keputusan Anda. Terapkan atau buang dahulu yang terdahulu.",
            status=409,
        )
    # Whoever holds one of them now (to read it again) comes for the firm's row next: wait for neither.
    finished = kept.exclude(state__in=list(OPEN)).order_by("-id").select_for_update(skip_locked=True)
    for one, its in list(finished.values_list("pk", "size")):
        held += its
        if held + size > _KEPT:
            Upload.objects.filter(pk=one).update(content=b"")


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
