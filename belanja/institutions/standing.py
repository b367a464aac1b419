"""Where a person stands today: read once, for pages that ask many times what may be shown. The services ask again."""

from copy import copy
from datetime import date

from belanja.foundation import clock
from belanja.journal.readings import Part, kept
from belanja.journal.services import Actor

from .models import Government
from .reach import Held, Lent, Reach
from .selectors import acts_for, governments_of, lent_to, pd_map, roles_held


def reaches(user_id: int) -> list[tuple[Government, Reach]]:
    """Every government in which an account holds a role today, sorted as `selectors.governments_of`, and what it
    holds there."""
    today = clock.today()
    found = []
    for government, held, lent in _everywhere(user_id, today):
        bound = any(unit is not None for _role, unit in held)
        # The kept government is shared by all who ask: each request gets its own.
        tops = pd_map(government.pk, today) if bound else {}
        acting = acts_for(user_id, held, government.pk, today)
        found.append((copy(government), Reach(held, tops, lent, acting)))
    return found


@kept(Part.OFFICES)
def _everywhere(user_id: int, on: date) -> tuple[tuple[Government, Held, Lent], ...]:
    held = [
        (government, roles_held(user_id, government.pk, on), lent_to(user_id, government.pk, on))
        for government in governments_of(Actor(user_id=user_id, label=""), on=on)
    ]
    return tuple(one for one in held if one[1])
