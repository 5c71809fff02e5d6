from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured


class DashboardConfig(AppConfig):
    name = "dashboard"
    label = "dashboard"
    verbose_name = "AI observability"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if not apps.is_installed("django.contrib.admin"):
            # No system check: models that are missing stop the imports below.
            raise ImproperlyConfigured(
                "The app 'dashboard' needs 'django.contrib.admin' in INSTALLED_APPS: its history "
                "keeps who blocked, resolved and locked what."
            )
        from dashboard import checks  # noqa: F401  (registers the system checks)
        from dashboard.capture import logins  # noqa: F401  (listens to failed logins)
        from dashboard.threats import response  # noqa: F401  (listens to findings that a host files)
