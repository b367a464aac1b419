from .matches import MOMENTS, Match
from .needs import Demand, Need, NeedStep

__all__ = ["MOMENTS", "Demand", "Match", "Need", "NeedStep"]
