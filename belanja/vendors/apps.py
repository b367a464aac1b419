from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "belanja.vendors"
    label = "vendors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, moments, projectors  # noqa: F401 - they register themselves: former moments, and the journal
