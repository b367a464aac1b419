from .distribution import Delivery, Disposition
from .forms import SheetForm
from .rounds import Dispute, Hearing, HearingAct, Round, Schedule
from .snapshots import Snapshot

__all__ = [
    "Delivery",
    "Disposition",
    "Dispute",
    "Hearing",
    "HearingAct",
    "Round",
    "Schedule",
    "SheetForm",
    "Snapshot",
]
