"""Loads the synonyms that a release knows from the start as soon as the tables are there."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.db.utils import DEFAULT_DB_ALIAS


class CatalogueConfig(AppConfig):
    name = "belanja.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, projectors  # noqa: F401 - they register themselves with `belanja work` and the journal
        from .services import bars, storefronts  # noqa: F401 - register what follows the firms

        post_migrate.connect(_seed, sender=self)


def _seed(*, sender: AppConfig, using: str, plan: Any = (), apps: Any = None, **_: Any) -> None:
    """After `migrate`; not on the way back, nor where the tables of the search are not there yet."""
    from .search.synonyms import seed

    forwards = not any(backwards for _, backwards in plan)
    if using != DEFAULT_DB_ALIAS or not forwards:
        return
    if apps is None or _there(apps):
        seed()


def _there(migrated: Any) -> bool:
    try:
        migrated.get_model("catalogue", "Synonym")
        migrated.get_model("catalogue", "SearchState")
    except LookupError:
        return False
    return True
