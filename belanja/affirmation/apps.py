from django.apps import AppConfig


class AffirmationConfig(AppConfig):
    name = "belanja.affirmation"
    label = "affirmation"
    default_auto_field = "django.db.models.BigAutoField"
