from django.contrib.auth.management import create_permissions
from django.db import migrations

SEE = (
    "view_threatlog",
    "view_requestlog",
    "view_modelcall",
    "view_usersession",
    "view_feedbacklog",
    "view_ipblock",
    "view_alert",
)
TRIAGE = ("change_threatlog", "change_alert")
BLOCK = ("add_ipblock", "change_ipblock")
GROUPS = {
    "Threat viewers": SEE,
    "Threat analysts": (*SEE, *TRIAGE),
    "Threat admins": (*SEE, *TRIAGE, *BLOCK),
}


def create_groups(apps, schema_editor):
    """Groups with their permissions. A group of that name that is there keeps what it has."""
    # Django makes permissions after all migrations only.
    config = apps.get_app_config("dashboard")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="dashboard"
    )
    for name, codenames in GROUPS.items():
        group, created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        if created:
            group.permissions.set(permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("dashboard", "0005_alerts"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
