"""Projects in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.api_key import state_of
from dashboard.admin.base import ListAdmin
from dashboard.admin.formats import column
from dashboard.admin.related import RelatedTable, related_table
from dashboard.models.project import Project
from dashboard.projects.removal import remove_project


@admin.register(Project)
class ProjectAdmin(ListAdmin):
    """One row a website or product whose events are counted."""

    list_display = ("name", "who", "since")
    fields = ("name", "owner")
    raw_id_fields = ("owner",)
    search_fields = ("name",)
    joined = ("owner",)

    since = column("created_at", formats.instant, "since", "created_at")

    @admin.display(description="owner")
    def who(self, row: Project) -> str:
        return formats.person(row.owner, row.owner_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may begin projects."""
        return bool(request.user.has_perm("dashboard.add_project"))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may remove them, with all that was counted."""
        return bool(request.user.has_perm("dashboard.delete_project"))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes along. Keys by themselves stay for ever; with their project they go."""
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Project) -> None:
        """With its events and its share of the totals."""
        remove_project(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Project]) -> None:
        """As one by one."""
        for project in queryset:
            remove_project(project)

    def related_tables(self, row: Project | None) -> list[RelatedTable]:
        """Its keys."""
        if row is None:
            return []
        return [
            related_table(
                "Keys",
                row.keys.all(),
                {
                    "Key": lambda key: formats.row_link("apikey", key.pk, str(key)),
                    "Name": lambda key: key.name or formats.DASH,
                    "State": state_of,
                    "Last used": last_used,
                },
            )
        ]


def last_used(row: Any) -> str:
    """The last day with an event sent with a key."""
    return str(row.last_used_on or formats.DASH)
