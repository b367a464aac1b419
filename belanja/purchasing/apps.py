from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from belanja.rules.buying import steps_checked


class PurchasingConfig(AppConfig):
    name = "belanja.purchasing"
    label = "purchasing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if found := steps_checked.faults():
            raise ImproperlyConfigured("; ".join(found))
