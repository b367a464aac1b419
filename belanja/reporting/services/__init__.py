"""Writing reports: open a draft, freeze it, withdraw it. Callers import from here alone."""

from .snapshots import discard, freeze, open_draft, withdraw

__all__ = ["discard", "freeze", "open_draft", "withdraw"]
