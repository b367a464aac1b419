"""Pages are tested strictly: an undefined template variable fails the test."""

import pytest

from tests.support.templates import undefined_variables_fail

__all__ = ["undefined_variables_fail"]


@pytest.fixture(autouse=True)
def _strict_templates(undefined_variables_fail: None) -> None:
    """Every test of this folder renders with strict variables."""
