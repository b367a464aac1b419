"""Who governs, who buys, who holds which post and role, and on what legal ground."""

from .government import CountingMode, Government
from .holidays import Holiday
from .law import Acknowledgement, LegalBasis, ParameterRow
from .people import Official, RoleAssignment
from .restorations import Restoration
from .units import FormerUnit, Unit, UnitCode, UnitParent

__all__ = [
    "Acknowledgement",
    "CountingMode",
    "FormerUnit",
    "Government",
    "Holiday",
    "LegalBasis",
    "Official",
    "ParameterRow",
    "Restoration",
    "RoleAssignment",
    "Unit",
    "UnitCode",
    "UnitParent",
]
