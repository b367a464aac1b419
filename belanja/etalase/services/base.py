"""What every change of a shelf begins and ends with: the lock, the duty, the number of the form, the journal."""

from typing import Any

from belanja.etalase.models import Etalase
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState

_ENDED = frozenset({EtalaseState.CLOSED, EtalaseState.MERGED})


def locked(etalase_id: int, actor: Actor, duty: Duty) -> Etalase:
    """The shelf, locked, for somebody who has the duty at its government. RuleBroken 404 where it is not there for
    this person: unknown, of a government where he has no role, or national (nobody here governs those)."""
    found = (
        Etalase.objects.select_for_update(of=("self",), no_key=True)
        .select_related("government")
        .filter(pk=etalase_id)
        .first()
    )
    if found is None or found.government is None:
        raise RuleBroken("not_found", "Etalase ini tidak ditemukan.", status=404)
    institutions.require(actor, duty, found.government)
    return found


def still(etalase: Etalase, version: int) -> None:
    """RuleBroken 409 where somebody changed the shelf since the form was opened."""
    if etalase.version != version:
        raise RuleBroken(
            "etalase_changed",
            "Etalase ini baru saja diubah rekan Anda. Isian Anda masih di sini: bandingkan dengan keadaan sekarang, "
            "lalu simpan lagi.",
            status=409,
        )


def alive(etalase: Etalase) -> None:
    """RuleBroken 409 for a shelf that has been closed or merged: it stays as it was."""
    if EtalaseState(etalase.state) in _ENDED:
        raise RuleBroken("etalase_ended", f"Etalase ini sudah {etalase.state}; isinya tidak diubah lagi.", status=409)


def told(name: str, etalase: Etalase, actor: Actor, payload: dict[str, Any]) -> None:
    """Append what happened to the shelf; the catalogue follows in the same transaction (catalogue.projectors)."""
    government: Government | None = etalase.government
    journal.append(
        name=name,
        actor=actor,
        subject=f"etalase:{etalase.pk}",
        payload={"etalase_id": etalase.pk, **payload},
        government_code=government.code if government else "",
    )
