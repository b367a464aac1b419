from .coachings import Coaching
from .matches import MOMENTS, Match
from .needs import Demand, Need, NeedStep
from .prospects import Prospect, ProspectHeading, ProspectList, ProspectMatch, StoppedProspect

__all__ = [
    "MOMENTS",
    "Coaching",
    "Demand",
    "Match",
    "Need",
    "NeedStep",
    "Prospect",
    "ProspectHeading",
    "ProspectList",
    "ProspectMatch",
    "StoppedProspect",
]
