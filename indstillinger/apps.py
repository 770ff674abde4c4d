from django.apps import AppConfig


class IndstillingerConfig(AppConfig):
    name = "indstillinger"
    verbose_name = "indstillinger"
