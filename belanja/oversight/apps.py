from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "belanja.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - registers itself
