from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "belanja.purchasing"
    label = "purchasing"
    default_auto_field = "django.db.models.BigAutoField"
