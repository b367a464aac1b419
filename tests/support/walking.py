"""What every random walk over the database begins and ends with."""

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from belanja.foundation import clock


class UndoneWalk(RuleBasedStateMachine):
    """A walk whose writes are undone at its end; the clock stands where it was when the walk began."""

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.clock = clock.frozen(clock.now())
        self.clock.__enter__()

    def teardown(self) -> None:
        self.clock.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)
