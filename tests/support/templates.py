"""A page that names a variable nobody gave it is broken, even when it looks fine."""

import pytest
from django.template import engines


class UndefinedVariableError(Exception):
    """A template asked for a variable that its context does not have."""


class _Refusal(str):
    """Django formats this text with the name of the missing variable; formatting it is the failure."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s" or super().__contains__(str(part))

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariableError(f"undefined template variable: {variable}")


@pytest.fixture
def undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside this fixture every undefined `{{ variable }}` or tag argument raises."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", _Refusal("undefined"))
