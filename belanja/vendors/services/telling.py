"""Words to a firm: to everybody who acts for it."""

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
