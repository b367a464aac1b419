from .distribution import Delivery, Disposition
from .forms import SheetForm
from .reviews import ReviewAct
from .rounds import Dispute, Hearing, HearingAct, OutsideReason, Round, Schedule
from .snapshots import Snapshot

__all__ = [
    "Delivery",
    "Disposition",
    "Dispute",
    "Hearing",
    "HearingAct",
    "OutsideReason",
    "ReviewAct",
    "Round",
    "Schedule",
    "SheetForm",
    "Snapshot",
]
