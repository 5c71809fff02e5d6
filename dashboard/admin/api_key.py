"""API keys in the admin: issued, rotated and revoked; never shown again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.badges import badge
from dashboard.admin.base import ListAdmin
from dashboard.admin.formats import column
from dashboard.models.api_key import ApiKey
from dashboard.projects.keys import Issued, NotActive, issue, revoke, rotate


def state_of(row: ApiKey) -> str:
    """Whether events sent with a key are taken."""
    if row.revoked_at is not None:
        return badge("mute", "Revoked")
    if not row.is_active():
        return badge("mute", "Expired")
    return badge("warn", "Ending") if row.expires_at else badge("ok", "Active")


@admin.register(ApiKey)
class ApiKeyAdmin(ListAdmin):
    """One row a key. What it was stays: it is not changed, another takes its place."""

    list_display = ("__str__", "name", "shown_project", "state", "since", "last_used_on", "ends")
    search_fields = ("prefix__startswith", "name", "project__name")
    joined = ("project", "created_by")
    actions = ("rotate", "revoke")

    since = column("created_at", formats.instant, "since", "created_at")
    ends = column("expires_at", formats.instant, "until")
    revoked = column("revoked_at", formats.instant, "revoked")

    @admin.display(description="state")
    def state(self, row: ApiKey) -> str:
        return state_of(row)

    @admin.display(description="project")
    def shown_project(self, row: ApiKey) -> str:
        return formats.row_link("project", row.project_id, row.project.name)

    @admin.display(description="by")
    def maker(self, row: ApiKey) -> str:
        return formats.person(row.created_by, row.created_by_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may issue keys."""
        return bool(request.user.has_perm("dashboard.add_apikey"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What is asked for a new one; all that is known of one that is there."""
        if obj is None:
            return ["project", "name"]
        known = ["prefix", "name", "shown_project", "state", "since", "maker", "last_used_on"]
        return [*known, "ends", "revoked"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A key that is there is not changed."""
        return self.get_fields(request, obj) if obj is not None else []

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        """Issue it, and show it this once."""
        if not change:
            issued = issue(obj.project, name=obj.name, by=request.user)
            obj.pk = issued.row.pk
            self._show(request, issued)

    def log_addition(self, request: HttpRequest, object: Any, message: Any) -> Any:
        """Issuing leaves its own entry."""

    @admin.action(description="Rotate the selected keys", permissions=["add"])
    def rotate(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for row in queryset:
            try:
                self._show(request, rotate(row, by=request.user))
            except NotActive:
                self.message_user(request, f"{row} has ended already.", messages.WARNING)

    @admin.action(description="Revoke the selected keys", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for row in queryset:
            try:
                revoke(row, by=request.user)
                self.message_user(request, f"{row} was revoked.", messages.SUCCESS)
            except NotActive:
                self.message_user(request, f"{row} has ended already.", messages.WARNING)

    def _show(self, request: HttpRequest, issued: Issued) -> None:
        text = f"The new key of {issued.row.project}, shown only now: {issued.key}"
        self.message_user(request, text, messages.WARNING)
