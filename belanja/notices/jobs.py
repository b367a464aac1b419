"""The outbox is emptied by `belanja work`."""

from belanja.foundation import work

from .sending import send_next


@work.step("notices.mail")
def step() -> bool:
    """One mail, where one is due."""
    return send_next()
