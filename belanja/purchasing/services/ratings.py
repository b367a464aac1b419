"""How a firm did: four aspects, prompted after the hand-over and no gate. After the dated days it counts as unrated."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.buying.rating import Aspect, score
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..models import Order, Rating
from . import base

CITATION = "Perlem LKPP 4/2021"
#: Letters below which a reply says nothing.
_LEAST = 10


@transaction.atomic
def rate(*, order_id: int, marks: Mapping[Aspect, int], actor: Actor, note: str = "") -> Rating:
    """The PPK rates the firm, once. Raises RuleBroken 403/404 for a missing duty or a firm of one's own, 409 before the
    hand-over, twice, or after the days are over; 422 for marks that are none."""
    order = base.locked(order_id)
    base.officer(actor, Duty.RATE_FIRM, order)
    actor = actor.doing([Duty.RATE_FIRM.value], order.unit_id)
    if order.handed_over_at is None:
        raise RuleBroken("not_handed_over", "Penilaian dibuka sesudah semua barang diserahterimakan.", status=409)
    _none_yet(order)
    book = institutions.book(government_id=order.government_id, on=clock.today())
    try:
        found = score(marks, book=book)
    except ValueError:
        raise RuleBroken("rating_marks", "Pilih nilai keempat aspek.", CITATION) from None
    rating = Rating.objects.create(
        order=order,
        quality=marks[Aspect.QUALITY],
        cost=marks[Aspect.COST],
        time=marks[Aspect.TIME],
        service=marks[Aspect.SERVICE],
        score=found,
        note=note.strip()[:4000],
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    _write(order, "rated", actor, score=str(found))
    base.tell_firm(order, "usaha Anda sudah dinilai; tanggapan dapat ditulis satu kali.", actor)
    return rating


@transaction.atomic
def reply(*, order_id: int, text: str, actor: Actor) -> Rating:
    """The firm answers a rating, once. Raises RuleBroken 404 for strangers, 409 without a rating or for a second
    answer, 422 without words."""
    order = base.locked(order_id)
    base.firm_side(actor, order)
    rating = Rating.objects.filter(order=order).first()
    if rating is None or rating.unrated:
        raise RuleBroken("not_rated", "Pesanan ini belum dinilai.", status=409)
    if rating.replied_at is not None:
        raise RuleBroken("replied", "Tanggapan sudah ditulis, dan hanya sekali.", status=409)
    if len(text.strip()) < _LEAST:
        raise RuleBroken("words_missing", f"Tulis tanggapan, paling sedikit {_LEAST} huruf.")
    rating.reply, rating.replied_at = text.strip()[:4000], clock.now()
    rating.save(update_fields=["reply", "replied_at"])
    _write(order, "rating_answered", actor)
    return rating


@transaction.atomic
def lapse(*, order_id: int) -> bool:
    """Record that nobody rated an order within its days; whether it was recorded now. Twice does no harm."""
    order = base.locked(order_id)
    if order.handed_over_at is None or Rating.objects.filter(order=order).exists():
        return False
    days = int(institutions.parameter("beli.nilai.hari", government_id=order.government_id, on=clock.today()))
    last = working_days.after(clock.wib(order.handed_over_at).date(), days, government_id=order.government_id)
    if clock.today() <= last:
        return False
    try:
        with transaction.atomic():
            Rating.objects.create(order=order, unrated=True, at=clock.now(), by_label=base.CALENDAR.label)
    except IntegrityError:
        return False  # rated this very moment
    _write(order, "unrated", base.CALENDAR, days=days)
    return True


def _none_yet(order: Order) -> None:
    former = Rating.objects.filter(order=order).first()
    if former is not None:
        told = "sudah lewat waktunya dan tercatat tidak dinilai" if former.unrated else "sudah dinilai"
        raise RuleBroken("rated", f"Pesanan ini {told}.", CITATION, status=409)


def _write(order: Order, event: str, actor: Actor, **told: object) -> None:
    journal.append(
        name=f"purchasing.order_{event}",
        actor=actor,
        subject=f"order:{order.pk}",
        government_code=order.government.code,
        payload={"code": order.code, **told},
    )
