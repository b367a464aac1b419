"""A need that somebody posted, for tests of who may answer it."""

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.needs.models import Demand, Need
from belanja.rules import codes
from belanja.rules.needs.states import NeedState


def posted_need(government: Government) -> Need:
    """One open need of a government; the same one each time."""
    found = Need.objects.filter(government=government, request="contoh-kebutuhan", by_id=0).first()
    return found or Need.objects.create(
        government=government, code=codes.new(), what="Kursi roda", on_behalf="Dinas", state=NeedState.OPEN.value,
        at=clock.now(), request="contoh-kebutuhan", by_id=0,
        demand=Demand.objects.create(government=government, title="Kursi roda", at=clock.now()),
    )  # fmt: skip
