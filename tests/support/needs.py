"""A need that somebody posted, for tests of who may answer it."""

from belanja.catalogue.models import PostedNeed
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.rules.wanted import NeedState


def posted_need(government: Government) -> PostedNeed:
    """One open need of a government; the same one each time."""
    return PostedNeed.objects.get_or_create(
        government=government,
        request="contoh-kebutuhan",
        by_id=0,
        defaults={"what": "Kursi roda", "on_behalf": "Dinas", "state": NeedState.OPEN.value, "at": clock.now()},
    )[0]
