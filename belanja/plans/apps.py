from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "belanja.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import moments  # noqa: F401  # registers how entered budgets were at a moment
