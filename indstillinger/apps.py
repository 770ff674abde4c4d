from importlib import import_module

from django.apps import AppConfig


class IndstillingerConfig(AppConfig):
    name = "indstillinger"
    verbose_name = "indstillinger"

    def ready(self):
        """Register the kinds of messages and the reminders, and the rules, which verbs and the worker ask by key."""
        import_module("indstillinger.rules_moede")
        import_module("indstillinger.beskeder")
        import_module("indstillinger.varsler")
