"""Who of the leadership fills which post, by the assignment of officials in force."""

from collections.abc import Collection
from datetime import date

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules.reporting.posts import Post, post_of


def posts_of(government: Government, user_ids: Collection[int], on: date) -> dict[int, Post]:
    """Post of each of these accounts that fills one on a day. Whoever fills both (Plh.) is told by the higher."""
    found: dict[int, Post] = {}
    officials = institutions.officials_of(government.pk, on=on).filter(unit=None, user_id__in=user_ids).order_by("pk")
    for official in officials:
        post = post_of(official.post)
        if post is not None and official.user_id is not None and found.get(official.user_id) is not Post.HEAD:
            found[official.user_id] = post
    return found
