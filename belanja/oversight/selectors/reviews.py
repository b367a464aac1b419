"""Reviews as APIP reads them, and their notes of results as the units that they concern see them."""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.course import Rule
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewSide, ReviewState

from ..models import Member, ResultNote, Review, ReviewFile, Sample, SampleItem, WorkingPaper
from ..services import base
from ..services.reviews import base as steps
from .cases import READERS


def reviews(government: Government, actor: Actor) -> QuerySet[Review]:
    """Reviews of a government, what is due soonest first, ended ones last; `paper_count` and `item_count` of each.
    Whether the reader may read one is asked when he opens it (`review`)."""
    found = Review.objects.filter(government=government).select_related("government")
    counted = found.annotate(
        paper_count=_count(WorkingPaper.objects.filter(review=OuterRef("pk")), "review"),
        item_count=_count(SampleItem.objects.filter(sample__review=OuterRef("pk")), "sample__review"),
    )
    return counted.order_by(F("due").asc(nulls_last=True), "-pk")


def _count(of: QuerySet[Any], by: str) -> Coalesce:
    """How many there are of each, counted apart: joined side by side they would multiply."""
    return Coalesce(Subquery(of.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def review(government: Government, code: str, actor: Actor) -> Review:
    """A review by its code. RuleBroken 404 for whoever may not read it, and for whom it is about."""
    found = reviews(government, actor).filter(code=code).first()
    if found is None or not institutions.allowed_of(actor, READERS, government):
        raise base.not_there("Reviu")
    try:
        steps.independent(found, actor)
    except RuleBroken as refusal:
        raise base.not_there("Reviu") from refusal
    return found


def member_of(found: Review, actor: Actor) -> Member | None:
    """Somebody's post in the team, where he is in it."""
    return found.members.filter(user_id=actor.user_id or 0, left_at__isnull=True).first()


def steps_for(found: Review, actor: Actor) -> list[Rule[ReviewStep, ReviewSide]]:
    """What somebody of APIP may do with a review now, in the order of the table: as whoever plans it, and in his post
    of the team. Whether a paper or a remark is there to be looked at, its own page asks."""
    duties = institutions.allowed_of(actor, READERS, found.government)
    sides = [ReviewSide.PLANNER]
    member = member_of(found, actor)
    if member is not None:
        sides.append(ReviewSide(member.post))
    offered = [one for side in sides for one in REVIEWS.steps_from(found.state, side) if one.duty in duties]
    declared = member is not None and member.declared_at is not None
    return [
        one for one in offered if one.side is ReviewSide.PLANNER or (one.step is ReviewStep.DECLARE) is not declared
    ]


def sample(found: Review, number: int) -> Sample:
    """A sample by its number. RuleBroken 404 for any other."""
    drawn = found.samples.filter(number=number).first()
    if drawn is None:
        raise base.not_there("Sampel")
    drawn.review = found
    return drawn


def items(drawn: Sample) -> QuerySet[SampleItem]:
    """What was drawn, in its order, with the papers that were begun."""
    return drawn.items.select_related("unit", "firm", "paper").order_by("place")


def item(drawn: Sample, place: int) -> SampleItem:
    """An item by its place. RuleBroken 404 for any other."""
    found = items(drawn).filter(place=place).first()
    if found is None:
        raise base.not_there("Butir sampel")
    found.sample = drawn
    return found


def undeclared(found: Review) -> int:
    """How many of its team have not declared yet that they are independent."""
    return found.members.filter(left_at__isnull=True, declared_at__isnull=True).count()


def results_of_units(government: Government, actor: Actor) -> QuerySet[ResultNote]:
    """Notes of results that were sent to the units for which somebody may answer; the unanswered first."""
    units = institutions.units_allowed(actor, Duty.ANSWER_CASE, government)
    found = ResultNote.objects.filter(review__government=government, sent_at__isnull=False)
    if units is not None:
        found = found.filter(unit_id__in=units)
    joined = found.select_related("review", "review__government", "unit")
    return joined.order_by(F("answered_at").asc(nulls_first=True), "due", "pk")


def result_of_units(government: Government, code: str, actor: Actor) -> ResultNote:
    """RuleBroken 404 for one that is another's or was not sent."""
    found = results_of_units(government, actor).filter(code=code).first()
    if found is None:
        raise base.not_there("Catatan hasil")
    return found


def takes_responses(found: ResultNote) -> bool:
    """Whether a unit may still respond to it."""
    return found.review.state == ReviewState.NOTES_SENT


def response_file(found: ResultNote, file_id: int) -> ReviewFile:
    """A file that the unit attached to its own response. RuleBroken 404 for any other."""
    kept = ReviewFile.objects.filter(response__result=found, pk=file_id).first()
    if kept is None:
        raise base.not_there("Berkas")
    return kept


def waiting_results(government: Government, actor: Actor) -> int:
    """How many notes of results wait for a response of the units for which somebody may answer."""
    open_still = Q(answered_at__isnull=True, review__state=ReviewState.NOTES_SENT.value)
    return results_of_units(government, actor).filter(open_still).count()


def waiting_for(government: Government, actor: Actor) -> QuerySet[Review]:
    """Reviews that wait for somebody: for his declaration, or in a state in which his post has the next word."""
    mine = Q(members__user_id=actor.user_id or 0, members__left_at__isnull=True)
    turn = Q(members__declared_at__isnull=True)
    for post, states in _TURNS.items():
        turn |= Q(members__post=post.value, state__in=[state.value for state in states])
    return reviews(government, actor).filter(mine & turn, closed_at__isnull=True)


#: Whose turn a review is: to begin and lead, to write, to look over and send, to report.
_TURNS = {
    Post.LEADER: (ReviewState.PLANNED, ReviewState.WORKING),
    Post.MEMBER: (ReviewState.WORKING,),
    Post.SUPERVISOR: (ReviewState.SUPERVISED, ReviewState.NOTES_SENT),
}
