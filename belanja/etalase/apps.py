from django.apps import AppConfig


class EtalaseConfig(AppConfig):
    name = "belanja.etalase"
    label = "etalase"
    default_auto_field = "django.db.models.BigAutoField"
