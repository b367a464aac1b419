"""Writing what feeds say of firms and of sanctions, and what this catalogue decides about them."""

from .load import apply_firms, apply_sanctions, forget_firms, forget_sanctions, gather_firms
from .national import judge_entry
from .related import mark_firm
from .sanctions import answer, decide_objection, dismiss, impose, lift, object_to, open_case, withdraw_case

__all__ = [
    "answer",
    "apply_firms",
    "apply_sanctions",
    "decide_objection",
    "dismiss",
    "forget_firms",
    "forget_sanctions",
    "gather_firms",
    "impose",
    "judge_entry",
    "lift",
    "mark_firm",
    "object_to",
    "open_case",
    "withdraw_case",
]
