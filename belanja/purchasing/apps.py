from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from belanja.rules.buying import steps_checked


class PurchasingConfig(AppConfig):
    name = "belanja.purchasing"
    label = "purchasing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start on a table of steps with a dead end; hang printing on the events that call for it."""
        if found := steps_checked.faults():
            raise ImproperlyConfigured("; ".join(found))
        from . import jobs, printer, projectors, waiting  # noqa: F401 - they register themselves
