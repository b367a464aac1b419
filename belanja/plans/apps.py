from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "belanja.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, moments  # noqa: F401  # they register themselves: with `belanja work`, and former moments
