from django.apps import AppConfig


class MotorConfig(AppConfig):
    name = "mso_portal.motor"
    label = "motor"
    verbose_name = "motor"

    def ready(self):
        from mso_portal.motor import access  # noqa: F401  registers system check portal.E001
