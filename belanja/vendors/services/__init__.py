"""Writing what feeds say of firms and of sanctions."""

from .load import apply_firms, apply_sanctions, forget_firms, forget_sanctions, gather_firms

__all__ = ["apply_firms", "apply_sanctions", "forget_firms", "forget_sanctions", "gather_firms"]
