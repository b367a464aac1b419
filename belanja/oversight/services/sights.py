"""Who opened what of a case or a review is written down."""

from django.db import transaction

from belanja.foundation import clock
from belanja.journal.services import Actor

from ..models import Case, Review, Sight
from . import base


@transaction.atomic
def saw(*, of: Case | Review, what: str, actor: Actor) -> None:
    """Record that somebody opened a part of the file of a case or a review; twice within a minute is one look."""
    now, who = clock.now(), base.account(actor)
    since = now.replace(second=0, microsecond=0)
    if not of.sights.filter(what=what[:80], by_id=who, at__gte=since).exists():
        Sight.objects.create(
            case=of if isinstance(of, Case) else None, review=of if isinstance(of, Review) else None,
            what=what[:80], at=now, by_id=who, by_label=actor.label[:120],
        )  # fmt: skip
