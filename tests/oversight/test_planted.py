"""A small dose of `make prove-flags`: what is planted is found, what only looks like it does not ask."""

import pytest

from prove.flags import DOSES, planted


@pytest.mark.django_db
def test_planted_schemes_are_found_and_look_alikes_are_left_alone() -> None:
    told = planted(DOSES["tiny"], seed=1)
    assert told["missed"] == []
    assert told["asked_of_look_alikes"] == []
    assert told["schemes"] >= 40
