from .needs import Demand, Need, NeedStep

__all__ = ["Demand", "Need", "NeedStep"]
