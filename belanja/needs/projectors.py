"""Needs follow what they name, in the transaction of what happened to it."""

from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.channels import Stage
from belanja.rules.listings import EtalaseState
from belanja.rules.needs.states import RUNNING

from .models import Need
from .services import funnel, matching, prospects

#: What matching reads of a registration.
_COMPARED = frozenset({"name", "legal_form", "kbli", "about", "region_code", "shelves"})


@projector("catalogue.place_joined")
def follow_place(event: Event) -> None:
    """Two records of one kabupaten/kota became one."""
    Need.objects.filter(region_id=event.payload["region_id"]).update(region_id=event.payload["into_id"])


@projector("etalase.stepped")
def follow_shelf(event: Event) -> None:
    """A need is looked for where its shelf was merged into; on none where the shelf was closed."""
    needs = Need.objects.filter(etalase_id=event.payload["etalase_id"])
    if event.payload.get("into_id"):
        needs.update(etalase_id=event.payload["into_id"])
    elif event.payload["to"] == EtalaseState.CLOSED:
        needs.filter(state__in=[state.value for state in RUNNING]).update(etalase_id=None)


@projector("vendors.registration_passed")
def follow_firm(event: Event) -> None:
    """A firm that a need had been told to, or that a list of a Dinas named, is registered; what else is looked for is
    compared with it within the minute."""
    firm_id = int(event.subject.partition(":")[2])
    prospects.join(firm_id)
    funnel.registered(firm_id)
    matching.awaits(firm_id)


@projector("vendors.profile_filled")
def follow_fields(event: Event) -> None:
    """A firm has filled in what a need is compared with: what its coach asks for brings the need within the minute.
    An officer who mends what he entered names no fields; the firm is compared once its owner confirms."""
    if _COMPARED & set(event.payload.get("fields", ())):
        matching.awaits(int(event.subject.partition(":")[2]))


@projector("needs.need_tautkan")
@projector("needs.need_terima_setara")
def follow_link(event: Event) -> None:
    """A good meets a need, or is as good: whoever sells it has listed it."""
    funnel.linked(Need.objects.get(pk=int(event.subject.partition(":")[2])))


@projector("purchasing.stage_reached")
def follow_order(event: Event) -> None:
    """An order was signed by both, or paid."""
    what, _, number = event.subject.partition(":")
    if what != "order":
        return
    order_id = int(number)
    if event.payload["stage"] == Stage.CONTRACTED.name:
        funnel.ordered(order_id=order_id)
    elif event.payload["stage"] == Stage.PAID.name:
        funnel.paid(order_id=order_id)
