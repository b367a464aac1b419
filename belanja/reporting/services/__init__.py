"""Writing reports: open a draft, freeze it, issue it, withdraw it. Callers import from here alone."""

from .snapshots import discard, freeze, issue, open_draft, withdraw

__all__ = ["discard", "freeze", "issue", "open_draft", "withdraw"]
