from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "belanja.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - registers itself with `belanja work`
