from importlib import import_module

from django.apps import AppConfig


class IndstillingerConfig(AppConfig):
    name = "indstillinger"
    verbose_name = "indstillinger"

    def ready(self):
        """Register the kinds of messages and the reminders, and the rules, which verbs and the worker ask by key."""
        for name in ("rules", "rules_dialog", "rules_moede", "rules_dokument", "rules_eget"):
            import_module(f"indstillinger.{name}")
        import_module("indstillinger.beskeder")
        for name in ("varsler", "varsler_aarshjul", "varsler_moede"):
            import_module(f"indstillinger.{name}")
