"""What proposals have in common, whatever they ask for: one person proposes, another decides, once."""

from typing import TypeVar

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..models import Correction, Withdrawal

Wished = TypeVar("Wished", Correction, Withdrawal)

_SHORTEST_REASON = 5


def open_wish(kind: type[Wished], wish_id: int, actor: Actor, *, called: str) -> Wished:
    """Lock, duty, state: the wish that still waits. `called`: what its refusals name it ("Usulan koreksi").

    Raises RuleBroken: 404 for an unknown wish, 403/404 without the duty, 409 where it is decided.
    """
    wish = kind.objects.select_for_update(of=("self",)).select_related("government").filter(pk=wish_id).first()
    if wish is None:
        raise RuleBroken("not_found", f"{called} ini tidak ditemukan.", status=404)
    institutions.require(actor, Duty.CONFIRM_CORRECTION, wish.government)
    if wish.state != kind.State.PROPOSED:
        raise RuleBroken("already_decided", "Usulan ini sudah diputuskan. Muat ulang halaman.", status=409)
    return wish


def decide(wish: Correction | Withdrawal, state: str, actor: Actor, reason: str = "") -> None:
    """Write down what became of a wish, and who decided."""
    wish.state, wish.decided_at, wish.decided_reason = state, clock.now(), reason
    wish.decided_by_id, wish.decided_by_label = actor.user_id, actor.label
    wish.save()


def second_person(actor: Actor, proposed_by_id: int | None) -> None:
    """Raise RuleBroken unless `actor` is a person other than the one who proposed."""
    if actor.user_id is None:
        raise RuleBroken(
            "approval_needs_person", "Persetujuan memerlukan orang kedua yang masuk dengan akunnya.", status=403
        )
    if proposed_by_id == actor.user_id:
        raise RuleBroken("four_eyes", "Pengusul tidak dapat menyetujui usulannya sendiri.", status=403)


def check_reason(reason: str) -> None:
    """Raise RuleBroken for a reason too short to be one."""
    if len(reason.strip()) < _SHORTEST_REASON:
        raise RuleBroken("reason_missing", "Tuliskan alasannya, paling sedikit lima huruf.")
