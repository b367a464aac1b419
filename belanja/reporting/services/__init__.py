"""Writing reports: open a draft, freeze it, issue it, withdraw it, rebuild it. Callers import from here alone."""

from .distribution import acknowledge, answer_disposition, dispose, distribute, forward
from .forms import keep_form, retire_form
from .hearings import confirm_figures, decide_dispute, dispute_figures, explain_figures
from .outside import state_reason
from .papers import issue, withdraw
from .rebuild import differing, rebuild
from .reviews import approve_review, clear_review, note_review, reply_review, submit_review
from .rounds import close_round, open_round, set_schedule
from .snapshots import discard, freeze, open_draft

__all__ = [
    "acknowledge",
    "answer_disposition",
    "approve_review",
    "clear_review",
    "close_round",
    "confirm_figures",
    "decide_dispute",
    "differing",
    "discard",
    "dispose",
    "dispute_figures",
    "distribute",
    "explain_figures",
    "forward",
    "freeze",
    "issue",
    "keep_form",
    "note_review",
    "open_draft",
    "open_round",
    "rebuild",
    "reply_review",
    "retire_form",
    "set_schedule",
    "state_reason",
    "submit_review",
    "withdraw",
]
