"""Events and visitors of projects in the admin."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin import formats
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import TimeFilter
from dashboard.admin.formats import column
from dashboard.models.event import Event
from dashboard.models.visitor import Visitor


@admin.register(Event)
class EventAdmin(LogAdmin):
    """One row an event."""

    list_display = ("time", "shown_project", "name", "page_url", "shown_visitor", "visit", "land")
    list_filter = (TimeFilter,)
    joined = ("project", "visitor")
    ordering = ("-created_at",)

    time = column("created_at", formats.instant, "time", "created_at")
    land = column("country", formats.short_country, "country")

    @admin.display(description="project")
    def shown_project(self, row: Event) -> str:
        name = row.project.name if row.project else ""
        return formats.row_link("project", row.project_id, name)

    @admin.display(description="visitor")
    def shown_visitor(self, row: Event) -> str:
        return row.visitor.distinct_id if row.visitor else formats.DASH

    @admin.display(description="session")
    def visit(self, row: Event) -> str:
        return formats.row_link("usersession", row.session_id)


@admin.register(Visitor)
class VisitorAdmin(LogAdmin):
    """One row a visitor of a project."""

    list_display = ("id", "visitor_key", "seen")
    search_fields = ("visitor_key__exact",)
    search_help_text = "A project's id, a colon, and a distinct id"

    seen = column("last_seen", formats.instant, "last seen")
