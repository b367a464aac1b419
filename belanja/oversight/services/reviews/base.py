"""What the steps of a review share: the locked row, who may as which post, the story, the event, words to others."""

from collections.abc import Iterable
from typing import Any

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.oversight.parameters import REVIEW_TERMS
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import REVIEW_ENDED, Post, ReviewSide, ReviewState
from belanja.rules.oversight.steps import SPIP

from ...models import Member, ResultNote, Review
from ...models import ReviewStep as Written
from ..base import account, not_there, term

CALENDAR = Actor(user_id=None, label="Belanja, reviu APIP")
_KIND = "oversight.review"
#: The duty with which a post acts.
DUTY_OF = {Post.SUPERVISOR: Duty.SUPERVISE_CASE, Post.LEADER: Duty.REVIEW_CASE, Post.MEMBER: Duty.REVIEW_CASE}


def locked(review_id: int) -> Review:
    """A review, held until the transaction ends; whatever hangs on it is locked by it. Raises RuleBroken 404."""
    found = Review.objects.select_for_update(of=("self",)).select_related("government").filter(pk=review_id).first()
    if found is None:
        raise not_there("Reviu")
    return found


def acting(review_id: int, version: int | None, actor: Actor, *posts: Post) -> tuple[Review, Member]:
    """The locked review and the member of its team who acts in one of `posts`.

    Raises RuleBroken: 403/404 for a missing duty, another post, somebody whom it is about or who has not declared yet
    that he is independent; 409 if it changed since `version`."""
    review, member = in_team(review_id, actor)
    if Post(member.post) not in posts:
        told = " atau ".join(one.label for one in posts)
        raise RuleBroken("not_your_post", f"Langkah ini dilakukan {told} reviu ini.", SPIP, status=403)
    if member.declared_at is None:
        raise RuleBroken(
            "declaration_missing", "Nyatakan dahulu bahwa Anda independen dari yang direviu.", SPIP, status=403
        )
    unchanged("Reviu", review.version, version)
    return review, member


def in_team(review_id: int, actor: Actor) -> tuple[Review, Member]:
    """The locked review and whoever of its team acts, whether he has declared or not. Raises RuleBroken 403/404."""
    review = locked(review_id)
    institutions.require(actor, Duty.REVIEW_CASE, review.government)
    member = review.members.filter(user_id=account(actor), left_at__isnull=True).first()
    if member is None:
        raise RuleBroken("not_your_review", "Reviu ini dikerjakan tim lain.", SPIP, status=403)
    institutions.require(actor, DUTY_OF[Post(member.post)], review.government)
    independent(review, actor)
    return review, member


def independent(review: Review, actor: Actor) -> None:
    """Raise RuleBroken 403 for whoever the review is about: he held a role of one of its units, or of one below, within
    its period (PP 60/2008: supervision is independent of what it looks at)."""
    held = RoleAssignment.objects.filter(
        user_id=account(actor), unit__government_id=review.government_id, valid_from__lte=review.period_to,
        valid_to__gte=review.period_from,
    )  # fmt: skip
    objects = units_of(review)
    if held.exists() if objects is None else held.filter(unit_id__in=objects).exists():
        raise RuleBroken(
            "not_independent", "Anda terkait dengan unit yang direviu; orang lain yang menanganinya.", SPIP, status=403
        )


def units_of(review: Review) -> frozenset[int] | None:
    """The units that a review is about with those that count under them; None: all of the government."""
    chosen = set(review.units.values_list("pk", flat=True))
    if not chosen:
        return None
    tops = institutions.pd_map(review.government_id, review.period_to)
    return frozenset(chosen | {unit for unit, top in tops.items() if top in chosen})


def take(
    review: Review,
    step: ReviewStep,
    *,
    side: ReviewSide,
    actor: Actor,
    note: str = "",
    about: str = "",
    content: Any = None,
    **told: Any,
) -> Written:
    """Take a step of a locked review, save it with its next version and the term of its new state, and tell the
    journal. Raises RuleBroken 409 where the state does not allow it."""
    rule = REVIEWS.rule_for(step, review.state, side)
    source = review.state
    if rule.targets:
        _enter(review, ReviewState(rule.targets[0]))
    review.version += 1
    review.save()
    written = Written.objects.create(
        review=review, step=step.value, source=source, target=review.state, side=side.value, note=note,
        about=about[:80], content=content, at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    journal.append(
        name=f"oversight.review.{step.value}",
        actor=actor,
        subject=f"review:{review.pk}",
        government_code=review.government.code,
        payload={"code": review.code, "state": review.state, "about": about, **told},
    )
    return written


def _enter(review: Review, state: ReviewState) -> None:
    review.state, review.since, review.reminded = state.value, clock.now(), None
    ended = state in REVIEW_ENDED
    review.closed_at = clock.now() if ended else None
    review.due = None if ended else term(review.government_id, REVIEW_TERMS[state])


def tell_team(review: Review, text: str, actor: Actor, *posts: Post, once: str = "") -> None:
    """Words to those of the team who hold one of `posts`; without any, to all."""
    team = review.members.filter(left_at__isnull=True)
    if posts:
        team = team.filter(post__in=[one.value for one in posts])
    link = f"/pantau/{review.government.code}/reviu/{review.code}/"
    _tell(review, team.values_list("user_id", flat=True), text, link, actor, once)


def tell_unit(result: ResultNote, text: str, actor: Actor, *, once: str = "") -> None:
    """Words to those who answer for the unit of a note of results."""
    review = result.review
    people = institutions.people_in(result.unit, DUTIES[Duty.ANSWER_CASE])
    _tell(review, people, text, f"/pantau/{review.government.code}/pertanyaan/catatan/{result.code}/", actor, once)


def _tell(review: Review, people: Iterable[int], text: str, link: str, actor: Actor, once: str) -> None:
    known = set(people) - {actor.user_id or 0}
    notices.tell(
        user_ids=known, kind=_KIND, text=text, link=link, actor=actor, government_code=review.government.code, once=once
    )
