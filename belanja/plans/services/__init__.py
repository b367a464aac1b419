"""Writing plans and budgets. The importer hands over `intake_current` and `intake_gone` (see `facts.services.load`)."""

from .load import apply_budget, apply_history, apply_rup, choose_budget

__all__ = ["apply_budget", "apply_history", "apply_rup", "choose_budget"]
