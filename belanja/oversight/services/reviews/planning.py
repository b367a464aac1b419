"""A review is planned by its surat tugas; its team declares that it is independent, and begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from belanja.accounts.models import User
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.oversight import reasons
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewKind, ReviewSide, ReviewState
from belanja.rules.oversight.steps import SPIP

from ...models import Member, Review
from ..base import account
from . import base

Team = Sequence[tuple[User, Post]]


@dataclass(frozen=True)
class Plan:
    """What a surat tugas says: `units` and `channels` empty: all."""

    kind: ReviewKind
    title: str
    period_from: date
    period_to: date
    order_number: str
    order_date: date
    team: Team
    units: Sequence[Unit] = ()
    channels: Sequence[Channel] = ()


@transaction.atomic
def plan_review(*, government: Government, plan: Plan, actor: Actor) -> Review:
    """Somebody of APIP records an assignment with its team. The same again by the same person is the same review.

    Raises RuleBroken: 403/404, 409 where the surat tugas has a review already, 422 for what is missing or a team that
    is none."""
    institutions.require(actor, Duty.REVIEW_CASE, government)
    Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    _check(government, plan)
    same = Review.objects.filter(government=government, order_number=plan.order_number.strip()[:80])
    known = same.exclude(state=ReviewState.CANCELLED.value).first()
    if known is not None:
        if known.planned_by_id == account(actor) and _is_that(known, plan):
            return known
        raise RuleBroken("order_used", "Surat tugas ini sudah punya reviu.", status=409)
    now = clock.now()
    review = Review(
        code=codes.new(), government=government, kind=plan.kind.value, title=plan.title.strip()[:160],
        period_from=plan.period_from, period_to=plan.period_to, channels=_channels(plan),
        order_number=plan.order_number.strip()[:80], order_date=plan.order_date, planned_by_id=account(actor),
        planned_at=now, since=now, state="", version=0,
    )  # fmt: skip
    base.take(
        review, ReviewStep.PLAN, side=ReviewSide.PLANNER, actor=actor, about=review.order_number,
        content=_told(plan.team),
    )  # fmt: skip
    review.units.set(plan.units)
    _join(review, plan.team)
    base.independent(review, actor)
    base.tell_team(review, f"Anda ditugaskan dalam reviu {review.code}; nyatakan dahulu independensi Anda.", actor)
    return review


@transaction.atomic
def change_team(*, review_id: int, version: int | None, team: Team, note: str, actor: Actor) -> Review:
    """Somebody of APIP who supervises gives a review another team; who stays in his post keeps his declaration.

    Raises RuleBroken: 403/404 (also for whoever it is about), 409, 422 without words or for a team that is none."""
    review = _for_planner(review_id, version, ReviewStep.CHANGE_TEAM, actor)
    told = reasons.words(note)
    _check_team(review.government, team)
    wanted = {(person.pk, post.value) for person, post in team}
    standing = list(review.members.filter(left_at__isnull=True))
    leaving = [one.pk for one in standing if (one.user_id, one.post) not in wanted]
    review.members.filter(pk__in=leaving).update(left_at=clock.now())
    stay = {(one.user_id, one.post) for one in standing if one.pk not in leaving}
    _join(review, [(person, post) for person, post in team if (person.pk, post.value) not in stay])
    base.take(review, ReviewStep.CHANGE_TEAM, side=ReviewSide.PLANNER, actor=actor, note=told, content=_told(team))
    base.tell_team(review, f"Tim reviu {review.code} berubah; yang baru menyatakan dahulu independensinya.", actor)
    return review


@transaction.atomic
def declare(*, review_id: int, version: int | None, independent: bool, actor: Actor) -> Review:
    """Whoever is in the team declares that he is independent of what is looked at. Declared already: nothing happens.

    Raises RuleBroken: 403/404 for anybody else or whom it is about, 409, 422 without the declaration."""
    review, member = base.in_team(review_id, actor)
    if member.declared_at is not None:
        return review
    unchanged("Reviu", review.version, version)
    REVIEWS.rule_for(ReviewStep.DECLARE, review.state, ReviewSide(member.post))
    if not independent:
        raise RuleBroken("declaration_missing", "Nyatakan bahwa Anda independen dari yang direviu.", SPIP)
    member.declared_at = clock.now()
    member.save(update_fields=["declared_at"])
    base.take(review, ReviewStep.DECLARE, side=ReviewSide(member.post), actor=actor)
    return review


@transaction.atomic
def start(*, review_id: int, version: int | None, actor: Actor) -> Review:
    """The leader begins, once all of the team have declared. Raises RuleBroken: 403/404, 409."""
    review, _leader = base.acting(review_id, version, actor, Post.LEADER)
    REVIEWS.rule_for(ReviewStep.START, review.state, ReviewSide.LEADER)
    if review.members.filter(left_at__isnull=True, declared_at__isnull=True).exists():
        raise RuleBroken("team_undeclared", "Belum semua anggota tim menyatakan diri independen.", SPIP, status=409)
    base.take(review, ReviewStep.START, side=ReviewSide.LEADER, actor=actor)
    assert review.due is not None  # it has begun
    base.tell_team(review, f"Reviu {review.code} dilaksanakan sampai {text.long_date(review.due)}.", actor)
    return review


@transaction.atomic
def cancel(*, review_id: int, version: int | None, note: str, actor: Actor) -> Review:
    """Somebody of APIP who supervises ends a review that has come to nothing. Raises RuleBroken: 403/404, 409, 422
    without words."""
    review = _for_planner(review_id, version, ReviewStep.CANCEL, actor)
    base.take(review, ReviewStep.CANCEL, side=ReviewSide.PLANNER, actor=actor, note=reasons.words(note))
    base.tell_team(review, f"Reviu {review.code} dibatalkan.", actor)
    return review


def _is_that(known: Review, plan: Plan) -> bool:
    """Whether a form came twice: everything of it is as it was recorded."""
    first = known.steps.earliest("pk")
    return (known.kind, known.title, known.period_from, known.period_to, known.order_date, known.channels) == (
        plan.kind, plan.title.strip()[:160], plan.period_from, plan.period_to, plan.order_date, _channels(plan),
    ) and (first.content, set(known.units.all())) == (_told(plan.team), set(plan.units))  # fmt: skip


def _channels(plan: Plan) -> list[str]:
    return sorted(one.value for one in plan.channels)


def _for_planner(review_id: int, version: int | None, step: ReviewStep, actor: Actor) -> Review:
    review = base.locked(review_id)
    institutions.require(actor, Duty.SUPERVISE_CASE, review.government)
    base.independent(review, actor)
    unchanged("Reviu", review.version, version)
    REVIEWS.rule_for(step, review.state, ReviewSide.PLANNER)
    return review


def _check(government: Government, plan: Plan) -> None:
    if not plan.title.strip():
        raise RuleBroken("review_title", "Judul reviu belum diisi.")
    if not plan.order_number.strip() or plan.order_date > clock.today():
        raise RuleBroken("review_order", "Isi nomor surat tugas dan tanggalnya, yang tidak sesudah hari ini.", SPIP)
    if plan.period_from > plan.period_to:
        raise RuleBroken("review_period", "Akhir periode tidak boleh sebelum awalnya.")
    if any(one.government_id != government.pk for one in plan.units):
        raise RuleBroken("review_units", "Pilih unit pemerintah daerah ini.")
    _check_team(government, plan.team)


def _check_team(government: Government, team: Team) -> None:
    posts = [post for _person, post in team]
    if posts.count(Post.SUPERVISOR) != 1 or posts.count(Post.LEADER) != 1 or Post.MEMBER not in posts:
        raise RuleBroken("team_posts", "Tim terdiri dari satu pengendali teknis, satu ketua tim, dan anggota.", SPIP)
    if len({person.pk for person, _post in team}) < len(team):
        raise RuleBroken("team_twice", "Satu orang hanya memegang satu jabatan dalam tim.", SPIP)
    if any(not institutions.is_allowed(person, base.DUTY_OF[post], government) for person, post in team):
        raise RuleBroken("team_wrong", "Pilih orang yang berperan di APIP.", SPIP)


def _join(review: Review, team: Team) -> None:
    for person, _post in team:
        _independent(review, person)
    now = clock.now()
    Member.objects.bulk_create(
        Member(review=review, user_id=person.pk, label=post.label, post=post.value, joined_at=now)
        for person, post in team
    )


def _independent(review: Review, person: User) -> None:
    try:
        base.independent(review, Actor(person.pk, ""))
    except RuleBroken as refusal:
        raise RuleBroken(
            "team_not_independent", "Satu orang dalam tim terkait dengan unit yang direviu; pilih orang lain.", SPIP
        ) from refusal


def _told(team: Team) -> dict[str, list[dict[str, int | str]]]:
    return {"team": [{"user": person.pk, "post": post.value} for person, post in team]}
