"""Loads what a release knows from the start as soon as the tables are there."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.db.utils import DEFAULT_DB_ALIAS


class InstitutionsConfig(AppConfig):
    name = "belanja.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import mail_words, moments  # noqa: F401  # how units were at a moment, what mail says of a government

        post_migrate.connect(_seed, sender=self)


def _seed(*, sender: AppConfig, using: str, plan: Any = (), apps: Any = None, **_: Any) -> None:
    """After `migrate`; not on the way back, nor half-way to the tables that the code knows."""
    from .services import seed

    forwards = not any(backwards for _, backwards in plan)
    if using == DEFAULT_DB_ALIAS and forwards and _tables_are_current(sender, apps):
        seed()


def _tables_are_current(config: AppConfig, migrated: Any) -> bool:
    """Whether the migrated state holds every column that the code knows (`migrated` is None after a flush)."""
    if migrated is None:
        return True
    try:
        return all(
            _columns(model) == _columns(migrated.get_model(config.label, model.__name__))
            for model in config.get_models()
        )
    except LookupError:
        return False


def _columns(model: Any) -> set[str]:
    return {field.column for field in model._meta.local_fields}
