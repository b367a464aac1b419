"""What may be changed about governments, units, people and legal ground. Callers import from here alone."""

from .buyers import Named, name_buyer
from .delegation import HandingOn, hand_on_role, take_back_role
from .doors import (
    approve_restoration,
    ask_restoration,
    hand_code,
    invite_person,
    refuse_restoration,
)
from .governments import ensure_government
from .holidays import add_holiday, withdraw_holiday
from .law import acknowledge, register_legal_basis, replace_legal_basis
from .master_data import load_master_data, seed
from .people import (
    appoint_official,
    close_account,
    end_official,
    end_role,
    give_role,
    open_account,
)
from .proposals import (
    approve_counting_mode,
    approve_parameter,
    propose_counting_mode,
    propose_parameter,
    reject_counting_mode,
    reject_parameter,
)
from .tree import identify_unit, replace_unit, set_parent
from .units import UnitSeen, ensure_units

__all__ = [
    "HandingOn",
    "Named",
    "UnitSeen",
    "acknowledge",
    "add_holiday",
    "appoint_official",
    "approve_counting_mode",
    "approve_parameter",
    "approve_restoration",
    "ask_restoration",
    "close_account",
    "end_official",
    "end_role",
    "ensure_government",
    "ensure_units",
    "give_role",
    "hand_code",
    "hand_on_role",
    "identify_unit",
    "invite_person",
    "load_master_data",
    "name_buyer",
    "open_account",
    "propose_counting_mode",
    "propose_parameter",
    "refuse_restoration",
    "register_legal_basis",
    "reject_counting_mode",
    "reject_parameter",
    "replace_legal_basis",
    "replace_unit",
    "seed",
    "set_parent",
    "take_back_role",
    "withdraw_holiday",
]
