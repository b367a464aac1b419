"""Needs follow what they name, in the transaction of what happened to it."""

from belanja.journal.models import Event
from belanja.journal.services import projector

from .models import Need


@projector("catalogue.place_joined")
def follow_place(event: Event) -> None:
    """Two records of one kabupaten/kota became one."""
    Need.objects.filter(region_id=event.payload["region_id"]).update(region_id=event.payload["into_id"])
