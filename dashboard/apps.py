from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "dashboard"
    label = "dashboard"
    verbose_name = "AI observability"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dashboard import checks  # noqa: F401  (registers the system checks)
        from dashboard.capture import logins  # noqa: F401  (listens to failed logins)
        from dashboard.threats import response  # noqa: F401  (listens to findings that a host files)
