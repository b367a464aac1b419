"""Importing, and deciding what waits. Callers import from here alone."""

from ..run import Outcome, import_paths
from .corrections import approve_correction, decline_correction, propose_correction, propose_corrections
from .decisions import (
    accept_pull,
    choose_budget,
    confirm_amount,
    decide_status,
    dismiss_column,
    keep_entry,
    reject_amount,
    take_feed,
)
from .reference_lists import apply_list, discard_list, explain_list, receive_list
from .registers import discard_register, explain_register, receive_register, take_register
from .sheets import discard_sheet, explain_headings, propose_sheet, receive_sheet
from .telling import told, told_in_words
from .upload import import_upload
from .withdrawals import approve_withdrawal, decline_withdrawal, propose_withdrawal, withdraw, withdraw_run

__all__ = [
    "Outcome",
    "accept_pull",
    "apply_list",
    "approve_correction",
    "approve_withdrawal",
    "choose_budget",
    "confirm_amount",
    "decide_status",
    "decline_correction",
    "decline_withdrawal",
    "discard_list",
    "discard_register",
    "discard_sheet",
    "dismiss_column",
    "explain_headings",
    "explain_list",
    "explain_register",
    "import_paths",
    "import_upload",
    "keep_entry",
    "propose_correction",
    "propose_corrections",
    "propose_sheet",
    "propose_withdrawal",
    "receive_list",
    "receive_register",
    "receive_sheet",
    "reject_amount",
    "take_feed",
    "take_register",
    "told",
    "told_in_words",
    "withdraw",
    "withdraw_run",
]
