"""Words to a firm: to everybody who acts for it."""

from collections.abc import Mapping

from belanja.journal.services import Actor
from belanja.notices import services as notices

from .. import selectors


def tell_firm(
    *, firm_id: int, kind: str, text: str, link: str, actor: Actor, government_code: str, once: str = ""
) -> bool:
    """A message to everybody who acts for a firm today; on paper where nobody has an account in use. As `notices.tell`.
    Whether anything was told."""
    people = selectors.people_of(firm_id)
    if people:
        told = notices.tell(
            user_ids=people, kind=kind, text=text, link=link, actor=actor, government_code=government_code, once=once
        )
    else:
        told = notices.tell_firm(
            firm_id=firm_id, kind=kind, text=text, link=link, actor=actor, government_code=government_code, once=once
        )
    return bool(told)


def tell_firms(
    *, links: Mapping[int, str], kind: str, text: str, actor: Actor, government_code: str, once: str
) -> list[int]:
    """The same message to many firms, each with a link of its own, as `tell_firm`: few queries for all to whom it goes
    on paper. `once` is the caller's own, of what he holds locked. Returns the firms of which somebody was told."""
    people = selectors.people_of_each(links)
    told = [
        firm_id
        for firm_id in sorted(people)
        if notices.tell(
            user_ids=people[firm_id], kind=kind, text=text, link=links[firm_id], actor=actor,
            government_code=government_code, once=f"{once}-{firm_id}",
        )
    ]  # fmt: skip
    silent = {firm_id: link for firm_id, link in links.items() if firm_id not in people}
    return told + notices.tell_firms(
        links=silent, kind=kind, text=text, actor=actor, government_code=government_code, once=once
    )
