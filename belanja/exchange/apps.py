from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "belanja.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the work of sheets and photos on the process that does it."""
        from . import forgetting, jobs  # noqa: F401
