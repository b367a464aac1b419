"""Words to firms: to everybody who acts for them."""

from collections.abc import Sequence
from dataclasses import replace

from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.notices.services import Message

from .. import selectors


def tell_firm(
    *, firm_id: int, kind: str, text: str, link: str, actor: Actor, government_code: str, once: str = ""
) -> bool:
    """A message to everybody who acts for a firm today; on paper where nobody has an account in use. As `notices.tell`.
    Whether anything was told."""
    [told] = tell_firms(
        messages=[(firm_id, Message(text, link, once))], kind=kind, actor=actor, government_code=government_code
    )
    return told


def tell_firms(*, messages: Sequence[tuple[int, Message]], kind: str, actor: Actor, government_code: str) -> list[bool]:
    """Messages of one kind to firms, each as `tell_firm`, with as many queries as one takes. Whether each was told to
    anybody, in their order."""
    people = selectors.people_of_each({firm_id for firm_id, _message in messages})
    addressed = [
        replace(one, user_ids=tuple(people[firm_id])) if firm_id in people else replace(one, firm_id=firm_id)
        for firm_id, one in messages
    ]
    written = notices.tell_all(messages=addressed, kind=kind, actor=actor, government_code=government_code)
    return [bool(each) for each in written]
