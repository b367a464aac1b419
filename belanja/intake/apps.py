from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "belanja.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - registers itself with `belanja work`
