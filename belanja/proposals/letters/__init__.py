"""Letters of a proposed etalase: from its unit; study, decision, call to register and reply of the bureau."""

from .made import due, letter_of, papers_of

__all__ = ["due", "letter_of", "papers_of"]
