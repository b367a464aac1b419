"""What time does to reviews: a unit is reminded once before its term, its silence is recorded after it, and the team is
told once that the review is late."""

from django.db import transaction

from belanja.foundation import clock, text
from belanja.rules.oversight.reviews import ReviewState

from ...models import ResultNote, Review
from ..calendar import soon
from . import base
from .results import locked, record_silence

_SOON = "segera"


def remind() -> int:
    """Tell of terms that end soon or have passed, once each; how many were told. Twice a day does no harm."""
    return sum(map(_result, _results())) + sum(map(_review, _reviews()))


def _results() -> list[int]:
    found = ResultNote.objects.filter(
        review__state=ReviewState.NOTES_SENT.value, sent_at__isnull=False, answered_at__isnull=True,
        silent_at__isnull=True,
    )  # fmt: skip
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _result(result_id: int) -> bool:
    result = locked(result_id)
    review, due = result.review, result.due
    if due is None or review.state != ReviewState.NOTES_SENT or result.answered_at or result.silent_at:
        return False  # somebody was faster
    until = text.long_date(due)
    if record_silence(review, result):
        base.tell_team(review, f"Catatan hasil {result.code} tidak ditanggapi sampai {until}.", base.CALENDAR)
        return True
    if result.reminded == _SOON or clock.today() < soon(review.government_id, due):
        return False
    result.reminded = _SOON
    result.save(update_fields=["reminded"])
    base.tell_unit(result, f"Tenggat tanggapan catatan hasil reviu APIP segera habis: {until}.", base.CALENDAR)
    return True


def _reviews() -> list[int]:
    found = Review.objects.filter(due__lt=clock.today(), reminded__isnull=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _review(review_id: int) -> bool:
    review = base.locked(review_id)
    if review.due is None or review.due >= clock.today() or review.reminded is not None:
        return False
    review.reminded = review.due
    review.save(update_fields=["reminded"])
    told = f"Reviu {review.code} lewat tenggat {text.long_date(review.due)}: {ReviewState(review.state).label}."
    base.tell_team(review, told, base.CALENDAR)
    return True
