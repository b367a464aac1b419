from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "belanja.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, projectors  # noqa: F401 - they register themselves
