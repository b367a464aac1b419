"""A sample is drawn by the pure rule from the frame as it stands, kept with it, and drawn again from what was kept."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.oversight import frames
from belanja.rules.oversight.parameters import MOST_DRAWN
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewSide
from belanja.rules.oversight.sampling import Drawn, Item, Method, draw
from belanja.rules.oversight.steps import SPIP

from ...models import Review, Sample, SampleFrame, SampleItem
from ..base import account
from . import base, frame


@transaction.atomic
def draw_sample(*, review_id: int, version: int | None, method: Method, size: int, seed: str, actor: Actor) -> Sample:
    """The leader draws a sample. The same method, size and seed again within the review is the sample that stands,
    whatever the frame has become.

    Raises RuleBroken: 403/404, 409, 422 without a seed, for a size below one or above the dated one, and where there is
    nothing to draw from."""
    review, _leader = base.acting(review_id, None, actor, Post.LEADER)
    REVIEWS.rule_for(ReviewStep.SAMPLE, review.state, ReviewSide.LEADER)
    asked: dict[str, Any] = {"method": method.value, "seed": seed.strip()[:80], "size": size}
    standing = review.samples.filter(**asked).first()
    if standing is not None:
        return standing
    unchanged("Reviu", review.version, version)
    _check_size(review, size)
    found = frame.frame_of(review)
    if not found.items:
        raise RuleBroken("frame_empty", "Tidak ada pesanan dalam unit, periode, dan kanal reviu ini.")
    drawn = draw(found.items, method=method, size=size, seed=asked["seed"])
    packed = frames.packed(found.items)
    made = Sample.objects.create(
        review=review, number=review.samples.count() + 1, digest=packed.digest, frame_count=packed.count,
        frame_amount=packed.amount, parameters=_parameters(review), drawn_at=clock.now(),
        by_id=account(actor), by_label=actor.label[:120], **asked,
    )  # fmt: skip
    SampleFrame.objects.create(sample=made, content=packed.content)
    SampleItem.objects.bulk_create(frame.sample_items(made, drawn, found.documents))
    base.take(
        review, ReviewStep.SAMPLE, side=ReviewSide.LEADER, actor=actor, content=asked,
        about=f"sampel {made.number}: {len(drawn)} dari {packed.count}", digest=packed.digest,
    )  # fmt: skip
    base.tell_team(review, f"Sampel {made.number} reviu {review.code} ditarik: {len(drawn)} butir.", actor)
    return made


@dataclass(frozen=True)
class Redrawn:
    """`same`: drawn again from the kept frame it is what was drawn. `since`: what the frame has become meanwhile; the
    sample stays as it was drawn."""

    same: bool
    since: frames.Difference


@transaction.atomic
def redrawn(sample: Sample) -> Redrawn:
    """Draw a sample again from its kept frame, and hold that against the frame of today. Writes nothing. Raises
    ValueError where the kept frame is not the one whose digest stands with the sample."""
    kept = frames.unpacked(bytes(sample.frame.content), sample.digest)
    method = Method(sample.method)
    again = draw(kept, method=method, size=sample.size, seed=sample.seed)
    stood = sample.items.values_list("subject_key", "amount", "certain", "place")
    same = list(stood.order_by("place")) == [_row(place, one) for place, one in enumerate(again, start=1)]
    now = frame.frame_of(sample.review).items
    return Redrawn(same, frames.difference(_told(kept, method), _told(now, method)))


def _row(place: int, one: Drawn) -> tuple[object, ...]:
    return (one.item.key, one.item.amount, one.certain, place)


def _told(items: tuple[Item, ...], method: Method) -> list[Item]:
    """A frame as far as its method reads it: flags come and go, and only by risk do they draw."""
    return [one if method is Method.RISK else replace(one, risk=0) for one in items]


def _check_size(review: Review, size: int) -> None:
    most = int(institutions.book(government_id=review.government_id, on=clock.today()).number(MOST_DRAWN))
    if size > most:
        raise RuleBroken("sample_size", f"Satu sampel paling banyak {most} butir.", SPIP)


def _parameters(review: Review) -> dict[str, object]:
    """What the frame was made by, as it stays when units are renamed."""
    return {
        "units": sorted(review.units.values_list("code", flat=True)),
        "period": [review.period_from.isoformat(), review.period_to.isoformat()],
        "channels": review.channels,
        "undated": frame.undated(review),
    }
