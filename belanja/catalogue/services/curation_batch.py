"""One answer for many listings: each is decided for itself, and what could not be is said with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_steps import Step

from .curation import decide

#: So many listings are decided with one answer.
MOST = 200


@dataclass
class Outcome:
    """`done`: ids in the order given. `refused`: id and the sentence why not; nothing of these was changed."""

    done: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def decide_many(
    *, chosen: Iterable[tuple[int, int]], step: Step, reason_code: str = "", note: str = "", actor: Actor
) -> Outcome:
    """Take one step over many listings. `chosen`: (offer id, version that the curator saw). A listing that its firm
    or a colleague has changed meanwhile stays as it is and is told; the others are decided. RuleBroken 422 for none
    or too many, and as `curation.decide` does where the answer itself is incomplete (then nothing is decided)."""
    wanted = dict(chosen)
    if not wanted or len(wanted) > MOST:
        raise RuleBroken("listings_none", f"Pilih paling sedikit satu penawaran, paling banyak {MOST}.")
    return one_by_one(
        wanted,
        lambda offer_id: decide(
            offer_id=offer_id,
            version=wanted[offer_id],
            step=step,
            reason_code=reason_code,
            note=note,
            actor=actor,
        ),
    )


def one_by_one(ids: Iterable[int], act: Callable[[int], object]) -> Outcome:
    """Do something for each id in a transaction of its own. What clashes with the present (409), is not there (404)
    or may not be (403) is told; an incomplete answer (422) is raised, for it would be so for all."""
    outcome = Outcome()
    for one in ids:
        try:
            with transaction.atomic():
                act(one)
        except RuleBroken as refusal:
            if refusal.status == 422 or refusal.code == "duty_missing":
                raise
            outcome.refused.append((one, refusal.message))
        else:
            outcome.done.append(one)
    return outcome
