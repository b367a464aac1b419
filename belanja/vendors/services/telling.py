"""Words to firms: to everybody who acts for them."""

from collections.abc import Mapping
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
    return bool(
        tell_firms(
            messages={firm_id: Message(text, link, once)}, kind=kind, actor=actor, government_code=government_code
        )
    )


def tell_firms(*, messages: Mapping[int, Message], kind: str, actor: Actor, government_code: str) -> list[int]:
    """A message of its own to each of several firms, as `tell_firm`, with as many queries as one takes. Which firms
    were told anything."""
    people = selectors.people_of_each(messages)
    addressed = [
        replace(one, user_ids=tuple(people[firm_id])) if firm_id in people else replace(one, firm_id=firm_id)
        for firm_id, one in messages.items()
    ]
    written = notices.tell_all(messages=addressed, kind=kind, actor=actor, government_code=government_code)
    return [firm_id for firm_id, each in zip(messages, written, strict=True) if each]
