"""What is printed of an order: Surat Pesanan, addenda, minutes, hand-over, invoice, tax estimate, result."""

from .made import content_of, subject_of

__all__ = ["content_of", "subject_of"]
