"""Writing plans and budgets. The importer hands over `intake_current` and `intake_gone` (see `facts.services.load`)."""

from .classes import MOST_DECIDED, Decided, decide_classes, read_again, read_classes
from .entries import (
    confirm_budget,
    confirm_budgets,
    propose_budget,
    reject_budget,
    withdraw_budget,
)
from .load import (
    apply_budget,
    apply_funding,
    apply_history,
    apply_rup,
    choose_budget,
    forget_budget,
    forget_funding,
    forget_history,
    forget_rup,
)
from .papers import LARGEST_PAPER, keep_paper

__all__ = [
    "LARGEST_PAPER",
    "MOST_DECIDED",
    "Decided",
    "apply_budget",
    "apply_funding",
    "apply_history",
    "apply_rup",
    "choose_budget",
    "confirm_budget",
    "confirm_budgets",
    "decide_classes",
    "forget_budget",
    "forget_funding",
    "forget_history",
    "forget_rup",
    "keep_paper",
    "propose_budget",
    "read_again",
    "read_classes",
    "reject_budget",
    "withdraw_budget",
]
