from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "belanja.facts"
    label = "facts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import projectors  # noqa: F401 - registers itself with the journal
