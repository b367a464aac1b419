from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "belanja.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import cases, reviews  # noqa: F401 - they register themselves with `belanja work`
