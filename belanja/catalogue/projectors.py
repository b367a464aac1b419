"""The goods follow their shelf and their firm, in the transaction of what happened to it."""

from belanja.journal.models import Event
from belanja.journal.services import Actor, projector
from belanja.rules.listings import EtalaseState

from .services import listing_time, member_goods, shelf_ends, shelves


@projector("etalase.schema_published")
def follow_schema(event: Event) -> None:
    shelves.follow_schema(etalase_id=event.payload["etalase_id"])
    shelves.tell_misfits(etalase_id=event.payload["etalase_id"], version=event.payload["version"], actor=_actor(event))


@projector("etalase.stepped")
def follow_step(event: Event) -> None:
    etalase_id, into_id, actor = event.payload["etalase_id"], event.payload.get("into_id"), _actor(event)
    ends = into_id or event.payload["to"] == EtalaseState.CLOSED
    goods = shelf_ends.goods_on(etalase_id=etalase_id) if ends else shelf_ends.Goods()
    if into_id:
        shelves.follow_merge(etalase_id=etalase_id, into_id=into_id)
        shelves.follow_licences(etalase_id=into_id, actor=actor)
        shelf_ends.tell_merged(etalase_id=etalase_id, into_id=into_id, goods=goods, actor=actor)
        return
    shelves.show_again(etalase_id=etalase_id)
    if ends:
        shelf_ends.tell_closed(etalase_id=etalase_id, goods=goods, actor=actor)


@projector("etalase.described")
def follow_name(event: Event) -> None:
    shelves.show_again(etalase_id=event.payload["etalase_id"], words="name" in event.payload["changed"])
    if "licences" in event.payload["changed"]:
        shelves.follow_licences(etalase_id=event.payload["etalase_id"], actor=_actor(event))


@projector("etalase.specification_written")
@projector("etalase.specification_removed")
@projector("etalase.proposed")
def names_changed(event: Event) -> None:
    shelves.show_again(etalase_id=event.payload["etalase_id"], words=False)


@projector("vendors.licence_confirmed")
@projector("vendors.licence_withdrawn")
@projector("vendors.firm_changed")
def follow_firm(event: Event) -> None:
    listing_time.resettle(firm_id=int(event.subject.partition(":")[2]), actor=_actor(event))


@projector("vendors.cooperative_ended")
def follow_consent(event: Event) -> None:
    member_goods.consent_ended(
        cooperative_id=int(event.subject.partition(":")[2]), member_id=event.payload["member"], actor=_actor(event)
    )


def _actor(event: Event) -> Actor:
    return Actor(event.actor_id, event.actor_label)
