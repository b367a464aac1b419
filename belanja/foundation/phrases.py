"""Whether a text holds all words of one of some phrases: as a condition of a query, and as a question to the search."""

import re
from collections.abc import Iterable

from django.db.models import Q

from .words import tokens


def holds(field: str, phrases: Iterable[str]) -> Q:
    """The text of `field` holds every word of one of the phrases, as whole words in any order and case; no phrase, no
    row."""
    found = Q(pk__in=[])
    for phrase in phrases:
        every = Q()
        for word in phrase.split():
            every &= Q(**{f"{field}__iregex": rf"(^|\W){re.escape(word)}(\W|$)"})
        found |= every if every else Q(pk__in=[])
    return found


def asked(phrases: Iterable[str]) -> str:
    """A tsquery that finds texts with every stem of one of the phrases; empty where no word is left."""
    each = (" & ".join(_quoted(token.lexeme) for token in tokens(phrase)) for phrase in phrases)
    return " | ".join(f"({one})" for one in each if one)


def _quoted(stem: str) -> str:
    plain = stem.replace("\\", "").replace("'", "")
    return f"'{plain}'"
