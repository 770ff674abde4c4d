from importlib import import_module

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "mso_portal.organisation"
    label = "organisation"
    verbose_name = "organisation"

    def ready(self):
        """Register the rules, which verbs and views ask by key."""
        import_module("mso_portal.organisation.rules")
