"""Withdrawing imports whole: what they brought goes, what stood before comes back, and it is said who and why.

The head of Biro PBJ withdraws alone; anybody else of Biro PBJ proposes, and a colleague confirms.
"""

import uuid
from collections.abc import Sequence

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..feeds import BY_NAME
from ..models import Pull, Withdrawal
from ..replay import undo
from ..run import lock
from .wishes import check_reason, decide, open_wish, second_person


@transaction.atomic
def withdraw_run(*, run: uuid.UUID, reason: str, actor: Actor) -> list[Pull]:
    """Withdraw every pull of one command or upload that still stands."""
    ids = list(Pull.objects.standing().filter(run=run).values_list("pk", flat=True))
    return withdraw(pull_ids=ids, reason=reason, actor=actor)


@transaction.atomic
def withdraw(*, pull_ids: Sequence[int], reason: str, actor: Actor) -> list[Pull]:
    """Withdraw pulls at once. Raises RuleBroken: 404 unknown pull, 403/404 missing duty, 409 for a pull withdrawn
    before or on which a later one rests (named), 422 without a reason."""
    lock()
    pulls = _pulls(pull_ids)
    for government in _governments(pulls):
        institutions.require(actor, Duty.WITHDRAW_IMPORT, government)
    _check(pulls, reason)
    return _withdraw(pulls, reason.strip(), actor)


@transaction.atomic
def propose_withdrawal(*, pull_ids: Sequence[int], reason: str, actor: Actor) -> Withdrawal:
    """Ask a second person to withdraw these pulls. Raises RuleBroken like `withdraw`, and 409 where somebody has
    asked already."""
    pulls = _pulls(pull_ids)
    for government in _governments(pulls):
        institutions.require(actor, Duty.CORRECT_IMPORT, government)
    _check(pulls, reason)
    if Withdrawal.objects.filter(pulls__in=pulls, state=Withdrawal.State.PROPOSED).exists():
        raise RuleBroken(
            "already_proposed", "Penarikan impor ini sudah diusulkan dan menunggu orang kedua.", status=409
        )
    wish = Withdrawal.objects.create(
        government=_governments(pulls)[0],
        reason=reason.strip(),
        proposed_at=clock.now(),
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.label,
    )
    wish.pulls.set(pulls)
    _tell("intake.withdrawal_proposed", wish, actor, pulls=[pull.pk for pull in pulls], reason=wish.reason)
    return wish


@transaction.atomic
def approve_withdrawal(*, withdrawal_id: int, actor: Actor) -> list[Pull]:
    """The second person withdraws what was proposed. Raises RuleBroken: 403 for the proposer or a missing duty, 409
    for a wish that is decided or that a later pull has overtaken."""
    lock()
    wish = open_wish(Withdrawal, withdrawal_id, actor, called="Usulan penarikan")
    second_person(actor, wish.proposed_by_id)
    pulls = _pulls(list(wish.pulls.values_list("pk", flat=True)))
    _check(pulls, wish.reason)
    decide(wish, Withdrawal.State.DONE, actor)
    return _withdraw(pulls, wish.reason, actor)


@transaction.atomic
def decline_withdrawal(*, withdrawal_id: int, reason: str, actor: Actor) -> Withdrawal:
    """The second person says no, or whoever asked thinks better of it; the imports stand."""
    wish = open_wish(Withdrawal, withdrawal_id, actor, called="Usulan penarikan")
    check_reason(reason)
    decide(wish, Withdrawal.State.DECLINED, actor, reason.strip())
    _tell("intake.withdrawal_declined", wish, actor, reason=reason.strip())
    return wish


def _withdraw(pulls: list[Pull], reason: str, actor: Actor) -> list[Pull]:
    undo.take_back(pulls, reason=reason, actor=actor)
    for pull in pulls:
        pull.refresh_from_db()
        journal.append(
            name="intake.pull_withdrawn",
            actor=actor,
            subject=f"pull:{pull.pk}",
            government_code=pull.government.code if pull.government else "",
            payload={"feed": pull.feed, "year": pull.year, "run": str(pull.run), "reason": reason},
        )
    return pulls


def _pulls(pull_ids: Sequence[int]) -> list[Pull]:
    found = list(
        Pull.objects.select_for_update(of=("self",))
        .select_related("government")
        .filter(pk__in=pull_ids)
        .order_by("-id")
    )
    if not found or len(found) < len(set(pull_ids)):
        raise RuleBroken("not_found", "Tarikan ini tidak ditemukan.", status=404)
    return found


def _governments(pulls: Sequence[Pull]) -> list[Government]:
    """Whose pulls these are. National lists belong to nobody: they go with the import that brought them."""
    found = {pull.government.pk: pull.government for pull in pulls if pull.government is not None}
    if not found:
        raise RuleBroken(
            "national_pull", "Daftar nasional hanya dapat ditarik bersama seluruh impor yang membawanya.", status=409
        )
    return list(found.values())


def _check(pulls: Sequence[Pull], reason: str) -> None:
    gone = [pull for pull in pulls if pull.state == Pull.State.WITHDRAWN]
    if gone:
        raise RuleBroken("already_withdrawn", "Impor ini sudah ditarik. Muat ulang halaman.", status=409)
    later = undo.blockers(pulls)
    if later:
        named = "; ".join(told(pull) for pull in later[:5])
        more = f"; dan {len(later) - 5} lainnya" if len(later) > 5 else ""
        raise RuleBroken(
            "later_pull_stands", f"Tarikan yang lebih baru masih berlaku; tarik itu dahulu: {named}{more}.", status=409
        )
    check_reason(reason)


def told(pull: Pull) -> str:
    """A pull as people name it: feed, year, moment."""
    year = f" {pull.year}" if pull.year else ""
    return f"{BY_NAME[pull.feed].label}{year}, dimuat {text.date_time(pull.at)}"


def _tell(name: str, wish: Withdrawal, actor: Actor, **payload: object) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"withdrawal:{wish.pk}",
        government_code=wish.government.code,
        payload=payload,
    )
