"""What a plan line buys: classes as broad as a shelf, dated evidence, and the reading of titles."""

from .classes import CLASSES, MEASURED_ONLY, NOT_ONE, Nature, SpendClass, class_name
from .reading import SURE, VERSION, Reader, Verdict, account_of, parted

__all__ = [
    "CLASSES",
    "MEASURED_ONLY",
    "NOT_ONE",
    "SURE",
    "VERSION",
    "Nature",
    "Reader",
    "SpendClass",
    "Verdict",
    "account_of",
    "class_name",
    "parted",
]
