"""What days do to needs: those whose day has passed end."""

from datetime import timedelta

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.needs.states import RUNNING, NeedState, Side
from belanja.rules.needs.steps import Step

from ..models import Need
from . import base

_BATCH = 200


def expire_needs() -> int:
    """End needs whose day passed more than the dated number of days ago; how many. Twice does no harm."""
    today = clock.today()
    states = [state.value for state in RUNNING if state is not NeedState.SHELF]
    late = Need.objects.filter(state__in=states, needed_by__lt=today)
    ended = 0
    for government_id in late.values_list("government_id", flat=True).distinct().order_by("government_id"):
        days = int(institutions.parameter("kebutuhan.lewat.hari", government_id=government_id, on=today))
        over = late.filter(government_id=government_id, needed_by__lt=today - timedelta(days=days))
        ended += sum(_expired(need_id) for need_id in over.order_by("pk").values_list("pk", flat=True)[:_BATCH])
    return ended


@transaction.atomic
def _expired(need_id: int) -> int:
    need = base.locked(need_id)
    if NeedState(need.state) not in RUNNING or need.needed_by is None or need.needed_by >= clock.today():
        return 0
    base.take(need, Step.EXPIRE, side=Side.TIME, actor=base.CALENDAR)
    return 1
