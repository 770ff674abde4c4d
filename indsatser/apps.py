from importlib import import_module

from django.apps import AppConfig


class IndsatserConfig(AppConfig):
    name = "indsatser"
    verbose_name = "indsatsplaner"

    def ready(self):
        """Register the rules, which verbs ask by key."""
        import_module("indsatser.rules")
        import_module("indsatser.workflow.aendring")  # who approves follows from what the posts change
        import_module("indsatser.beskeder")
