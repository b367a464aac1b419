"""Migrations that run forwards through a new database in seconds.

Between two operations Django builds the classes of a model that changed anew, and with it those of every model that
is related to it. Where nearly every table points to a government and to a person, that is most of the time of
a first start. A run forwards needs it for no operation that only adds: the class is made, or added to where it stands.
The former state, which shares these classes, is asked for nothing of it: `AddField`, `AddIndex` and `AddConstraint`
read the later state, and a program (`RunPython`) changes none. What alters, renames or takes away is left to Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED, Field


@contextmanager
def added_in_place() -> Iterator[None]:
    """Within it, what a migration adds is added to the classes that stand; for running forwards only."""
    with ExitStack() as stack:
        for name, replacement in _REPLACED.items():
            stack.enter_context(mock.patch.object(ProjectState, name, replacement))
        yield


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model_state])


def _add_field(
    state: ProjectState, app_label: str, model_name: str, name: str, field: Field[Any, Any], preserve_default: bool
) -> None:
    if not preserve_default:
        field = field.clone()
        field.default = NOT_PROVIDED
    key = app_label, model_name
    state.models[key].fields[name] = field
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_field_relations(key, name, field)
    if "apps" in state.__dict__:
        model = state.apps.get_model(app_label, model_name)
        if model._meta.apps is not state.apps:
            # A class of before an upgrade asks the models of then, which know none that this run has made.
            state.reload_model(app_label, model_name)
            return
        model.add_to_class(name, field.clone())
        state.apps.clear_cache()


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: object) -> None:
    model_state = state.models[app_label, model_name]
    model_state.options[option] = [*model_state.options[option], added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, list(model_state.options[option]))


_REPLACED = {"add_model": _add_model, "add_field": _add_field, "_append_option": _append_option}
