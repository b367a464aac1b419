from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "belanja.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - they register themselves
