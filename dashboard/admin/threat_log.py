"""Findings in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from dashboard.admin.base import BoundedPaginator, ModelAdmin
from dashboard.models.threat_log import ThreatLog

_STAFF_MAY_CHANGE = {"resolved", "note"}


@admin.register(ThreatLog)
class ThreatLogAdmin(ModelAdmin):
    """One row a finding. Staff resolve it and note why; what was found stays as it is."""

    list_display = ("created_at", "severity", "threat_type", "ip_address", "country", "resolved")
    list_filter = ("resolved", "severity", "threat_type")
    search_fields = ("ip_address", "description")
    show_full_result_count = False
    paginator = BoundedPaginator

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All but what triage changes."""
        names = [field.name for field in ThreatLog._meta.fields]
        return [name for name in names if name not in _STAFF_MAY_CHANGE]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Findings are filed by detectors and by the host's code."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A finding is resolved, not deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: ThreatLog, form: Any, change: bool) -> None:
        """Note who resolved it; the admin's history says when and what."""
        if "resolved" in form.changed_data and obj.resolved:
            obj.resolved_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
