from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "belanja.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import cases  # noqa: F401 - registers itself with `belanja work`
