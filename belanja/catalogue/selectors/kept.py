"""Searches kept as evidence."""

from belanja.catalogue.models import SavedSearch

_MOST = 200


def saved_search(code: str) -> SavedSearch | None:
    """The evidence of a code, with its government. One query."""
    return SavedSearch.objects.select_related("government").filter(code=code).first()


def saved_by(user_id: int) -> list[SavedSearch]:
    """What an account has kept, the latest first, without the contents. One query."""
    return list(SavedSearch.objects.filter(by_id=user_id).defer("content").order_by("-at", "-id")[:_MOST])
