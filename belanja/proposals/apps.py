from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "belanja.proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, projectors  # noqa: F401 - they register themselves
