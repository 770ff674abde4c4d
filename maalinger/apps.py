from importlib import import_module

from django.apps import AppConfig


class MaalingerConfig(AppConfig):
    name = "maalinger"
    verbose_name = "målinger"

    def ready(self):
        """Register the rules, which verbs ask by key."""
        import_module("maalinger.rules")
