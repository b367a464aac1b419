from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "belanja.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - it registers itself with `belanja work`
