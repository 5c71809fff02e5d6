"""Alerts in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dashboard.admin import formats
from dashboard.admin.badges import resolved_badge
from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import column
from dashboard.models.alert import Alert


@admin.register(Alert)
class AlertAdmin(LogAdmin):
    """One row a departure from what is usual. Staff resolve it; the rest stays as it was."""

    list_display = ("begin", "what", "moved", "end", "state")
    list_filter = ("resolved", "metric")
    actions = ("resolve",)

    begin = column("started_at", formats.instant, "since", "started_at")
    end = column("last_seen", formats.instant, "last hour")
    state = column("resolved", resolved_badge, "state")
    moved = column("text", str, "moved")

    @admin.display(description="number")
    def what(self, row: Alert) -> str:
        return str(row.get_metric_display())

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        """Who may change alerts, although their pages are read-only."""
        return bool(request.user.has_perm("dashboard.change_alert"))

    @admin.action(description="Resolve the selected alerts", permissions=["resolve"])
    @transaction.atomic
    def resolve(self, request: HttpRequest, queryset: QuerySet[Alert]) -> None:
        by: Any = request.user
        rows = list(queryset.filter(resolved=False).select_for_update())
        for row in rows:
            row.resolved, row.resolved_at = True, timezone.now()
            row.resolved_by = by
            row.save()
        LogEntry.objects.log_actions(by.pk, rows, CHANGE, "Resolved.")
        noun = "alert was" if len(rows) == 1 else "alerts were"
        self.message_user(request, f"{len(rows):,} {noun} resolved.", messages.SUCCESS)
