from importlib import import_module

from django.apps import AppConfig


class IndsatserConfig(AppConfig):
    name = "indsatser"
    verbose_name = "indsatsplaner"

    def ready(self):
        """Register the rules, which verbs ask by key, the kinds of messages and the daily reminder."""
        import_module("indsatser.rules")
        import_module("indsatser.rules_status")
        import_module("indsatser.workflow.aendring")  # who approves follows from what the posts change
        import_module("indsatser.workflow.kalender")  # milestones stand in the personal calendar
        import_module("indsatser.workflow.lukning")  # a case that is closed closes its plans
        import_module("indsatser.beskeder")
        import_module("indsatser.varsler")
        import_module("indsatser.varsler_status")
