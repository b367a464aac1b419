"""The goods follow their shelf, in the transaction of what happened to it."""

from belanja.journal.models import Event
from belanja.journal.services import projector

from .services import shelves


@projector("etalase.schema_published")
def follow_schema(event: Event) -> None:
    shelves.follow_schema(etalase_id=event.payload["etalase_id"])


@projector("etalase.stepped")
def follow_step(event: Event) -> None:
    into_id = event.payload.get("into_id")
    if into_id:
        shelves.follow_merge(etalase_id=event.payload["etalase_id"], into_id=into_id)
    else:
        shelves.show_again(etalase_id=event.payload["etalase_id"])


@projector("etalase.described")
def follow_name(event: Event) -> None:
    shelves.show_again(etalase_id=event.payload["etalase_id"], words="name" in event.payload["changed"])


@projector("etalase.specification_written")
@projector("etalase.specification_removed")
@projector("etalase.proposed")
def names_changed(event: Event) -> None:
    shelves.show_again(etalase_id=event.payload["etalase_id"], words=False)
