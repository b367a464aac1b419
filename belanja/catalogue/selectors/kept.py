"""Searches kept as evidence, and needs that were posted."""

from django.db.models import QuerySet

from belanja.catalogue.models import PostedNeed, SavedSearch
from belanja.rules.decisions import RuleBroken
from belanja.rules.wanted import NeedState

_MOST = 200


def saved_search(code: str) -> SavedSearch | None:
    """The evidence of a code, with its government. One query."""
    return SavedSearch.objects.select_related("government").filter(code=code).first()


def saved_by(user_id: int) -> list[SavedSearch]:
    """What an account has kept, the latest first, without the contents. One query."""
    return list(SavedSearch.objects.filter(by_id=user_id).defer("content").order_by("-at", "-id")[:_MOST])


def posted_needs(government_id: int, state: NeedState | None = NeedState.OPEN) -> QuerySet[PostedNeed]:
    """Needs of a government's catalogue, the latest first; of one state, or (None) all but those taken off."""
    needs = PostedNeed.objects.filter(government_id=government_id).select_related("region").order_by("-at", "-id")
    return needs.exclude(state=NeedState.REMOVED.value) if state is None else needs.filter(state=state.value)


def posted_need(need_id: int) -> PostedNeed:
    """One need as everybody may see it; RuleBroken 404 for one that is not there or was taken off. One query."""
    need = PostedNeed.objects.select_related("region", "government").filter(pk=need_id).first()
    if need is None or need.state == NeedState.REMOVED.value:
        raise RuleBroken("need_unknown", "Kebutuhan ini tidak ditemukan.", status=404)
    return need
