from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "belanja.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - registers itself with `belanja work`
