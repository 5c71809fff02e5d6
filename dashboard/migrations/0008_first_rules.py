from django.contrib.auth.management import create_permissions
from django.db import migrations

OF_ADMINS = (
    "view_responserule",
    "add_responserule",
    "change_responserule",
    "view_rulefiring",
    "lock_user",
)
OF_VIEWERS = ("view_responserule", "view_rulefiring")
# All in shadow mode: they write down what they would do, until somebody switches them on.
RULES = (
    {"name": "Credential stuffing", "threat_type": "credential_stuffing", "severity": "high"},
    {"name": "Critical findings", "severity": "critical", "block_minutes": 24 * 60},
    {"name": "Repeated attacks", "severity": "high", "count": 5},
    {"name": "Scanners", "threat_type": "scanner", "severity": "low", "count": 20},
)


def add_permissions(apps, schema_editor):
    """What the groups of 0006 may do with rules, firings and accounts."""
    config = apps.get_app_config("dashboard")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="dashboard"
    )
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name__in=("Threat viewers", "Threat analysts")):
        group.permissions.add(*permissions.filter(codename__in=OF_VIEWERS))
    for group in groups.filter(name="Threat admins"):
        group.permissions.add(*permissions.filter(codename__in=OF_ADMINS))


def add_rules(apps, schema_editor):
    """Rules to begin with."""
    rules = apps.get_model("dashboard", "ResponseRule").objects
    for rule in RULES:
        rules.get_or_create(name=rule["name"], defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("dashboard", "0007_response_rules")]

    operations = [
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]
