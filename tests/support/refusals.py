"""What a service says when it refuses, with nothing left of what was tried."""

from collections.abc import Callable

import pytest
from django.db import transaction

from belanja.rules.decisions import RuleBroken


def refused(act: Callable[[], object]) -> RuleBroken:
    """The refusal of `act`; the test fails where it is carried out."""
    with pytest.raises(RuleBroken) as found, transaction.atomic():
        act()
    return found.value
