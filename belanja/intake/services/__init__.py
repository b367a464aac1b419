"""Importing, and deciding what waits. Callers import from here alone."""

from ..run import Outcome, import_paths
from .decisions import (
    accept_pull,
    choose_budget,
    confirm_amount,
    decide_status,
    dismiss_column,
    reject_amount,
)
from .telling import told, told_in_words
from .upload import import_upload

__all__ = [
    "Outcome",
    "accept_pull",
    "choose_budget",
    "confirm_amount",
    "decide_status",
    "dismiss_column",
    "import_paths",
    "import_upload",
    "reject_amount",
    "told",
    "told_in_words",
]
