"""Page views in the admin."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin import formats
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import TimeFilter
from dashboard.admin.formats import column
from dashboard.models.page_view import PageView


@admin.register(PageView)
class PageViewAdmin(LogAdmin):
    """One row a page that a signed-in person opened."""

    list_display = ("time", "who", "path", "visit", "shown_duration")
    list_filter = (TimeFilter,)
    joined = ("user",)
    ordering = ("-created_at",)

    time = column("created_at", formats.instant, "time", "created_at")
    shown_duration = column("duration_ms", formats.milliseconds, "shown for")

    @admin.display(description="user")
    def who(self, row: PageView) -> str:
        return formats.person(row.user, row.user_id)

    @admin.display(description="session")
    def visit(self, row: PageView) -> str:
        return formats.row_link("usersession", row.session_id)
