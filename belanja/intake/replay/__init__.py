"""The record as it would be, or was, with other pulls: rows opened and closed, everything else derived anew."""

from .derive import derive
from .moment import at
from .undo import without

__all__ = ["at", "derive", "without"]
