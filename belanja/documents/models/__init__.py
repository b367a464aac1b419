from .papers import NumberSeries, Paper, PaperFile, SignedCopy
from .stationery import Letterhead, Signatory

__all__ = ["Letterhead", "NumberSeries", "Paper", "PaperFile", "Signatory", "SignedCopy"]
