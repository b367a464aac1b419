from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "belanja.vendors"
    label = "vendors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import moments  # noqa: F401 - registers what registrations had stated at a moment
