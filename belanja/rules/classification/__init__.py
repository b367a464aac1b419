"""What a plan line buys: classes as broad as a shelf, dated evidence, and the reading of titles."""

from .classes import CLASSES, Nature, SpendClass, class_name
from .reading import SURE, VERSION, Reader, Verdict, account_of, parted

__all__ = [
    "CLASSES",
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
