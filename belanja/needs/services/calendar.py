"""What days do to needs: those whose day has passed end, and those without a day that were looked for long enough."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.needs.states import RUNNING, NeedState, Side
from belanja.rules.needs.steps import Step

from ..models import Need, NeedStep
from . import base

_BATCH = 200
#: Steps after which it is looked for, or what meets it is looked at, anew.
_ANEW = [Step.POST, Step.AMEND, Step.RENEW, Step.SHELF_ANSWERED, Step.LINK, Step.UNLINK]
_ENDING = [state.value for state in RUNNING if state is not NeedState.SHELF]


def expire_needs() -> int:
    """End needs whose day passed more than the dated number of days ago, and those without a day for which
    nothing was done so long; how many. Twice does no harm."""
    running = Need.objects.filter(state__in=_ENDING)
    ended = 0
    for government_id in running.values_list("government_id", flat=True).distinct().order_by("government_id"):
        over = running.filter(_over(government_id), government_id=government_id)
        ended += sum(_expired(need_id) for need_id in over.order_by("pk").values_list("pk", flat=True)[:_BATCH])
    return ended


@transaction.atomic
def _expired(need_id: int) -> int:
    need = base.locked(need_id)
    if not Need.objects.filter(_over(need.government_id), pk=need_id, state__in=_ENDING).exists():
        return 0
    note = "" if need.needed_by else "Tanpa tanggal dibutuhkan; pasang lagi dengan tanggalnya bila masih dicari."
    base.take(need, Step.EXPIRE, side=Side.TIME, actor=base.CALENDAR, note=note)
    return 1


def _over(government_id: int) -> Q:
    today = clock.today()
    late = today - _days("lewat.hari", government_id, today)
    begun = clock.now() - _days("tanpa_tanggal.hari", government_id, today)
    lately = NeedStep.objects.filter(need=OuterRef("pk"), step__in=[one.value for one in _ANEW], at__gte=begun)
    return Q(needed_by__lt=late) | Q(~Exists(lately), needed_by=None, at__lt=begun)


def _days(key: str, government_id: int, on: date) -> timedelta:
    return timedelta(days=int(institutions.parameter(f"kebutuhan.{key}", government_id=government_id, on=on)))
