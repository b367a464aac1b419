"""A firm answers a need, and what it does afterwards moves it on: each stage of a pair once, none taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from belanja.catalogue import selectors as catalogue
from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.purchasing.models import Order
from belanja.rules.decisions import RuleBroken
from belanja.rules.needs.reasons import DECLINES
from belanja.rules.needs.states import RUNNING, WANTED, NeedState, Side, Stage
from belanja.rules.needs.steps import Step
from belanja.vendors import selectors as vendors

from .. import market as markets
from ..models import MOMENTS, Match, Need
from . import base


@transaction.atomic
def see(*, need_id: int, firm_id: int, actor: Actor) -> Match | None:
    """Somebody of the firm has opened the need's page; None where the firm was not matched with it."""
    _acts(actor, firm_id)
    match = _of(need_id, firm_id)
    if match is not None:
        reach(match, Stage.SEEN)
    return match


@transaction.atomic
def offer(*, need_id: int, firm_id: int, product_id: int | None, actor: Actor) -> Match:
    """The firm can meet the need, by a good of its own that is shown, or by one that it has yet to list.

    A firm that was not matched may offer too, and one that comes after a good was linked: its offer is kept should that
    not be it. Raises RuleBroken: 404 for strangers or another's good; 409 where the need has ended.
    """
    _acts(actor, firm_id)
    need = base.locked(need_id)
    state = NeedState(need.state)
    if state not in RUNNING:
        raise RuleBroken("need_closed", "Kebutuhan ini sudah berakhir.", status=409)
    match = _of(need_id, firm_id) or _come_by_itself(need, firm_id)
    first = match.interested_at is None
    match.declined_at, match.decline_code, match.decline_note = None, "", ""
    if product_id is not None:
        _own_good(product_id, firm_id)
        match.product_id = product_id
        reach(match, Stage.LISTED)
    reach(match, Stage.SEEN)
    reach(match, Stage.INTERESTED)
    if state is NeedState.OPEN or (first and state in WANTED):
        base.take(need, Step.OFFER, side=Side.FIRM, actor=actor, firm=firm_id)
    return match


@transaction.atomic
def decline(*, need_id: int, firm_id: int, reason_code: str, note: str, actor: Actor) -> Match:
    """The firm does not meet the need, and says why. Raises RuleBroken: 404 for strangers, an unknown reason."""
    _acts(actor, firm_id)
    reason = DECLINES.get(reason_code)
    if reason is None or (reason.needs_note and not note.strip()):
        raise RuleBroken("need_reason_missing", "Pilih alasannya; untuk alasan lain tulis apa.")
    need = base.locked(need_id)
    match = _of(need_id, firm_id)
    if match is None:
        raise base.not_there()
    offered = match.interested_at is not None and match.declined_at is None
    match.decline_code, match.decline_note = reason_code, note.strip()[:300]
    reach(match, Stage.SEEN)
    reach(match, Stage.DECLINED)
    if offered and NeedState(need.state) in WANTED - {NeedState.OPEN}:
        base.take(
            need, Step.UNOFFER, side=Side.FIRM, actor=actor, target=base.looked_for(need, but=match),
            reason_code=reason_code, note=note, firm=firm_id,
        )  # fmt: skip
    return match


def reach(match: Match, stage: Stage, at: datetime | None = None) -> bool:
    """Write the moment of a stage, where it has none yet, and save the pair; whether it is new."""
    field = MOMENTS[stage]
    new = getattr(match, field) is None
    if new:
        setattr(match, field, at or clock.now())
    match.save()
    return new


def registered(firm_id: int) -> None:
    """The firm passed its registration: pairs from before it count it."""
    for match in Match.objects.select_for_update().filter(firm_id=firm_id, registered_at=None).order_by("pk"):
        reach(match, Stage.REGISTERED)


def ordered(*, order_id: int) -> None:
    """An order is signed by both: needs of its unit that one of its goods meets, linked to them or offered for them by
    its firm, are met by it, and the pairs of its firm count it. What another unit still needs is not met by it, nor
    what was posted after it was made."""
    order = Order.objects.select_related("unit").get(pk=order_id)
    product_ids = set(order.lines.filter(quantity__gt=0).values_list("product_id", flat=True))
    above = institutions.pd_map(order.government_id, clock.today()).get(order.unit_id, order.unit_id)
    meant = Q(government_id=order.government_id, unit_id__in={order.unit_id, above})
    begun = order.steps.order_by("at").values_list("at", flat=True).first()
    if begun is not None:
        meant &= Q(at__lte=begun)
    sold = Match.objects.filter(need__in=Need.objects.filter(meant), firm_id=order.firm_id, product_id__in=product_ids)
    offered = sold.filter(interested_at__isnull=False, declined_at=None)
    good_of = dict(offered.values_list("need_id", "product_id"))
    met = Q(product_id__in=product_ids, state=NeedState.LISTED.value)
    met |= Q(pk__in=good_of, state__in=[one.value for one in RUNNING])
    needs = Need.objects.select_for_update(of=("self",)).select_related("government")
    for need in needs.filter(meant & met).order_by("pk"):
        if need.product_id not in product_ids:
            need.product_id = good_of[need.pk]
        need.order_id = order_id
        base.take(need, Step.ORDERED, side=Side.TIME, actor=base.CALENDAR, order=order_id)
    for match in sold.select_for_update(of=("self",)).filter(ordered_at=None).order_by("pk"):
        match.order_id = order_id
        reach(match, Stage.ORDERED)


def paid(*, order_id: int) -> None:
    """An order is paid: the pairs that it came of count it."""
    for match in Match.objects.select_for_update().filter(order_id=order_id, paid_at=None).order_by("pk"):
        reach(match, Stage.PAID)


def linked(need: Need) -> None:
    """A good meets the need: pairs of the firms that sell it count it as listed."""
    if need.product_id is None:
        return
    sellers = Offer.objects.filter(product_id=need.product_id, seller__firm__isnull=False)
    firms = sellers.values_list("seller__firm_id", flat=True)
    for match in Match.objects.select_for_update().filter(need=need, firm_id__in=firms).order_by("pk"):
        match.product_id = need.product_id
        reach(match, Stage.LISTED)


def _acts(actor: Actor, firm_id: int) -> None:
    if actor.user_id is None:
        raise base.not_there()
    vendors.acting_for(actor.user_id, firm_id)


def _of(need_id: int, firm_id: int) -> Match | None:
    return Match.objects.select_for_update().filter(need_id=need_id, firm_id=firm_id).first()


def _come_by_itself(need: Need, firm_id: int) -> Match:
    """A firm that no rule had found: it counts as matched when it comes, with its scale and place as the others."""
    mine = markets.read([firm_id])
    one = mine.crowd.candidates.get(str(firm_id))
    made, _ = Match.objects.get_or_create(
        need=need, firm_id=firm_id,
        defaults={
            "points": 0, "grounds": [], "newcomer": one is None or one.orders == 0, "matched_at": clock.now(),
            "scale": mine.scale.get(str(firm_id), ""), "place": one.place if one else "",
        },
    )  # fmt: skip
    return made


def _own_good(product_id: int, firm_id: int) -> None:
    catalogue.product(product_id)
    if not Offer.objects.filter(product_id=product_id, seller__firm_id=firm_id).exists():
        raise RuleBroken("not_found", "Barang ini bukan milik usaha Anda.", status=404)
