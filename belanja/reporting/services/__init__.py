"""Writing reports: open a draft, freeze it, issue it, withdraw it, rebuild it. Callers import from here alone."""

from .distribution import acknowledge, answer_disposition, dispose, distribute
from .forms import keep_form, retire_form
from .hearings import confirm_figures, decide_dispute, dispute_figures, explain_figures
from .papers import issue, withdraw
from .rebuild import differing, rebuild
from .rounds import close_round, open_round, set_schedule
from .snapshots import discard, freeze, open_draft

__all__ = [
    "acknowledge",
    "answer_disposition",
    "close_round",
    "confirm_figures",
    "decide_dispute",
    "differing",
    "discard",
    "dispose",
    "dispute_figures",
    "distribute",
    "explain_figures",
    "freeze",
    "issue",
    "keep_form",
    "open_draft",
    "open_round",
    "rebuild",
    "retire_form",
    "set_schedule",
    "withdraw",
]
