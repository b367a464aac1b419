"""Writing reports: open a draft, freeze it, issue it, withdraw it, rebuild it. Callers import from here alone."""

from .papers import issue, withdraw
from .rebuild import differing, rebuild
from .snapshots import discard, freeze, open_draft

__all__ = ["differing", "discard", "freeze", "issue", "open_draft", "rebuild", "withdraw"]
