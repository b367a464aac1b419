from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "belanja.facts"
    label = "facts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, projectors  # noqa: F401 - they register themselves with `belanja work` and the journal
