from .coachings import Coaching
from .matches import MOMENTS, Match, NewFirm
from .needs import Demand, Need, NeedStep
from .prospects import Prospect, ProspectHeading, ProspectList, ProspectMatch, StoppedProspect

__all__ = [
    "MOMENTS",
    "Coaching",
    "Demand",
    "Match",
    "Need",
    "NeedStep",
    "NewFirm",
    "Prospect",
    "ProspectHeading",
    "ProspectList",
    "ProspectMatch",
    "StoppedProspect",
]
